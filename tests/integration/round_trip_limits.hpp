// SPDX-License-Identifier: Apache-2.0
// What a cooked model's tables say of how exact they are (sinter/abi/model.h, animation.h).
#pragma once

#include <map>
#include <string>
#include <vector>

#include <sinter/core/artifact_file.hpp>
#include <sinter/model.hpp>

#include "round_trip_pose.hpp"

namespace sinter::test {

/// Of one primitive; steps are the distances between numbers that can be stored.
struct PrimitiveLimits {
    Vec3d position_step{};
    std::array<double, 2> uv_step{};
    double normal_radians = 0;
    double weight = 0;                ///< of one influence
    std::vector<Vec3d> target_steps;  ///< of each morph target's differences
};

/// How far key reduction moved the channels of one animation, by node and path: metres, radians, or a factor.
using AnimationLimits = std::map<std::pair<std::size_t, std::string>, double>;

struct ModelLimits {
    std::vector<std::vector<PrimitiveLimits>> meshes;
    std::vector<AnimationLimits> animations;

    static ModelLimits of(const Model& model);
    /// Of an animation's artifact, in the order in which they are added.
    void add(const AssetView& animation);
};

}  // namespace sinter::test
