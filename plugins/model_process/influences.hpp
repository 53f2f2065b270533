// SPDX-License-Identifier: Apache-2.0
// Influences: which joints move a vertex, and how much.
#pragma once

#include "geometry.hpp"

namespace sinter::models {

/// Keeps the strongest `most` (a multiple of 4) influences of each vertex and makes their weights whole
/// 255ths that sum to 1. Sets of four that no vertex needs are dropped; joints without weight become 0. What
/// is stored comes in order of weight. Nothing for geometry without joints and weights of four components
/// each.
void settle_influences(Geometry& geometry, std::uint32_t most);

}  // namespace sinter::models
