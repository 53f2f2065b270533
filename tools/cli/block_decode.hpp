// SPDX-License-Identifier: Apache-2.0
// Decoders of single blocks of BC1 to BC7.
#pragma once

#include <cstdint>
#include <span>

namespace sinter::cli {

// A block is 4x4 texels, given row by row from the top left. Every block decodes to something: these formats
// have no errors, only reserved modes, which give zeros. Where a format is defined in real numbers (BC1 to
// BC5), end points and what lies between them are each rounded to the nearest 8-bit number. Sources: Khronos
// Data Format Specification 1.3, sections 18 to 20; Microsoft, "Texture Block Compression in Direct3D 11",
// "BC6H Format", "BC7 Format".
using Block8 = std::span<const std::uint8_t, 8>;
using Block16 = std::span<const std::uint8_t, 16>;

/// R G B A of each texel. BC1 texels without colour are black with alpha 0.
void decode_bc1(Block8 block, std::uint8_t (&rgba)[64]) noexcept;
void decode_bc2(Block16 block, std::uint8_t (&rgba)[64]) noexcept;
void decode_bc3(Block16 block, std::uint8_t (&rgba)[64]) noexcept;

/// One number a texel. Signed ones lie in -127..127, which stands for -1..1.
void decode_bc4(Block8 block, std::uint8_t (&red)[16]) noexcept;
void decode_bc4_signed(Block8 block, std::int8_t (&red)[16]) noexcept;
/// R G of each texel.
void decode_bc5(Block16 block, std::uint8_t (&rg)[32]) noexcept;
void decode_bc5_signed(Block16 block, std::int8_t (&rg)[32]) noexcept;

/// R G B of each texel as IEEE 754 half floats: never NaN, and never negative in the unsigned format.
void decode_bc6h(Block16 block, bool is_signed, std::uint16_t (&rgb)[48]) noexcept;

/// R G B A of each texel.
void decode_bc7(Block16 block, std::uint8_t (&rgba)[64]) noexcept;

}  // namespace sinter::cli
