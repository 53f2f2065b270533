// SPDX-License-Identifier: Apache-2.0
#include "lod_chain.hpp"

#include <meshoptimizer.h>

#include <algorithm>

namespace sinter::models {
namespace {

/// A level that keeps more of the one before than this share is not worth its bytes.
constexpr float WorthKeeping = 0.85f;

/// A level while it is made: only the vertices it uses, so that each is cheaper than the one before.
struct Surface {
    std::vector<std::uint32_t> indices;
    std::vector<float> positions;         ///< x y z
    std::vector<std::uint32_t> vertices;  ///< of the geometry, for each of its own
    float error = 0;                      ///< metres from the source
    [[nodiscard]] std::size_t vertex_count() const { return vertices.size(); }
};

/// Numbers the vertices in the order of use and leaves out the others.
void compact(Surface& surface) {
    std::vector<std::uint32_t> number(surface.vertex_count(), SINTER_MODEL_NONE);
    std::vector<float> positions;
    std::vector<std::uint32_t> vertices;
    positions.reserve(surface.positions.size());
    vertices.reserve(surface.vertices.size());
    for (auto& index : surface.indices) {
        auto& to = number[index];
        if (to == SINTER_MODEL_NONE) {
            to = static_cast<std::uint32_t>(vertices.size());
            vertices.push_back(surface.vertices[index]);
            const float* at = surface.positions.data() + std::size_t{index} * 3;
            positions.insert(positions.end(), at, at + 3);
        }
        index = to;
    }
    surface.positions = std::move(positions);
    surface.vertices = std::move(vertices);
}

/// Neighbours one after the other, as the vertex cache wants them; what follows is faster then, too.
void order_triangles(Surface& surface) {
    std::vector<std::uint32_t> ordered(surface.indices.size());
    meshopt_optimizeVertexCache(ordered.data(), surface.indices.data(), ordered.size(), surface.vertex_count());
    surface.indices = std::move(ordered);
    compact(surface);
}

/// The surface with about `triangles` triangles, no further from it than `max_error` metres.
Surface simplified(const Surface& from, std::size_t triangles, float max_error, bool lock_border) {
    Surface out;
    out.error = from.error;
    const float scale = meshopt_simplifyScale(from.positions.data(), from.vertex_count(), 3 * sizeof(float));
    if (!(scale > 0) || !std::isfinite(scale) || !(max_error > from.error)) return out;
    out.indices.resize(from.indices.size());
    float error = 0;
    const auto count = meshopt_simplify(out.indices.data(), from.indices.data(), from.indices.size(),
                                        from.positions.data(), from.vertex_count(), 3 * sizeof(float),
                                        triangles * 3, (max_error - from.error) / scale,
                                        lock_border ? unsigned{meshopt_SimplifyLockBorder} : 0u, &error);
    out.indices.resize(count);
    out.positions = from.positions;
    out.vertices = from.vertices;
    out.error += error * scale;
    return out;
}

Surface surface_of(const Geometry& geometry) {
    Surface out;
    out.indices = geometry.levels[0].indices;
    out.positions = geometry.find(SINTER_SEMANTIC_POSITION)->values;
    out.vertices.resize(geometry.vertex_count);
    for (std::uint32_t i = 0; i < geometry.vertex_count; ++i) out.vertices[i] = i;
    return out;
}

std::size_t share_of(std::size_t triangles, float share) {
    return static_cast<std::size_t>(static_cast<double>(triangles) * static_cast<double>(share));
}

/// In an order against overdraw, which the surface itself does not take over: patches that face the same way are far
/// apart.
Level level_of(const Surface& surface, float overdraw) {
    Level out;
    out.error = surface.error;
    if (overdraw > 1) {
        out.indices.resize(surface.indices.size());
        meshopt_optimizeOverdraw(out.indices.data(), surface.indices.data(), surface.indices.size(),
                                 surface.positions.data(), surface.vertex_count(), 3 * sizeof(float), overdraw);
    } else {
        out.indices = surface.indices;
    }
    for (auto& index : out.indices) index = surface.vertices[index];
    return out;
}

/// False when `go_on` said so.
bool make_surfaces(Geometry& geometry, const LodOptions& options, const std::function<bool()>& go_on) {
    auto surface = surface_of(geometry);
    order_triangles(surface);
    if (!go_on()) return false;
    const auto whole = surface.indices.size() / 3;
    if (options.complexity < 1) {
        const auto wanted =
            std::max(share_of(whole, options.complexity), std::size_t{options.least_triangles});
        if (wanted < whole) {
            auto coarser = simplified(surface, wanted, options.max_error, options.lock_border);
            if (!coarser.indices.empty() && coarser.indices.size() < surface.indices.size()) {
                surface = std::move(coarser);
                // The finest level that is kept is what errors are measured from.
                surface.error = 0;
                compact(surface);
                order_triangles(surface);
            }
        }
        if (!go_on()) return false;
    }
    geometry.levels.clear();
    geometry.levels.push_back(level_of(surface, options.overdraw));
    while (geometry.levels.size() < options.levels) {
        const auto triangles = surface.indices.size() / 3;
        const auto wanted =
            std::max(share_of(triangles, options.ratio), std::size_t{options.least_triangles});
        if (wanted >= triangles) break;
        auto coarser = simplified(surface, wanted, options.max_error, options.lock_border);
        if (!go_on()) return false;
        const auto kept =
            static_cast<float>(coarser.indices.size()) / static_cast<float>(surface.indices.size());
        if (coarser.indices.empty() || kept > WorthKeeping) break;
        compact(coarser);
        order_triangles(coarser);
        if (!go_on()) return false;
        geometry.levels.push_back(level_of(coarser, options.overdraw));
        surface = std::move(coarser);
    }
    return true;
}

}  // namespace

std::vector<std::uint32_t> prefix_order(std::vector<Level>& levels, std::uint32_t vertex_count,
                                        std::uint32_t& used) {
    std::vector<std::uint32_t> order(vertex_count, SINTER_MODEL_NONE);
    used = 0;
    for (auto level = levels.rbegin(); level != levels.rend(); ++level) {
        for (const auto index : level->indices)
            if (order[index] == SINTER_MODEL_NONE) order[index] = used++;
        level->vertex_count = used;
    }
    return order;
}

bool make_levels(Geometry& geometry, const LodOptions& options, const std::function<bool()>& go_on) {
    if (geometry.triangles() && !geometry.levels[0].indices.empty() &&
        !make_surfaces(geometry, options, go_on))
        return false;
    std::uint32_t used = 0;
    const auto order = prefix_order(geometry.levels, geometry.vertex_count, used);
    std::vector<std::uint32_t> counts;
    for (const auto& level : geometry.levels) counts.push_back(level.vertex_count);
    remap_vertices(geometry, order, used);
    for (std::size_t i = 0; i < counts.size(); ++i) geometry.levels[i].vertex_count = counts[i];
    return true;
}

}  // namespace sinter::models
