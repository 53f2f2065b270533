// SPDX-License-Identifier: Apache-2.0
// BC6H (BPTC float). Khronos Data Format Specification 1.3, section 20.2.
#include "block_decode_bptc.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace sinter::cli {
namespace {

/// Where each bit of a block's head goes, in the order of the stream: end point * 64 + channel * 16 + bit.
struct Head {
    std::array<std::uint8_t, 75> target{};
    unsigned count = 0;
};

/// Reads the specification's own notation: "g2[4] r0[9:0] r0[10:11]" is bit 4 of green of end point 2, bits 0
/// to 9 of red of end point 0, and its bits 11 and 10, which are stored in reverse.
consteval Head head_of(std::string_view text) {
    Head head;
    for (std::size_t i = 0; i < text.size();) {
        const int channel = text[i] == 'r' ? 0 : text[i] == 'g' ? 1 : 2, end = text[i + 1] - '0';
        int numbers[2] = {}, named = 0;
        for (i += 3; text[i] != ']'; ++i) {
            if (text[i] == ':')
                ++named;
            else
                numbers[named] = numbers[named] * 10 + (text[i] - '0');
        }
        i += 2;
        const int last = numbers[0], first = named == 0 ? last : numbers[1], step = first <= last ? 1 : -1;
        for (int bit = first; bit != last + step; bit += step)
            head.target[head.count++] = static_cast<std::uint8_t>(end * 64 + channel * 16 + bit);
    }
    return head;
}

struct Mode {
    std::uint8_t number;  // as the first two or five bits spell it
    std::uint8_t subsets;
    bool has_differences;   // end points other than the first are differences from it
    std::uint8_t end_bits;  // of the first end point
    std::uint8_t bits[3];   // of the others: R, G, B
    Head head;
};
consteval Mode mode(int number, int subsets, bool has_differences, int end_bits, int red, int green, int blue,
                    std::string_view head) {
    const auto byte = [](int value) { return static_cast<std::uint8_t>(value); };
    return {
        byte(number), byte(subsets), has_differences, byte(end_bits), {byte(red), byte(green), byte(blue)},
        head_of(head)};
}
constexpr Mode Modes[] = {
    mode(0, 2, true, 10, 5, 5, 5,
         "g2[4] b2[4] b3[4] r0[9:0] g0[9:0] b0[9:0] r1[4:0] g3[4] g2[3:0] g1[4:0] b3[0] g3[3:0] "
         "b1[4:0] b3[1] b2[3:0] r2[4:0] b3[2] r3[4:0] b3[3]"),
    mode(1, 2, true, 7, 6, 6, 6,
         "g2[5] g3[4] g3[5] r0[6:0] b3[0] b3[1] b2[4] g0[6:0] b2[5] b3[2] g2[4] b0[6:0] b3[3] b3[5] "
         "b3[4] r1[5:0] g2[3:0] g1[5:0] g3[3:0] b1[5:0] b2[3:0] r2[5:0] r3[5:0]"),
    mode(2, 2, true, 11, 5, 4, 4,
         "r0[9:0] g0[9:0] b0[9:0] r1[4:0] r0[10] g2[3:0] g1[3:0] g0[10] b3[0] g3[3:0] b1[3:0] b0[10] "
         "b3[1] b2[3:0] r2[4:0] b3[2] r3[4:0] b3[3]"),
    mode(6, 2, true, 11, 4, 5, 4,
         "r0[9:0] g0[9:0] b0[9:0] r1[3:0] r0[10] g3[4] g2[3:0] g1[4:0] g0[10] g3[3:0] b1[3:0] b0[10] "
         "b3[1] b2[3:0] r2[3:0] b3[0] b3[2] r3[3:0] g2[4] b3[3]"),
    mode(10, 2, true, 11, 4, 4, 5,
         "r0[9:0] g0[9:0] b0[9:0] r1[3:0] r0[10] b2[4] g2[3:0] g1[3:0] g0[10] b3[0] g3[3:0] b1[4:0] "
         "b0[10] b2[3:0] r2[3:0] b3[1] b3[2] r3[3:0] b3[4] b3[3]"),
    mode(14, 2, true, 9, 5, 5, 5,
         "r0[8:0] b2[4] g0[8:0] g2[4] b0[8:0] b3[4] r1[4:0] g3[4] g2[3:0] g1[4:0] b3[0] g3[3:0] "
         "b1[4:0] b3[1] b2[3:0] r2[4:0] b3[2] r3[4:0] b3[3]"),
    mode(18, 2, true, 8, 6, 5, 5,
         "r0[7:0] g3[4] b2[4] g0[7:0] b3[2] g2[4] b0[7:0] b3[3] b3[4] r1[5:0] g2[3:0] g1[4:0] b3[0] "
         "g3[3:0] b1[4:0] b3[1] b2[3:0] r2[5:0] r3[5:0]"),
    mode(22, 2, true, 8, 5, 6, 5,
         "r0[7:0] b3[0] b2[4] g0[7:0] g2[5] g2[4] b0[7:0] g3[5] b3[4] r1[4:0] g3[4] g2[3:0] g1[5:0] "
         "g3[3:0] b1[4:0] b3[1] b2[3:0] r2[4:0] b3[2] r3[4:0] b3[3]"),
    mode(26, 2, true, 8, 5, 5, 6,
         "r0[7:0] b3[1] b2[4] g0[7:0] b2[5] g2[4] b0[7:0] b3[5] b3[4] r1[4:0] g3[4] g2[3:0] g1[4:0] "
         "b3[0] g3[3:0] b1[5:0] b2[3:0] r2[4:0] b3[2] r3[4:0] b3[3]"),
    mode(30, 2, false, 6, 6, 6, 6,
         "r0[5:0] g3[4] b3[0] b3[1] b2[4] g0[5:0] g2[5] b2[5] b3[2] g2[4] b0[5:0] g3[5] b3[3] b3[5] "
         "b3[4] r1[5:0] g2[3:0] g1[5:0] g3[3:0] b1[5:0] b2[3:0] r2[5:0] r3[5:0]"),
    mode(3, 1, false, 10, 10, 10, 10, "r0[9:0] g0[9:0] b0[9:0] r1[9:0] g1[9:0] b1[9:0]"),
    mode(7, 1, true, 11, 9, 9, 9, "r0[9:0] g0[9:0] b0[9:0] r1[8:0] r0[10] g1[8:0] g0[10] b1[8:0] b0[10]"),
    mode(11, 1, true, 12, 8, 8, 8,
         "r0[9:0] g0[9:0] b0[9:0] r1[7:0] r0[10:11] g1[7:0] g0[10:11] b1[7:0] b0[10:11]"),
    mode(15, 1, true, 16, 4, 4, 4,
         "r0[9:0] g0[9:0] b0[9:0] r1[3:0] r0[10:15] g1[3:0] g0[10:15] b1[3:0] b0[10:15]"),
};

/// A head names every bit of its end points once, and ends where the partition or the indices begin.
constexpr bool is_whole(const Mode& mode) {
    const unsigned prefix = mode.number < 2 ? 2 : 5;
    bool named[256] = {};
    for (unsigned i = 0; i < mode.head.count; ++i)
        if (std::exchange(named[mode.head.target[i]], true)) return false;
    for (unsigned end = 0; end < mode.subsets * 2u; ++end)
        for (unsigned channel = 0; channel < 3; ++channel)
            for (unsigned bit = 0; bit < (end == 0 ? mode.end_bits : mode.bits[channel]); ++bit)
                if (!named[end * 64 + channel * 16 + bit]) return false;
    return prefix + mode.head.count == (mode.subsets == 2 ? 77 : 65);
}
static_assert(std::all_of(std::begin(Modes), std::end(Modes), is_whole));

const Mode* mode_of(bptc::Bits& bits) {
    unsigned number = bits.take(2);
    if (number > 1) number |= bits.take(3) << 2;
    for (const auto& mode : Modes)
        if (mode.number == number) return &mode;
    return nullptr;
}

/// `value` of `bits` bits as a number in two's complement.
int with_sign(int value, unsigned bits) {
    const int sign = 1 << (bits - 1);
    return ((value & ((sign << 1) - 1)) ^ sign) - sign;
}

/// The end point of `bits` bits on the scale of 16 bits on which is interpolated.
int unquantized(int value, unsigned bits, bool is_signed) {
    if (is_signed) {
        if (bits >= 16 || value == 0) return value;
        const int size = std::abs(value), largest = (1 << (bits - 1)) - 1;
        const int out = size >= largest ? 0x7FFF : ((size << 15) + 0x4000) >> (bits - 1);
        return value < 0 ? -out : out;
    }
    if (bits >= 15 || value == 0) return value;
    return value == (1 << bits) - 1 ? 0xFFFF : ((value << 16) + 0x8000) >> bits;
}

/// The bits of the half float: the scale ends at 65504, the largest of them.
std::uint16_t half_of(int value, bool is_signed) {
    if (!is_signed) return static_cast<std::uint16_t>((value * 31) >> 6);
    const int size = (std::abs(value) * 31) >> 5;
    return static_cast<std::uint16_t>(value < 0 && size != 0 ? 0x8000 | size : size);  // there is no -0
}

void take_end_points(bptc::Bits& bits, const Mode& mode, bool is_signed, int (&ends)[4][3]) {
    for (unsigned i = 0; i < mode.head.count; ++i) {
        const unsigned target = mode.head.target[i];
        ends[target / 64][target / 16 % 4] |= static_cast<int>(bits.take(1) << (target % 16));
    }
    for (unsigned channel = 0; channel < 3; ++channel) {
        int& base = ends[0][channel];
        if (is_signed) base = with_sign(base, mode.end_bits);
        for (unsigned end = 1; end < mode.subsets * 2u; ++end) {
            int& value = ends[end][channel];
            if (is_signed || mode.has_differences) value = with_sign(value, mode.bits[channel]);
            if (!mode.has_differences) continue;
            value = (value + base) & ((1 << mode.end_bits) - 1);
            if (is_signed) value = with_sign(value, mode.end_bits);
        }
    }
    for (auto& end : ends)
        for (int& value : end) value = unquantized(value, mode.end_bits, is_signed);
}

}  // namespace

void decode_bc6h(Block16 block, bool is_signed, std::uint16_t (&rgb)[48]) noexcept {
    std::fill(std::begin(rgb), std::end(rgb), std::uint16_t{0});
    bptc::Bits bits{block};
    const Mode* mode = mode_of(bits);
    if (!mode) return;  // reserved
    int ends[4][3] = {};
    take_end_points(bits, *mode, is_signed, ends);
    const unsigned partition = mode->subsets == 2 ? bits.take(5) : 0;
    const unsigned index_bits = mode->subsets == 2 ? 3 : 4;
    for (unsigned i = 0; i < 16; ++i) {
        const unsigned index =
            bits.take(index_bits - (bptc::is_anchor(mode->subsets, partition, i) ? 1u : 0u));
        const unsigned subset = bptc::subset_of(mode->subsets, partition, i);
        for (unsigned channel = 0; channel < 3; ++channel)
            rgb[i * 3 + channel] = half_of(
                bptc::between(ends[subset * 2][channel], ends[subset * 2 + 1][channel], index, index_bits),
                is_signed);
    }
}

}  // namespace sinter::cli
