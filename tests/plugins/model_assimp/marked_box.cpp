// SPDX-License-Identifier: Apache-2.0
#include "marked_box.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>

#include <boost/test/unit_test.hpp>

namespace sinter::test {
namespace {

Point operator-(const Point& a, const Point& b) {
    return {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
}
double dot(const Point& a, const Point& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
Point cross(const Point& a, const Point& b) {
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}
double length(const Point& a) {
    return std::sqrt(dot(a, a));
}
Point unit(const Point& a) {
    return {a[0] / length(a), a[1] / length(a), a[2] / length(a)};
}

/// A vector of a node's space in the model's; `w` is 1 for places, 0 for directions.
Point through(const std::array<float, 16>& m, const Point& p, double w) {
    Point out{};
    for (std::size_t line = 0; line < 3; ++line)
        out[line] = double{m[line]} * p[0] + double{m[4 + line]} * p[1] + double{m[8 + line]} * p[2] +
                    double{m[12 + line]} * w;
    return out;
}

struct Corner {
    Point place;
    Point normal;
    bool has_normal = false;
};

/// Corners of all triangles, three each, as the nodes place them.
std::vector<Corner> corners_of(const Model& model) {
    std::vector<Corner> out;
    const auto worlds = model.world_matrices();
    for (std::uint32_t n = 0; n < model.nodes.size(); ++n) {
        const auto node = model.nodes[n];
        if (node.mesh == SINTER_MODEL_NONE) continue;
        const auto mesh = model.meshes[node.mesh];
        for (std::uint32_t i = 0; i < mesh.primitive_count; ++i) {
            const auto primitive = model.primitives[mesh.first_primitive + i];
            BOOST_TEST_REQUIRE(primitive.topology == SINTER_TOPOLOGY_TRIANGLES);
            const auto positions = model.values(primitive, *model.find(primitive, SINTER_SEMANTIC_POSITION));
            const auto at = model.find(primitive, SINTER_SEMANTIC_NORMAL);
            const auto normals = at ? model.values(primitive, *at) : std::vector<float>{};
            for (const auto index : model.indices(model.lods[primitive.first_lod])) {
                const auto* p = positions.data() + 3 * std::size_t{index};
                Corner corner{through(worlds[n], {p[0], p[1], p[2]}, 1), {}, at.has_value()};
                if (at) {
                    const auto* v = normals.data() + 3 * std::size_t{index};
                    corner.normal = {v[0], v[1], v[2]};
                }
                out.push_back(corner);
            }
        }
    }
    return out;
}

}  // namespace

Point box_normal(std::size_t triangle) {
    const auto& t = BoxTriangles.at(triangle);
    return unit(cross(BoxCorners[t[1]] - BoxCorners[t[0]], BoxCorners[t[2]] - BoxCorners[t[0]]));
}

std::string box_numbers(const char* separator) {
    std::ostringstream out;
    for (const auto& corner : BoxCorners)
        for (const double number : corner) out << (out.tellp() > 0 ? separator : "") << number;
    return out.str();
}

Point FileSpace::direction(const Point& p) const {
    Point out{};
    for (std::size_t i = 0; i < 3; ++i) out[i] = p[0] * x[i] + p[1] * y[i] + p[2] * z[i];
    return out;
}

Point FileSpace::place(const Point& p) const {
    const auto turned = direction(p);
    return {turned[0] * metres, turned[1] * metres, turned[2] * metres};
}

bool FileSpace::mirrors() const {
    return dot(cross(x, y), z) < 0;
}

Point moved(const Point& p) {
    return {7 - p[1], 11 + 2 * p[0], 13 + p[2]};
}

Point unmoved(const Point& p) {
    return p;
}

void check_box(const Model& model, const FileSpace& space, Point (*where)(const Point&)) {
    BOOST_TEST_REQUIRE(model.valid());
    const auto corners = corners_of(model);
    BOOST_TEST_REQUIRE(corners.size() == BoxTriangles.size() * 3);
    const double close = 30 * space.metres * 1e-6;
    std::vector<bool> seen(BoxTriangles.size());
    for (std::size_t i = 0; i < corners.size(); i += 3) {
        const auto is_at = [&](std::size_t corner, const Point& place) {
            return length(corners[i + corner].place - place) < close;
        };
        // A mirror turns triangles over, so that their fronts stay outside.
        std::size_t found = BoxTriangles.size();
        for (std::size_t t = 0; t < BoxTriangles.size(); ++t) {
            std::array<Point, 3> wanted;
            for (std::size_t k = 0; k < 3; ++k)
                wanted[k] = space.place(where(BoxCorners[BoxTriangles[t][k]]));
            if (space.mirrors()) std::swap(wanted[1], wanted[2]);
            for (std::size_t turn = 0; turn < 3; ++turn)
                if (is_at(0, wanted[turn]) && is_at(1, wanted[(turn + 1) % 3]) &&
                    is_at(2, wanted[(turn + 2) % 3]))
                    found = t;
        }
        const auto& p = corners[i].place;
        BOOST_TEST(found < BoxTriangles.size(),
                   "a triangle from " << p[0] << " " << p[1] << " " << p[2] << " is not one of the box");
        if (found == BoxTriangles.size()) continue;
        BOOST_TEST(!seen[found]);
        seen[found] = true;
        for (std::size_t k = 0; k < 3 && corners[i].has_normal; ++k)
            BOOST_TEST(length(corners[i + k].normal - space.direction(box_normal(found))) < 1e-5);
    }
}

}  // namespace sinter::test
