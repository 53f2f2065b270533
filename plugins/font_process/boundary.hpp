// SPDX-License-Identifier: Apache-2.0
// boundary_of: of overlapping contours the edges that lie between inside and outside.
#pragma once

#include "flatten.hpp"

namespace sinter {

/// The parts of `edges` with winding number 0 on exactly one side. Contours of a glyph may overlap and touch
/// (composites, variable fonts): what lies inside the union is no edge of what is seen, and its distance must
/// not count. Edges are cut where they meet, then each part is judged by the winding numbers on either side
/// of its middle, which needs no ordering around the crossings and so no exact arithmetic. A glyph of over
/// 32768 edges or as many crossings comes back as it is.
[[nodiscard]] std::vector<Edge> boundary_of(const std::vector<Edge>& edges);

}  // namespace sinter
