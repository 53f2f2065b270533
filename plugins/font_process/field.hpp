// SPDX-License-Identifier: Apache-2.0
// draw_field: the signed distance field of a glyph.
#pragma once

#include "flatten.hpp"

namespace sinter {

/// Where a field is drawn to: `height` rows of `width` bytes, `pitch` bytes apart.
struct FieldTarget {
    std::uint8_t* texels;
    std::uint32_t width, height;
    std::size_t pitch;
};

/// Each texel becomes round(255 * clamp(0.5 + d / range, 0, 1)), d being the distance, in texels, of its
/// centre to the nearest of the `boundary`, positive where the winding number of `contours` is not 0. Texel
/// (0, 0) spans the unit square from the origin of the edges' coordinates. `range`: texels, more than 0.
void draw_field(const std::vector<Edge>& contours, const std::vector<Edge>& boundary, float range,
                const FieldTarget& target);

}  // namespace sinter
