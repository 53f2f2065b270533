// SPDX-License-Identifier: Apache-2.0
// Cleaning: what a primitive must not have before anything else works on it.
#pragma once

#include "geometry.hpp"

namespace sinter::models {

struct CleanOptions {
    bool weld = true;
    bool drop_degenerate = true;
    bool generate_normals = true;  ///< of triangles that come without
    bool replace_normals = false;  ///< of all triangles
    double crease_cosine = 1;      ///< triangles that turn away by more do not share a normal; 1: none do
    float scale = 1;               ///< of positions
    bool flip_faces = false;       ///< triangles turn their other side out; normals follow
    bool flip_v = false;           ///< second texture coordinate: 1 - v
};

struct CleanReport {
    std::uint64_t degenerate = 0;  ///< triangles and lines dropped
    std::uint64_t not_finite = 0;  ///< of these, those with a position that is no number
    std::uint64_t repaired = 0;    ///< other values that were no number, or normals that were no unit vectors
    bool made_normals = false;
};

/// Of one level. Triangles that come in no order get one, see order_in_space. A degenerate triangle is one of
/// which two corners are one vertex; of meshes that neither skin nor morph also one without area, which in
/// others may open when they move.
CleanReport clean(Geometry& geometry, const CleanOptions& options);

}  // namespace sinter::models
