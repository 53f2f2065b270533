// SPDX-License-Identifier: Apache-2.0
// The 8-bit formats, which are nearly all textures: their own short loops.
#pragma once

#include "texel.hpp"

namespace sinter::texels {

/// `count` texels of `channels` (1 to 4) bytes → linear light. Of four channels the last is never under the
/// curve.
void decode8(const std::uint8_t* stored, std::size_t count, unsigned channels, bool srgb, Texel* out);

/// Working texels that are the means of 2x2 stored ones of two rows, `count` of them. `weighted`: colour by
/// alpha.
void halve8(const std::uint8_t* upper, const std::uint8_t* lower, std::size_t count, unsigned channels,
            bool srgb, bool weighted, Texel* out);

/// Straight linear light → the nearest codes; what is outside 0 to 1 is moved to it.
void encode8(const Texel* texels, std::size_t count, unsigned channels, bool srgb, std::uint8_t* stored);

}  // namespace sinter::texels
