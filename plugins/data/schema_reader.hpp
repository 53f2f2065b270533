// SPDX-License-Identifier: Apache-2.0
// A schema's TOML → Schema.
#pragma once

#include <functional>

#include "schema.hpp"
#include "source_value.hpp"

namespace data_plugin {

/// Gives the schema that another one names in `inherits`. Errors stand at `where`.
using SchemaFinder = std::function<sinter::Result<Schema>(std::string_view name, const std::string& from,
                                                          const sinter::Where& where)>;

/// Reads and checks a schema: its form is in README.md. Errors: those of read_toml; Invalid (unknown key,
/// wrong type, a name that is taken, types that inherit in a circle, a default that its own field refuses),
/// TooLarge (over 1024 types or 65536 fields), all with line and column; those of `find`.
[[nodiscard]] sinter::Result<Schema> read_schema(const TextSource& source, const SchemaFinder& find);

}  // namespace data_plugin
