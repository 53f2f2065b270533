// SPDX-License-Identifier: Apache-2.0
#include "preview_model_floor.hpp"

#include <algorithm>
#include <cmath>

namespace sinter::cli {
namespace {

constexpr float Height = 0.55F;  ///< at which a shadow is half as dark
constexpr int BlurPasses = 3, BlurRadius = 4;

}  // namespace

void FloorShadow::darken(std::int32_t column, std::int32_t line, float height) {
    constexpr auto End = static_cast<std::int32_t>(Size);
    if (column < 0 || line < 0 || column >= End || line >= End) return;
    auto& cell = cells_[static_cast<std::size_t>(line) * Size + static_cast<std::size_t>(column)];
    const float away = height / Height;
    cell = std::max(cell, 1 / (1 + away * away));
}

void FloorShadow::add_point(const Vec3f& at) {
    const auto cell = [](float v) {
        return static_cast<std::int32_t>(
            std::floor((std::clamp(v, -9.0F, 9.0F) / Reach * 0.5F + 0.5F) * Size));
    };
    darken(cell(at[0]), cell(at[2]), at[1]);
}

void FloorShadow::add_triangle(const Vec3f& a, const Vec3f& b, const Vec3f& c) {
    const auto scaled = [](float v) { return (std::clamp(v, -9.0F, 9.0F) / Reach * 0.5F + 0.5F) * Size; };
    const float x[] = {scaled(a[0]), scaled(b[0]), scaled(c[0])},
                y[] = {scaled(a[2]), scaled(b[2]), scaled(c[2])};
    const float area = (x[1] - x[0]) * (y[2] - y[0]) - (y[1] - y[0]) * (x[2] - x[0]);
    for (const auto* corner : {&a, &b, &c}) add_point(*corner);
    if (!(std::abs(area) > 0.5F)) return;
    const auto first = [](float low) { return static_cast<std::int32_t>(std::max(std::floor(low), 0.0F)); };
    const auto last = [](float high) {
        return static_cast<std::int32_t>(std::min(std::ceil(high), float{Size}));
    };
    for (auto line = first(std::min({y[0], y[1], y[2]})); line < last(std::max({y[0], y[1], y[2]})); ++line)
        for (auto column = first(std::min({x[0], x[1], x[2]})); column < last(std::max({x[0], x[1], x[2]}));
             ++column) {
            const float px = static_cast<float>(column) + 0.5F, py = static_cast<float>(line) + 0.5F;
            float w[3];
            for (std::size_t i = 0; i < 3; ++i) {
                const std::size_t from = (i + 1) % 3, to = (i + 2) % 3;
                w[i] = ((x[to] - x[from]) * (py - y[from]) - (y[to] - y[from]) * (px - x[from])) / area;
            }
            if (w[0] >= 0 && w[1] >= 0 && w[2] >= 0)
                darken(column, line, w[0] * a[1] + w[1] * b[1] + w[2] * c[1]);
        }
}

void FloorShadow::soften() {
    std::vector<float> line(Size);
    const auto blur = [&](std::size_t first, std::size_t step) {
        for (std::size_t i = 0; i < Size; ++i) {
            float sum = 0;
            for (int k = -BlurRadius; k <= BlurRadius; ++k) {
                const auto at = static_cast<std::ptrdiff_t>(i) + k;
                if (at >= 0 && at < static_cast<std::ptrdiff_t>(Size))
                    sum += cells_[first + static_cast<std::size_t>(at) * step];
            }
            line[i] = sum / (2 * BlurRadius + 1);
        }
        for (std::size_t i = 0; i < Size; ++i) cells_[first + i * step] = line[i];
    };
    for (int pass = 0; pass < BlurPasses; ++pass) {
        for (std::size_t i = 0; i < Size; ++i) blur(i * Size, 1);
        for (std::size_t i = 0; i < Size; ++i) blur(i, Size);
    }
}

float FloorShadow::at(float right, float front) const {
    const float x = (right / Reach * 0.5F + 0.5F) * Size - 0.5F,
                y = (front / Reach * 0.5F + 0.5F) * Size - 0.5F;
    if (!(x >= 0 && y >= 0 && x < Size - 1 && y < Size - 1)) return 0;
    const auto column = static_cast<std::size_t>(x), line = static_cast<std::size_t>(y);
    const float fx = x - static_cast<float>(column), fy = y - static_cast<float>(line);
    const auto* cell = cells_.data() + line * Size + column;
    return (cell[0] * (1 - fx) + cell[1] * fx) * (1 - fy) +
           (cell[Size] * (1 - fx) + cell[Size + 1] * fx) * fy;
}

}  // namespace sinter::cli
