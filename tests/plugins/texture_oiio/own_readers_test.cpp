// SPDX-License-Identifier: Apache-2.0
// SGI, PIC and ICO, which the plugin reads itself: texels, and everything a hostile file may do.
#include <boost/test/unit_test.hpp>

#include "images.hpp"
#include "plugins/texture_core/decoder_family.hpp"

namespace sinter::test {
namespace {

BOOST_AUTO_TEST_SUITE(own_readers)

BOOST_AUTO_TEST_CASE(sgi_of_each_number_of_channels) {
    for (const std::uint16_t channels : {1, 3, 4}) {
        const auto texels = sample_texels(channels);
        const auto result = decode("sgi", sgi_file(3, 2, channels, texels));
        BOOST_TEST(texture_of(result).row().channels == channels);
        BOOST_TEST(level_of(result) == texels);
    }
    BOOST_TEST(level_of(decode("sgi", sgi_file(1, 1, 2, {9, 77}))) == (ByteVector{9, 9, 9, 77}));
}

BOOST_AUTO_TEST_CASE(sgi_in_run_lengths_of_8_and_16_bits) {
    // Three rows of one channel: a run of 4; a plain pair and a run of 2; and both with the end mark.
    for (const std::uint8_t size : {1, 2}) {
        auto file = sgi_file(4, 2, 1, ByteVector(8));
        file.resize(512);
        file[2] = 1;
        file[3] = size;
        ByteVector rows[2];
        const auto number = [&](ByteVector& row, std::uint8_t value) {
            if (size == 2) row.push_back(0);
            row.push_back(value);
        };
        for (const int value : {4, 200, 0}) number(rows[0], static_cast<std::uint8_t>(value));
        for (const int value : {0x82, 1, 2, 2, 3, 0}) number(rows[1], static_cast<std::uint8_t>(value));
        const auto big = [&](std::size_t value) {
            for (int shift = 24; shift >= 0; shift -= 8)
                file.push_back(static_cast<std::uint8_t>(value >> shift));
        };
        big(528);
        big(528 + rows[0].size());
        for (const auto& row : rows) big(row.size());
        for (const auto& row : rows) file.insert(file.end(), row.begin(), row.end());
        const auto result = decode("sgi", file);
        const std::vector<int> expected = {1, 2, 3, 3, 200, 200, 200, 200};  // the first row is the lowest
        const auto texture = texture_of(result);
        if (size == 1) {
            const auto values = values_of<std::uint8_t>(texture);
            BOOST_TEST(std::vector<int>(values.begin(), values.end()) == expected);
        } else {
            BOOST_TEST(texture.format() == Format::R16Unorm);
            const auto values = values_of<std::uint16_t>(texture);
            BOOST_TEST(std::vector<int>(values.begin(), values.end()) == expected);
        }
        check_every_prefix("sgi", file, [&](std::size_t at) { return at + size >= file.size(); });
        check_every_byte_damaged("sgi", file);
    }
}

BOOST_AUTO_TEST_CASE(pic_in_runs) {
    const auto texels = sample_texels(4);
    const auto file = pic_file(3, 2, texels);
    const auto result = decode("pic", file);
    BOOST_TEST(texture_of(result).format() == Format::Rgba8Unorm);
    BOOST_TEST(level_of(result) == texels);
    check_every_prefix("pic", file, [](std::size_t) { return false; });
    check_every_byte_damaged("pic", file);
    check_refuses_other_magic("pic", file);
}

BOOST_AUTO_TEST_CASE(sgi_refuses_what_is_no_sgi) {
    const auto file = sgi_file(3, 2, 3, sample_texels(3));
    check_refuses_other_magic("sgi", file);
    check_every_prefix("sgi", file, [](std::size_t) { return false; });
    check_refused_memory("sgi", sgi_file(20, 20, 3, ByteVector(20 * 20 * 3, 7)));
}

BOOST_AUTO_TEST_CASE(the_largest_image_of_an_icon_is_the_main_product) {
    const auto small = sample_texels(4);
    ByteVector large(4 * 4 * 4, 90);
    const auto file = ico_file({{3, 2, icon_dib(3, 2, small)}, {4, 4, icon_dib(4, 4, large)}});
    const auto result = decode("ico", file);
    BOOST_TEST(labels_of(result) == "|3x2");
    BOOST_TEST(values_of<std::uint8_t>(texture_of(result, "")) == large);
    BOOST_TEST(values_of<std::uint8_t>(texture_of(result, "3x2")) == small);
    BOOST_TEST(texture_of(result, "").color_space() == ColorSpace::Srgb);
    BOOST_TEST(labels_of(decode("ico", file, {.settings = {{"products", "main"}}})) == "");
    check_every_byte_damaged("ico", file);
    check_refused_memory("ico", file);
}

BOOST_AUTO_TEST_CASE(an_icon_without_alpha_takes_its_mask) {
    auto dib = icon_dib(2, 1, {1, 2, 3, 0, 4, 5, 6, 0});
    dib[dib.size() - 4] = 0x40;  // the second texel is transparent
    BOOST_TEST(level_of(decode("ico", ico_file({{2, 1, dib}}))) == (ByteVector{1, 2, 3, 255, 4, 5, 6, 0}));
}

BOOST_AUTO_TEST_CASE(an_icon_with_a_palette) {
    ByteVector dib;
    append_u32(dib, 40);
    append_u32(dib, 3);
    append_u32(dib, 2);
    append_u16(dib, 1);
    append_u16(dib, 1);
    for (int i = 0; i < 4; ++i) append_u32(dib, 0);
    append_u32(dib, 2);
    append_u32(dib, 0);
    append_u32(dib, 0x00302010);  // blue 0x10, green 0x20, red 0x30
    append_u32(dib, 0x00605040);
    append_u32(dib, 0x000000A0);  // texels 1 0 1
    append_u32(dib, 0x00000020);  // the third is transparent
    BOOST_TEST(level_of(decode("ico", ico_file({{3, 1, dib}}))) ==
               (ByteVector{0x60, 0x50, 0x40, 255, 0x30, 0x20, 0x10, 255, 0x60, 0x50, 0x40, 0}));
}

BOOST_AUTO_TEST_CASE(a_damaged_image_of_an_icon_costs_only_itself) {
    auto broken = icon_dib(2, 1, {1, 2, 3, 4, 5, 6, 7, 8});
    broken.resize(44);
    const auto file = ico_file({{4, 4, icon_dib(4, 4, ByteVector(64, 90))}, {2, 1, broken}});
    const auto result = decode("ico", file);
    BOOST_TEST(labels_of(result) == "");
    BOOST_TEST(warns_of(result, "2x1 is left out"));
    BOOST_TEST(decode("ico", ico_file({{2, 1, broken}})).status.code() == Code::Corrupt);
    BOOST_TEST(decode("ico", ico_file({})).status.code() == Code::Corrupt);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace sinter::test
