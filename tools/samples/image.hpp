// SPDX-License-Identifier: Apache-2.0
// Pictures in memory, as the generator paints them: rows from the top, nothing padded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sinter::samples {

using Bytes = std::vector<std::uint8_t>;

/// `channels` samples of type T per texel.
template <class T>
struct Raster {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::uint32_t channels = 0;
    std::vector<T> samples;

    Raster() = default;
    Raster(std::uint32_t w, std::uint32_t h, std::uint32_t c)
        : width(w), height(h), channels(c), samples(std::size_t{w} * h * c) {}

    [[nodiscard]] T* at(std::uint32_t x, std::uint32_t y) {
        return samples.data() + (std::size_t{y} * width + x) * channels;
    }
    [[nodiscard]] const T* at(std::uint32_t x, std::uint32_t y) const {
        return samples.data() + (std::size_t{y} * width + x) * channels;
    }
};

using Image = Raster<std::uint8_t>;
using Image16 = Raster<std::uint16_t>;
/// One float per texel; square and tileable where noise made it. Values lie around 0..1.
using Field = Raster<float>;

/// Colour as 0..1 per channel, in the encoding of the file it ends in.
struct Color {
    float r = 0, g = 0, b = 0;

    friend constexpr Color operator+(Color a, Color b) { return {a.r + b.r, a.g + b.g, a.b + b.b}; }
    friend constexpr Color operator*(Color a, float s) { return {a.r * s, a.g * s, a.b * s}; }
};

constexpr float clamp01(float v) {
    return v < 0 ? 0.0F : v > 1 ? 1.0F : v;
}
constexpr float mix(float a, float b, float t) {
    return a + (b - a) * t;
}
constexpr Color mix(Color a, Color b, float t) {
    return a + (b + a * -1.0F) * t;
}
/// 0 below `low`, 1 above `high`, smooth between.
constexpr float ramp(float low, float high, float v) {
    const float t = clamp01((v - low) / (high - low));
    return t * t * (3 - 2 * t);
}
constexpr std::uint8_t to_unorm8(float v) {
    return static_cast<std::uint8_t>(clamp01(v) * 255 + 0.5F);
}
constexpr std::uint16_t to_unorm16(float v) {
    return static_cast<std::uint16_t>(clamp01(v) * 65535 + 0.5F);
}

inline void put(std::uint8_t* texel, Color color) {
    texel[0] = to_unorm8(color.r);
    texel[1] = to_unorm8(color.g);
    texel[2] = to_unorm8(color.b);
}

}  // namespace sinter::samples
