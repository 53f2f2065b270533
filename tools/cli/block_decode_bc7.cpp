// SPDX-License-Identifier: Apache-2.0
// BC7 (BPTC unsigned). Khronos Data Format Specification 1.3, section 20.1.
#include "block_decode_bptc.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace sinter::cli {
namespace {

/// What a block of a mode holds, in bits, in the order in which it stands there.
struct Mode {
    std::uint8_t subsets, partition, rotation, index_choice, color, alpha;
    bool bit_per_end, bit_per_subset;  // a lowest bit common to all channels of an end point, of a subset
    std::uint8_t index, second_index;
};
constexpr Mode Modes[8] = {{3, 4, 0, 0, 4, 0, true, false, 3, 0},  {2, 6, 0, 0, 6, 0, false, true, 3, 0},
                           {3, 6, 0, 0, 5, 0, false, false, 2, 0}, {2, 6, 0, 0, 7, 0, true, false, 2, 0},
                           {1, 0, 2, 1, 5, 6, false, false, 2, 3}, {1, 0, 2, 0, 7, 8, false, false, 2, 2},
                           {1, 0, 0, 0, 7, 7, true, false, 4, 0},  {2, 6, 0, 0, 5, 5, true, false, 2, 0}};

using EndPoints = int[6][4];  // two of each subset, R G B A

int widened(unsigned value, unsigned bits) {
    const unsigned top = value << (8 - bits);
    return static_cast<int>(top | top >> bits);
}

void take_end_points(bptc::Bits& bits, const Mode& mode, EndPoints& ends) {
    const unsigned count = mode.subsets * 2u;
    const bool shares_bits = mode.bit_per_end || mode.bit_per_subset;
    unsigned stored[6][4] = {};
    for (unsigned channel = 0; channel < 4; ++channel)
        for (unsigned end = 0; end < count; ++end)
            stored[end][channel] = bits.take(channel < 3 ? mode.color : mode.alpha);
    unsigned lowest = 0;
    for (unsigned end = 0; end < count; ++end) {
        if (mode.bit_per_end || (mode.bit_per_subset && end % 2 == 0)) lowest = bits.take(1);
        for (unsigned channel = 0; channel < 4; ++channel) {
            const unsigned width = channel < 3 ? mode.color : mode.alpha;
            if (width == 0)
                ends[end][channel] = 255;
            else if (shares_bits)
                ends[end][channel] = widened(stored[end][channel] << 1 | lowest, width + 1);
            else
                ends[end][channel] = widened(stored[end][channel], width);
        }
    }
}

}  // namespace

void decode_bc7(Block16 block, std::uint8_t (&rgba)[64]) noexcept {
    std::fill(std::begin(rgba), std::end(rgba), std::uint8_t{0});
    if (block[0] == 0) return;  // reserved
    bptc::Bits bits{block};
    const auto number = static_cast<unsigned>(std::countr_zero(block[0]));
    const Mode& mode = Modes[number];
    (void)bits.take(number + 1);
    const unsigned partition = bits.take(mode.partition);
    const unsigned rotation = bits.take(mode.rotation);
    const bool second_is_color = bits.take(mode.index_choice) != 0;
    EndPoints ends{};
    take_end_points(bits, mode, ends);

    unsigned indices[2][16] = {};
    for (unsigned i = 0; i < 16; ++i)
        indices[0][i] = bits.take(mode.index - (bptc::is_anchor(mode.subsets, partition, i) ? 1u : 0u));
    if (mode.second_index != 0)
        for (unsigned i = 0; i < 16; ++i) indices[1][i] = bits.take(mode.second_index - (i == 0 ? 1u : 0u));
    const unsigned widths[2] = {mode.index, mode.second_index};
    const unsigned of_color = second_is_color ? 1 : 0;
    const unsigned of_alpha = mode.second_index != 0 ? 1 - of_color : 0;

    for (unsigned i = 0; i < 16; ++i) {
        const unsigned subset = bptc::subset_of(mode.subsets, partition, i);
        const int(&low)[4] = ends[subset * 2];
        const int(&high)[4] = ends[subset * 2 + 1];
        std::uint8_t* texel = rgba + i * 4;
        for (unsigned channel = 0; channel < 4; ++channel) {
            const unsigned set = channel < 3 ? of_color : of_alpha;
            texel[channel] = static_cast<std::uint8_t>(
                bptc::between(low[channel], high[channel], indices[set][i], widths[set]));
        }
        if (rotation != 0) std::swap(texel[3], texel[rotation - 1]);
    }
}

}  // namespace sinter::cli
