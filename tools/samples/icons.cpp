// SPDX-License-Identifier: Apache-2.0
#include "icons.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace sinter::samples {
namespace {

float length(float x, float y) {
    return std::sqrt(x * x + y * y);
}
float circle(float x, float y, float radius) {
    return length(x, y) - radius;
}

float box(float x, float y, float half_width, float half_height, float radius = 0) {
    const float dx = std::fabs(x) - half_width + radius;
    const float dy = std::fabs(y) - half_height + radius;
    return length(std::max(dx, 0.0F), std::max(dy, 0.0F)) + std::min(std::max(dx, dy), 0.0F) - radius;
}

float segment(float x, float y, float ax, float ay, float bx, float by, float radius) {
    const float dx = bx - ax;
    const float dy = by - ay;
    const float t = clamp01(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy));
    return length(x - ax - dx * t, y - ay - dy * t) - radius;
}

/// Signed distance to a closed polygon, by its edges and the even-odd rule.
template <std::size_t N>
float polygon(float x, float y, const std::array<std::array<float, 2>, N>& corners, float radius = 0) {
    float nearest = 9;
    bool inside = false;
    for (std::size_t i = 0, j = N - 1; i < N; j = i++) {
        const auto [ax, ay] = corners[i];
        const auto [bx, by] = corners[j];
        nearest = std::min(nearest, segment(x, y, ax, ay, bx, by, 0));
        if ((ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax) inside = !inside;
    }
    return (inside ? -nearest : nearest) - radius;
}

// Cosine and sine of 72 and 36 degrees: the corners of a star.
constexpr float C72 = 0.309017F, S72 = 0.951057F, C36 = 0.809017F, S36 = 0.587785F;

float heart(float x, float y) {
    const float ax = std::fabs(x);
    const float lobes = circle(ax - 0.38F, y + 0.25F, 0.42F);
    return std::min(lobes, polygon<4>(ax, y, {{{0, -0.3F}, {0.76F, -0.06F}, {0, 0.8F}, {-0.7F, 0.0F}}}));
}
float star(float x, float y) {
    constexpr float R = 0.88F, r = 0.4F;
    return polygon<10>(x, y,
                       {{{0, -R},
                         {S36 * r, -C36 * r},
                         {S72 * R, -C72 * R},
                         {S72 * r, C72 * r},
                         {S36 * R, C36 * R},
                         {0, r},
                         {-S36 * R, C36 * R},
                         {-S72 * r, C72 * r},
                         {-S72 * R, -C72 * R},
                         {-S36 * r, -C36 * r}}});
}
float shield(float x, float y) {
    return polygon<8>(x, y,
                      {{{0, -0.8F},
                        {0.62F, -0.58F},
                        {0.62F, 0.1F},
                        {0.36F, 0.55F},
                        {0, 0.8F},
                        {-0.36F, 0.55F},
                        {-0.62F, 0.1F},
                        {-0.62F, -0.58F}}},
                      0.04F);
}
float coin(float x, float y) {
    return std::max(circle(x, y, 0.82F), -std::max(circle(x, y, 0.62F), -circle(x, y, 0.54F)));
}
float gem(float x, float y) {
    return polygon<5>(x, y, {{{-0.5F, -0.6F}, {0.5F, -0.6F}, {0.85F, -0.15F}, {0, 0.8F}, {-0.85F, -0.15F}}});
}
float gear(float x, float y) {
    // Eight teeth: the first quadrant, folded along its diagonal, shows one and a half.
    const float fx = std::max(std::fabs(x), std::fabs(y));
    const float fy = std::min(std::fabs(x), std::fabs(y));
    const float diagonal = 0.707107F;
    const float teeth = std::min(box(fx - 0.7F, fy, 0.18F, 0.13F),
                                 box((fx + fy) * diagonal - 0.7F, (fx - fy) * diagonal, 0.18F, 0.13F));
    return std::max(std::min(circle(x, y, 0.62F), teeth), -circle(x, y, 0.26F));
}
float arrow(float x, float y) {
    return polygon<7>(x, y,
                      {{{-0.8F, -0.22F},
                        {0.1F, -0.22F},
                        {0.1F, -0.6F},
                        {0.8F, 0},
                        {0.1F, 0.6F},
                        {0.1F, 0.22F},
                        {-0.8F, 0.22F}}});
}
float check(float x, float y) {
    return std::min(segment(x, y, -0.62F, 0.05F, -0.2F, 0.5F, 0.15F),
                    segment(x, y, -0.2F, 0.5F, 0.65F, -0.5F, 0.15F));
}
float cross(float x, float y) {
    return std::min(segment(x, y, -0.55F, -0.55F, 0.55F, 0.55F, 0.15F),
                    segment(x, y, -0.55F, 0.55F, 0.55F, -0.55F, 0.15F));
}
float play(float x, float y) {
    return polygon<3>(x, y, {{{-0.45F, -0.65F}, {0.7F, 0}, {-0.45F, 0.65F}}}, 0.06F);
}
float pause(float x, float y) {
    return box(std::fabs(x) - 0.36F, y, 0.18F, 0.68F, 0.06F);
}
float drop(float x, float y) {
    const float tip = polygon<3>(x, y, {{{0, -0.88F}, {0.46F, 0.08F}, {-0.46F, 0.08F}}});
    return std::min(circle(x, y - 0.28F, 0.5F), tip);
}
float bolt(float x, float y) {
    return polygon<6>(x, y,
                      {{{0.2F, -0.88F},
                        {-0.55F, 0.12F},
                        {-0.08F, 0.12F},
                        {-0.22F, 0.88F},
                        {0.55F, -0.18F},
                        {0.08F, -0.18F}}});
}
float key(float x, float y) {
    const float ring = std::max(circle(x + 0.42F, y, 0.38F), -circle(x + 0.42F, y, 0.17F));
    const float bits =
        std::min(box(x - 0.45F, y - 0.2F, 0.08F, 0.2F), box(x - 0.7F, y - 0.17F, 0.08F, 0.17F));
    return std::min(ring, std::min(box(x - 0.4F, y, 0.45F, 0.09F), bits));
}
float moon(float x, float y) {
    return std::max(circle(x, y, 0.8F), -circle(x - 0.36F, y + 0.2F, 0.68F));
}
float sun(float x, float y) {
    float rays = 9;
    for (const auto& [dx, dy] :
         {std::array{1.0F, 0.0F}, {0.707107F, 0.707107F}, {0.0F, 1.0F}, {-0.707107F, 0.707107F}}) {
        rays = std::min(rays, std::max(segment(x, y, -0.85F * dx, -0.85F * dy, 0.85F * dx, 0.85F * dy, 0.07F),
                                       -circle(x, y, 0.58F)));
    }
    return std::min(rays, circle(x, y, 0.45F));
}

constexpr std::array<Icon, 16> Icons{{
    {"heart", heart, {0.98F, 0.35F, 0.40F}, {0.75F, 0.10F, 0.22F}},
    {"star", star, {1.0F, 0.88F, 0.35F}, {0.95F, 0.62F, 0.10F}},
    {"shield", shield, {0.55F, 0.70F, 0.90F}, {0.20F, 0.34F, 0.60F}},
    {"coin", coin, {1.0F, 0.85F, 0.40F}, {0.80F, 0.55F, 0.12F}},
    {"gem", gem, {0.60F, 0.95F, 0.85F}, {0.10F, 0.55F, 0.60F}},
    {"gear", gear, {0.80F, 0.82F, 0.85F}, {0.45F, 0.48F, 0.53F}},
    {"arrow", arrow, {0.95F, 0.95F, 0.98F}, {0.70F, 0.74F, 0.80F}},
    {"check", check, {0.55F, 0.90F, 0.45F}, {0.20F, 0.65F, 0.25F}},
    {"cross", cross, {0.98F, 0.45F, 0.35F}, {0.78F, 0.18F, 0.14F}},
    {"play", play, {0.95F, 0.95F, 0.98F}, {0.70F, 0.74F, 0.80F}},
    {"pause", pause, {0.95F, 0.95F, 0.98F}, {0.70F, 0.74F, 0.80F}},
    {"drop", drop, {0.50F, 0.80F, 1.0F}, {0.12F, 0.38F, 0.80F}},
    {"bolt", bolt, {1.0F, 0.95F, 0.50F}, {0.98F, 0.70F, 0.10F}},
    {"key", key, {0.95F, 0.80F, 0.45F}, {0.70F, 0.50F, 0.18F}},
    {"moon", moon, {0.90F, 0.90F, 1.0F}, {0.60F, 0.62F, 0.85F}},
    {"sun", sun, {1.0F, 0.90F, 0.45F}, {1.0F, 0.60F, 0.15F}},
}};

void put_over(std::uint8_t* texel, Color color, float alpha) {
    put(texel, color);
    texel[3] = to_unorm8(alpha);
}

}  // namespace

