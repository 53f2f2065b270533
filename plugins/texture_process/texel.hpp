// SPDX-License-Identifier: Apache-2.0
// Texel: the four floats that every filter works on, and how they are moved.
//
// Only + - * / and sqrt make bytes here, one rounding each, in a fixed order: the result is the same with
// SSE2, AVX2, FMA or on another processor. Lanes are the channels in the order in which they are stored;
// missing ones are 0.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>

namespace sinter::texels {

using Texel = float __attribute__((vector_size(16)));
using TexelMask = std::int32_t __attribute__((vector_size(16)));

inline Texel splat(float value) noexcept {
    return Texel{value, value, value, value};
}
/// Lane-wise; a NaN in `value` gives `low`.
inline Texel at_least(Texel value, Texel low) noexcept {
    return value > low ? value : low;
}
inline Texel at_most(Texel value, Texel high) noexcept {
    return value < high ? value : high;
}

/// Weight of a texel without alpha: too small to show beside any visible one, enough to keep the mean colour
/// of a wholly transparent area, which the GPU's own filter reaches at its edges. A power of two, so that it
/// scales exactly.
inline constexpr float NoAlphaWeight = 0x1p-60f;

/// Rows of texels outside the job's scratch memory, whose calls a parallel body may not make: a few at a
/// time.
inline std::unique_ptr<Texel[]> make_row(std::size_t texels) {
    return std::make_unique_for_overwrite<Texel[]>(texels);
}

}  // namespace sinter::texels
