// SPDX-License-Identifier: Apache-2.0
// Normals for triangles that come without.
#pragma once

#include "geometry.hpp"

namespace sinter::models {

/// Gives every corner a normal: the sum of the unit normals of the triangles that meet at its place, each
/// weighted by the angle it has there (Thuermer and Wuethrich 1998), of those that do not turn away from its
/// own by more than the crease angle, whose cosine is `crease_cosine`. Replaces the normals of the rest pose,
/// and drops tangents and the normals of morph targets, which belonged to others. Vertices are not shared
/// afterwards: weld. Only for triangles of one level. Where more than 256 corners meet, each looks at 256
/// around it.
void generate_normals(Geometry& geometry, double crease_cosine);

}  // namespace sinter::models
