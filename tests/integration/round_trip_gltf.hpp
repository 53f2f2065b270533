// SPDX-License-Identifier: Apache-2.0
// GltfFile: a glTF file as plain numbers, read by tinygltf and by nothing of ours, so that two files can be
// compared.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <tiny_gltf.h>

namespace sinter::test {

using Vec3d = std::array<double, 3>;
/// Column-major.
using Matrix = std::array<double, 16>;

/// A primitive of triangles: strips and fans are triangles here. Arrays are empty or as long as `positions`.
struct GltfPrimitive {
    int material = -1;
    bool is_triangles = true;
    std::vector<Vec3d> positions, normals;
    std::vector<std::array<double, 2>> uvs;
    std::size_t influences = 0;               ///< joints a vertex, four for each set
    std::vector<double> joints, weights;      ///< `influences` a vertex
    std::vector<std::vector<Vec3d>> targets;  ///< differences of positions
    std::vector<std::array<std::uint32_t, 3>> triangles;
};

struct GltfChannel {
    std::size_t node = 0;
    std::string path, interpolation;
    std::vector<double> times, values;

    /// Numbers of one key, without tangents.
    [[nodiscard]] std::size_t width() const;
};

struct GltfAnimation {
    std::string name;
    std::vector<GltfChannel> channels;
    double start = 0, end = 0;
};

struct GltfSkin {
    std::vector<std::size_t> joints;
    std::vector<Matrix> inverse_binds;
};

struct GltfFile {
    tinygltf::Model json;
    std::vector<std::vector<GltfPrimitive>> meshes;
    std::vector<GltfAnimation> animations;
    std::vector<GltfSkin> skins;
    std::vector<std::size_t> parents;  ///< of each node; NoParent

    static constexpr std::size_t NoParent = SIZE_MAX;

    /// Nothing for what tinygltf does not read, and for extensions that change where numbers lie.
    static std::optional<GltfFile> read(const std::filesystem::path& file);
    /// Every position is a number; the cook drops others.
    [[nodiscard]] bool is_finite() const;
    /// Nodes without a parent, those of the scenes first, in their order.
    [[nodiscard]] std::vector<std::size_t> roots() const;
};

}  // namespace sinter::test
