// SPDX-License-Identifier: Apache-2.0
// Files of several images: layers and parts of EXR, pages of TIFF, frames of GIF and WebP; and stills of the
// codecs that only libraries write.
#include <boost/test/unit_test.hpp>

#include "plugins/texture_core/decoder_family.hpp"
#include "written_images.hpp"

namespace sinter::test {
namespace {

OIIO::ImageSpec spec_of(int width, int height, std::vector<std::string> channels, OIIO::TypeDesc type) {
    OIIO::ImageSpec spec{width, height, static_cast<int>(channels.size()), type};
    spec.channelnames = std::move(channels);
    spec.alpha_channel = -1;
    for (int i = 0; i < spec.nchannels; ++i)
        if (spec.channelnames[static_cast<std::size_t>(i)] == "A") spec.alpha_channel = i;
    return spec;
}

BOOST_AUTO_TEST_SUITE(layers)

BOOST_AUTO_TEST_CASE(exr_layers_are_products_and_colours_come_first) {
    const auto file = write_images(
        "openexr",
        {{spec_of(1, 1, {"R", "G", "B", "Z", "diffuse.R", "diffuse.G", "diffuse.B", "motion.X", "motion.Y"},
                  OIIO::TypeFloat),
          bytes_of<float>({1, 2, 3, 40, 5, 6, 7, 8, 9})}});
    const auto result = decode("exr", file);
    BOOST_TEST(labels_of(result) == "|diffuse|motion|Z");
    BOOST_TEST(values_of<float>(texture_of(result, "")) == (std::vector<float>{1, 2, 3}));
    BOOST_TEST(values_of<float>(texture_of(result, "diffuse")) == (std::vector<float>{5, 6, 7}));
    BOOST_TEST(values_of<float>(texture_of(result, "motion")) == (std::vector<float>{8, 9}));
    BOOST_TEST(values_of<float>(texture_of(result, "Z")) == (std::vector<float>{40}));
    BOOST_TEST(texture_of(result, "motion").format() == Format::Rg32Sfloat);
    BOOST_TEST(texture_of(result, "").color_space() == ColorSpace::Linear);
    BOOST_TEST(labels_of(decode("exr", file, {.settings = {{"products", "main"}}})) == "");
}

BOOST_AUTO_TEST_CASE(exr_alpha_becomes_straight_unless_the_setting_says_otherwise) {
    const auto file = write_images("openexr", {{spec_of(2, 1, {"R", "G", "B", "A"}, OIIO::TypeFloat),
                                                bytes_of<float>({0.25f, 0.5f, 0, 0.5f, 3, 4, 5, 0})}});
    const auto straight = decode("exr", file);
    BOOST_TEST(texture_of(straight).alpha_mode() == AlphaMode::Straight);
    BOOST_TEST(values_of<float>(texture_of(straight)) == (std::vector<float>{0.5f, 1, 0, 0.5f, 3, 4, 5, 0}));
    const auto kept = decode("exr", file, {.settings = {{"alpha", "premultiplied"}}});
    BOOST_TEST(texture_of(kept).alpha_mode() == AlphaMode::Premultiplied);
    BOOST_TEST(values_of<float>(texture_of(kept))[0] == 0.25f);
    const auto data = decode("exr", file, {.settings = {{"alpha", "data"}}});
    BOOST_TEST(texture_of(data).alpha_mode() == AlphaMode::Straight);
    BOOST_TEST(values_of<float>(texture_of(data))[0] == 0.25f);
}

BOOST_AUTO_TEST_CASE(exr_number_types_stay) {
    // 0x3C00 is 1.0 and 0x3800 is 0.5 as half.
    const auto half = decode("exr", write_images("openexr", {{spec_of(2, 1, {"Y"}, OIIO::TypeHalf),
                                                              bytes_of<std::uint16_t>({0x3C00, 0x3800})}}));
    BOOST_TEST(texture_of(half).format() == Format::R16Sfloat);
    BOOST_TEST(values_of<std::uint16_t>(texture_of(half)) == (std::vector<std::uint16_t>{0x3C00, 0x3800}));
    const auto id = decode("exr", write_images("openexr", {{spec_of(1, 1, {"id"}, OIIO::TypeUInt32),
                                                            bytes_of<std::uint32_t>({0xDEADBEEF})}}));
    constexpr std::uint32_t vk_r32_uint = 98;
    BOOST_TEST(texture_of(id).row().format == vk_r32_uint);
    BOOST_TEST(values_of<std::uint32_t>(texture_of(id)) == (std::vector<std::uint32_t>{0xDEADBEEF}));
}

BOOST_AUTO_TEST_CASE(exr_parts_are_products_by_name_and_the_one_with_colours_is_the_image) {
    auto depth = spec_of(1, 1, {"Z"}, OIIO::TypeFloat);
    depth.attribute("oiio:subimagename", "depth");
    auto beauty = spec_of(1, 1, {"R", "G", "B"}, OIIO::TypeHalf);
    beauty.attribute("oiio:subimagename", "beauty");
    const auto result = decode(
        "exr", write_images("openexr",
                            {{depth, bytes_of<float>({7})}, {beauty, bytes_of<std::uint16_t>({1, 2, 3})}}));
    BOOST_TEST(labels_of(result) == "|depth");
    BOOST_TEST(values_of<std::uint16_t>(texture_of(result, "")) == (std::vector<std::uint16_t>{1, 2, 3}));
    BOOST_TEST(values_of<float>(texture_of(result, "depth")) == (std::vector<float>{7}));
}

BOOST_AUTO_TEST_CASE(exr_labels_are_made_of_allowed_characters_and_differ) {
    const auto result = decode(
        "exr", write_images("openexr", {{spec_of(1, 1, {"a+b.X", "a#b.X", "R", "G", "B"}, OIIO::TypeFloat),
                                         bytes_of<float>({1, 2, 3, 4, 5})}}));
    const auto labels = labels_of(result);
    BOOST_TEST((labels == "|a_b|a_b_2"), labels);
}

BOOST_AUTO_TEST_CASE(deep_exr_is_refused) {
    auto file = write_images("openexr", {{spec_of(1, 1, {"R"}, OIIO::TypeHalf), ByteVector(2)}});
    file[5] |= 0x08;
    BOOST_TEST(decode("exr", file).status.code() == Code::Unsupported);
}

BOOST_AUTO_TEST_CASE(exr_is_refused_at_every_prefix) {
    const auto file =
        write_images("openexr", {{spec_of(4, 4, {"R", "G", "B"}, OIIO::TypeHalf), ByteVector(96, 1)}});
    check_every_prefix("exr", file, [](std::size_t) { return false; });
    check_refuses_other_magic("exr", file);
}

BOOST_AUTO_TEST_CASE(tiff_pages_are_products) {
    const auto rgb = spec_of(1, 1, {"R", "G", "B"}, OIIO::TypeUInt8);
    auto gray = spec_of(2, 1, {"Y"}, OIIO::TypeUInt16);
    const auto result = decode("tiff", write_images("tiff", {{rgb, {1, 2, 3}},
                                                             {gray, bytes_of<std::uint16_t>({500, 60000})},
                                                             {rgb, {7, 8, 9}}}));
    BOOST_TEST(labels_of(result) == "|page/2|page/3");
    BOOST_TEST(values_of<std::uint8_t>(texture_of(result, "")) == (ByteVector{1, 2, 3}));
    BOOST_TEST(values_of<std::uint16_t>(texture_of(result, "page/2")) ==
               (std::vector<std::uint16_t>{500, 60000}));
    BOOST_TEST(values_of<std::uint8_t>(texture_of(result, "page/3")) == (ByteVector{7, 8, 9}));
}

BOOST_AUTO_TEST_CASE(gif_frames_are_the_layers_of_an_array_with_their_durations) {
    auto spec = spec_of(2, 1, {"R", "G", "B", "A"}, OIIO::TypeUInt8);
    spec.attribute("FramesPerSecond", OIIO::TypeRational, std::array<int, 2>{4, 1}.data());
    spec.attribute("oiio:Movie", 1);
    const ByteVector red = {255, 0, 0, 255, 255, 0, 0, 255}, blue = {0, 0, 255, 255, 0, 0, 255, 255};
    const auto file = write_images("gif", {{spec, red}, {spec, blue}});
    const auto result = decode("gif", file);
    const auto texture = texture_of(result);
    BOOST_TEST(texture.layers() == 2u);
    BOOST_TEST(texture.row().is_array == 1u);
    BOOST_TEST(texture.color_space() == ColorSpace::Srgb);
    auto both = red;
    both.insert(both.end(), blue.begin(), blue.end());
    BOOST_TEST(level_of(result) == both);
    const auto frames = result.products.front().asset.view().rows<std::array<std::uint32_t, 2>>(
        SINTER_TAG('F', 'R', 'A', 'M'));
    BOOST_REQUIRE_EQUAL(frames.size(), 2u);
    BOOST_TEST(frames[1][0] == 250000u);
    const auto first = decode("gif", file, {.settings = {{"frames", "first"}}});
    BOOST_TEST(texture_of(first).layers() == 1u);
    BOOST_TEST(level_of(first) == red);
}

BOOST_AUTO_TEST_CASE(webp_without_loss_keeps_straight_alpha) {
    // Also where alpha is 0 or small: nothing was multiplied on the way.
    const ByteVector texels = {250, 130, 7, 3, 9, 200, 90, 255, 1, 2, 3, 128, 0, 255, 17, 1};
    const auto file = webp_file(2, 2, texels);
    const auto result = decode("webp", file);
    BOOST_TEST(texture_of(result).alpha_mode() == AlphaMode::Straight);
    BOOST_TEST(texture_of(result).format() == Format::Rgba8Srgb);
    BOOST_TEST(level_of(result) == texels);
    for (std::size_t size = 0; size + 1 < file.size(); ++size)  // the last byte is padding
        BOOST_TEST(!decode("webp", std::span{file}.first(size)).status);
    check_refuses_other_magic("webp", file);
}

BOOST_AUTO_TEST_CASE(webp_is_shown_upright_by_an_exif_with_and_without_jpegs_head) {
    const ByteVector left = {250, 130, 7, 3}, right = {9, 200, 90, 255};
    auto stored = left, turned = right;
    stored.insert(stored.end(), right.begin(), right.end());
    turned.insert(turned.end(), left.begin(), left.end());
    const auto still = webp_file(2, 1, stored);
    // A TIFF directory at 8 of one entry: tag 0x0112, shorts, how many, 3: turned by 180 degrees.
    const auto shown = [&](std::string_view head, std::uint8_t count) {
        ByteVector exif{head.begin(), head.end()};
        exif.insert(exif.end(),
                    {'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, count, 0, 0, 0, 3, 0, 0, 0});
        exif.insert(exif.end(), 4, 0);
        return level_of(decode("webp", webp_with_exif(still, exif)));
    };
    constexpr std::string_view head{"Exif\0\0", 6};
    BOOST_TEST(shown("", 1) == turned);
    BOOST_TEST(shown(head, 1) == turned);
    BOOST_TEST(shown(head, 2) == stored);
    BOOST_TEST(shown("Exif", 1) == stored);
}

BOOST_AUTO_TEST_CASE(webp_frames_are_the_layers_of_an_array_with_their_durations) {
    const ByteVector red = {255, 0, 0, 255, 255, 0, 0, 255}, blue = {0, 0, 255, 255, 0, 0, 255, 100};
    const auto file = webp_animation(2, 1, {red, blue}, 40);
    const auto result = decode("webp", file);
    BOOST_TEST(texture_of(result).layers() == 2u);
    auto both = red;
    both.insert(both.end(), blue.begin(), blue.end());
    BOOST_TEST(level_of(result) == both);
    const auto frames = result.products.front().asset.view().rows<std::array<std::uint32_t, 2>>(
        SINTER_TAG('F', 'R', 'A', 'M'));
    BOOST_REQUIRE_EQUAL(frames.size(), 2u);
    BOOST_TEST(frames[0][0] == 40000u);
    BOOST_TEST(level_of(decode("webp", file, {.settings = {{"frames", "first"}}})) == red);
}

BOOST_AUTO_TEST_CASE(jpeg_2000) {
    const auto spec = spec_of(64, 64, {"R", "G", "B"}, OIIO::TypeUInt8);
    ByteVector texels;
    for (int i = 0; i < 64 * 64; ++i) texels.insert(texels.end(), {200, 100, 50});
    const auto file = write_images("jpeg2000", {{spec, texels}});
    const auto result = decode("jp2", file);
    BOOST_TEST(texture_of(result).format() == Format::Rgb8Srgb);
    BOOST_TEST(level_of(result) == texels);
    check_refuses_other_magic("jp2", file);
}

BOOST_AUTO_TEST_CASE(heif_and_avif) {
    for (const bool is_avif : {false, true}) {
        const auto file = heif_file(64, 64, {200, 100, 50, 255}, is_avif);
        if (file.empty()) {
            BOOST_TEST_MESSAGE("libheif has no encoder for " << (is_avif ? "AVIF" : "HEIC"));
            continue;
        }
        const auto result = decode("heif", file);
        const auto texture = texture_of(result);
        BOOST_TEST(texture.width() == 64u);
        BOOST_TEST(texture.height() == 64u);
        BOOST_TEST(texture.format() == Format::Rgba8Srgb);
        const auto texels = values_of<std::uint8_t>(texture);
        BOOST_TEST(std::abs(texels[0] - 200) <= 6);
        BOOST_TEST(std::abs(texels[1] - 100) <= 6);
        BOOST_TEST(std::abs(texels[2] - 50) <= 6);
        BOOST_TEST(texels[3] == 255);
        BOOST_TEST(!decode("heif", std::span{file}.first(file.size() / 2)).status);
        check_refused_memory("heif", file);
    }
    BOOST_TEST(decode("heif", counting_bytes(1000)).status.code() == Code::Corrupt);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace sinter::test
