// SPDX-License-Identifier: Apache-2.0
// Figures of a model: what its validator says in numbers, and what its rules look at.
#pragma once

#include <sinter/model.hpp>

namespace sinter::models {

struct LevelFigures {
    double triangles = 0;
    double bytes = 0;  ///< of its own vertices and indices: what the level adds to the coarser ones
};

struct ModelFigures {
    double triangles = 0, vertices = 0, draw_calls = 0;  ///< of the finest level
    double vertex_bytes = 0, index_bytes = 0;
    std::vector<LevelFigures> levels;   ///< [0] is the finest
    double transformed = 0;             ///< vertices that a FIFO cache of 16 transforms, over all triangles
    double degenerate = 0;              ///< triangles with two equal corners, or without area
    double not_finite = 0;              ///< values that are no numbers
    double bad_indices = 0;             ///< primitives whose indices are missing or out of range
    std::uint32_t most_vertices = 0;    ///< of a primitive
    std::uint32_t most_influences = 0;  ///< of a vertex: weights above 0
    float least_texcoord = 0, greatest_texcoord = 0;
    bool without_texcoords = false;  ///< a triangle primitive has none

    /// Vertices transformed for each triangle: about 0.6 is very good, 3 the worst.
    [[nodiscard]] double acmr() const { return triangles > 0 ? transformed / triangles : 0; }
    /// Vertices transformed for each vertex: 1 is the best.
    [[nodiscard]] double atvr() const { return vertices > 0 ? transformed / vertices : 0; }
};

/// Of row `primitive` of a valid model.
[[nodiscard]] ModelFigures figures_of(const Model& model, std::uint32_t primitive);
/// Both together.
void add(ModelFigures& sum, const ModelFigures& other);

}  // namespace sinter::models
