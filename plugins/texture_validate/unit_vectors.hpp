// SPDX-License-Identifier: Apache-2.0
// Whether texels look like the unit vectors of a normal map.
#pragma once

#include <optional>

#include <sinter/texture.hpp>

namespace sinter {

/// Means over texels of level 0, read as 2 x - 1.
struct VectorFigures {
    double length;  ///< 1 for unit vectors
    double z;       ///< 1 for a flat map; of tangent space maps never below 0
};

/// Of at most 4096 texels, spread evenly. Nothing for formats other than unorm of 8 and 16 bits with 3 and 4
/// channels. `texture` is valid.
[[nodiscard]] std::optional<VectorFigures> vector_figures(const Texture& texture);

}  // namespace sinter
