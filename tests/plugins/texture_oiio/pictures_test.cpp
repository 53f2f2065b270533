// SPDX-License-Identifier: Apache-2.0
// TGA, BMP, TIFF, PNM, PFM and HDR written by hand: texels, formats, orientation, alpha.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <cstring>

#include "images.hpp"
#include "plugins/texture_core/decoder_family.hpp"

namespace sinter::test {
namespace {

ByteVector text_file(std::string_view head, const ByteVector& body) {
    ByteVector out{head.begin(), head.end()};
    out.insert(out.end(), body.begin(), body.end());
    return out;
}

void append_float(ByteVector& out, float value) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, &value, sizeof(bits));
    append_u32(out, bits);
}

BOOST_AUTO_TEST_SUITE(pictures)

BOOST_DATA_TEST_CASE(tga_texels_come_from_the_top_in_rgb_order, boost::unit_test::data::make({true, false}),
                     from_top) {
    for (const std::uint8_t channels : {1, 3, 4}) {
        const auto texels = sample_texels(channels);
        const auto result = decode("tga", tga_file(3, 2, channels, texels, from_top));
        const auto texture = texture_of(result);
        BOOST_TEST(texture.width() == 3u);
        BOOST_TEST(texture.height() == 2u);
        BOOST_TEST(texture.format() == (channels == 1   ? Format::R8Unorm
                                        : channels == 3 ? Format::Rgb8Unorm
                                                        : Format::Rgba8Unorm));
        BOOST_TEST(texture.alpha_mode() == (channels == 4 ? AlphaMode::Straight : AlphaMode::None));
        BOOST_TEST(level_of(result) == texels);
    }
}

BOOST_AUTO_TEST_CASE(tga_of_gray_with_alpha_becomes_rgba) {
    const auto result = decode("tga", tga_file(1, 1, 2, {40, 200}, true));
    BOOST_TEST(texture_of(result).alpha_mode() == AlphaMode::Straight);
    BOOST_TEST(level_of(result) == (ByteVector{40, 40, 40, 200}));
}

BOOST_AUTO_TEST_CASE(bmp_of_24_bits) {
    const auto texels = sample_texels(3);
    BOOST_TEST(level_of(decode("bmp", bmp_file(3, 2, 3, texels, false))) == texels);
}

BOOST_AUTO_TEST_CASE(bmp_of_32_bits_has_alpha_only_with_a_mask_for_it) {
    const auto texels = sample_texels(4);
    const auto with = decode("bmp", bmp_file(3, 2, 4, texels, true));
    BOOST_TEST(texture_of(with).alpha_mode() == AlphaMode::Straight);
    BOOST_TEST(level_of(with) == texels);
    auto opaque = texels;
    for (std::size_t i = 3; i < opaque.size(); i += 4) opaque[i] = 255;
    const auto without = decode("bmp", bmp_file(3, 2, 4, texels, false));
    BOOST_TEST(texture_of(without).alpha_mode() == AlphaMode::None);
    BOOST_TEST(level_of(without) == opaque);
}

BOOST_AUTO_TEST_CASE(bmp_header_of_a_size_that_there_is_not) {
    auto file = bmp_file(3, 2, 3, sample_texels(3), false);
    for (const std::uint32_t size : {0u, 11u, 41u, 0xffffffffu}) {
        set_u32(file, 14, size);
        BOOST_TEST(decode("bmp", file).status.code() == Code::Corrupt);
    }
}

BOOST_AUTO_TEST_CASE(tiff_of_each_number_of_channels) {
    for (const std::uint16_t channels : {1, 3, 4}) {
        const auto texels = sample_texels(channels);
        const auto result = decode("tiff", tiff_file(3, 2, channels, texels));
        BOOST_TEST(texture_of(result).row().channels == channels);
        BOOST_TEST(level_of(result) == texels);
    }
}

/// Where the six texels 0 1 2 / 3 4 5 go, by EXIF 2.32.
struct Turned {
    std::uint16_t orientation;
    std::uint32_t width;
    ByteVector texels;
};
const std::vector<Turned> TurnedImages = {
    {1, 3, {0, 1, 2, 3, 4, 5}}, {2, 3, {2, 1, 0, 5, 4, 3}}, {3, 3, {5, 4, 3, 2, 1, 0}},
    {4, 3, {3, 4, 5, 0, 1, 2}}, {5, 2, {0, 3, 1, 4, 2, 5}}, {6, 2, {3, 0, 4, 1, 5, 2}},
    {7, 2, {5, 2, 4, 1, 3, 0}}, {8, 2, {2, 5, 1, 4, 0, 3}},
};

