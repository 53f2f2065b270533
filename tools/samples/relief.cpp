// SPDX-License-Identifier: Apache-2.0
// What is derived from a painted surface.
#include <cmath>

#include "surface.hpp"

namespace sinter::samples {
namespace {

template <class T>
Raster<T> box_halved(const Raster<T>& image) {
    Raster<T> out(image.width / 2, image.height / 2, image.channels);
    for (std::uint32_t y = 0; y < out.height; ++y) {
        for (std::uint32_t x = 0; x < out.width; ++x) {
            const T* upper = image.at(2 * x, 2 * y);
            const T* lower = image.at(2 * x, 2 * y + 1);
            T* to = out.at(x, y);
            for (std::uint32_t c = 0; c < image.channels; ++c) {
                const std::uint32_t sum = std::uint32_t{upper[c]} + upper[c + image.channels] + lower[c] +
                                          lower[c + image.channels];
                to[c] = static_cast<T>((sum + 2) / 4);
            }
        }
    }
    return out;
}

}  // namespace

Image halved(const Image& image) {
    return box_halved(image);
}
Image16 halved(const Image16& image) {
    return box_halved(image);
}

Image normal_map(const Surface& surface) {
    const Field& height = surface.height;
    const std::uint32_t size = height.width;
    // The same bumps cover fewer texels of a smaller texture, and are as steep.
    const float steepness = surface.relief * static_cast<float>(size) / 1024 * 0.5F;
    Image out(size, size, 3);
    for (std::uint32_t y = 0; y < size; ++y) {
        const std::uint32_t above = (y + size - 1) % size;
        const std::uint32_t below = (y + 1) % size;
        for (std::uint32_t x = 0; x < size; ++x) {
            const float dx = *height.at((x + 1) % size, y) - *height.at((x + size - 1) % size, y);
            const float dy = *height.at(x, above) - *height.at(x, below);
            const float nx = -dx * steepness;
            const float ny = -dy * steepness;
            const float scale = 0.5F / std::sqrt(nx * nx + ny * ny + 1);
            put(out.at(x, y), {nx * scale + 0.5F, ny * scale + 0.5F, scale + 0.5F});
        }
    }
    return out;
}

Image16 height_map(const Surface& surface) {
    Image16 out(surface.height.width, surface.height.height, 1);
    for (std::size_t i = 0; i < out.samples.size(); ++i)
        out.samples[i] = to_unorm16(surface.height.samples[i]);
    return out;
}

Image with_alpha(const Image& rgb) {
    Image out(rgb.width, rgb.height, 4);
    for (std::size_t i = 0; i < std::size_t{rgb.width} * rgb.height; ++i) {
        for (std::size_t c = 0; c < 3; ++c) out.samples[4 * i + c] = rgb.samples[3 * i + c];
        out.samples[4 * i + 3] = 255;
    }
    return out;
}

}  // namespace sinter::samples
