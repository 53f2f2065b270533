// SPDX-License-Identifier: Apache-2.0
#include "round_trip_match.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <boost/test/unit_test.hpp>

namespace sinter::test {
namespace {

using Corners = std::array<std::uint32_t, 3>;

/// Half a step, and what floats round off.
Vec3d tolerance_of(const GltfPrimitive& primitive, const Vec3d& step) {
    Vec3d most{};
    for (const auto& p : primitive.positions)
        for (std::size_t k = 0; k < 3; ++k) most[k] = std::max(most[k], std::fabs(p[k]));
    Vec3d out{};
    for (std::size_t k = 0; k < 3; ++k) out[k] = step[k] / 2 + 3e-7 * most[k] + 1e-12;
    return out;
}

/// Positions in order of x, to find those near a point.
class Places {
  public:
    Places(const GltfPrimitive& primitive, const Vec3d& tolerance)
        : primitive_(primitive), tolerance_(tolerance) {
        for (std::uint32_t i = 0; i < primitive.positions.size(); ++i) order_.push_back(i);
        std::ranges::sort(order_, {}, [&](std::uint32_t i) { return primitive.positions[i]; });
        // Vertices at one place are one: triangles are compared by places.
        ids_.resize(order_.size());
        for (std::size_t i = 0; i < order_.size(); ++i) {
            const bool is_same =
                i > 0 && primitive.positions[order_[i]] == primitive.positions[order_[i - 1]];
            ids_[order_[i]] = is_same ? ids_[order_[i - 1]] : order_[i];
        }
    }
    [[nodiscard]] std::uint32_t id(std::uint32_t vertex) const { return ids_[vertex]; }
    /// Ids within the tolerance of a point.
    [[nodiscard]] std::vector<std::uint32_t> near(const Vec3d& p) const {
        std::vector<std::uint32_t> out;
        const auto x = [&](std::uint32_t i) { return primitive_.positions[i][0]; };
        auto at = std::ranges::lower_bound(order_, p[0] - tolerance_[0], {}, x);
        for (; at != order_.end() && x(*at) <= p[0] + tolerance_[0]; ++at) {
            const auto apart = primitive_.positions[*at] - p;
            const bool is_near = std::fabs(apart[1]) <= tolerance_[1] && std::fabs(apart[2]) <= tolerance_[2];
            if (is_near && ids_[*at] == *at) out.push_back(*at);
        }
        return out;
    }

  private:
    const GltfPrimitive& primitive_;
    Vec3d tolerance_;
    std::vector<std::uint32_t> order_, ids_;
};

Corners turned(const Corners& t, std::size_t by) {
    return {t[by % 3], t[(by + 1) % 3], t[(by + 2) % 3]};
}

/// Turned so that the lowest number is the first.
Corners canonical(const Corners& t) {
    return turned(t, static_cast<std::size_t>(std::ranges::min_element(t) - t.begin()));
}

Vec3d area_of(const GltfPrimitive& primitive, const Corners& t) {
    const auto& a = primitive.positions[t[0]];
    return cross(primitive.positions[t[1]] - a, primitive.positions[t[2]] - a);
}

double angle_between(const Vec3d& a, const Vec3d& b) {
    return std::atan2(length(cross(a, b)), dot(a, b));
}

/// How far a vertex is from the limits of its normal and texture coordinate: at most 1 where it is within.
double distance_in_limits(const GltfPrimitive& before, std::uint32_t a, const GltfPrimitive& after,
                          std::uint32_t b, const PrimitiveLimits& limits) {
    double worst = 0;
    if (!before.normals.empty() && length(before.normals[a]) > 1e-6)
        worst = angle_between(before.normals[a], after.normals[b]) / (limits.normal_radians + 1e-6);
    for (std::size_t k = 0; k < 2 && !before.uvs.empty(); ++k) {
        const double allowed = limits.uv_step[k] / 2 + 3e-7 * std::fabs(before.uvs[a][k]) + 1e-7;
        worst = std::max(worst, std::fabs(before.uvs[a][k] - after.uvs[b][k]) / allowed);
    }
    return worst;
}

}  // namespace

std::vector<MatchedVertex> match_triangles(const GltfPrimitive& before, const GltfPrimitive& after,
                                           const PrimitiveLimits& limits) {
    const auto tolerance = tolerance_of(before, limits.position_step);
    const Places places{before, tolerance};
    std::multimap<Corners, Corners> wanted;  // places → vertices, both turned alike
    for (const auto& t : before.triangles) {
        const Corners ids = {places.id(t[0]), places.id(t[1]), places.id(t[2])};
        const auto first = static_cast<std::size_t>(std::ranges::min_element(ids) - ids.begin());
        wanted.emplace(turned(ids, first), turned(t, first));
    }
    BOOST_TEST((before.normals.empty() || after.normals.size() == after.positions.size()));
    BOOST_TEST((before.uvs.empty() || after.uvs.size() == after.positions.size()));

    std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
    std::size_t strangers = 0, wrong_corners = 0;
    for (const auto& t : after.triangles) {
        std::array<std::vector<std::uint32_t>, 3> candidates;
        for (std::size_t k = 0; k < 3; ++k) candidates[k] = places.near(after.positions[t[k]]);
        // Where several places lie within half a step, and several triangles at one place, the one whose
        // corners fit.
        double best = std::numeric_limits<double>::infinity();
        auto chosen = wanted.end();
        Corners vertices{};
        for (const auto a : candidates[0])
            for (const auto b : candidates[1])
                for (const auto c : candidates[2]) {
                    const auto [from, to] = wanted.equal_range(canonical({a, b, c}));
                    for (auto at = from; at != to; ++at)
                        for (std::size_t by = 0; by < 3; ++by) {
                            if (turned(at->first, by) != Corners{a, b, c}) continue;
                            const auto own = turned(at->second, by);
                            double worst = 0;
                            for (std::size_t k = 0; k < 3; ++k)
                                worst =
                                    std::max(worst, distance_in_limits(before, own[k], after, t[k], limits));
                            if (worst >= best) continue;
                            best = worst;
                            chosen = at;
                            vertices = own;
                        }
                }
        if (chosen == wanted.end()) {
            ++strangers;
            continue;
        }
        wanted.erase(chosen);
        wrong_corners += best > 1;
        for (std::size_t k = 0; k < 3; ++k) pairs.emplace(vertices[k], t[k]);
    }
    BOOST_TEST(strangers == 0u,
               strangers << " of " << after.triangles.size() << " triangles are not the source's");
    BOOST_TEST(wrong_corners == 0u, wrong_corners << " triangles have other normals or texture coordinates");
    std::size_t lost = 0;
    for (const auto& [ids, t] : wanted) {
        double longest = 0;
        for (std::size_t k = 0; k < 3; ++k)
            longest = std::max(longest, length(before.positions[t[k]] - before.positions[t[(k + 1) % 3]]));
        lost += length(area_of(before, t)) > 1e-6 * longest * longest;
    }
    BOOST_TEST(lost == 0u, lost << " of " << before.triangles.size() << " triangles are gone");
    std::vector<MatchedVertex> out;
    for (const auto& [a, b] : pairs) out.push_back({a, b});
    return out;
}

}  // namespace sinter::test
