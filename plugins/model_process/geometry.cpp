// SPDX-License-Identifier: Apache-2.0
#include "geometry.hpp"

#include <cstring>
#include <numeric>

namespace sinter::models {
namespace {

template <std::uint32_t Components>
void gather(const float* from, float* to, const std::vector<std::uint32_t>& sources) {
    for (std::size_t i = 0; i < sources.size(); ++i)
        std::memcpy(to + i * Components, from + std::size_t{sources[i]} * Components,
                    Components * sizeof(float));
}

}  // namespace

void gather_vertices(Geometry& geometry, const std::vector<std::uint32_t>& sources) {
    for (auto& attribute : geometry.attributes) {
        std::vector<float> moved(sources.size() * attribute.components);
        switch (attribute.components) {
            case 1:
                gather<1>(attribute.values.data(), moved.data(), sources);
                break;
            case 2:
                gather<2>(attribute.values.data(), moved.data(), sources);
                break;
            case 3:
                gather<3>(attribute.values.data(), moved.data(), sources);
                break;
            default:
                gather<4>(attribute.values.data(), moved.data(), sources);
                break;
        }
        attribute.values = std::move(moved);
    }
    geometry.vertex_count = static_cast<std::uint32_t>(sources.size());
}

void remap_vertices(Geometry& geometry, const std::vector<std::uint32_t>& remap, std::uint32_t vertex_count) {
    std::vector<std::uint32_t> sources(vertex_count);
    for (std::uint32_t i = 0; i < remap.size(); ++i)
        if (remap[i] != SINTER_MODEL_NONE) sources[remap[i]] = i;
    gather_vertices(geometry, sources);
    for (auto& level : geometry.levels) {
        for (auto& index : level.indices) index = remap[index];
        level.vertex_count = vertex_count;
    }
}

void unindex(Geometry& geometry) {
    auto& level = geometry.levels[0];
    const auto corners = std::move(level.indices);
    gather_vertices(geometry, corners);
    level.indices.resize(corners.size());
    std::iota(level.indices.begin(), level.indices.end(), 0u);
    level.vertex_count = geometry.vertex_count;
}

}  // namespace sinter::models
