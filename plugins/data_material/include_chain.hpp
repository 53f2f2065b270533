// SPDX-License-Identifier: Apache-2.0
// A material file and those it includes, made one.
#pragma once

#include <sinter/plugin.hpp>

#include "fields.hpp"

namespace data_material {

/// A file may include one that includes another, this many times.
inline constexpr std::size_t MaxIncludes = 8;

struct MergedMaterial {
    Fields fields;
    Fields shadow;
};

/// Reads the job's source and what it includes; fields of the including file win.
/// Errors: those of read_material, Invalid (a file that includes itself, directly or not), TooLarge (more
/// than MaxIncludes), Cancelled, and those of Job::read. An error names the file it is in, if that is not the
/// source.
[[nodiscard]] sinter::Result<MergedMaterial> read_with_includes(sinter::DecodeJob& job);

}  // namespace data_material
