// SPDX-License-Identifier: Apache-2.0
// Geometry: a primitive at full precision as the steps work on it, plain arrays of floats that know no
// tables.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include <sinter/abi/model.h>

#include "vector3.hpp"

namespace sinter::models {

/// One attribute of all vertices of a primitive.
struct Attribute {
    sinter_semantic semantic = SINTER_SEMANTIC_CUSTOM;
    std::uint32_t set = 0;
    std::uint32_t components = 1;              ///< 1 to 4
    std::uint32_t target = SINTER_MODEL_NONE;  ///< morph target within the mesh whose differences these are
    sinter_text_range name{};                  ///< of a custom one
    std::vector<float> values;                 ///< `components` a vertex
};

/// One level of detail: its indices, and how far it is from level 0, in metres.
struct Level {
    std::vector<std::uint32_t> indices;
    std::uint32_t vertex_count = 0;  ///< it uses the first so many vertices
    float error = 0;
};

/// A primitive. Every attribute has `vertex_count` vertices, every index is below it.
struct Geometry {
    std::uint32_t mesh = 0;
    std::uint32_t material = SINTER_MODEL_NONE;
    sinter_topology topology = SINTER_TOPOLOGY_TRIANGLES;
    std::uint32_t vertex_count = 0;
    std::vector<Attribute> attributes;
    std::vector<Level> levels;  ///< [0] is the finest; at least one

    /// The attribute, or nullptr.
    [[nodiscard]] const Attribute* find(sinter_semantic semantic, std::uint32_t set = 0,
                                        std::uint32_t target = SINTER_MODEL_NONE) const {
        for (const auto& attribute : attributes)
            if (attribute.semantic == semantic && attribute.set == set && attribute.target == target)
                return &attribute;
        return nullptr;
    }
    [[nodiscard]] Attribute* find(sinter_semantic semantic, std::uint32_t set = 0,
                                  std::uint32_t target = SINTER_MODEL_NONE) {
        return const_cast<Attribute*>(std::as_const(*this).find(semantic, set, target));
    }
    [[nodiscard]] bool morphed() const {
        for (const auto& attribute : attributes)
            if (attribute.target != SINTER_MODEL_NONE) return true;
        return false;
    }
    [[nodiscard]] bool skinned() const { return find(SINTER_SEMANTIC_JOINTS) != nullptr; }
    [[nodiscard]] bool triangles() const { return topology == SINTER_TOPOLOGY_TRIANGLES; }
};

/// Vertex `index` of an attribute of three or more components.
inline Vector3 vector_at(const Attribute& attribute, std::uint32_t index) {
    const float* at = attribute.values.data() + std::size_t{index} * attribute.components;
    return {at[0], at[1], at[2]};
}
inline void set_vector(Attribute& attribute, std::uint32_t index, Vector3 value) {
    float* at = attribute.values.data() + std::size_t{index} * attribute.components;
    at[0] = value.x;
    at[1] = value.y;
    at[2] = value.z;
}

/// Moves the vertices: vertex i becomes vertex `remap[i]` < `vertex_count`, or is dropped where that is
/// SINTER_MODEL_NONE; of several the last one stays, and they should be equal. Indices of all levels follow.
void remap_vertices(Geometry& geometry, const std::vector<std::uint32_t>& remap, std::uint32_t vertex_count);
/// Vertex i becomes a copy of vertex `sources[i]`. Indices are left to the caller.
void gather_vertices(Geometry& geometry, const std::vector<std::uint32_t>& sources);
/// Every corner gets a vertex of its own. Only for one level.
void unindex(Geometry& geometry);

}  // namespace sinter::models
