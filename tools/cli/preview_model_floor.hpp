// SPDX-License-Identifier: Apache-2.0
// FloorShadow: the soft shadow below a model, seen from above.
#pragma once

#include "preview_model_pose.hpp"

namespace sinter::cli {

/// A square around the model. Coordinates: metres divided by the model's size, from below its centre; Y is
/// the height above the floor. Threads: one.
class FloorShadow {
  public:
    FloorShadow() : cells_(std::size_t{Size} * Size) {}

    /// What is high above the floor darkens it less.
    void add_triangle(const Vec3f& a, const Vec3f& b, const Vec3f& c);
    void add_point(const Vec3f& at);
    /// Once, after everything was added.
    void soften();
    /// 0: light, 1: dark.
    [[nodiscard]] float at(float x, float z) const;

  private:
    static constexpr std::uint32_t Size = 112;
    static constexpr float Reach = 1.5F;  ///< half the square's edge

    void darken(std::int32_t column, std::int32_t line, float height);

    std::vector<float> cells_;
};

/// The floor as the camera sees it: axes of the model's space, and the place below the model's centre.
struct Floor {
    Vec3f right, up, front;
    Vec3f centre;
    const FloorShadow* shadow = nullptr;
};

}  // namespace sinter::cli
