// SPDX-License-Identifier: Apache-2.0
// Cascade: the first levels of a chain whose extents halve exactly, by the box filter, in one pass over the
// source.
#pragma once

#include <sinter/texture_job.hpp>

#include "level.hpp"

namespace sinter::texels {

/// How many levels below `source` halve exactly in width and height and fit one pass; 0 for a volume.
[[nodiscard]] std::uint32_t cascade_depth(const Extent& source, std::uint32_t levels) noexcept;

/// Fills `targets`, the levels below stored level `source`: at most cascade_depth of them. A pair of rows
/// makes a row of the next level, a pair of those one of the level after it, and so on while they are in the
/// cache; no level is read again. The bytes are those of `resample` level by level. Errors: Cancelled,
/// OutOfMemory.
Status cascade(ProcessJob& job, const Codec& codec, std::uint64_t images, const SourceLevel& source,
               std::span<const TargetLevel> targets, float progress_from, float progress_to);

}  // namespace sinter::texels
