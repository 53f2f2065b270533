// SPDX-License-Identifier: Apache-2.0
// Which vertices of an exported primitive stand for which of the source's: by their triangles, not by their
// order.
#pragma once

#include "round_trip_limits.hpp"

namespace sinter::test {

struct MatchedVertex {
    std::uint32_t before = 0;  ///< of the source
    std::uint32_t after = 0;   ///< of the export
};

/// Checks that both draw the same triangles, up to their order and to the corner that each begins with; those
/// without area may be gone. Positions are within half a step, normals and texture coordinates within theirs.
/// Gives all pairs of vertices that a corner has shown, each once.
std::vector<MatchedVertex> match_triangles(const GltfPrimitive& before, const GltfPrimitive& after,
                                           const PrimitiveLimits& limits);

}  // namespace sinter::test
