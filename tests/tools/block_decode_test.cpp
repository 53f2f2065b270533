// SPDX-License-Identifier: Apache-2.0
// Blocks decode as OpenImageIO decodes them, and as the specifications say by hand.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <random>

#include "../../tools/cli/block_decode.hpp"
#include "reference_dds.hpp"

namespace sinter::cli {
namespace {

constexpr unsigned Columns = 64, Count = Columns * 128;

std::vector<std::uint8_t> random_blocks(unsigned block_bytes, unsigned seed) {
    std::mt19937 random{seed};
    std::vector<std::uint8_t> out(std::size_t{Count} * block_bytes);
    for (auto& byte : out) byte = static_cast<std::uint8_t>(random() >> 13);
    return out;
}

struct Difference {
    int least = 0, most = 0;  ///< reference minus ours
};

/// `decode(block, out)` fills 16 texels of `Channels` numbers.
template <unsigned Channels, class Number, std::size_t Bytes, class Decode>
Difference compare(const std::vector<std::uint8_t>& blocks, unsigned dxgi_format, Decode decode) {
    const auto reference = test::read_reference(blocks, Bytes, Columns, dxgi_format);
    BOOST_TEST_REQUIRE(reference.channels == Channels);
    BOOST_TEST_REQUIRE(reference.is_half == (sizeof(Number) == 2));
    BOOST_TEST_REQUIRE(reference.width == Columns * 4);
    Difference out;
    for (unsigned block = 0; block < Count; ++block) {
        Number ours[16 * Channels];
        decode(std::span<const std::uint8_t, Bytes>{&blocks[block * Bytes], Bytes}, ours);
        for (unsigned i = 0; i < 16; ++i) {
            const std::size_t x = block % Columns * 4 + i % 4, y = block / Columns * 4 + i / 4;
            for (unsigned channel = 0; channel < Channels; ++channel) {
                Number theirs;
                std::memcpy(
                    &theirs,
                    &reference.bytes[((y * reference.width + x) * Channels + channel) * sizeof(Number)],
                    sizeof theirs);
                const int difference = int{theirs} - int{ours[i * Channels + channel]};
                out.least = std::min(out.least, difference);
                out.most = std::max(out.most, difference);
            }
        }
    }
    return out;
}

/// 16 indices of three bits: 0 to 7, twice.
constexpr std::array<std::uint8_t, 6> EveryIndex = {0x88, 0xC6, 0xFA, 0x88, 0xC6, 0xFA};

std::array<std::uint8_t, 8> block_of(int first, int second) {
    std::array<std::uint8_t, 8> out{static_cast<std::uint8_t>(first), static_cast<std::uint8_t>(second)};
    std::copy(EveryIndex.begin(), EveryIndex.end(), out.begin() + 2);
    return out;
}

void check_bc4(int first, int second, std::array<int, 8> expected) {
    std::uint8_t red[16];
    decode_bc4(block_of(first, second), red);
    BOOST_TEST(std::vector<int>(red, red + 8) == std::vector<int>(expected.begin(), expected.end()),
               boost::test_tools::per_element());
}

void check_bc4_signed(int first, int second, std::array<int, 8> expected) {
    std::int8_t red[16];
    decode_bc4_signed(block_of(first, second), red);
    BOOST_TEST(std::vector<int>(red, red + 8) == std::vector<int>(expected.begin(), expected.end()),
               boost::test_tools::per_element());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cli_block_decode)

BOOST_AUTO_TEST_CASE(bc1_equals_the_reference) {
    const auto found = compare<4, std::uint8_t, 8>(random_blocks(8, 1), 71, decode_bc1);
    BOOST_TEST(found.least == 0);
    BOOST_TEST(found.most == 0);
}

BOOST_AUTO_TEST_CASE(bc2_equals_the_reference) {
    const auto found = compare<4, std::uint8_t, 16>(random_blocks(16, 2), 74, decode_bc2);
    BOOST_TEST(found.least == 0);
    BOOST_TEST(found.most == 0);
}

// OpenImageIO 2.4 adds 1 before it divides by 7 or 5, so that it is 1 below the nearest number at times.
BOOST_AUTO_TEST_CASE(bc3_is_the_reference_rounded_to_nearest) {
    const auto blocks = random_blocks(16, 3);
    const auto found = compare<4, std::uint8_t, 16>(blocks, 77, decode_bc3);
    BOOST_TEST(found.least >= -1);
    BOOST_TEST(found.most == 0);
    const auto colors = compare<4, std::uint8_t, 16>(blocks, 77, [](Block16 block, std::uint8_t(&rgba)[64]) {
        decode_bc3(block, rgba);
        // The same with their alpha.
        const int first = block[0], second = block[1], parts = first > second ? 7 : 5;
        std::uint64_t indices = 0;
        for (unsigned i = 0; i < 6; ++i) indices |= std::uint64_t{block[2 + i]} << (i * 8);
        for (unsigned i = 0; i < 16; ++i) {
            const int index = static_cast<int>(indices >> (i * 3) & 7);
            if (index < 2 || index > parts) continue;
            rgba[i * 4 + 3] =
                static_cast<std::uint8_t>(((parts + 1 - index) * first + (index - 1) * second + 1) / parts);
        }
    });
    BOOST_TEST(colors.least == 0);
    BOOST_TEST(colors.most == 0);
}

BOOST_AUTO_TEST_CASE(bc4_is_the_reference_rounded_to_nearest) {
    const auto found = compare<1, std::uint8_t, 8>(random_blocks(8, 4), 80, decode_bc4);
    BOOST_TEST(found.least >= -1);
    BOOST_TEST(found.most == 0);
}

BOOST_AUTO_TEST_CASE(bc5_is_the_reference_rounded_to_nearest) {
    const auto found = compare<2, std::uint8_t, 16>(random_blocks(16, 5), 83, decode_bc5);
    BOOST_TEST(found.least >= -1);
    BOOST_TEST(found.most == 0);
}

// 255 * 6/7 = 218.57, 255 * 5/7 = 182.14, and so on; 255/5 = 51.
BOOST_AUTO_TEST_CASE(bc4_has_eight_steps_or_six_and_the_ends) {
    check_bc4(255, 0, {255, 0, 219, 182, 146, 109, 73, 36});
    check_bc4(0, 255, {0, 255, 51, 102, 153, 204, 0, 255});
    check_bc4(9, 9, {9, 9, 9, 9, 9, 9, 0, 255});
}

// 127 * 5/7 = 90.71, * 3/7 = 54.43, * 1/7 = 18.14; 127 * 3/5 = 76.2, * 1/5 = 25.4.
BOOST_AUTO_TEST_CASE(bc4_signed_is_symmetric_and_has_no_minus_128) {
    check_bc4_signed(127, -127, {127, -127, 91, 54, 18, -18, -54, -91});
    check_bc4_signed(-127, 127, {-127, 127, -76, -25, 25, 76, -127, 127});
    check_bc4_signed(127, -128, {127, -127, 91, 54, 18, -18, -54, -91});
    check_bc4_signed(-128, 127, {-127, 127, -76, -25, 25, 76, -127, 127});
}

BOOST_AUTO_TEST_CASE(bc5_signed_is_two_of_bc4_signed) {
    const auto red = block_of(127, -127), green = block_of(-127, 127);
    std::array<std::uint8_t, 16> block;
    std::copy(red.begin(), red.end(), block.begin());
    std::copy(green.begin(), green.end(), block.begin() + 8);
    std::int8_t rg[32], single[16];
    decode_bc5_signed(block, rg);
    for (unsigned channel = 0; channel < 2; ++channel) {
        decode_bc4_signed(channel == 0 ? red : green, single);
        for (unsigned i = 0; i < 16; ++i) BOOST_TEST(rg[i * 2 + channel] == single[i]);
    }
}

BOOST_DATA_TEST_CASE(bc7_equals_the_reference_in_every_mode, boost::unit_test::data::xrange(8u), mode) {
    auto blocks = random_blocks(16, 70 + mode);
    for (unsigned i = 0; i < Count; ++i) {
        auto& first = blocks[i * 16];
        first = static_cast<std::uint8_t>((first & ~((2u << mode) - 1)) | 1u << mode);
    }
    const auto found = compare<4, std::uint8_t, 16>(blocks, 98, decode_bc7);
    BOOST_TEST(found.least == 0);
    BOOST_TEST(found.most == 0);
}

BOOST_AUTO_TEST_CASE(bc7_reserved_mode_is_zero) {
    std::array<std::uint8_t, 16> block;
    block.fill(0xA5);
    block[0] = 0;
    std::uint8_t rgba[64];
    std::fill(std::begin(rgba), std::end(rgba), std::uint8_t{7});
    decode_bc7(block, rgba);
    BOOST_TEST(std::all_of(std::begin(rgba), std::end(rgba), [](auto byte) { return byte == 0; }));
}

constexpr unsigned Bc6hModes[] = {0, 1, 2, 3, 6, 7, 10, 11, 14, 15, 18, 22, 26, 30};

/// Sets the mode's bits, and leaves the others.
std::vector<std::uint8_t> bc6h_blocks(unsigned mode) {
    auto blocks = random_blocks(16, 600 + mode);
    const unsigned mask = mode < 2 ? 3 : 31;
    for (unsigned i = 0; i < Count; ++i)
        blocks[i * 16] = static_cast<std::uint8_t>((blocks[i * 16] & ~mask) | mode);
    return blocks;
}

BOOST_DATA_TEST_CASE(bc6h_equals_the_reference_in_every_mode, boost::unit_test::data::make(Bc6hModes), mode) {
    for (const bool is_signed : {false, true}) {
        const auto found = compare<3, std::uint16_t, 16>(
            bc6h_blocks(mode), is_signed ? 96 : 95,
            [&](Block16 block, std::uint16_t(&rgb)[48]) { decode_bc6h(block, is_signed, rgb); });
        BOOST_TEST(found.least == 0);
        BOOST_TEST(found.most == 0);
    }
}

BOOST_DATA_TEST_CASE(bc6h_reserved_modes_are_zero, (boost::unit_test::data::make({19u, 23u, 27u, 31u})),
                     mode) {
    const auto blocks = bc6h_blocks(mode);
    std::uint16_t rgb[48];
    std::fill(std::begin(rgb), std::end(rgb), std::uint16_t{7});
    decode_bc6h(Block16{blocks.data(), 16}, false, rgb);
    BOOST_TEST(std::all_of(std::begin(rgb), std::end(rgb), [](auto half) { return half == 0; }));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter::cli
