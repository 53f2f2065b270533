// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "noise.hpp"
#include "pictures.hpp"

namespace sinter::samples {
namespace {

struct Vector {
    float x, y, z;
};

/// The direction a texel of a cube face looks at (Vulkan 1.3, section 16.5.4), `s` and `t` in −1..1 from the
/// top left.
Vector direction(std::uint32_t face, float s, float t) {
    const float scale = 1 / std::sqrt(1 + s * s + t * t);
    switch (face) {
        case 0:
            return {scale, -t * scale, -s * scale};
        case 1:
            return {-scale, -t * scale, s * scale};
        case 2:
            return {s * scale, scale, t * scale};
        case 3:
            return {s * scale, -scale, -t * scale};
        case 4:
            return {s * scale, -t * scale, scale};
        default:
            return {-s * scale, -t * scale, -scale};
    }
}

struct Palette {
    Color zenith, horizon, ground, cloud, glow;
    Vector sun;
};

Palette palette_of(Daytime daytime) {
    if (daytime == Daytime::Noon) {
        return {{0.16F, 0.38F, 0.74F}, {0.68F, 0.83F, 0.94F}, {0.33F, 0.34F, 0.29F},
                {0.97F, 0.98F, 1.0F},  {1.0F, 0.97F, 0.88F},  {0.48F, 0.64F, 0.6F}};
    }
    return {{0.10F, 0.11F, 0.29F}, {0.95F, 0.50F, 0.27F}, {0.12F, 0.10F, 0.12F},
            {0.86F, 0.42F, 0.40F}, {1.0F, 0.78F, 0.45F},  {0.6F, 0.14F, 0.788F}};
}

Color sky_color(const Vector& d, const Palette& palette, const Field& clouds) {
    if (d.y < 0) return mix(palette.horizon * 0.8F, palette.ground, ramp(0, 0.12F, -d.y));
    Color color = mix(palette.horizon, palette.zenith, ramp(0, 0.75F, std::sqrt(d.y)));
    const float facing = clamp01(d.x * palette.sun.x + d.y * palette.sun.y + d.z * palette.sun.z);
    float glow = facing;
    for (int i = 0; i < 4; ++i) glow *= glow;
    color = mix(color, palette.glow, 0.65F * glow);
    // Clouds lie on a plane overhead and dissolve towards the horizon.
    const float cover = sample(clouds, 0.22F * d.x / (d.y + 0.12F), 0.22F * d.z / (d.y + 0.12F));
    color = mix(color, palette.cloud, 0.85F * ramp(0.52F, 0.8F, cover) * ramp(0.02F, 0.25F, d.y));
    return mix(color, palette.glow, ramp(0.9985F, 0.9992F, facing));
}

}  // namespace

std::array<Image, 6> paint_sky(std::uint32_t size, Daytime daytime) {
    const Palette palette = palette_of(daytime);
    const Field clouds = fractal_noise(512, {6, 6, 6, 0.55F, daytime == Daytime::Noon ? 101U : 102U});
    std::array<Image, 6> faces;
    for (std::uint32_t face = 0; face < 6; ++face) {
        Image& image = faces[face] = Image(size, size, 4);
        for (std::uint32_t y = 0; y < size; ++y) {
            for (std::uint32_t x = 0; x < size; ++x) {
                const float s = (2 * static_cast<float>(x) + 1) / static_cast<float>(size) - 1;
                const float t = (2 * static_cast<float>(y) + 1) / static_cast<float>(size) - 1;
                put(image.at(x, y), sky_color(direction(face, s, t), palette, clouds));
                image.at(x, y)[3] = 255;
            }
        }
    }
    return faces;
}

}  // namespace sinter::samples
