// SPDX-License-Identifier: Apache-2.0
// Borders that primitives of one mesh share: simplified one by one, gaps would open along them.
#pragma once

#include "geometry.hpp"

namespace sinter::models {

/// For each primitive: whether one of its vertices lies exactly where one of another triangle primitive of
/// its mesh does.
[[nodiscard]] std::vector<bool> shares_border(const std::vector<Geometry>& primitives);

}  // namespace sinter::models
