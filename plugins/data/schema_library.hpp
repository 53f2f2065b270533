// SPDX-License-Identifier: Apache-2.0
// Where schemas are: those that ship with Sinter are part of this plugin, a project's own lie among its
// sources.
#pragma once

#include <memory>

#include "schema.hpp"

namespace data_plugin {

/// A schema of Sinter's, by name ("material", "particle_system", "ui"); read once, kept. nullptr for a name
/// that is none. Threads: any.
[[nodiscard]] const Schema* shipped_schema(std::string_view name);
/// That of an asset's type; nullptr for Data.
[[nodiscard]] const Schema* shipped_schema(sinter::AssetType type);

/// Reads the schema file `path` (from the project's root, begins with "/") and those it inherits, at most 8.
/// Each file read is a discovery of the job. Errors: those of read_schema and of Job::read; an error names
/// its file, or stands at `where` when there is no such file.
[[nodiscard]] sinter::Result<Schema> read_schema_file(sinter::Job& job, const std::string& path,
                                                      const sinter::Where& where);

}  // namespace data_plugin
