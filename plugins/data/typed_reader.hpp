// SPDX-License-Identifier: Apache-2.0
// SourceValue → DataValue, checked against a schema, or typed by its values.
#pragma once

#include "schema.hpp"
#include "source_value.hpp"

namespace data_plugin {

/// A field that must be there and is not.
struct MissingField {
    std::vector<std::string> path;  ///< names and numbers of items, from the root to the field
    sinter::Where where;            ///< of the object that lacks it
};

/// A file's own words. What it sets to null is a Null.
struct TypedDocument {
    sinter::DataValue root;
    std::vector<MissingField> missing;  ///< at most 64
    std::string include;                ///< path from the project's root, begins with "/"; empty: none
    sinter::Where include_where;
};

/// Reads a whole file of `schema`. Names of the root that are no fields: "include", and `schema_key` (the one
/// that chose the schema; may be empty). Paths are resolved against the source's own. Errors: Invalid
/// (unknown field, wrong type, out of range, a name twice), Denied (a path that leaves the project), at the
/// place of the value.
[[nodiscard]] sinter::Result<TypedDocument> read_typed(const SourceDocument& document,
                                                       const TextSource& source, const Schema& schema,
                                                       std::string_view schema_key);

/// Reads one value. Errors as above; the texts begin with `who`.
[[nodiscard]] sinter::Result<sinter::DataValue> read_typed_value(const SourceValue& value,
                                                                 const ValueSchema& wanted,
                                                                 const TextSource& source,
                                                                 const Schema& schema, std::string_view who);

/// By its values: a number without a fraction is an integer, others are doubles, times are strings.
[[nodiscard]] sinter::DataValue read_untyped(const SourceValue& value);

}  // namespace data_plugin
