// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "noise.hpp"
#include "surface.hpp"

namespace sinter::samples {
namespace {

/// A wave of period 1 between 0 and 1, round at both ends.
float wave(float at) {
    const float t = at - std::floor(at);
    const float tent = t < 0.5F ? 2 * t : 2 - 2 * t;
    return tent * tent * (3 - 2 * tent);
}

struct Slab {
    std::uint32_t column = 0, row = 0;
    float edge = 0;  ///< distance to the nearest edge, in rows
};

/// Rows of slabs in running bond: each row is moved by `shift` of a slab.
Slab slab_at(float u, float v, std::uint32_t columns, std::uint32_t rows, float shift) {
    const float y = v * static_cast<float>(rows);
    const auto row = static_cast<std::uint32_t>(y) % rows;
    const float x = u * static_cast<float>(columns) + static_cast<float>(row) * shift;
    const auto column = static_cast<std::uint32_t>(x) % columns;
    const float in_x = (x - std::floor(x)) * static_cast<float>(rows) / static_cast<float>(columns);
    const float width = static_cast<float>(rows) / static_cast<float>(columns);
    const float in_y = y - std::floor(y);
    return {column, row, std::fmin(std::fmin(in_x, width - in_x), std::fmin(in_y, 1 - in_y))};
}

}  // namespace

Surface paint_brick(std::uint32_t size) {
    Surface out(size);
    out.relief = 16;
    const Field rough = fractal_noise(size, {8, 8, 7, 0.68F, 11});
    const Field stain = fractal_noise(size, {3, 3, 4, 0.5F, 12});
    for (std::uint32_t y = 0; y < size; ++y) {
        for (std::uint32_t x = 0; x < size; ++x) {
            const float n = *rough.at(x, y);
            const float u = static_cast<float>(x) / static_cast<float>(size);
            const float v = static_cast<float>(y) / static_cast<float>(size);
            const Slab slab = slab_at(u, v, 4, 12, 0.5F);
            const float brick = ramp(0.05F, 0.13F, slab.edge + (n - 0.5F) * 0.06F);
            const float kiln = random(slab.column, slab.row, 13);
            const Color clay =
                mix(Color{0.50F, 0.20F, 0.14F}, Color{0.72F, 0.38F, 0.26F}, kiln) * (0.72F + 0.5F * n);
            const Color mortar = Color{0.62F, 0.60F, 0.56F} * (0.8F + 0.3F * n);
            const float dirt = 0.8F + 0.25F * *stain.at(x, y);
            out.paint(x, y, mix(mortar, clay, brick) * dirt, brick * (0.62F + 0.1F * kiln) + 0.25F * n,
                      mix(0.55F, 1, brick), mix(0.95F, 0.7F + 0.2F * n, brick));
        }
    }
    return out;
}

Surface paint_tiles(std::uint32_t size) {
    Surface out(size);
    out.relief = 6;
    const Field vein = fractal_noise(size, {4, 4, 5, 0.5F, 21});
    const Field cloud = fractal_noise(size, {6, 6, 4, 0.5F, 22});
    for (std::uint32_t y = 0; y < size; ++y) {
        for (std::uint32_t x = 0; x < size; ++x) {
            const float u = static_cast<float>(x) / static_cast<float>(size);
            const float v = static_cast<float>(y) / static_cast<float>(size);
            const Slab slab = slab_at(u, v, 6, 6, 0);
            const float tile = ramp(0.02F, 0.05F, slab.edge);
            const float line = 1 - ramp(0.0F, 0.06F, std::fabs(*vein.at(x, y) - 0.5F));
            const bool dark = ((slab.column + slab.row) & 1) != 0;
            const Color marble =
                dark ? mix(Color{0.12F, 0.16F, 0.19F}, Color{0.55F, 0.62F, 0.62F}, 0.7F * line)
                     : mix(Color{0.91F, 0.90F, 0.87F}, Color{0.55F, 0.52F, 0.50F}, 0.6F * line);
            const Color face = marble * (0.9F + 0.15F * *cloud.at(x, y));
            const float tilt = 0.05F * random(slab.column, slab.row, 23);
            out.paint(x, y, mix(Color{0.45F, 0.43F, 0.41F}, face, tile), tile * (0.85F + tilt),
                      mix(0.6F, 1, tile), mix(0.9F, 0.12F + 0.2F * line, tile));
        }
    }
    return out;
}

Surface paint_wood(std::uint32_t size) {
    Surface out(size);
    out.relief = 7;
    constexpr std::uint32_t Planks = 6;
    const Field bend = fractal_noise(size, {3, 6, 3, 0.5F, 31});
    const Field fibre = fractal_noise(size, {8, 128, 3, 0.7F, 32});
    for (std::uint32_t y = 0; y < size; ++y) {
        const float v = static_cast<float>(y) / static_cast<float>(size);
        const float at = v * static_cast<float>(Planks);
        const auto plank = static_cast<std::uint32_t>(at);
        const float in = at - static_cast<float>(plank);
        const float board = ramp(0.0F, 0.035F, std::fmin(in, 1 - in));
        const float age = random(plank, 3, 33);
        for (std::uint32_t x = 0; x < size; ++x) {
            const float f = *fibre.at(x, y);
            // The planks cut one field at different depths, so that the rings do not run on from board to
            // board.
            const float ring = wave(7 * *bend.at(x, y) + 2.3F * in + 5.7F * age + 0.15F * f);
            const Color light = mix(Color{0.74F, 0.53F, 0.33F}, Color{0.63F, 0.41F, 0.23F}, age);
            const Color dark = mix(Color{0.50F, 0.31F, 0.17F}, Color{0.40F, 0.23F, 0.12F}, age);
            const Color grain = mix(light, dark, 0.75F * ring) * (0.82F + 0.33F * f);
            out.paint(x, y, mix(Color{0.09F, 0.05F, 0.03F}, grain, board),
                      board * (0.7F + 0.12F * ring) + 0.12F * f, mix(0.4F, 1, board),
                      mix(0.9F, 0.45F + 0.25F * ring, board));
        }
    }
    return out;
}

Surface paint_metal(std::uint32_t size) {
    Surface out(size);
    out.relief = 5;
    const Field brush = fractal_noise(size, {4, 256, 2, 0.6F, 41});
    const Field rust = fractal_noise(size, {4, 4, 6, 0.6F, 42});
    for (std::uint32_t y = 0; y < size; ++y) {
        for (std::uint32_t x = 0; x < size; ++x) {
            const float u = static_cast<float>(x) / static_cast<float>(size);
            const float v = static_cast<float>(y) / static_cast<float>(size);
            const Slab plate = slab_at(u, v, 2, 2, 0);
            const float seam = ramp(0.004F, 0.016F, plate.edge);
            const float b = *brush.at(x, y);
            const float r = *rust.at(x, y);
            const float eaten = ramp(0.62F, 0.74F, r + (1 - seam) * 0.15F);
            const Color steel = Color{0.60F, 0.62F, 0.65F} * (0.82F + 0.3F * b);
            const Color oxide =
                mix(Color{0.28F, 0.13F, 0.07F}, Color{0.58F, 0.29F, 0.12F}, clamp01(3 * r - 1.9F));
            out.paint(x, y, mix(steel, oxide, eaten) * mix(0.35F, 1, seam),
                      seam * 0.7F + 0.25F * eaten * r + 0.05F * b, mix(0.5F, 1, seam),
                      mix(0.28F + 0.15F * b, 0.9F, eaten), 1 - eaten);
        }
    }
    return out;
}

Surface paint_fabric(std::uint32_t size) {
    Surface out(size);
    out.relief = 10;
    constexpr std::uint32_t Threads = 64;
    const Field wear = fractal_noise(size, {5, 5, 4, 0.5F, 51});
    for (std::uint32_t y = 0; y < size; ++y) {
        for (std::uint32_t x = 0; x < size; ++x) {
            const float tx = static_cast<float>(x) * static_cast<float>(Threads) / static_cast<float>(size);
            const float ty = static_cast<float>(y) * static_cast<float>(Threads) / static_cast<float>(size);
            const auto warp = static_cast<std::uint32_t>(tx);
            const auto weft = static_cast<std::uint32_t>(ty);
            const bool over = ((warp + weft) & 1) != 0;
            const float across = over ? wave(tx) : wave(ty);
            const float along = over ? wave(ty) : wave(tx);
            const float thread = across * (0.55F + 0.45F * along);
            // A tartan: broad bands of the warp and the weft, mixed by who lies on top.
            const std::uint32_t band = (over ? warp : weft) / 4 % 8;
            const Color cloth = band < 4   ? Color{0.48F, 0.10F, 0.13F}
                                : band < 6 ? Color{0.10F, 0.22F, 0.17F}
                                : band < 7 ? Color{0.88F, 0.80F, 0.58F}
                                           : Color{0.07F, 0.11F, 0.20F};
            out.paint(x, y, cloth * ((0.5F + 0.6F * thread) * (0.8F + 0.3F * *wear.at(x, y))), thread,
                      mix(0.5F, 1, thread), 0.92F);
        }
    }
    return out;
}

}  // namespace sinter::samples
