// SPDX-License-Identifier: Apache-2.0
#include "tangent_space.hpp"

#include <algorithm>
#include <limits>

#include "angle.hpp"
#include "weld.hpp"

namespace sinter::models {
namespace {

constexpr std::uint32_t None = SINTER_MODEL_NONE;
/// Below this a length or an area counts as none.
constexpr float Least = std::numeric_limits<float>::min();

struct Triangle {
    Vector3 tangent;          ///< unit, or 0 0 0
    bool mirrored = false;    ///< the texture shows the triangle from behind
    bool has_texture = true;  ///< its area on the texture has a size
    bool has_area = true;     ///< no two of its corners lie in one place
    bool joined = false;      ///< a corner belongs to a group already
};

constexpr std::uint32_t next_corner(std::uint32_t corner) {
    return corner % 3 == 2 ? corner - 2 : corner + 1;
}
constexpr std::uint32_t previous_corner(std::uint32_t corner) {
    return corner % 3 == 0 ? corner + 2 : corner - 1;
}

class TangentSpace {
  public:
    TangentSpace(const std::vector<std::uint32_t>& indices, const Attribute& positions,
                 const Attribute& normals, const Attribute& texcoords, std::uint32_t vertex_count)
        : indices_(indices), positions_(positions), normals_(normals), texcoords_(texcoords) {
        const Attribute* compared[] = {&positions, &normals, &texcoords};
        welding_ = weld(compared, vertex_count);
        vertices_.resize(indices.size());
        for (std::size_t i = 0; i < indices.size(); ++i) vertices_[i] = welding_.of_vertex[indices[i]];
    }

    CornerTangents run() {
        measure_triangles();
        pair_edges();
        make_groups();
        return spread();
    }

  private:
    [[nodiscard]] Vector3 position(std::uint32_t corner) const {
        return vector_at(positions_, indices_[corner]);
    }
    [[nodiscard]] Vector3 normal(std::uint32_t corner) const { return vector_at(normals_, indices_[corner]); }

    void measure_triangles() {
        triangles_.resize(indices_.size() / 3);
        for (std::uint32_t t = 0; t < triangles_.size(); ++t) {
            auto& triangle = triangles_[t];
            const Vector3 a = position(3 * t), b = position(3 * t + 1), c = position(3 * t + 2);
            triangle.has_area = !(a == b || b == c || c == a);
            const auto texel = [&](std::uint32_t i) {
                return texcoords_.values.data() + std::size_t{indices_[3 * t + i]} * 2;
            };
            const float *p = texel(0), *q = texel(1), *r = texel(2);
            const float qu = q[0] - p[0], qv = q[1] - p[1], ru = r[0] - p[0], rv = r[1] - p[1];
            const float area = qu * rv - qv * ru;  // twice the signed area on the texture
            // The direction in which u grows, times the area; and the same for v.
            const Vector3 along_u = (b - a) * rv - (c - a) * qv;
            const Vector3 along_v = (c - a) * qu - (b - a) * ru;
            triangle.mirrored = !(area > 0);
            const float size = std::fabs(area), u = length(along_u), v = length(along_v);
            if (size > Least && u > Least)
                triangle.tangent = along_u * ((triangle.mirrored ? -1.0f : 1.0f) / u);
            triangle.has_texture = size > Least && u / size > Least && v / size > Least;
        }
    }

    /// Each edge from a corner to the next meets at most one edge that runs the other way: the first of those
    /// that meet nobody yet, in the order of corners. Edges are sorted, so a vertex of a million triangles
    /// does no harm.
    void pair_edges() {
        struct Edge {
            std::uint32_t end;     // the higher one of its vertices; it is listed at the lower one
            std::uint32_t corner;  // where it begins
        };
        const auto corners = static_cast<std::uint32_t>(indices_.size());
        const auto lower_end = [&](std::uint32_t c) {
            return std::min(vertices_[c], vertices_[next_corner(c)]);
        };
        some_corner_.assign(welding_.count, None);
        std::vector<std::uint32_t> first(std::size_t{welding_.count} + 1, 0);
        for (std::uint32_t c = 0; c < corners; ++c) {
            if (!triangles_[c / 3].has_area) continue;
            ++first[lower_end(c) + 1];
            if (some_corner_[vertices_[c]] == None) some_corner_[vertices_[c]] = c;
        }
        for (std::size_t v = 1; v < first.size(); ++v) first[v] += first[v - 1];
        std::vector<Edge> edges(first.back());
        auto at = first;
        for (std::uint32_t c = 0; c < corners; ++c)
            if (triangles_[c / 3].has_area)
                edges[at[lower_end(c)]++] = {std::max(vertices_[c], vertices_[next_corner(c)]), c};

        across_.assign(corners, None);
        for (std::uint32_t v = 0; v < welding_.count; ++v) {
            const std::span<Edge> here{edges.data() + first[v], first[v + 1] - first[v]};
            std::sort(here.begin(), here.end(), [](const Edge& a, const Edge& b) {
                return a.end != b.end ? a.end < b.end : a.corner < b.corner;
            });
            for (std::size_t begin = 0; begin < here.size();) {
                std::size_t end = begin + 1;
                while (end < here.size() && here[end].end == here[begin].end) ++end;
                const auto skip_to = [&](std::size_t i, bool upwards) {
                    while (i < end && (vertices_[here[i].corner] == v) != upwards) ++i;
                    return i;
                };
                auto up = skip_to(begin, true), down = skip_to(begin, false);
                while (up < end && down < end) {
                    across_[here[up].corner] = here[down].corner;
                    across_[here[down].corner] = here[up].corner;
                    up = skip_to(up + 1, true);
                    down = skip_to(down + 1, false);
                }
                begin = end;
            }
        }
    }

