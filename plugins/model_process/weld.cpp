// SPDX-License-Identifier: Apache-2.0
#include "weld.hpp"

#include <bit>

namespace sinter::models {
namespace {

/// The bits of a number, with one zero.
std::uint32_t bits_of(float value) {
    return value == 0 ? 0u : std::bit_cast<std::uint32_t>(value);
}

bool equal(std::span<const Attribute* const> attributes, std::uint32_t a, std::uint32_t b) {
    for (const auto* attribute : attributes) {
        const std::size_t n = attribute->components;
        const float* x = attribute->values.data() + n * a;
        const float* y = attribute->values.data() + n * b;
        for (std::size_t i = 0; i < n; ++i)
            if (bits_of(x[i]) != bits_of(y[i])) return false;
    }
    return true;
}

}  // namespace

Welding weld(std::span<const Attribute* const> attributes, std::uint32_t vertex_count) {
    // Mixing after splitmix64 (Steele, Lea, Flood 2014).
    std::vector<std::uint64_t> hashes(vertex_count, 0x9e3779b97f4a7c15u);
    for (const auto* attribute : attributes) {
        const std::size_t n = attribute->components;
        for (std::uint32_t v = 0; v < vertex_count; ++v) {
            auto hash = hashes[v];
            for (std::size_t i = 0; i < n; ++i)
                hash = (std::rotl(hash, 23) ^ bits_of(attribute->values[v * n + i])) * 0xbf58476d1ce4e5b9u;
            hashes[v] = hash ^ (hash >> 29);
        }
    }
    Welding out;
    out.of_vertex.resize(vertex_count);
    // Open addressing over vertices that were the first of their kind, at most half full.
    const std::size_t size = std::bit_ceil(std::size_t{vertex_count} * 2 + 2);
    struct Slot {
        std::uint32_t vertex = SINTER_MODEL_NONE, tag = 0;
    };
    std::vector<Slot> slots(size);
    for (std::uint32_t v = 0; v < vertex_count; ++v) {
        auto hash = hashes[v];
        hash = (hash ^ (hash >> 31)) * 0x94d049bb133111ebu;
        const auto tag = static_cast<std::uint32_t>(hash);
        for (std::size_t at = (hash >> 32) & (size - 1);; at = (at + 1) & (size - 1)) {
            auto& slot = slots[at];
            if (slot.vertex == SINTER_MODEL_NONE) {
                slot = {v, tag};
                out.of_vertex[v] = out.count++;
                break;
            }
            if (slot.tag == tag && equal(attributes, slot.vertex, v)) {
                out.of_vertex[v] = out.of_vertex[slot.vertex];
                break;
            }
        }
    }
    return out;
}

Welding weld(const Geometry& geometry) {
    std::vector<const Attribute*> all;
    for (const auto& attribute : geometry.attributes) all.push_back(&attribute);
    return weld(all, geometry.vertex_count);
}

void weld_vertices(Geometry& geometry) {
    const auto welding = weld(geometry);
    // Even where nothing was equal something may be unused.
    if (welding.count != geometry.vertex_count) remap_vertices(geometry, welding.of_vertex, welding.count);
    drop_unused(geometry);
}

void drop_unused(Geometry& geometry) {
    std::vector<std::uint32_t> remap(geometry.vertex_count, SINTER_MODEL_NONE);
    for (const auto index : geometry.levels[0].indices) remap[index] = 0;
    std::uint32_t next = 0;
    for (auto& to : remap)
        if (to != SINTER_MODEL_NONE) to = next++;
    if (next != geometry.vertex_count) remap_vertices(geometry, remap, next);
}

}  // namespace sinter::models
