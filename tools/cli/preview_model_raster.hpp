// SPDX-License-Identifier: Apache-2.0
// Raster: a picture of samples with depth, into which triangles, lines and points are drawn and shaded.
#pragma once

#include "preview_model_floor.hpp"
#include "preview_model_surface.hpp"

namespace sinter::cli {

/// A corner as the camera sees it: x right, y up, z towards the viewer, in units of the model's size, with
/// the camera at the origin.
struct Corner {
    Vec3f position{};
    Vec3f normal{};  ///< unit; zero: that of the triangle
    Vec2f uv{};
    Vec4f color = {1, 1, 1, 1};
};

/// Square. Threads: one.
class Raster {
  public:
    static constexpr std::uint32_t SamplesPerEdge = 3;  ///< of a pixel

    /// `focal`: half the picture's width at distance 1 is 1 / focal.
    Raster(std::uint32_t size, float focal);

    void draw_triangle(const Surface& surface, const Corner& a, const Corner& b, const Corner& c);
    /// Round, `pixels` wide.
    void draw_point(const Surface& surface, const Corner& at, float pixels);
    void draw_line(const Surface& surface, const Corner& a, const Corner& b, float pixels);
    /// Over a calm background and the floor.
    [[nodiscard]] Picture finish(const Floor& floor) const;

  private:
    struct Sample {
        float depth = 0;  ///< 1 / distance; 0: nothing
        Vec3f color{};
    };
    struct Projected {
        float x, y, inverse;  ///< samples, samples, 1 / distance
    };

    bool project(const Vec3f& position, Projected& out) const;
    void put(std::uint32_t x, std::uint32_t y, float inverse, const Vec4f& color, const Surface& surface);
    [[nodiscard]] Vec3f background(std::uint32_t x, std::uint32_t y, const Floor& floor) const;

    std::uint32_t size_;
    std::uint32_t edge_;  ///< samples
    float focal_;
    std::vector<Sample> samples_;
};

}  // namespace sinter::cli
