// SPDX-License-Identifier: Apache-2.0
#include "spatial_order.hpp"

#include <meshoptimizer.h>

namespace sinter::models {
namespace {

constexpr unsigned CacheSize = 16;
constexpr float MostMisses = 3;  // rows of a grid have 2, no order about 6

}  // namespace

void order_in_space(Geometry& geometry) {
    auto& indices = geometry.levels[0].indices;
    const auto* positions = geometry.find(SINTER_SEMANTIC_POSITION);
    if (indices.empty() || positions->components != 3) return;
    const auto cache =
        meshopt_analyzeVertexCache(indices.data(), indices.size(), geometry.vertex_count, CacheSize, 0, 0);
    if (cache.atvr <= MostMisses) return;
    std::vector<std::uint32_t> sorted(indices.size());
    meshopt_spatialSortTriangles(sorted.data(), indices.data(), indices.size(), positions->values.data(),
                                 geometry.vertex_count, 3 * sizeof(float));
    indices = std::move(sorted);
    std::vector<std::uint32_t> order(geometry.vertex_count, SINTER_MODEL_NONE);
    std::uint32_t used = 0;
    for (const auto index : indices)
        if (order[index] == SINTER_MODEL_NONE) order[index] = used++;
    remap_vertices(geometry, order, used);
}

}  // namespace sinter::models