BOOST_AUTO_TEST_CASE(tiff_is_turned_upright) {
    for (const auto& turned : TurnedImages) {
        BOOST_TEST_CONTEXT("orientation " << turned.orientation) {
            const auto result = decode("tiff", tiff_file(3, 2, 1, {0, 1, 2, 3, 4, 5}, turned.orientation));
            BOOST_TEST(texture_of(result).width() == turned.width);
            BOOST_TEST(level_of(result) == turned.texels);
        }
    }
}

BOOST_AUTO_TEST_CASE(tiff_whose_colours_are_multiplied_by_alpha_becomes_straight) {
    const ByteVector texels = {64, 128, 0, 128, 10, 20, 30, 0, 1, 2, 3, 255};
    // 64 * 255 / 128 = 127.5, and 128 is the alpha itself; alpha 0 and 255 change nothing.
    const ByteVector straight = {128, 255, 0, 128, 10, 20, 30, 0, 1, 2, 3, 255};
    constexpr std::uint16_t associated = 1, unassociated = 2;
    BOOST_TEST(level_of(decode("tiff", tiff_file(3, 1, 4, texels, 1, associated))) == straight);
    BOOST_TEST(level_of(decode("tiff", tiff_file(3, 1, 4, texels, 1, unassociated))) == texels);
}

BOOST_AUTO_TEST_CASE(pnm_of_each_kind) {
    const auto rgb = sample_texels(3), gray = sample_texels(1);
    BOOST_TEST(level_of(decode("pnm", text_file("P6\n3 2\n255\n", rgb))) == rgb);
    BOOST_TEST(level_of(decode("pnm", text_file("P5\n3 2\n255\n", gray))) == gray);
    // 1 is black; each row begins on a byte.
    BOOST_TEST(level_of(decode("pnm", text_file("P4\n3 2\n", {0xA0, 0x40}))) ==
               (ByteVector{0, 255, 0, 255, 0, 255}));
    BOOST_TEST(level_of(decode("pnm", text_file("P2\n2 1\n255\n7 200\n", {}))) == (ByteVector{7, 200}));
}

BOOST_AUTO_TEST_CASE(pnm_of_16_bits_is_big_endian_in_the_file) {
    const auto result = decode("pnm", text_file("P5\n2 1\n65535\n", {0x12, 0x34, 0xAB, 0xCD}));
    BOOST_TEST(texture_of(result).format() == Format::R16Unorm);
    // OpenImageIO scales by the largest value in floating point, and so may lose one step.
    const auto values = values_of<std::uint16_t>(texture_of(result));
    BOOST_REQUIRE_EQUAL(values.size(), 2u);
    BOOST_TEST(std::abs(values[0] - 0x1234) <= 1);
    BOOST_TEST(std::abs(values[1] - 0xABCD) <= 1);
}

BOOST_AUTO_TEST_CASE(pfm_floats_stay_and_come_from_the_top) {
    ByteVector body;
    for (const float value : {3.0f, 4.0f, -1.5f, 1e30f}) append_float(body, value);  // from the bottom
    const auto result = decode("pnm", text_file("Pf\n2 2\n-1.0\n", body));
    BOOST_TEST(texture_of(result).format() == Format::R32Sfloat);
    BOOST_TEST(texture_of(result).color_space() == ColorSpace::Linear);
    BOOST_TEST(values_of<float>(texture_of(result)) == (std::vector<float>{-1.5f, 1e30f, 3.0f, 4.0f}));
}

BOOST_AUTO_TEST_CASE(hdr_gives_linear_floats) {
    // 2^(129 - 136) * (mantissa): 128 is 1.0, 64 is 0.5; one texel below 8 wide is stored plain.
    const auto result =
        decode("hdr", text_file("#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 1 +X 1\n", {128, 64, 0, 129}));
    const auto texture = texture_of(result);
    BOOST_TEST(texture.format() == Format::Rgb32Sfloat);
    BOOST_TEST(texture.color_space() == ColorSpace::Linear);
    const auto values = values_of<float>(texture);
    BOOST_TEST(values[0] == 1.0f, boost::test_tools::tolerance(0.01f));
    BOOST_TEST(values[1] == 0.5f, boost::test_tools::tolerance(0.01f));
    BOOST_TEST(std::abs(values[2]) < 0.01f);
}

