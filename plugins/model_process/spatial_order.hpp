// SPDX-License-Identifier: Apache-2.0
// Order in space: triangles that come in no order are put beside their neighbours.
#pragma once

#include "geometry.hpp"

namespace sinter::models {

/// Sorts the triangles along a curve through space and numbers the vertices by first use, where the order
/// they have lets a cache of 16 vertices miss each vertex more than three times. Scans and exports that went
/// through a set come in such an order, and every step is several times as fast without it. Only for
/// triangles of one level.
void order_in_space(Geometry& geometry);

}  // namespace sinter::models
