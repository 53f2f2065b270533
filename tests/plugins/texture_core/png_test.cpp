// SPDX-License-Identifier: Apache-2.0
// The PNG decoder against libpng.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "decoder_family.hpp"
#include "png_samples.hpp"

namespace sinter::test {
namespace {

struct Kind {
    int color_type, bit_depth;
    bool has_transparency;
    Format format;
    AlphaMode alpha;
};
std::ostream& operator<<(std::ostream& out, const Kind& kind) {
    return out << "colour type " << kind.color_type << ", " << kind.bit_depth << " bits"
               << (kind.has_transparency ? ", tRNS" : "");
}

// Colour types: 0 gray, 2 RGB, 3 palette, 4 gray with alpha, 6 RGBA.
const Kind Kinds[] = {
    {0, 1, false, Format::R8Unorm, AlphaMode::None},
    {0, 2, false, Format::R8Unorm, AlphaMode::None},
    {0, 4, false, Format::R8Unorm, AlphaMode::None},
    {0, 8, false, Format::R8Unorm, AlphaMode::None},
    {0, 16, false, Format::R16Unorm, AlphaMode::None},
    {0, 1, true, Format::Rgba8Unorm, AlphaMode::Straight},
    {0, 2, true, Format::Rgba8Unorm, AlphaMode::Straight},
    {0, 4, true, Format::Rgba8Unorm, AlphaMode::Straight},
    {0, 8, true, Format::Rgba8Unorm, AlphaMode::Straight},
    {0, 16, true, Format::Rgba16Unorm, AlphaMode::Straight},
    {2, 8, false, Format::Rgb8Unorm, AlphaMode::None},
    {2, 16, false, Format::Rgb16Unorm, AlphaMode::None},
    {2, 8, true, Format::Rgba8Unorm, AlphaMode::Straight},
    {2, 16, true, Format::Rgba16Unorm, AlphaMode::Straight},
    {3, 1, false, Format::Rgb8Unorm, AlphaMode::None},
    {3, 2, false, Format::Rgb8Unorm, AlphaMode::None},
    {3, 4, false, Format::Rgb8Unorm, AlphaMode::None},
    {3, 8, false, Format::Rgb8Unorm, AlphaMode::None},
    {3, 1, true, Format::Rgba8Unorm, AlphaMode::Straight},
    {3, 2, true, Format::Rgba8Unorm, AlphaMode::Straight},
    {3, 4, true, Format::Rgba8Unorm, AlphaMode::Straight},
    {3, 8, true, Format::Rgba8Unorm, AlphaMode::Straight},
    {4, 8, false, Format::Rgba8Unorm, AlphaMode::Straight},
    {4, 16, false, Format::Rgba16Unorm, AlphaMode::Straight},
    {6, 8, false, Format::Rgba8Unorm, AlphaMode::Straight},
    {6, 16, false, Format::Rgba16Unorm, AlphaMode::Straight},
};

BOOST_AUTO_TEST_SUITE(png)

BOOST_DATA_TEST_CASE(decodes_every_colour_type_and_depth_as_libpng_does, boost::unit_test::data::make(Kinds),
                     kind) {
    for (const bool interlaced : {false, true}) {
        for (const auto size : {1u, 2u, 7u, 33u}) {
            const auto file = encode_png({.width = size,
                                          .height = size + 3,
                                          .color_type = kind.color_type,
                                          .bit_depth = kind.bit_depth,
                                          .interlaced = interlaced,
                                          .has_transparency = kind.has_transparency});
            const auto expected = read_with_libpng(file);
            BOOST_REQUIRE(expected);
            const auto result = decode("png", file);
            const auto texture = texture_of(result);
            BOOST_TEST(texture.width() == size);
            BOOST_TEST(texture.height() == size + 3);
            BOOST_TEST(texture.mip_count() == 1u);
            BOOST_TEST(texture.format() == kind.format);
            BOOST_TEST(texture.alpha_mode() == kind.alpha);
            BOOST_TEST(texture.color_space() == ColorSpace::Unknown);
            BOOST_TEST(texture.row().channels == expected->channels);
            BOOST_TEST(level_of(result) == expected->texels);
            BOOST_TEST(warnings_of(result).empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(keeps_sixteen_bits_in_native_order) {
    const auto result =
        decode("png", encode_png({.width = 2, .height = 1, .color_type = 0, .bit_depth = 16}));
    // The rows are 00 07 0e 15, in PNG's order the numbers 0x0007 and 0x0e15.
    BOOST_TEST(level_of(result) == (ByteVector{0x07, 0x00, 0x15, 0x0e}));
}

BOOST_AUTO_TEST_CASE(notes_what_the_file_says_of_its_colours) {
    const auto facts = [](const PngSample& sample) {
        const auto result = decode("png", encode_png(sample));
        const auto texture = texture_of(result);
        return std::tuple{texture.color_space(), texture.format(), texture.row().flags, texture.row().gamma};
    };
    const auto check = [&](const PngSample& sample, ColorSpace space, Format format, std::uint32_t flags,
                           float gamma) {
        const auto [got_space, got_format, got_flags, got_gamma] = facts(sample);
        BOOST_TEST(got_space == space);
        BOOST_TEST(got_format == format);
        BOOST_TEST(got_flags == flags);
        BOOST_TEST(got_gamma == gamma, boost::test_tools::tolerance(1e-4f));
    };
    check({}, ColorSpace::Unknown, Format::Rgb8Unorm, 0, 0);
    check({.says_srgb = true}, ColorSpace::Srgb, Format::Rgb8Srgb, 0, 0);
    check({.gamma = 0.45455}, ColorSpace::Srgb, Format::Rgb8Srgb, 0, 0.45455f);
    check({.gamma = 1.0}, ColorSpace::Linear, Format::Rgb8Unorm, 0, 1.0f);
    check({.gamma = 0.55}, ColorSpace::Unknown, Format::Rgb8Unorm, 0, 0.55f);
    check({.profile_name = "Display P3"}, ColorSpace::Unknown, Format::Rgb8Unorm, SINTER_TEXTURE_HAS_ICC, 0);
    check({.profile_name = "sRGB IEC61966-2.1"}, ColorSpace::Srgb, Format::Rgb8Srgb, SINTER_TEXTURE_HAS_ICC,
          0);
    check({.gamma = 0.45455, .profile_name = "Display P3"}, ColorSpace::Unknown, Format::Rgb8Unorm,
          SINTER_TEXTURE_HAS_ICC, 0.45455f);
    // Sixteen bits have no sRGB format.
    check({.bit_depth = 16, .says_srgb = true}, ColorSpace::Srgb, Format::Rgb16Unorm, 0, 0);
    check({.color_type = 0, .says_srgb = true}, ColorSpace::Srgb, Format::R8Srgb, 0, 0);
}

BOOST_AUTO_TEST_CASE(takes_the_colour_space_of_the_setting) {
    const auto file = encode_png({.says_srgb = true});
    BOOST_TEST(texture_of(decode("png", file, {.settings = {{"color_space", "linear"}}})).format() ==
               Format::Rgb8Unorm);
    BOOST_TEST(texture_of(decode("png", file, {.settings = {{"color_space", "linear"}}})).color_space() ==
               ColorSpace::Linear);
    BOOST_TEST(texture_of(decode("png", encode_png({}), {.settings = {{"color_space", "srgb"}}})).format() ==
               Format::Rgb8Srgb);
}

BOOST_AUTO_TEST_CASE(refuses_a_wrong_checksum_of_pixels_and_ignores_one_of_an_ancillary_chunk) {
    auto file = encode_png({.gamma = 1.0});
    file[find_chunk(file, "gAMA") + 12] ^= 1;
    BOOST_TEST(texture_of(decode("png", file)).row().gamma == 0);
    file[find_chunk(file, "IEND") - 1] ^= 1;
    BOOST_TEST(decode("png", file).status.code() == Code::Corrupt);
}

BOOST_AUTO_TEST_CASE(decodes_the_still_image_of_an_animation) {
    auto file = encode_png({});
    const auto still = level_of(decode("png", file));
    insert_chunk(file, "IDAT", "acTL", ByteVector{0, 0, 0, 1, 0, 0, 0, 0});
    const auto result = decode("png", file);
    BOOST_TEST(level_of(result) == still);
    BOOST_TEST(warns_of(result, "animation"));
}

BOOST_AUTO_TEST_CASE(names_apples_variant) {
    auto file = encode_png({});
    insert_chunk(file, "IHDR", "CgBI", ByteVector{0x50, 0, 0x20, 2});
    const auto result = decode("png", file);
    BOOST_TEST(result.status.code() == Code::Unsupported);
    BOOST_TEST(result.status.error().text.find("CgBI") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(refuses_absurd_sizes_without_asking_for_memory) {
    const auto with_size = [](std::uint8_t high) {
        auto file = encode_png({});
        const auto header = find_chunk(file, "IHDR");
        // Width and height in one go; the chunk's checksum is made anew by inserting it again.
        ByteVector data{file.begin() + static_cast<std::ptrdiff_t>(header) + 8,
                        file.begin() + static_cast<std::ptrdiff_t>(header) + 21};
        data[0] = data[4] = high;
        file.erase(file.begin() + static_cast<std::ptrdiff_t>(header),
                   file.begin() + static_cast<std::ptrdiff_t>(header) + 25);
        insert_chunk(file, "IDAT", "IHDR", data);
        return decode("png", file);
    };
    BOOST_TEST(with_size(0x01).status.code() == Code::TooLarge);
    BOOST_TEST(with_size(0x7f).status.code() == Code::TooLarge);
    BOOST_TEST(with_size(0xff).status.code() == Code::Corrupt);  // over 2^31 - 1
    BOOST_TEST(with_size(0x7f).peak_memory_bytes < 1u << 20);
}

BOOST_AUTO_TEST_CASE(refuses_more_texels_than_the_setting_allows) {
    const auto flat = encode_png({.width = 2048, .height = 513});
    BOOST_TEST(texture_of(decode("png", flat, {.settings = {{"max_megatexels", std::int64_t{2}}}})).width() ==
               2048u);
    const auto result = decode("png", flat, {.settings = {{"max_megatexels", std::int64_t{1}}}});
    BOOST_TEST(result.status.code() == Code::TooLarge);
    BOOST_TEST(result.status.error().text.find("2048x513, limit 1 Mi") != std::string::npos);
    BOOST_TEST(result.peak_memory_bytes < 1u << 16);
}

BOOST_AUTO_TEST_CASE(survives_a_text_that_inflates_beyond_measure) {
    auto file = encode_png({});
    const ByteVector zeros(64 << 20);
    ByteVector chunk{'a', 0, 0};
    const auto packed = deflated(zeros);
    chunk.insert(chunk.end(), packed.begin(), packed.end());
    insert_chunk(file, "IDAT", "zTXt", chunk);
    const auto result = decode("png", file);
    if (!result.status)
        BOOST_TEST((result.status.code() == Code::TooLarge || result.status.code() == Code::OutOfMemory));
}

BOOST_AUTO_TEST_CASE(passes_the_family) {
    const auto sample = encode_png({.width = 9, .height = 5, .gamma = 0.45455});
    check_refuses_other_magic("png", sample);
    // With its last rows complete, an image is whole without what follows.
    check_every_prefix("png", sample,
                       [&](std::size_t size) { return size >= find_chunk(sample, "IEND") - 8; });
    check_extra_bytes("png", sample);
    check_refused_memory("png", sample);
    check_every_byte_damaged("png", sample);
    check_every_byte_damaged(
        "png",
        encode_png({.width = 3, .height = 4, .color_type = 3, .interlaced = true, .has_transparency = true}));
    for (const bool interlaced : {false, true})
        check_cancelled_midway(
            "png", encode_png({.width = 700, .height = 500, .color_type = 6, .interlaced = interlaced}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace sinter::test
