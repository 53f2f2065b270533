// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "scene.hpp"

namespace model_gltf {
namespace {

using Matrix3 = std::array<std::array<float, 3>, 3>;  // columns

/// Shepperd's method ("Quaternion from Rotation Matrix", 1978): from the largest of the four, which is never
/// small.
std::array<float, 4> quaternion_of(const Matrix3& m) {
    const float xx = m[0][0], yy = m[1][1], zz = m[2][2];
    const float trace = xx + yy + zz;
    const float largest = std::max(std::max(trace, xx), std::max(yy, zz));
    const auto off = [&](std::size_t column, std::size_t line) { return m[column][line]; };
    if (largest == trace) {
        const float w = std::sqrt(std::max(1 + trace, 0.0F)) / 2;
        const float f = 1 / (4 * w);
        return {(off(1, 2) - off(2, 1)) * f, (off(2, 0) - off(0, 2)) * f, (off(0, 1) - off(1, 0)) * f, w};
    }
    if (largest == xx) {
        const float x = std::sqrt(std::max(1 + xx - yy - zz, 0.0F)) / 2;
        const float f = 1 / (4 * x);
        return {x, (off(0, 1) + off(1, 0)) * f, (off(2, 0) + off(0, 2)) * f, (off(1, 2) - off(2, 1)) * f};
    }
    if (largest == yy) {
        const float y = std::sqrt(std::max(1 + yy - xx - zz, 0.0F)) / 2;
        const float f = 1 / (4 * y);
        return {(off(0, 1) + off(1, 0)) * f, y, (off(1, 2) + off(2, 1)) * f, (off(2, 0) - off(0, 2)) * f};
    }
    const float z = std::sqrt(std::max(1 + zz - xx - yy, 0.0F)) / 2;
    const float f = 1 / (4 * z);
    return {(off(2, 0) + off(0, 2)) * f, (off(1, 2) + off(2, 1)) * f, z, (off(0, 1) - off(1, 0)) * f};
}

}  // namespace

void compose(sinter_model_node_row& node) {
    const auto [x, y, z, w] =
        std::array{node.rotation[0], node.rotation[1], node.rotation[2], node.rotation[3]};
    const Matrix3 turn = {{{1 - 2 * (y * y + z * z), 2 * (x * y + z * w), 2 * (x * z - y * w)},
                           {2 * (x * y - z * w), 1 - 2 * (x * x + z * z), 2 * (y * z + x * w)},
                           {2 * (x * z + y * w), 2 * (y * z - x * w), 1 - 2 * (x * x + y * y)}}};
    std::fill_n(node.matrix, 16, 0.0F);
    for (std::size_t column = 0; column < 3; ++column)
        for (std::size_t line = 0; line < 3; ++line)
            node.matrix[4 * column + line] = turn[column][line] * node.scale[column];
    std::copy_n(node.translation, 3, node.matrix + 12);
    node.matrix[15] = 1;
}

void decompose(sinter_model_node_row& node) {
    std::copy_n(node.matrix + 12, 3, node.translation);
    Matrix3 turn{};
    bool has_turn = true;
    for (std::size_t column = 0; column < 3; ++column) {
        float squared = 0;
        for (std::size_t line = 0; line < 3; ++line)
            squared += node.matrix[4 * column + line] * node.matrix[4 * column + line];
        node.scale[column] = std::sqrt(squared);
        if (!(squared > 0) || !std::isfinite(squared))
            has_turn = false;
        else
            for (std::size_t line = 0; line < 3; ++line)
                turn[column][line] = node.matrix[4 * column + line] / node.scale[column];
    }
    std::array<float, 4> rotation = {0, 0, 0, 1};
    if (has_turn) {
        const auto& [a, b, c] = turn;
        const float determinant = a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) +
                                  a[2] * (b[0] * c[1] - b[1] * c[0]);
        if (determinant < 0) {  // a mirror is no rotation
            node.scale[0] = -node.scale[0];
            for (auto& number : turn[0]) number = -number;
        }
        rotation = quaternion_of(turn);
        float squared = 0;
        for (const float number : rotation) squared += number * number;
        const float length = std::sqrt(squared);
        if (length > 0 && std::isfinite(length))
            for (float& number : rotation) number /= length;
        else
            rotation = {0, 0, 0, 1};
    }
    std::copy(rotation.begin(), rotation.end(), node.rotation);
}

}  // namespace model_gltf
