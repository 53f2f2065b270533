// SPDX-License-Identifier: Apache-2.0
// BC4, BC5 (RGTC). Khronos Data Format Specification 1.3, section 19.
#include "block_decode.hpp"

#include <algorithm>

namespace sinter::cli {
namespace {

int rounded_quotient(int value, int divisor) {
    return value >= 0 ? (value + divisor / 2) / divisor : -((-value + divisor / 2) / divisor);
}

/// `Number` is std::uint8_t for 0..255 or std::int8_t for -127..127. Writes every `step`th of `out`.
template <class Number>
void decode_channel(Block8 block, Number* out, unsigned step) {
    constexpr int lowest = Number(-1) > Number{0} ? 0 : -127, highest = lowest == 0 ? 255 : 127;
    // The order of the two says how many lie between; it is that of the bytes, before -128 becomes -127.
    const int stored[] = {static_cast<Number>(block[0]), static_cast<Number>(block[1])};
    const int first = std::max(stored[0], lowest), second = std::max(stored[1], lowest);
    const int parts = stored[0] > stored[1] ? 7 : 5;
    int palette[8] = {first, second};
    for (int i = 1; i < parts; ++i)
        palette[i + 1] = rounded_quotient((parts - i) * first + i * second, parts);
    if (parts == 5) palette[6] = lowest, palette[7] = highest;

    std::uint64_t indices = 0;
    for (unsigned i = 0; i < 6; ++i) indices |= std::uint64_t{block[2 + i]} << (i * 8);
    for (unsigned i = 0; i < 16; ++i) out[i * step] = static_cast<Number>(palette[indices >> (i * 3) & 7]);
}

}  // namespace

void decode_bc4(Block8 block, std::uint8_t (&red)[16]) noexcept {
    decode_channel(block, red, 1);
}
void decode_bc4_signed(Block8 block, std::int8_t (&red)[16]) noexcept {
    decode_channel(block, red, 1);
}

void decode_bc5(Block16 block, std::uint8_t (&rg)[32]) noexcept {
    decode_channel(block.first<8>(), rg, 2);
    decode_channel(block.last<8>(), rg + 1, 2);
}
void decode_bc5_signed(Block16 block, std::int8_t (&rg)[32]) noexcept {
    decode_channel(block.first<8>(), rg, 2);
    decode_channel(block.last<8>(), rg + 1, 2);
}

}  // namespace sinter::cli
