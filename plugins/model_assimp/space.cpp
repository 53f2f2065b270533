// SPDX-License-Identifier: Apache-2.0
#include "space.hpp"

#include <cmath>

namespace sinter::model_assimp {
namespace {

bool near(float a, float b, float size) {
    return std::abs(a - b) <= size * 1e-5F;
}

}  // namespace

Space::Space(Axis right, Axis up, Axis front, float unit_metres) : unit_(unit_metres) {
    if (right.axis < 3 && up.axis < 3 && front.axis < 3 && right.axis != up.axis && up.axis != front.axis &&
        front.axis != right.axis)
        from_ = {right, up, front};
}

Space Space::with_up(std::uint32_t up, float unit_metres) {
    if (up == 0) return {Axis{1, -1}, Axis{0, 1}, Axis{2, 1}, unit_metres};
    if (up == 2) return {Axis{0, 1}, Axis{2, 1}, Axis{1, -1}, unit_metres};
    return Space{unit_metres};
}

bool Space::from_root(const aiMatrix4x4& root, Space& out) {
    const float rows[3][3] = {
        {root.a1, root.a2, root.a3}, {root.b1, root.b2, root.b3}, {root.c1, root.c2, root.c3}};
    if (root.a4 != 0 || root.b4 != 0 || root.c4 != 0) return false;
    float size = 0;
    for (const auto& row : rows)
        for (const float value : row) size = std::max(size, std::abs(value));
    if (!(size > 0) || !std::isfinite(size)) return false;
    Axis axes[3];
    for (int line = 0; line < 3; ++line) {
        int found = 0;
        for (std::uint32_t column = 0; column < 3; ++column) {
            const float value = rows[line][column];
            if (near(std::abs(value), size, size)) {
                axes[line] = {column, value > 0 ? 1 : -1};
                ++found;
            } else if (!near(value, 0, size)) {
                return false;
            }
        }
        if (found != 1) return false;
    }
    out = Space{axes[0], axes[1], axes[2], size};
    return out.from_ == std::array{axes[0], axes[1], axes[2]};
}

aiVector3D Space::direction(const aiVector3D& v) const {
    aiVector3D out;
    for (unsigned i = 0; i < 3; ++i) out[i] = from_[i].sign > 0 ? v[from_[i].axis] : -v[from_[i].axis];
    return out;
}

aiVector3D Space::scale(const aiVector3D& v) const {
    return {v[from_[0].axis], v[from_[1].axis], v[from_[2].axis]};
}

aiQuaternion Space::rotation(const aiQuaternion& q) const {
    const aiVector3D axis = direction({q.x, q.y, q.z});
    // A mirror turns the other way around.
    const float sign = mirrors() ? -1.0F : 1.0F;
    return {q.w, axis.x * sign, axis.y * sign, axis.z * sign};
}

aiMatrix4x4 Space::matrix(const aiMatrix4x4& m) const {
    aiMatrix4x4 out;
    for (unsigned line = 0; line < 3; ++line) {
        const auto& to = from_[line];
        for (unsigned column = 0; column < 3; ++column)
            out[line][column] =
                m[to.axis][from_[column].axis] * static_cast<float>(to.sign * from_[column].sign);
        out[line][3] = m[to.axis][3] * static_cast<float>(to.sign) * unit_;
    }
    return out;
}

std::uint32_t Space::up_axis() const {
    return from_[1].axis + (from_[1].sign < 0 ? 4 : 0);
}

bool Space::mirrors() const {
    const bool even = (from_[0].axis + 1) % 3 == from_[1].axis;
    return (from_[0].sign * from_[1].sign * from_[2].sign > 0) != even;
}

}  // namespace sinter::model_assimp
