// SPDX-License-Identifier: Apache-2.0
#include "flatten.hpp"

#include <cmath>

namespace sinter {
namespace {

constexpr double MostSteps = 4096;

struct Point {
    double x, y;
};

double length(double x, double y) {
    return std::sqrt(x * x + y * y);
}
/// Length of the second difference of three control points.
double bend(Point a, Point b, Point c) {
    return length(a.x - 2 * b.x + c.x, a.y - 2 * b.y + c.y);
}
/// Steps for curves whose distance from a chord is `farthest / steps²`.
int steps_for(double farthest) {
    return static_cast<int>(
        std::min(MostSteps, std::max(1.0, std::ceil(std::sqrt(farthest / FlatnessTexels)))));
}

class Flattener {
  public:
    explicit Flattener(std::vector<Edge>& edges) : edges_(edges) {}
    void move(Point to) { start_ = at_ = to; }
    void close() { line(start_); }
    void line(Point to) {
        if (to.x != at_.x || to.y != at_.y) edges_.push_back({at_.x, at_.y, to.x, to.y});
        at_ = to;
    }
    void quadratic(Point b, Point c) {
        const Point a = at_;
        const int steps = steps_for(bend(a, b, c) / 4);
        for (int i = 1; i < steps; ++i) {
            const double t = static_cast<double>(i) / steps, s = 1 - t;
            line({s * s * a.x + 2 * s * t * b.x + t * t * c.x, s * s * a.y + 2 * s * t * b.y + t * t * c.y});
        }
        line(c);
    }
    void cubic(Point b, Point c, Point d) {
        const Point a = at_;
        const int steps = steps_for(std::max(bend(a, b, c), bend(b, c, d)) * 0.75);
        for (int i = 1; i < steps; ++i) {
            const double t = static_cast<double>(i) / steps, s = 1 - t;
            const double wa = s * s * s, wb = 3 * s * s * t, wc = 3 * s * t * t, wd = t * t * t;
            line({wa * a.x + wb * b.x + wc * c.x + wd * d.x, wa * a.y + wb * b.y + wc * c.y + wd * d.y});
        }
        line(d);
    }

  private:
    std::vector<Edge>& edges_;
    Point start_{}, at_{};
};

}  // namespace

std::vector<Edge> flatten(const Font& font, const sinter_font_glyph_row& glyph, const Placement& placement) {
    std::vector<Edge> edges;
    Flattener out{edges};
    const auto point = [&](std::uint32_t i) -> Point {
        const auto p = font.point(std::uint64_t{glyph.first_point} + i);
        return {placement.origin_x + placement.scale * p.x, placement.origin_y - placement.scale * p.y};
    };
    for (std::uint32_t i = 0; i < glyph.point_count; ++i) {
        switch (font.point(std::uint64_t{glyph.first_point} + i).kind) {
            case SINTER_FONT_MOVE:
                if (i != 0) out.close();
                out.move(point(i));
                break;
            case SINTER_FONT_QUADRATIC:
                out.quadratic(point(i), point(i + 1));
                i += 1;
                break;
            case SINTER_FONT_CUBIC:
                out.cubic(point(i), point(i + 1), point(i + 2));
                i += 2;
                break;
            default:
                out.line(point(i));
        }
    }
    if (glyph.point_count != 0) out.close();
    return edges;
}

}  // namespace sinter
