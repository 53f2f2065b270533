// SPDX-License-Identifier: Apache-2.0
// BC1, BC2, BC3 (S3TC). Khronos Data Format Specification 1.3, section 18.
#include "block_decode.hpp"

#include <algorithm>
#include <array>

namespace sinter::cli {
namespace {

using Color = std::array<std::uint8_t, 4>;

std::uint8_t widened(unsigned value, unsigned largest) {
    return static_cast<std::uint8_t>((value * 255 * 2 + largest) / (largest * 2));
}

Color color_of(unsigned packed) {
    return {widened(packed >> 11, 31), widened(packed >> 5 & 63, 63), widened(packed & 31, 31), 255};
}

/// (a * first + b * second) / (a + b) of each channel.
Color between(const Color& first, const Color& second, unsigned a, unsigned b) {
    Color out{0, 0, 0, 255};
    for (int i = 0; i < 3; ++i)
        out[i] = static_cast<std::uint8_t>((a * first[i] + b * second[i] + (a + b) / 2) / (a + b));
    return out;
}

/// BC2 and BC3 always have four colours; BC1 says by the order of its two whether it has three and a hole.
void decode_colors(Block8 block, bool always_four, std::uint8_t (&rgba)[64]) {
    const unsigned first = block[0] | unsigned{block[1]} << 8, second = block[2] | unsigned{block[3]} << 8;
    std::array<Color, 4> palette = {color_of(first), color_of(second)};
    if (always_four || first > second) {
        palette[2] = between(palette[0], palette[1], 2, 1);
        palette[3] = between(palette[0], palette[1], 1, 2);
    } else {
        palette[2] = between(palette[0], palette[1], 1, 1);
    }
    for (unsigned i = 0; i < 16; ++i)
        std::copy_n(palette[block[4 + i / 4] >> (i % 4 * 2) & 3].begin(), 4, rgba + i * 4);
}

}  // namespace

void decode_bc1(Block8 block, std::uint8_t (&rgba)[64]) noexcept {
    decode_colors(block, false, rgba);
}

void decode_bc2(Block16 block, std::uint8_t (&rgba)[64]) noexcept {
    decode_colors(block.last<8>(), true, rgba);
    for (unsigned i = 0; i < 16; ++i)
        rgba[i * 4 + 3] = static_cast<std::uint8_t>((block[i / 2] >> (i % 2 * 4) & 15) * 17);
}

void decode_bc3(Block16 block, std::uint8_t (&rgba)[64]) noexcept {
    decode_colors(block.last<8>(), true, rgba);
    std::uint8_t alpha[16];
    decode_bc4(block.first<8>(), alpha);
    for (unsigned i = 0; i < 16; ++i) rgba[i * 4 + 3] = alpha[i];
}

}  // namespace sinter::cli
