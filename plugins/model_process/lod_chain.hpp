// SPDX-License-Identifier: Apache-2.0
// The levels of detail of a primitive, and the order of its triangles and vertices.
//
// Each level is simplified from the one before it (edge collapses by quadric error, Garland and Heckbert
// 1997, as meshoptimizer does them), so its vertices are some of those. The errors add up: what is recorded
// is the sum of what the simplifier estimates for each link of the chain, in metres.
//
// Vertices are ordered for two ends that contradict each other: a level is to use a prefix of them, and to
// fetch them in the order in which its triangles need them. Here the coarsest level numbers its vertices in
// the order of its own triangles; each finer one goes on with those that it adds, in the order of its own. So
// the vertices that come with a level are read forwards, and those of coarser levels are read forwards too,
// as far as both levels visit the surface in the same order, which the vertex cache order of a finer level
// keeps roughly. README.md has the measured price.
#pragma once

#include <functional>

#include "geometry.hpp"

namespace sinter::models {

struct LodOptions {
    std::uint32_t levels = 4;            ///< at most, the finest included
    float ratio = 0.5f;                  ///< triangles of a level to those of the one before
    float max_error = 0;                 ///< metres, of the coarsest level; 0: no level but the finest
    float complexity = 1;                ///< share of the triangles that the finest level keeps
    std::uint32_t least_triangles = 64;  ///< no level has fewer, unless the source has
    float overdraw = 1.05f;    ///< how much worse the vertex cache may get for less overdraw; 1: not at all
    bool lock_border = false;  ///< edges of the surface stay where they are
};

/// Makes the levels of a primitive of one level and orders triangles and vertices. Points and lines keep one
/// level and get their vertices in the order of use. `go_on` is asked between parts of the work; false: stop,
/// the geometry is of no use then. False only if `go_on` said so.
bool make_levels(Geometry& geometry, const LodOptions& options, const std::function<bool()>& go_on);

/// The numbers that put the vertices into the order described above: of each old vertex its new number, or
/// SINTER_MODEL_NONE when no level uses it. Sets the vertex_count of each level; indices are left to the
/// caller.
[[nodiscard]] std::vector<std::uint32_t> prefix_order(std::vector<Level>& levels, std::uint32_t vertex_count,
                                                      std::uint32_t& used);

}  // namespace sinter::models
