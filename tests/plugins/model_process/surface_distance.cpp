// SPDX-License-Identifier: Apache-2.0
#include "surface_distance.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace sinter::test {
namespace {

using Point = double[3];

double dot(const Point& a, const Point& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

double distance(const Point& p, const Point& a, const Point& along, double t, const Point& other, double s) {
    double sum = 0;
    for (int i = 0; i < 3; ++i) {
        const double d = p[i] - (a[i] + along[i] * t + other[i] * s);
        sum += d * d;
    }
    return std::sqrt(sum);
}

void load(const Surface& surface, std::uint32_t vertex, Point& out) {
    for (std::size_t i = 0; i < 3; ++i) out[i] = surface.positions[3 * std::size_t{vertex} + i];
}

}  // namespace

double distance_to_triangle(const Point& p, const Point& a, const Point& b, const Point& c) {
    Point ab, ac, ap, bp, cp;
    for (int i = 0; i < 3; ++i) {
        ab[i] = b[i] - a[i];
        ac[i] = c[i] - a[i];
        ap[i] = p[i] - a[i];
        bp[i] = p[i] - b[i];
        cp[i] = p[i] - c[i];
    }
    const double d1 = dot(ab, ap), d2 = dot(ac, ap), d3 = dot(ab, bp), d4 = dot(ac, bp), d5 = dot(ab, cp),
                 d6 = dot(ac, cp);
    if (d1 <= 0 && d2 <= 0) return distance(p, a, ab, 0, ac, 0);
    if (d3 >= 0 && d4 <= d3) return distance(p, a, ab, 1, ac, 0);
    if (d6 >= 0 && d5 <= d6) return distance(p, a, ab, 0, ac, 1);
    const double vc = d1 * d4 - d3 * d2, vb = d5 * d2 - d1 * d6, va = d3 * d6 - d5 * d4;
    if (vc <= 0 && d1 >= 0 && d3 <= 0) return distance(p, a, ab, d1 / (d1 - d3), ac, 0);
    if (vb <= 0 && d2 >= 0 && d6 <= 0) return distance(p, a, ab, 0, ac, d2 / (d2 - d6));
    if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0) {
        const double w = (d4 - d3) / ((d4 - d3) + (d5 - d6));
        return distance(p, a, ab, 1 - w, ac, w);
    }
    const double sum = va + vb + vc;
    return distance(p, a, ab, vb / sum, ac, vc / sum);
}

double one_sided_distance(const Surface& from, const Surface& to, std::size_t samples) {
    double most = 0;
    const auto measure = [&](const Point& point) {
        double least = 1e300;
        for (std::size_t t = 0; t + 2 < to.indices.size(); t += 3) {
            Point a, b, c;
            load(to, to.indices[t], a);
            load(to, to.indices[t + 1], b);
            load(to, to.indices[t + 2], c);
            least = std::min(least, distance_to_triangle(point, a, b, c));
        }
        most = std::max(most, least);
    };
    std::vector<bool> seen(from.positions.size() / 3, false);
    for (const auto vertex : from.indices) {
        if (seen[vertex]) continue;
        seen[vertex] = true;
        Point point;
        load(from, vertex, point);
        measure(point);
    }
    const std::size_t triangles = from.indices.size() / 3;
    for (std::size_t i = 0; i < samples; ++i) {
        // Points of the R2 sequence (Roberts 2018), folded into the triangle.
        const std::size_t t = i * triangles / samples;
        double u = std::fmod(0.5 + static_cast<double>(i) * 0.7548776662466927, 1.0);
        double v = std::fmod(0.5 + static_cast<double>(i) * 0.5698402909980532, 1.0);
        if (u + v > 1) {
            u = 1 - u;
            v = 1 - v;
        }
        Point a, b, c, point;
        load(from, from.indices[3 * t], a);
        load(from, from.indices[3 * t + 1], b);
        load(from, from.indices[3 * t + 2], c);
        for (int k = 0; k < 3; ++k) point[k] = a[k] + (b[k] - a[k]) * u + (c[k] - a[k]) * v;
        measure(point);
    }
    return most;
}

}  // namespace sinter::test
