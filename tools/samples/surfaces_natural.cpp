// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "noise.hpp"
#include "surface.hpp"

namespace sinter::samples {

Surface paint_stone(std::uint32_t size) {
    Surface out(size);
    out.relief = 24;
    const Cells cells = cell_noise(size, 9, 61);
    const Field rough = fractal_noise(size, {8, 8, 7, 0.66F, 62});
    const Field moss = fractal_noise(size, {4, 4, 5, 0.6F, 63});
    for (std::uint32_t y = 0; y < size; ++y) {
        for (std::uint32_t x = 0; x < size; ++x) {
            const float n = *rough.at(x, y);
            const float gap = *cells.second.at(x, y) - *cells.nearest.at(x, y) + (n - 0.5F) * 0.12F;
            const float stone = ramp(0.03F, 0.2F, gap);
            const float dome = stone * (1 - 0.45F * *cells.nearest.at(x, y) * *cells.nearest.at(x, y));
            const std::uint32_t id = cells.owner[std::size_t{y} * size + x];
            const float shade = static_cast<float>(id & 255) / 255;
            const Color rock =
                mix(Color{0.38F, 0.37F, 0.36F}, Color{0.62F, 0.58F, 0.51F}, shade) * (0.7F + 0.5F * n);
            const float green = ramp(0.55F, 0.75F, *moss.at(x, y) + (1 - stone) * 0.2F);
            const Color ground = mix(Color{0.20F, 0.17F, 0.13F}, Color{0.24F, 0.33F, 0.12F}, green);
            out.paint(x, y, mix(ground * (0.7F + 0.5F * n), rock, stone * (1 - 0.6F * green)),
                      dome * 0.8F + 0.2F * n, mix(0.35F, 1, stone), mix(1, 0.75F, stone));
        }
    }
    return out;
}

Surface paint_grass(std::uint32_t size) {
    Surface out(size);
    out.relief = 14;
    // Blades lean two ways: fine noise stretched along each of two crossing lattices.
    const Field tall = fractal_noise(size, {160, 24, 2, 0.6F, 71});
    const Field lean = fractal_noise(size, {96, 40, 2, 0.6F, 72});
    const Field patch = fractal_noise(size, {4, 4, 5, 0.55F, 73});
    const Cells flowers = cell_noise(size, 14, 74);
    for (std::uint32_t y = 0; y < size; ++y) {
        for (std::uint32_t x = 0; x < size; ++x) {
            const float blade = clamp01(0.55F * *tall.at(x, y) + 0.45F * *lean.at((x + y) % size, y));
            const float p = *patch.at(x, y);
            const Color young = mix(Color{0.16F, 0.29F, 0.07F}, Color{0.47F, 0.60F, 0.20F}, blade);
            const Color dry = mix(Color{0.30F, 0.27F, 0.11F}, Color{0.66F, 0.60F, 0.32F}, blade);
            Color color = mix(young, dry, ramp(0.45F, 0.8F, p));
            const std::uint32_t id = flowers.owner[std::size_t{y} * size + x];
            const float petal = (id & 3) == 0 ? 1 - ramp(0.05F, 0.09F, *flowers.nearest.at(x, y)) : 0.0F;
            color =
                mix(color, (id & 4) != 0 ? Color{0.95F, 0.93F, 0.88F} : Color{0.93F, 0.80F, 0.20F}, petal);
            out.paint(x, y, color, 0.85F * blade + 0.15F * petal, 0.45F + 0.55F * blade, 0.88F);
        }
    }
    return out;
}

Surface paint_sand(std::uint32_t size) {
    Surface out(size);
    out.relief = 10;
    const Field warp = fractal_noise(size, {3, 3, 3, 0.5F, 81});
    const Field grain = fractal_noise(size, {128, 128, 2, 0.8F, 82});
    for (std::uint32_t y = 0; y < size; ++y) {
        for (std::uint32_t x = 0; x < size; ++x) {
            const float at = 18 * static_cast<float>(y) / static_cast<float>(size) + 2.5F * *warp.at(x, y);
            const float t = at - std::floor(at);
            // Wind makes ripples steep on one side.
            const float ripple = t < 0.7F ? ramp(0, 0.7F, t) : 1 - ramp(0.7F, 1, t);
            const float g = *grain.at(x, y);
            const Color color =
                mix(Color{0.62F, 0.49F, 0.32F}, Color{0.90F, 0.79F, 0.58F}, 0.35F + 0.5F * ripple);
            out.paint(x, y, color * (0.86F + 0.2F * g), 0.85F * ripple + 0.15F * g, 0.75F + 0.25F * ripple,
                      0.95F);
        }
    }
    return out;
}

Image paint_leaves(std::uint32_t size) {
    Image out(size, size, 4);
    constexpr std::uint32_t Count = 70;
    const auto edge = static_cast<float>(size);
    const auto wrapped = [size](std::int64_t at) {
        const auto n = static_cast<std::int64_t>(size);
        return static_cast<std::uint32_t>((at % n + n) % n);
    };
    for (std::uint32_t leaf = 0; leaf < Count; ++leaf) {
        const float cx = random(leaf, 0, 91) * edge;
        const float cy = random(leaf, 1, 91) * edge;
        const float length = edge * (0.06F + 0.05F * random(leaf, 2, 91));
        const Direction along = random_direction(leaf, 92);
        const Color base =
            mix(mix(Color{0.80F, 0.25F, 0.08F}, Color{0.95F, 0.70F, 0.15F}, random(leaf, 3, 91)),
                Color{0.35F, 0.42F, 0.12F}, 0.6F * random(leaf, 4, 91));
        const auto reach = static_cast<std::int64_t>(length * 1.2F);
        for (std::int64_t dy = -reach; dy <= reach; ++dy) {
            for (std::int64_t dx = -reach; dx <= reach; ++dx) {
                const auto fx = static_cast<float>(dx);
                const auto fy = static_cast<float>(dy);
                const float s = (fx * along.x + fy * along.y) / length;
                const float t = (fy * along.x - fx * along.y) / length;
                const float half_width = 0.42F * (1 - s * s) * (1 - 0.35F * s);
                const bool stalk = s < -0.85F && s > -1.15F && std::fabs(t) < 0.03F;
                const float cover = stalk ? 1.0F : ramp(0, 3 / length, half_width - std::fabs(t));
                if (cover <= 0 || (s * s > 1 && !stalk)) continue;
                const float rib = std::fmin(std::fabs(t), std::fabs(std::fabs(t) - 0.25F * (1 - s)) + 0.01F);
                const Color color = base * (0.72F + 0.35F * ramp(0.0F, 0.035F, rib));
                std::uint8_t* texel = out.at(wrapped(static_cast<std::int64_t>(cx) + dx),
                                             wrapped(static_cast<std::int64_t>(cy) + dy));
                const float under = static_cast<float>(texel[3]) / 255;
                const Color below{static_cast<float>(texel[0]) / 255, static_cast<float>(texel[1]) / 255,
                                  static_cast<float>(texel[2]) / 255};
                const float alpha = cover + under * (1 - cover);
                put(texel, mix(below, color, cover / alpha));
                texel[3] = to_unorm8(alpha);
            }
        }
    }
    return out;
}

}  // namespace sinter::samples
