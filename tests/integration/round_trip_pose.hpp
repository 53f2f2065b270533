// SPDX-License-Identifier: Apache-2.0
// GltfPose: where the nodes and vertices of a glTF file are at a time of an animation (glTF 2.0,
// sections 3.5, 3.7 and 3.11, appendix C), in doubles.
#pragma once

#include "round_trip_gltf.hpp"

namespace sinter::test {

[[nodiscard]] Matrix operator*(const Matrix& a, const Matrix& b);
[[nodiscard]] Vec3d operator-(const Vec3d& a, const Vec3d& b);
[[nodiscard]] Vec3d cross(const Vec3d& a, const Vec3d& b);
[[nodiscard]] double dot(const Vec3d& a, const Vec3d& b);
[[nodiscard]] double length(const Vec3d& a);
/// `p` is a place.
[[nodiscard]] Vec3d transformed(const Matrix& m, const Vec3d& p);
/// No direction becomes longer than by this factor.
[[nodiscard]] double stretch(const Matrix& m);
[[nodiscard]] Matrix inverse(const Matrix& affine);

class GltfPose {
  public:
    /// At rest without an animation.
    GltfPose(const GltfFile& file, const GltfAnimation* animation, double seconds);

    [[nodiscard]] const Matrix& local(std::size_t node) const { return locals_[node]; }
    [[nodiscard]] const Matrix& world(std::size_t node) const { return worlds_[node]; }
    /// Morph weights of what the node draws.
    [[nodiscard]] const std::vector<double>& weights(std::size_t node) const { return weights_[node]; }
    /// Before any node moves it.
    [[nodiscard]] Vec3d morphed(std::size_t node, const GltfPrimitive& primitive, std::size_t vertex) const;
    /// From the mesh to the scene as joint `joint` of the skin has it.
    [[nodiscard]] Matrix joint_matrix(const GltfSkin& skin, std::size_t joint) const;
    /// In the scene.
    [[nodiscard]] Vec3d place(std::size_t node, const GltfPrimitive& primitive, std::size_t vertex) const;

  private:
    const GltfFile& file_;
    std::vector<Matrix> locals_, worlds_;
    std::vector<std::vector<double>> weights_;
};

}  // namespace sinter::test
