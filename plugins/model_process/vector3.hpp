// SPDX-License-Identifier: Apache-2.0
// Vector3: three floats, with what geometry needs of them. Only + - * / and sqrt, one rounding each.
#pragma once

#include <cmath>

namespace sinter::models {

struct Vector3 {
    float x = 0, y = 0, z = 0;

    friend Vector3 operator+(Vector3 a, Vector3 b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
    friend Vector3 operator-(Vector3 a, Vector3 b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
    friend Vector3 operator-(Vector3 a) { return {-a.x, -a.y, -a.z}; }
    friend Vector3 operator*(Vector3 a, float s) { return {a.x * s, a.y * s, a.z * s}; }
    Vector3& operator+=(Vector3 b) { return *this = *this + b; }
    bool operator==(const Vector3&) const = default;
};

inline float dot(Vector3 a, Vector3 b) {
    return a.x * b.x + a.y * b.y + a.z * b.z;
}
inline Vector3 cross(Vector3 a, Vector3 b) {
    return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
inline float length(Vector3 a) {
    return std::sqrt(dot(a, a));
}
/// Of length 1; a vector too short to have a direction is given back as it is.
inline Vector3 normalised(Vector3 a) {
    const float size = length(a);
    return size > 1e-38f ? a * (1.0f / size) : a;
}
/// What of `a` lies in the plane with normal `n`, a unit vector.
inline Vector3 projected(Vector3 a, Vector3 n) {
    return a - n * dot(n, a);
}
/// A unit vector at a right angle to `n`, a unit vector.
inline Vector3 perpendicular(Vector3 n) {
    const Vector3 axis = std::fabs(n.x) < 0.6f ? Vector3{1, 0, 0} : Vector3{0, 1, 0};
    return normalised(projected(axis, n));
}
inline bool finite(Vector3 a) {
    return std::isfinite(a.x) && std::isfinite(a.y) && std::isfinite(a.z);
}

}  // namespace sinter::models