std::span<const Icon> icons() {
    return Icons;
}

Image paint_icon(const Icon& icon, std::uint32_t size) {
    Image out(size, size, 4);
    const float texel = 2 / static_cast<float>(size);
    for (std::uint32_t y = 0; y < size; ++y) {
        for (std::uint32_t x = 0; x < size; ++x) {
            const float px = (static_cast<float>(x) + 0.5F) * texel - 1;
            const float py = (static_cast<float>(y) + 0.5F) * texel - 1;
            const float d = icon.distance(px, py);
            const Color fill = mix(icon.top, icon.bottom, (py + 1) / 2);
            const Color shaded = mix(fill, icon.bottom * 0.55F, ramp(-0.11F, -0.05F, d));
            put_over(out.at(x, y), shaded, 1 - ramp(-texel, texel, d));
        }
    }
    return out;
}

Image paint_health_bar(std::uint32_t width, std::uint32_t height, float filled) {
    Image out(width, height, 4);
    const float half_width = static_cast<float>(width) / 2;
    const float half_height = static_cast<float>(height) / 2;
    for (std::uint32_t y = 0; y < height; ++y) {
        for (std::uint32_t x = 0; x < width; ++x) {
            const float px = static_cast<float>(x) + 0.5F - half_width;
            const float py = static_cast<float>(y) + 0.5F - half_height;
            const float frame = box(px, py, half_width - 1, half_height - 1, half_height - 1);
            const float inner = box(px, py, half_width - 5, half_height - 5, half_height - 5);
            const bool full = static_cast<float>(x) < filled * static_cast<float>(width);
            const Color life =
                mix(Color{0.45F, 0.85F, 0.35F}, Color{0.15F, 0.50F, 0.18F}, (py / half_height + 1) / 2);
            const Color fill = full ? life : Color{0.16F, 0.17F, 0.20F};
            put_over(out.at(x, y), mix(fill, Color{0.88F, 0.82F, 0.62F}, ramp(-1, 1, inner)),
                     1 - ramp(-1, 1, frame));
        }
    }
    return out;
}

Image paint_panel(std::uint32_t size) {
    Image out(size, size, 4);
    const float half = static_cast<float>(size) / 2;
    for (std::uint32_t y = 0; y < size; ++y) {
        for (std::uint32_t x = 0; x < size; ++x) {
            const float px = static_cast<float>(x) + 0.5F - half;
            const float py = static_cast<float>(y) + 0.5F - half;
            const float d = box(px, py, half - 2, half - 2, 14);
            const Color body{0.13F, 0.15F, 0.20F};
            const Color rim{0.62F, 0.56F, 0.40F};
            const float alpha = mix(0.82F, 1, ramp(-5, -3, d)) * (1 - ramp(-1, 1, d));
            put_over(out.at(x, y), mix(body, rim, ramp(-5, -3, d)), alpha);
        }
    }
    return out;
}

}  // namespace sinter::samples
