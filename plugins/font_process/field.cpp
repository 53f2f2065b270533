// SPDX-License-Identifier: Apache-2.0
#include "field.hpp"

#include <cmath>

namespace sinter {
namespace {

/// The first texel whose centre is at or behind `x`, within [0, count].
std::uint32_t first_centre(double x, std::uint32_t count) {
    const double at = std::ceil(x - 0.5);
    return at <= 0 ? 0 : at >= count ? count : static_cast<std::uint32_t>(at);
}

/// Lowers the squares of a row's texels [first, last) to the squared distance to an edge, where that is
/// nearer.
void lower_row(float* squares, std::uint32_t first, std::uint32_t last, float y, const Edge& edge) {
    const auto x0 = static_cast<float>(edge.x0), y0 = static_cast<float>(edge.y0);
    const auto dx = static_cast<float>(edge.x1 - edge.x0), dy = static_cast<float>(edge.y1 - edge.y0);
    const float square = dx * dx + dy * dy;
    const float inverse = square > 0 ? 1 / square : 0;
    const float oy = y - y0, along = oy * dy;
    for (std::uint32_t i = first; i < last; ++i) {
        const float ox = static_cast<float>(static_cast<std::int32_t>(i)) + 0.5f - x0;
        float t = (ox * dx + along) * inverse;
        t = t < 0 ? 0 : t;
        t = t > 1 ? 1 : t;
        const float ex = ox - t * dx, ey = oy - t * dy;
        const float distance = ex * ex + ey * ey;
        squares[i] = distance < squares[i] ? distance : squares[i];
    }
}

/// The part of an edge within `reach` of a row, as texels that it can concern.
struct Extent {
    double low, high;
};
Extent extent_near(const Edge& e, double y, double reach) {
    double x0 = e.x0, x1 = e.x1;
    const double dy = e.y1 - e.y0;
    if (dy != 0) {
        const double slope = (e.x1 - e.x0) / dy;
        const double top = std::min(e.y0, e.y1), bottom = std::max(e.y0, e.y1);
        const double upper = std::max(top, y - reach), lower = std::min(bottom, y + reach);
        x0 = e.x0 + (upper - e.y0) * slope;
        x1 = e.x0 + (lower - e.y0) * slope;
    }
    return {std::min(x0, x1) - reach, std::max(x0, x1) + reach};
}

}  // namespace

void draw_field(const std::vector<Edge>& contours, const std::vector<Edge>& boundary, float range,
                const FieldTarget& target) {
    const std::size_t width = target.width, height = target.height;
    // What is farther than half the range is clamped; a little more hides where the search ended.
    const double reach = static_cast<double>(range) / 2 + 0.01;
    std::vector<float> squares(width * height, static_cast<float>(reach * reach));
    for (const auto& edge : boundary) {
        const auto first = first_centre(std::min(edge.y0, edge.y1) - reach, target.height);
        const auto last = first_centre(std::max(edge.y0, edge.y1) + reach, target.height);
        for (std::uint32_t j = first; j < last; ++j) {
            const double y = j + 0.5;
            const auto extent = extent_near(edge, y, reach);
            lower_row(squares.data() + j * width, first_centre(extent.low, target.width),
                      first_centre(extent.high, target.width), static_cast<float>(y), edge);
        }
    }

    // Each crossing of a row's middle turns the winding number of all texels behind it.
    std::vector<std::int32_t> turns((width + 1) * height);
    for (const auto& edge : contours) {
        const bool down = edge.y1 > edge.y0;
        const double top = down ? edge.y0 : edge.y1, bottom = down ? edge.y1 : edge.y0;
        const auto last = first_centre(bottom, target.height);
        for (auto j = first_centre(top, target.height); j < last; ++j) {
            const double x = edge.x0 + (j + 0.5 - edge.y0) / (edge.y1 - edge.y0) * (edge.x1 - edge.x0);
            turns[j * (width + 1) + first_centre(x, target.width)] += down ? 1 : -1;
        }
    }
    const float scale = 255 / range;
    for (std::size_t j = 0; j < height; ++j) {
        std::int32_t winding = 0;
        for (std::size_t i = 0; i < width; ++i) {
            winding += turns[j * (width + 1) + i];
            const float distance = std::sqrt(squares[j * width + i]) * scale;
            const float value = 127.5f + (winding != 0 ? distance : -distance) + 0.5f;
            target.texels[j * target.pitch + i] =
                static_cast<std::uint8_t>(value <= 0     ? 0
                                          : value >= 255 ? 255
                                                         : static_cast<std::int32_t>(value));
        }
    }
}

}  // namespace sinter
