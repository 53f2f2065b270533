// SPDX-License-Identifier: Apache-2.0
#include "model_figures.hpp"

#include <algorithm>
#include <array>

#include "read_model.hpp"

namespace sinter::models {
namespace {

constexpr std::uint32_t CacheSize = 16;

/// Vertices that a first-in first-out cache does not have when they are asked for.
double transformed_of(const std::vector<std::uint32_t>& indices, std::uint32_t vertex_count) {
    // When each vertex last entered, counted in misses.
    std::vector<std::uint64_t> entered(vertex_count, 0);
    std::uint64_t misses = 0;
    for (const auto index : indices) {
        auto& when = entered[index];
        if (when != 0 && misses - when < CacheSize) continue;
        when = ++misses;
    }
    return static_cast<double>(misses);
}

void look_at_values(const Geometry& geometry, ModelFigures& out) {
    bool has_texcoords = false, first = true;
    for (const auto& attribute : geometry.attributes) {
        for (const float value : attribute.values)
            if (!std::isfinite(value)) ++out.not_finite;
        if (attribute.semantic != SINTER_SEMANTIC_TEXCOORD || attribute.target != SINTER_MODEL_NONE) continue;
        has_texcoords = true;
        for (const float value : attribute.values) {
            if (!std::isfinite(value)) continue;
            out.least_texcoord = first ? value : std::min(out.least_texcoord, value);
            out.greatest_texcoord = first ? value : std::max(out.greatest_texcoord, value);
            first = false;
        }
    }
    out.without_texcoords = geometry.triangles() && !has_texcoords;
}

std::uint32_t influences_of(const Geometry& geometry) {
    std::vector<std::uint32_t> of_vertex(geometry.vertex_count, 0);
    for (const auto& attribute : geometry.attributes) {
        if (attribute.semantic != SINTER_SEMANTIC_WEIGHTS || attribute.target != SINTER_MODEL_NONE) continue;
        for (std::size_t i = 0; i < attribute.values.size(); ++i)
            if (attribute.values[i] > 0) ++of_vertex[i / attribute.components];
    }
    return of_vertex.empty() ? 0 : *std::max_element(of_vertex.begin(), of_vertex.end());
}

double degenerate_of(const Geometry& geometry) {
    const auto& positions = *geometry.find(SINTER_SEMANTIC_POSITION);
    const auto& indices = geometry.levels[0].indices;
    double out = 0;
    for (std::size_t c = 0; c + 2 < indices.size(); c += 3) {
        const auto a = vector_at(positions, indices[c]);
        if (cross(vector_at(positions, indices[c + 1]) - a, vector_at(positions, indices[c + 2]) - a) ==
            Vector3{})
            ++out;
    }
    return out;
}

/// Bytes of vertices and indices of each level, by the chunks' rule: those of its own ranges.
void weigh(const Model& model, const sinter_model_primitive_row& primitive, ModelFigures& out) {
    std::uint32_t coarser = 0;
    for (auto l = primitive.lod_count; l-- > 0;) {
        const auto lod = model.lods[primitive.first_lod + l];
        const double added = lod.vertex_count - coarser;
        double vertex_bytes = 0;
        for (std::uint32_t s = 0; s < primitive.stream_count; ++s)
            vertex_bytes += added * model.streams[primitive.first_stream + s].stride;
        coarser = lod.vertex_count;
        const double index_bytes = static_cast<double>(lod.index_bytes) * lod.index_count;
        const double drawn = lod.index_count != 0 ? lod.index_count : lod.vertex_count;
        out.levels[l] = {primitive.topology == SINTER_TOPOLOGY_TRIANGLES ? drawn / 3 : 0,
                         vertex_bytes + index_bytes};
        out.vertex_bytes += vertex_bytes;
        out.index_bytes += index_bytes;
    }
}

}  // namespace

ModelFigures figures_of(const Model& model, std::uint32_t row) {
    const auto primitive = model.primitives[row];
    ModelFigures out;
    out.draw_calls = 1;
    out.vertices = primitive.vertex_count;
    out.most_vertices = primitive.vertex_count;
    out.levels.resize(primitive.lod_count);
    weigh(model, primitive, out);
    out.triangles = out.levels[0].triangles;
    const auto geometry = read_geometry(model, row);
    if (!geometry) {
        out.bad_indices = 1;
        return out;
    }
    look_at_values(*geometry, out);
    out.most_influences = influences_of(*geometry);
    if (geometry->triangles()) {
        out.degenerate = degenerate_of(*geometry);
        out.transformed = transformed_of(geometry->levels[0].indices, geometry->vertex_count);
    }
    return out;
}

void add(ModelFigures& sum, const ModelFigures& other) {
    const bool first = sum.draw_calls == 0;
    sum.triangles += other.triangles;
    sum.vertices += other.vertices;
    sum.draw_calls += other.draw_calls;
    sum.vertex_bytes += other.vertex_bytes;
    sum.index_bytes += other.index_bytes;
    if (sum.levels.size() < other.levels.size()) sum.levels.resize(other.levels.size());
    for (std::size_t l = 0; l < other.levels.size(); ++l) {
        sum.levels[l].triangles += other.levels[l].triangles;
        sum.levels[l].bytes += other.levels[l].bytes;
    }
    sum.transformed += other.transformed;
    sum.degenerate += other.degenerate;
    sum.not_finite += other.not_finite;
    sum.bad_indices += other.bad_indices;
    sum.most_vertices = std::max(sum.most_vertices, other.most_vertices);
    sum.most_influences = std::max(sum.most_influences, other.most_influences);
    sum.least_texcoord = first ? other.least_texcoord : std::min(sum.least_texcoord, other.least_texcoord);
    sum.greatest_texcoord =
        first ? other.greatest_texcoord : std::max(sum.greatest_texcoord, other.greatest_texcoord);
    sum.without_texcoords |= other.without_texcoords;
}

}  // namespace sinter::models
