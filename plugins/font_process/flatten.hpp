// SPDX-License-Identifier: Apache-2.0
// flatten: the curves of an outline as short straight edges, in texels.
#pragma once

#include <vector>

#include <sinter/font.hpp>

namespace sinter {

/// A straight piece of a contour, from (x0, y0) to (x1, y1): texels, x to the right, y down.
struct Edge {
    double x0, y0, x1, y1;
};

/// Where an outline comes to lie: texel = origin + scale * point for x, and origin - scale * point for y.
struct Placement {
    double scale;     ///< texels per 1/64 font unit
    double origin_x;  ///< texels
    double origin_y;
};

/// No edge is farther than this from its curve, in texels. At a range of 8 texels a byte of the field is
/// eight times as much.
inline constexpr double FlatnessTexels = 1.0 / 256;

/// The closed contours of a glyph of a valid font as edges of some length. Wang's bound on a curve's distance
/// from its chord gives the number of equal steps of the parameter (G. Wang, "The subdivision method for
/// finding the intersection between two Bézier curves", 1984).
[[nodiscard]] std::vector<Edge> flatten(const Font& font, const sinter_font_glyph_row& glyph,
                                        const Placement& placement);

}  // namespace sinter
