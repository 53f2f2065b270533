// SPDX-License-Identifier: Apache-2.0
// Meshes as plain arrays, and the few shapes that the sample models are built from.
// Right-handed, Y up, metres; triangles counter-clockwise from the front.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <vector>

namespace sinter::samples {

using Vec2 = std::array<float, 2>;
using Vec3 = std::array<float, 3>;
using Vec4 = std::array<float, 4>;

constexpr Vec3 operator+(Vec3 a, Vec3 b) {
    return {a[0] + b[0], a[1] + b[1], a[2] + b[2]};
}
constexpr Vec3 operator-(Vec3 a, Vec3 b) {
    return {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
}
constexpr Vec3 operator*(Vec3 a, float s) {
    return {a[0] * s, a[1] * s, a[2] * s};
}
constexpr float dot(Vec3 a, Vec3 b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
constexpr Vec3 cross(Vec3 a, Vec3 b) {
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}
inline Vec3 normalized(Vec3 a) {
    const float length = std::sqrt(dot(a, a));
    return length > 0 ? a * (1 / length) : Vec3{0, 1, 0};
}

/// Arrays are empty or as long as `positions`.
struct Mesh {
    std::vector<Vec3> positions;
    std::vector<Vec3> normals;
    std::vector<Vec2> uvs;  ///< v downwards, as glTF has it
    std::vector<Vec4> colors;
    std::vector<std::uint32_t> indices;  ///< three a triangle

    /// Normals of all triangles around a vertex, weighted by area. Vertices at one place share them.
    void smooth_normals();
    void append(const Mesh& other, Vec3 offset = {0, 0, 0});
};

/// A grid of `columns` x `rows` quads over u, v in 0..1; `place` gives positions. The front is where u turns
/// counter-clockwise into v.
Mesh make_patch(std::uint32_t columns, std::uint32_t rows,
                const std::function<Vec3(float u, float v)>& place);
/// A box with a face of its own texture square per side.
Mesh make_box(Vec3 half_extents);
/// `profile` (radius, height), from the bottom up, turned around Y.
Mesh make_lathe(const std::vector<Vec2>& profile, std::uint32_t segments);
/// A unit cube of `cells` x `cells` quads a side, pushed onto the unit sphere.
Mesh make_cube_sphere(std::uint32_t cells);

}  // namespace sinter::samples