    void make_groups() {
        group_of_.assign(indices_.size(), None);
        for (std::uint32_t c = 0; c < indices_.size(); ++c) {
            const auto& triangle = triangles_[c / 3];
            if (group_of_[c] != None || !triangle.has_area || !triangle.has_texture) continue;
            const auto group = static_cast<std::uint32_t>(tangents_.size());
            mirrored_.push_back(triangle.mirrored);
            // A chain or a ring around the vertex: both ways from here, until the texture turns over or a
            // triangle is taken.
            members_.clear();
            join(c, group);
            for (auto at = across_[c]; at != None && join(next_corner(at), group);)
                at = across_[next_corner(at)];
            for (auto at = across_[previous_corner(c)]; at != None && join(at, group);)
                at = across_[previous_corner(at)];
            tangents_.push_back(mean_tangent());
        }
    }

    bool join(std::uint32_t corner, std::uint32_t group) {
        auto& triangle = triangles_[corner / 3];
        if (group_of_[corner] != None) return false;
        if (!triangle.has_texture && !triangle.joined) triangle.mirrored = mirrored_[group];
        if (triangle.mirrored != mirrored_[group]) return false;
        triangle.joined = true;
        group_of_[corner] = group;
        members_.push_back(corner);
        return true;
    }

    [[nodiscard]] Vector3 mean_tangent() const {
        const Vector3 n = normal(members_[0]);
        Vector3 sum;
        for (const auto corner : members_) {
            const auto& triangle = triangles_[corner / 3];
            if (!triangle.has_texture) continue;
            const Vector3 here = position(corner);
            const Vector3 back = normalised(projected(position(previous_corner(corner)) - here, n));
            const Vector3 on = normalised(projected(position(next_corner(corner)) - here, n));
            sum += normalised(projected(triangle.tangent, n)) * arc_cosine(dot(back, on));
        }
        return normalised(sum);
    }

    [[nodiscard]] CornerTangents spread() {
        CornerTangents out;
        out.of_corner.resize(indices_.size());
        for (std::uint32_t c = 0; c < indices_.size(); ++c) {
            auto group = group_of_[c];
            if (group == None && !triangles_[c / 3].has_area) {
                const auto other = some_corner_[vertices_[c]];
                if (other != None) group = group_of_[other];
            }
            Vector3 tangent = group == None ? Vector3{} : tangents_[group];
            if (!(dot(tangent, tangent) > 0.5f)) {
                tangent = perpendicular(normal(c));
                ++out.without_direction;
            }
            const bool mirrored = group == None || mirrored_[group];
            // Upwards is against v, so a texture that is not mirrored has a negative sign.
            out.of_corner[c] = {tangent.x, tangent.y, tangent.z, mirrored ? 1.0f : -1.0f};
        }
        return out;
    }

    const std::vector<std::uint32_t>& indices_;
    const Attribute& positions_;
    const Attribute& normals_;
    const Attribute& texcoords_;
    Welding welding_;
    std::vector<std::uint32_t> vertices_;  ///< of each corner, after welding
    std::vector<Triangle> triangles_;
    std::vector<std::uint32_t> some_corner_;  ///< the first one at a vertex whose triangle has an area
    std::vector<std::uint32_t>
        across_;  ///< of the edge from corner c to the next: the corner where its partner begins
    std::vector<std::uint32_t> group_of_;  ///< of each corner
    std::vector<bool> mirrored_;           ///< of each group
    std::vector<Vector3> tangents_;        ///< of each group
    std::vector<std::uint32_t> members_;   ///< corners of the group being made
};

}  // namespace

CornerTangents corner_tangents(const std::vector<std::uint32_t>& indices, const Attribute& positions,
                               const Attribute& normals, const Attribute& texcoords,
                               std::uint32_t vertex_count) {
    return TangentSpace{indices, positions, normals, texcoords, vertex_count}.run();
}

}  // namespace sinter::models
