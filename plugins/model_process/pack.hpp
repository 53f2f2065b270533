// SPDX-License-Identifier: Apache-2.0
// Packing: the choice of codec, scale and bias for each attribute of a model.
#pragma once

#include <optional>

#include "write_model.hpp"

namespace sinter::models {

enum class Precision : std::uint8_t { Automatic, Sixteen, Float };

struct PackOptions {
    Precision positions = Precision::Automatic;
    float position_error = 0.001f;  ///< metres: how far Automatic may move a vertex
    bool wide_normals = true;       ///< 16 bits a component instead of 8
    bool wide_tangents = false;
    Precision texcoords = Precision::Automatic;
    float texcoord_range = 8;  ///< Automatic stores a set that spans more as float
};

/// Steps of positions of 16 bits: position = step count / 65535 * extent + origin, by axis.
struct PositionGrid {
    std::array<float, 3> origin{}, extent{};
};

/// The grid for each mesh, or nothing for floats. All meshes share the grid of the model where it is fine
/// enough, so that seams between them stay closed; else each has its own, which its primitives share.
[[nodiscard]] std::vector<std::optional<PositionGrid>> position_grids(const std::vector<Geometry>& primitives,
                                                                      std::size_t mesh_count,
                                                                      const PackOptions& options);

/// Largest absolute difference of each component of a semantic in each morph target of a mesh: what its
/// primitives share.
struct TargetScales {
    std::vector<std::array<std::array<float, 4>, 4>>
        of_target;  ///< by target, by semantic POSITION, NORMAL, TANGENT
};
[[nodiscard]] std::vector<TargetScales> target_scales(const std::vector<Geometry>& primitives,
                                                      std::size_t mesh_count);

/// Positions in stream 0, all else of the rest pose in stream 1, each morph target in one of its own.
[[nodiscard]] CodedPrimitive pack(const Geometry& geometry, const std::optional<PositionGrid>& grid,
                                  const TargetScales& scales, const PackOptions& options);

}  // namespace sinter::models
