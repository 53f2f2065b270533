// SPDX-License-Identifier: Apache-2.0
#include "pictures.hpp"

#include <cmath>

#include "noise.hpp"

namespace sinter::samples {

Image paint_landscape(std::uint32_t width, std::uint32_t height, std::uint32_t seed) {
    Image out(width, height, 3);
    const Field ridges = fractal_noise(512, {3, 8, 6, 0.55F, seed});
    const Field haze = fractal_noise(512, {3, 12, 5, 0.5F, seed + 1});
    constexpr std::uint32_t Ranges = 6;
    const float sun_x = 0.25F + 0.5F * random(seed, 0, 5);
    const float aspect = static_cast<float>(width) / static_cast<float>(height);
    for (std::uint32_t x = 0; x < width; ++x) {
        const float u = static_cast<float>(x) / static_cast<float>(width);
        std::array<float, Ranges> crest{};
        for (std::uint32_t range = 0; range < Ranges; ++range) {
            const auto r = static_cast<float>(range);
            const float peak = sample(ridges, u * (0.45F + 0.1F * r) + 0.31F * r, 0.17F * r) - 0.5F;
            crest[range] = 0.46F + 0.09F * r - peak * (0.34F - 0.035F * r);
        }
        for (std::uint32_t y = 0; y < height; ++y) {
            const float v = static_cast<float>(y) / static_cast<float>(height);
            const float cloud = sample(haze, u * 0.8F, v * 0.5F);
            Color color = mix(Color{0.22F, 0.32F, 0.55F}, Color{0.98F, 0.66F, 0.38F}, ramp(0, 0.62F, v));
            color = mix(color, Color{1.0F, 0.84F, 0.66F}, 0.55F * ramp(0.55F, 0.9F, cloud));
            const float dx = (u - sun_x) * aspect;
            const float dy = v - 0.4F;
            const float from_sun = std::sqrt(dx * dx + dy * dy);
            color = mix(color, Color{1.0F, 0.93F, 0.72F}, 0.6F * (1 - ramp(0.0F, 0.4F, from_sun)));
            color = mix(color, Color{1.0F, 0.98F, 0.90F}, 1 - ramp(0.055F, 0.06F, from_sun));
            for (std::uint32_t range = 0; range < Ranges; ++range) {
                const float below = v - crest[range];
                if (below <= 0) continue;
                const float near = static_cast<float>(range) / static_cast<float>(Ranges - 1);
                const Color rock = mix(Color{0.66F, 0.52F, 0.56F}, Color{0.07F, 0.09F, 0.13F}, near);
                // Mist gathers at the foot of each range.
                const Color shown =
                    mix(rock, Color{0.93F, 0.68F, 0.52F}, (1 - near) * 0.5F * ramp(0, 0.2F, below));
                color = mix(color, shown, ramp(0, 1.5F / static_cast<float>(height), below));
            }
            put(out.at(x, y), color);
        }
    }
    return out;
}

Image paint_grading(std::uint32_t size) {
    Image out(size, size * size, 4);
    const auto top = static_cast<float>(size - 1);
    for (std::uint32_t b = 0; b < size; ++b) {
        for (std::uint32_t g = 0; g < size; ++g) {
            for (std::uint32_t r = 0; r < size; ++r) {
                const Color in{static_cast<float>(r) / top, static_cast<float>(g) / top,
                               static_cast<float>(b) / top};
                const Color contrast{mix(in.r, ramp(0, 1, in.r), 0.4F), mix(in.g, ramp(0, 1, in.g), 0.4F),
                                     mix(in.b, ramp(0, 1, in.b), 0.4F)};
                const float luma = 0.2126F * in.r + 0.7152F * in.g + 0.0722F * in.b;
                const Color tint = mix(Color{-0.03F, 0.0F, 0.05F}, Color{0.05F, 0.02F, -0.04F}, luma);
                std::uint8_t* texel = out.at(r, b * size + g);
                put(texel, contrast + tint);
                texel[3] = 255;
            }
        }
    }
    return out;
}

Image paint_test_card(std::uint32_t width, std::uint32_t height) {
    Image out(width, height, 4);
    for (std::uint32_t y = 0; y < height; ++y) {
        const float v = static_cast<float>(y) / static_cast<float>(height - 1);
        for (std::uint32_t x = 0; x < width; ++x) {
            const float hue = 6 * static_cast<float>(x) / static_cast<float>(width);
            const Color full{clamp01(std::fabs(hue - 3) - 1), clamp01(2 - std::fabs(hue - 2)),
                             clamp01(2 - std::fabs(hue - 4))};
            const Color color = v < 0.5F ? mix(Color{1, 1, 1}, full, 2 * v) : full * (2 - 2 * v);
            put(out.at(x, y), color);
            const bool check = ((x * 8 / width + y * 8 / height) & 1) != 0;
            out.at(x, y)[3] = check ? to_unorm8(0.25F + 0.75F * v) : 255;
        }
    }
    return out;
}

Image turned_clockwise(const Image& image) {
    Image out(image.height, image.width, image.channels);
    for (std::uint32_t y = 0; y < out.height; ++y) {
        for (std::uint32_t x = 0; x < out.width; ++x) {
            const std::uint8_t* from = image.at(y, image.height - 1 - x);
            for (std::uint32_t c = 0; c < image.channels; ++c) out.at(x, y)[c] = from[c];
        }
    }
    return out;
}

Image turned_back(const Image& image) {
    return turned_clockwise(turned_clockwise(turned_clockwise(image)));
}

Image gray_of(const Image& image) {
    Image out(image.width, image.height, 1);
    for (std::size_t i = 0; i < out.samples.size(); ++i) {
        const std::uint8_t* t = image.samples.data() + i * image.channels;
        out.samples[i] = static_cast<std::uint8_t>((54U * t[0] + 183U * t[1] + 19U * t[2] + 128) / 256);
    }
    return out;
}

}  // namespace sinter::samples
