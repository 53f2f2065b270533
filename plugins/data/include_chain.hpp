// SPDX-License-Identifier: Apache-2.0
// A data file and those it includes, made one.
#pragma once

#include "typed_reader.hpp"

namespace data_plugin {

/// How a file is written: by its name's ending, .toml or any other.
[[nodiscard]] sinter::Result<SourceDocument> read_document(const TextSource& source);

/// The member of the root that names a schema file: "$schema" or "schema", a string that ends in
/// ".schema.toml"; nullptr when there is none.
[[nodiscard]] const SourceMember* chosen_schema(const SourceDocument& document) noexcept;

/// Fields of `upper` take the place of those in `lower`, also in the objects that both have; arrays are
/// replaced whole.
void override_with(sinter::DataValue& lower, sinter::DataValue upper);

/// The files from `first` (the job's own, read already) down, at most 8 includes in a row; fields of the
/// including file win. What was set to null is a Null. Errors: those of read_typed; Invalid (includes in a
/// circle, a required field that no file has), TooLarge (more includes), Cancelled, and those of Job::read.
[[nodiscard]] sinter::Result<sinter::DataValue> merge_includes(sinter::DecodeJob& job, TypedDocument first,
                                                               const Schema& schema);

}  // namespace data_plugin
