// SPDX-License-Identifier: Apache-2.0
#include "round_trip_pose.hpp"

#include <algorithm>
#include <cmath>

namespace sinter::test {
namespace {

using Numbers = std::vector<double>;

struct Parts {
    Numbers translation = {0, 0, 0}, rotation = {0, 0, 0, 1}, scale = {1, 1, 1};
};

void normalise(Numbers& q) {
    double squared = 0;
    for (const double part : q) squared += part * part;
    for (auto& part : q) part /= std::sqrt(squared);
}

/// Appendix C.4: along the shorter arc.
Numbers slerp(const Numbers& from, Numbers to, double t) {
    double cosine = 0;
    for (std::size_t i = 0; i < 4; ++i) cosine += from[i] * to[i];
    if (cosine < 0)
        for (auto& part : to) part = -part;
    const double angle = std::acos(std::min(std::fabs(cosine), 1.0)), sine = std::sin(angle);
    const double a = sine > 1e-9 ? std::sin((1 - t) * angle) / sine : 1 - t;
    const double b = sine > 1e-9 ? std::sin(t * angle) / sine : t;
    Numbers out(4);
    for (std::size_t i = 0; i < 4; ++i) out[i] = a * from[i] + b * to[i];
    return out;
}

Numbers sample(const GltfChannel& channel, double seconds) {
    const auto width = channel.width();
    const bool is_cubic = channel.interpolation == "CUBICSPLINE";
    const bool rotates = channel.path == "rotation";
    // 0: in-tangent, 1: value, 2: out-tangent
    const auto part = [&](std::size_t key, std::size_t which) {
        const auto first = (is_cubic ? key * 3 + which : key) * width;
        const auto at = channel.values.begin() + static_cast<std::ptrdiff_t>(first);
        return Numbers(at, at + static_cast<std::ptrdiff_t>(width));
    };
    const auto after =
        static_cast<std::size_t>(std::ranges::upper_bound(channel.times, seconds) - channel.times.begin());
    Numbers out;
    if (after == 0) {
        out = part(0, 1);
    } else if (after == channel.times.size() || channel.interpolation == "STEP") {
        out = part(after - 1, 1);
    } else {
        const double from = channel.times[after - 1], step = channel.times[after] - from;
        const double t = (seconds - from) / step;
        const auto a = part(after - 1, 1), b = part(after, 1);
        if (is_cubic) {
            // Appendix C.5
            const auto leaving = part(after - 1, 2), arriving = part(after, 0);
            const double t2 = t * t, t3 = t2 * t;
            for (std::size_t i = 0; i < width; ++i)
                out.push_back((2 * t3 - 3 * t2 + 1) * a[i] + step * (t3 - 2 * t2 + t) * leaving[i] +
                              (3 * t2 - 2 * t3) * b[i] + step * (t3 - t2) * arriving[i]);
        } else if (rotates) {
            out = slerp(a, b, t);
        } else {
            for (std::size_t i = 0; i < width; ++i) out.push_back(a[i] + (b[i] - a[i]) * t);
        }
    }
    if (rotates) normalise(out);
    return out;
}

Matrix matrix_of(const Parts& parts) {
    const double x = parts.rotation[0], y = parts.rotation[1], z = parts.rotation[2], w = parts.rotation[3];
    const double turn[9] = {1 - 2 * (y * y + z * z), 2 * (x * y + z * w),     2 * (x * z - y * w),
                            2 * (x * y - z * w),     1 - 2 * (x * x + z * z), 2 * (y * z + x * w),
                            2 * (x * z + y * w),     2 * (y * z - x * w),     1 - 2 * (x * x + y * y)};
    Matrix out{};
    for (std::size_t column = 0; column < 3; ++column)
        for (std::size_t line = 0; line < 3; ++line)
            out[4 * column + line] = turn[3 * column + line] * parts.scale[column];
    std::copy_n(parts.translation.begin(), 3, out.begin() + 12);
    out[15] = 1;
    return out;
}

}  // namespace

Matrix operator*(const Matrix& a, const Matrix& b) {
    Matrix out{};
    for (std::size_t column = 0; column < 4; ++column)
        for (std::size_t line = 0; line < 4; ++line)
            for (std::size_t k = 0; k < 4; ++k) out[4 * column + line] += a[4 * k + line] * b[4 * column + k];
    return out;
}

Vec3d operator-(const Vec3d& a, const Vec3d& b) {
    return {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
}

Vec3d cross(const Vec3d& a, const Vec3d& b) {
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

double dot(const Vec3d& a, const Vec3d& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

double length(const Vec3d& a) {
    return std::sqrt(dot(a, a));
}

Vec3d transformed(const Matrix& m, const Vec3d& p) {
    Vec3d out{};
    for (std::size_t line = 0; line < 3; ++line)
        out[line] = m[line] * p[0] + m[4 + line] * p[1] + m[8 + line] * p[2] + m[12 + line];
    return out;
}

double stretch(const Matrix& m) {
    // The largest eigenvalue of the transposed matrix times the matrix, by powers.
    Vec3d direction = {0.6, 0.64, 0.48};
    double out = 0;
    for (int i = 0; i < 16; ++i) {
        Vec3d stretched{};
        for (std::size_t line = 0; line < 3; ++line)
            stretched[line] =
                m[line] * direction[0] + m[4 + line] * direction[1] + m[8 + line] * direction[2];
        out = length(stretched);
        for (std::size_t k = 0; k < 3; ++k)
            direction[k] = dot({m[4 * k], m[4 * k + 1], m[4 * k + 2]}, stretched);
        const double size = length(direction);
        if (size == 0) return 0;
        for (auto& part : direction) part /= size;
    }
    return out * 1.01;
}

Matrix inverse(const Matrix& m) {
    const Vec3d columns[3] = {{m[0], m[1], m[2]}, {m[4], m[5], m[6]}, {m[8], m[9], m[10]}};
    const double determinant = dot(columns[0], cross(columns[1], columns[2]));
    Matrix out{};
    for (std::size_t line = 0; line < 3; ++line) {
        const auto row = cross(columns[(line + 1) % 3], columns[(line + 2) % 3]);
        for (std::size_t column = 0; column < 3; ++column) out[4 * column + line] = row[column] / determinant;
    }
    const auto moved = transformed(out, {m[12], m[13], m[14]});
    for (std::size_t line = 0; line < 3; ++line) out[12 + line] = -moved[line];
    out[15] = 1;
    return out;
}

GltfPose::GltfPose(const GltfFile& file, const GltfAnimation* animation, double seconds)
    : file_(file), locals_(file.json.nodes.size()), worlds_(locals_.size()), weights_(locals_.size()) {
    std::vector<Parts> parts(locals_.size());
    for (std::size_t i = 0; i < locals_.size(); ++i) {
        const auto& node = file.json.nodes[i];
        if (!node.translation.empty()) parts[i].translation = node.translation;
        if (!node.rotation.empty()) parts[i].rotation = node.rotation;
        if (!node.scale.empty()) parts[i].scale = node.scale;
        normalise(parts[i].rotation);
        if (node.mesh < 0) continue;
        const auto& mesh = file.json.meshes[static_cast<std::size_t>(node.mesh)];
        weights_[i] = node.weights.empty() ? mesh.weights : node.weights;
        weights_[i].resize(mesh.primitives.empty() ? 0 : mesh.primitives[0].targets.size());
    }
    if (animation)
        for (const auto& channel : animation->channels) {
            auto value = sample(channel, seconds);
            auto& own = parts[channel.node];
            if (channel.path == "translation") own.translation = value;
            if (channel.path == "rotation") own.rotation = value;
            if (channel.path == "scale") own.scale = value;
            if (channel.path == "weights") weights_[channel.node] = value;
        }
    for (std::size_t i = 0; i < locals_.size(); ++i) {
        const auto& matrix = file.json.nodes[i].matrix;
        locals_[i] = matrix_of(parts[i]);
        if (matrix.size() == 16) std::ranges::copy(matrix, locals_[i].begin());
    }
    for (std::size_t i = 0; i < locals_.size(); ++i) {
        worlds_[i] = locals_[i];
        for (auto up = file.parents[i]; up != GltfFile::NoParent; up = file.parents[up])
            worlds_[i] = locals_[up] * worlds_[i];
    }
}

Vec3d GltfPose::morphed(std::size_t node, const GltfPrimitive& primitive, std::size_t vertex) const {
    Vec3d out = primitive.positions[vertex];
    for (std::size_t target = 0; target < primitive.targets.size(); ++target)
        for (std::size_t k = 0; k < 3; ++k)
            out[k] += weights_[node][target] * primitive.targets[target][vertex][k];
    return out;
}

Matrix GltfPose::joint_matrix(const GltfSkin& skin, std::size_t joint) const {
    return worlds_[skin.joints[joint]] * skin.inverse_binds[joint];
}

Vec3d GltfPose::place(std::size_t node, const GltfPrimitive& primitive, std::size_t vertex) const {
    const auto rest = morphed(node, primitive, vertex);
    const int skin = file_.json.nodes[node].skin;
    // A skinned mesh moves with its joints, not with its node.
    if (skin < 0 || primitive.influences == 0) return transformed(worlds_[node], rest);
    Vec3d out{};
    for (std::size_t i = 0; i < primitive.influences; ++i) {
        const double weight = primitive.weights[vertex * primitive.influences + i];
        if (weight == 0) continue;
        const auto joint = static_cast<std::size_t>(primitive.joints[vertex * primitive.influences + i]);
        const auto moved =
            transformed(joint_matrix(file_.skins[static_cast<std::size_t>(skin)], joint), rest);
        for (std::size_t k = 0; k < 3; ++k) out[k] += weight * moved[k];
    }
    return out;
}

}  // namespace sinter::test
