// SPDX-License-Identifier: Apache-2.0
// The JPEG decoder against libjpeg's plainest loop, and hand arithmetic where it goes further.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "decoder_family.hpp"
#include "jpeg_samples.hpp"

namespace sinter::test {
namespace {

/// Offset of the first marker of that code.
std::size_t find_marker(const ByteVector& file, std::uint8_t code) {
    for (std::size_t at = 2; at + 4 <= file.size() && file[at] == 0xff;) {
        if (file[at + 1] == code) return at;
        at += 2 + (std::size_t{file[at + 2]} << 8 | file[at + 3]);
    }
    BOOST_FAIL("no marker " << int{code});
    return 0;
}

BOOST_AUTO_TEST_SUITE(jpeg)

BOOST_AUTO_TEST_CASE(decodes_gray_and_rgb_baseline_and_progressive_as_libjpeg_does) {
    for (const auto space : {JCS_GRAYSCALE, JCS_RGB}) {
        for (const bool progressive : {false, true}) {
            const auto file = encode_jpeg({.color_space = space, .progressive = progressive});
            std::uint32_t width = 0, height = 0;
            const auto expected = read_with_libjpeg(file, width, height);
            const auto result = decode("jpeg", file);
            const auto texture = texture_of(result);
            BOOST_TEST(texture.width() == width);
            BOOST_TEST(texture.height() == height);
            BOOST_TEST(texture.format() == (space == JCS_GRAYSCALE ? Format::R8Srgb : Format::Rgb8Srgb));
            BOOST_TEST(texture.alpha_mode() == AlphaMode::None);
            BOOST_TEST(level_of(result) == expected);
            BOOST_TEST(warnings_of(result).empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(turns_inverted_cmyk_into_rgb) {
    const auto file = encode_jpeg({.color_space = JCS_CMYK});
    std::uint32_t width = 0, height = 0;
    const auto cmyk = read_with_libjpeg(file, width, height);
    ByteVector expected;
    for (std::size_t at = 0; at < cmyk.size(); at += 4)
        for (std::size_t c = 0; c < 3; ++c)  // as djpeg: the nearest to c * k / 255
            expected.push_back(
                static_cast<std::uint8_t>(double{1} * cmyk[at + c] * cmyk[at + 3] / 255.0 + 0.5));
    const auto result = decode("jpeg", file);
    BOOST_TEST(texture_of(result).format() == Format::Rgb8Srgb);
    BOOST_TEST(level_of(result) == expected);
}

/// Where the texel at (x, y) of the stored image of w x h appears (EXIF 2.32, table of Orientation).
std::pair<std::uint32_t, std::uint32_t> upright(std::uint32_t orientation, std::uint32_t x, std::uint32_t y,
                                                std::uint32_t w, std::uint32_t h) {
    switch (orientation) {
        case 2:
            return {w - 1 - x, y};  // the right side is stored first
        case 3:
            return {w - 1 - x, h - 1 - y};
        case 4:
            return {x, h - 1 - y};
        case 5:
            return {y, x};  // row 0 is the left side, column 0 the top
        case 6:
            return {h - 1 - y, x};  // row 0 is the right side, column 0 the top
        case 7:
            return {h - 1 - y, w - 1 - x};  // row 0 is the right side, column 0 the bottom
        case 8:
            return {y, w - 1 - x};  // row 0 is the left side, column 0 the bottom
        default:
            return {x, y};
    }
}

BOOST_DATA_TEST_CASE(shows_every_exif_orientation_upright, boost::unit_test::data::xrange(1, 9),
                     orientation) {
    const auto which = static_cast<std::uint32_t>(orientation);
    for (const auto space : {JCS_GRAYSCALE, JCS_RGB}) {
        const auto file =
            encode_jpeg({.color_space = space, .orientation = which, .big_endian_exif = which % 2 == 0});
        std::uint32_t width = 0, height = 0;
        const auto stored = read_with_libjpeg(file, width, height);
        const auto result = decode("jpeg", file);
        const auto texture = texture_of(result);
        BOOST_TEST(texture.width() == (which >= 5 ? height : width));
        BOOST_TEST(texture.height() == (which >= 5 ? width : height));
        const auto shown = level_of(result);
        const std::uint32_t channels = space == JCS_GRAYSCALE ? 1 : 3;
        ByteVector expected(stored.size());
        for (std::uint32_t y = 0; y < height; ++y)
            for (std::uint32_t x = 0; x < width; ++x) {
                const auto [to_x, to_y] = upright(which, x, y, width, height);
                for (std::uint32_t c = 0; c < channels; ++c)
                    expected[(std::size_t{to_y} * texture.width() + to_x) * channels + c] =
                        stored[(std::size_t{y} * width + x) * channels + c];
            }
        BOOST_TEST(shown == expected);
    }
}

BOOST_AUTO_TEST_CASE(takes_a_malformed_exif_block_as_none) {
    const auto plain = level_of(decode("jpeg", encode_jpeg({})));
    const auto good = encode_jpeg({.orientation = 3});
    const auto block = find_marker(good, 0xe1) + 4;
    const auto with = [&](std::size_t offset, std::uint8_t value) {
        auto file = good;
        file[block + offset] = value;
        return level_of(decode("jpeg", file));
    };
    BOOST_TEST(with(6, 'X') == plain);    // byte order
    BOOST_TEST(with(8, 43) == plain);     // TIFF's number
    BOOST_TEST(with(13, 0xff) == plain);  // directory far outside
    BOOST_TEST(with(14, 1) == plain);     // one entry: the orientation is not reached
    BOOST_TEST(with(30, 4) == plain);     // not a SHORT
    BOOST_TEST(with(36, 0) == plain);     // orientation 0 …
    BOOST_TEST(with(36, 9) == plain);     // … and 9 do not exist
    BOOST_TEST(with(15, 0xff) != plain);  // more entries than there are; the orientation is among them
}

BOOST_AUTO_TEST_CASE(notes_a_profile_and_knows_srgb_by_its_name) {
    const auto check = [](const ByteVector& profile, ColorSpace space, Format format) {
        const auto result = decode("jpeg", encode_jpeg({.profile = profile}));
        const auto texture = texture_of(result);
        BOOST_TEST(texture.row().flags == SINTER_TEXTURE_HAS_ICC);
        BOOST_TEST(texture.color_space() == space);
        BOOST_TEST(texture.format() == format);
    };
    check(profile_named("sRGB IEC61966-2.1", 2), ColorSpace::Srgb, Format::Rgb8Srgb);
    check(profile_named("sRGB", 4), ColorSpace::Srgb, Format::Rgb8Srgb);
    check(profile_named("Adobe RGB (1998)", 2), ColorSpace::Unknown, Format::Rgb8Unorm);
    check(profile_named("Display P3", 4), ColorSpace::Unknown, Format::Rgb8Unorm);
    auto truncated = profile_named("sRGB", 4);
    for (const auto size : {1u, 131u, 150u, 177u, 200u, 205u}) {
        truncated.resize(size, 0);
        check(truncated, ColorSpace::Unknown, Format::Rgb8Unorm);
        truncated = profile_named("sRGB", 4);
    }
    const auto large = [] {  // split over several markers
        auto profile = profile_named("sRGB", 4);
        profile.resize(150'000);
        return profile;
    }();
    check(large, ColorSpace::Srgb, Format::Rgb8Srgb);
}

BOOST_AUTO_TEST_CASE(takes_the_colour_space_of_the_setting) {
    const auto file = encode_jpeg({});
    BOOST_TEST(texture_of(decode("jpeg", file, {.settings = {{"color_space", "linear"}}})).format() ==
               Format::Rgb8Unorm);
    const auto wide = encode_jpeg({.profile = profile_named("Display P3", 4)});
    BOOST_TEST(texture_of(decode("jpeg", wide, {.settings = {{"color_space", "srgb"}}})).format() ==
               Format::Rgb8Srgb);
}

BOOST_AUTO_TEST_CASE(gives_a_truncated_image_with_a_warning) {
    auto file = encode_jpeg({.width = 200, .height = 200});
    const auto whole = level_of(decode("jpeg", file));
    file.resize(file.size() / 2);
    const auto result = decode("jpeg", file);
    const auto half = level_of(result);
    BOOST_TEST(std::equal(whole.begin(), whole.begin() + 200 * 3 * 32, half.begin()));
    BOOST_TEST(warns_of(result, "Premature end of JPEG file"));
}

BOOST_AUTO_TEST_CASE(refuses_twelve_bits_as_unsupported) {
    auto file = encode_jpeg({});
    file[find_marker(file, 0xc0) + 4] = 12;
    BOOST_TEST(decode("jpeg", file).status.code() == Code::Unsupported);
}

BOOST_AUTO_TEST_CASE(refuses_absurd_sizes_without_asking_for_memory) {
    for (const bool progressive : {false, true}) {
        auto file = encode_jpeg({.progressive = progressive});
        const auto frame = find_marker(file, progressive ? 0xc2 : 0xc0);
        file[frame + 5] = file[frame + 7] = 0xff;  // 65280 and more along both edges
        const auto result = decode("jpeg", file);
        BOOST_TEST((result.status.code() == Code::OutOfMemory || result.status.code() == Code::TooLarge));
        BOOST_TEST(result.peak_memory_bytes < 1u << 20);
    }
}

BOOST_AUTO_TEST_CASE(refuses_more_texels_than_the_setting_allows) {
    const auto file = encode_jpeg({.width = 2048, .height = 513});
    BOOST_TEST(
        texture_of(decode("jpeg", file, {.settings = {{"max_megatexels", std::int64_t{2}}}})).height() ==
        513u);
    BOOST_TEST(decode("jpeg", file, {.settings = {{"max_megatexels", std::int64_t{1}}}}).status.code() ==
               Code::TooLarge);
}

BOOST_AUTO_TEST_CASE(refuses_scans_without_end) {
    const auto sample = encode_jpeg({.color_space = JCS_GRAYSCALE, .progressive = true});
    // The last scan, again and again: each costs a pass over the image.
    std::size_t scan = 0;
    for (std::size_t i = 0; i + 1 < sample.size(); ++i)
        if (sample[i] == 0xff && sample[i + 1] == 0xda) scan = i;
    BOOST_REQUIRE(scan != 0);
    ByteVector file{sample.begin(), sample.end() - 2};
    for (int i = 0; i < 1000; ++i)
        file.insert(file.end(), sample.begin() + static_cast<std::ptrdiff_t>(scan), sample.end() - 2);
    file.insert(file.end(), {0xff, 0xd9});
    const auto result = decode("jpeg", file);
    BOOST_TEST(result.status.code() == Code::TooLarge);
    BOOST_TEST(result.status.error().text.find("scans") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(passes_the_family) {
    const auto sample = encode_jpeg({.orientation = 6});
    check_refuses_other_magic("jpeg", sample);
    check_every_prefix("jpeg", sample, [&](std::size_t size) { return size > find_marker(sample, 0xda); });
    check_extra_bytes("jpeg", sample);
    check_refused_memory("jpeg", sample);
    check_every_byte_damaged("jpeg", sample);
    check_every_byte_damaged(
        "jpeg",
        encode_jpeg({.width = 9, .height = 9, .progressive = true, .profile = profile_named("sRGB", 2)}));
    for (const bool progressive : {false, true})
        check_cancelled_midway("jpeg",
                               encode_jpeg({.width = 900, .height = 600, .progressive = progressive}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace sinter::test