BOOST_AUTO_TEST_CASE(the_setting_for_the_colour_space_wins) {
    const auto file = tga_file(3, 2, 3, sample_texels(3), true);
    BOOST_TEST(texture_of(decode("tga", file)).color_space() == ColorSpace::Unknown);
    const auto srgb = decode("tga", file, {.settings = {{"color_space", "srgb"}}});
    BOOST_TEST(texture_of(srgb).format() == Format::Rgb8Srgb);
    BOOST_TEST(texture_of(decode("tga", file, {.settings = {{"color_space", "linear"}}})).color_space() ==
               ColorSpace::Linear);
}

struct Sample {
    const char* decoder;
    ByteVector file;
};
std::vector<Sample> samples() {
    return {{"tga", tga_file(3, 2, 3, sample_texels(3), true)},
            {"bmp", bmp_file(3, 2, 3, sample_texels(3), false)},
            {"tiff", tiff_file(3, 2, 3, sample_texels(3))},
            {"pnm", text_file("P6\n3 2\n255\n", sample_texels(3))}};
}

BOOST_AUTO_TEST_CASE(refuses_every_prefix) {
    for (const auto& sample : samples()) {
        for (std::size_t size = 0; size < sample.file.size(); ++size) {
            BOOST_TEST_CONTEXT(sample.decoder << ", " << size << " of " << sample.file.size() << " bytes") {
                const ByteVector prefix{sample.file.begin(),
                                        sample.file.begin() + static_cast<std::ptrdiff_t>(size)};
                const auto result = decode(sample.decoder, prefix);
                // libtiff reads a missing link to the next page as the last one.
                if (sample.decoder == std::string_view{"tiff"} && size + 4 >= sample.file.size()) continue;
                BOOST_TEST(!result.status);
                BOOST_TEST(
                    (result.status.code() == Code::Corrupt || result.status.code() == Code::Unsupported),
                    result.status.error().text);
                BOOST_TEST(!result.status.error().text.empty());
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(refuses_other_magic) {
    for (const auto& sample : samples())
        if (std::string_view{sample.decoder} != "tga") check_refuses_other_magic(sample.decoder, sample.file);
    BOOST_TEST(decode("tga", counting_bytes(1000)).status.code() == Code::Corrupt);
    BOOST_TEST(decode("tga", {}).status.code() == Code::Corrupt);
}

BOOST_AUTO_TEST_CASE(stops_where_the_host_refuses_memory_or_cancels) {
    const ByteVector texels(20 * 20 * 3, 7);
    const std::vector<Sample> larger = {{"tga", tga_file(20, 20, 3, texels, true)},
                                        {"bmp", bmp_file(20, 20, 3, texels, false)},
                                        {"tiff", tiff_file(20, 20, 3, texels)},
                                        {"pnm", text_file("P6\n20 20\n255\n", texels)}};
    for (const auto& sample : larger) {
        BOOST_TEST_CONTEXT(sample.decoder) {
            check_refused_memory(sample.decoder, sample.file);
            const auto cancelled = decode(sample.decoder, sample.file, {.checkpoints_allowed = 0});
            BOOST_TEST(cancelled.status.code() == Code::Cancelled);
            BOOST_TEST(cancelled.products.empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(absurd_sizes_are_refused_before_memory_is_asked_for) {
    auto bmp = bmp_file(3, 2, 3, sample_texels(3), false);
    set_u32(bmp, 18, 40000);
    set_u32(bmp, 22, 30000);
    auto tga = tga_file(3, 2, 3, sample_texels(3), true);
    set_u32(tga, 12, 0xffffffff);
    auto tiff = tiff_file(3, 2, 3, sample_texels(3));
    const auto huge_pnm = text_file("P6\n60000 60000\n255\n", sample_texels(3));
    const auto wide_pnm = text_file("P6\n200000 1\n255\n", sample_texels(3));
    for (const auto& [name, file] :
         {Sample{"bmp", bmp}, {"tga", tga}, {"pnm", huge_pnm}, {"pnm", wide_pnm}}) {
        const auto result = decode(name, file);
        BOOST_TEST((result.status.code() == Code::TooLarge || result.status.code() == Code::Corrupt),
                   name << ": " << result.status.error().text);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace sinter::test
