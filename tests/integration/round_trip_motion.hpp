// SPDX-License-Identifier: Apache-2.0
// Every vertex of an animated model at many times, in the source and in the export.
#pragma once

#include "round_trip_match.hpp"

namespace sinter::test {

/// Of each mesh and primitive.
using MatchedMeshes = std::vector<std::vector<std::vector<MatchedVertex>>>;

struct Motion {
    std::size_t poses = 0;
    double worst = 0;  ///< of the distances, each as a share of what the limits allow it
};

/// Checks that at rest, and at 24 times of each animation, no vertex is farther from the source's than its
/// rounding and the recorded errors of the channels that move it can put it. `rows`: the export's node for
/// each of the source's.
Motion check_motion(const GltfFile& before, const GltfFile& after, const std::vector<std::size_t>& rows,
                    const MatchedMeshes& matched, const ModelLimits& limits);

}  // namespace sinter::test
