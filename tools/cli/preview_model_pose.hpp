// SPDX-License-Identifier: Apache-2.0
// Poses a model at rest: what each node draws, as triangles, lines and points of the model's space.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include <sinter/model.hpp>

namespace sinter::cli {

using Vec2f = std::array<float, 2>;
using Vec3f = std::array<float, 3>;
using Vec4f = std::array<float, 4>;

/// One primitive of one node. Arrays are empty or one value for each vertex.
struct PosedPrimitive {
    std::uint32_t material = SINTER_MODEL_NONE;
    sinter_topology topology = SINTER_TOPOLOGY_TRIANGLES;
    std::vector<Vec3f> positions;  ///< metres
    std::vector<Vec3f> normals;    ///< any length
    std::vector<Vec2f> uvs;
    std::vector<Vec4f> colors;
    std::vector<std::uint32_t> indices;  ///< below positions.size()
};

/// The finest level that is there of what the default scene draws: all nodes where there is none. Morph
/// targets have their default weights, joints the places of their nodes. `model` is valid(). Thread: any.
[[nodiscard]] std::vector<PosedPrimitive> pose_model(const Model& model);

}  // namespace sinter::cli
