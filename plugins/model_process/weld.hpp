// SPDX-License-Identifier: Apache-2.0
// Welding: finding vertices that are equal, bit by bit, in all or some of their attributes.
#pragma once

#include <span>

#include "geometry.hpp"

namespace sinter::models {

/// Numbers for the vertices: `of_vertex[i]` is the same for equal vertices; they count up from 0 by first
/// appearance, so the result depends on nothing but the values. -0 equals 0.
struct Welding {
    std::vector<std::uint32_t> of_vertex;
    std::uint32_t count = 0;  ///< different ones
};

/// Compares the attributes of `attributes`, which have `vertex_count` vertices each. At most 2^30 vertices.
[[nodiscard]] Welding weld(std::span<const Attribute* const> attributes, std::uint32_t vertex_count);
/// Compares all attributes.
[[nodiscard]] Welding weld(const Geometry& geometry);

/// Drops what no index of the finest level uses, and makes one of equal vertices. Only for one level.
void weld_vertices(Geometry& geometry);
/// Drops what no index of the finest level uses. Only for one level.
void drop_unused(Geometry& geometry);

}  // namespace sinter::models
