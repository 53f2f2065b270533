// SPDX-License-Identifier: Apache-2.0
// Tileable noise from an integer hash: only + − × ÷ and sqrt, so that every machine paints the same bytes.
#pragma once

#include "image.hpp"

namespace sinter::samples {

/// A well mixed 32-bit number of its arguments.
std::uint32_t hash(std::uint32_t x, std::uint32_t y, std::uint32_t seed);
/// hash() as a number in 0..1.
float random(std::uint32_t x, std::uint32_t y, std::uint32_t seed);
/// A direction on the unit circle, evenly enough spread for painting.
struct Direction {
    float x, y;
};
Direction random_direction(std::uint32_t index, std::uint32_t seed);

struct NoiseSpec {
    std::uint32_t cells_x = 4;  ///< lattice cells of the first octave, 1..size
    std::uint32_t cells_y = 4;
    std::uint32_t octaves = 5;  ///< each has twice the cells and `gain` of the height of the one before
    float gain = 0.5F;
    std::uint32_t seed = 0;
};
/// Sum of octaves of cubic B-spline value noise, around 0.5, mostly within 0..1; `size` x `size`, wraps.
Field fractal_noise(std::uint32_t size, const NoiseSpec& spec);

/// Distances to a jittered grid of points, in cells, and which point is nearest (Worley 1996).
struct Cells {
    Field nearest;
    Field second;
    std::vector<std::uint32_t> owner;  ///< the nearest point's hash, one per texel
};
Cells cell_noise(std::uint32_t size, std::uint32_t cells, std::uint32_t seed);

/// Bilinear sample of a field that wraps; `u`, `v` in tiles.
float sample(const Field& field, float u, float v);

}  // namespace sinter::samples
