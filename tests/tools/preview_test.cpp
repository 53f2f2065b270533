// SPDX-License-Identifier: Apache-2.0
// Pictures of textures, read back with libpng.
#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include <png.h>
#include <unistd.h>

#include "../../tools/cli/preview.hpp"
#include "texture_asset.hpp"

namespace sinter::cli {
namespace {

namespace fs = std::filesystem;
using test::TextureAsset;
using Bytes = std::vector<std::uint8_t>;

NoNeighbours none;

/// A folder of its own, gone with the test.
struct Folder {
    fs::path path;
    Folder() : path(fs::temp_directory_path() / ("sinter_preview_" + std::to_string(getpid()))) {
        fs::remove_all(path);
        fs::create_directories(path);
    }
    ~Folder() { fs::remove_all(path); }
    [[nodiscard]] std::string file() const { return (path / "out.png").string(); }
    [[nodiscard]] std::size_t entries() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator{path}, fs::directory_iterator{}));
    }
};

struct Read {
    unsigned width = 0, height = 0;
    bool has_alpha = false;
    Bytes texels;  ///< RGBA or RGB, as the file has them
    [[nodiscard]] Bytes at(unsigned x, unsigned y) const {
        const std::size_t channels = has_alpha ? 4 : 3, first = (std::size_t{y} * width + x) * channels;
        return {texels.begin() + static_cast<std::ptrdiff_t>(first),
                texels.begin() + static_cast<std::ptrdiff_t>(first + channels)};
    }
};

Read read_png(const std::string& file) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    BOOST_TEST_REQUIRE(png_image_begin_read_from_file(&image, file.c_str()) != 0, image.message);
    BOOST_TEST((image.flags & PNG_IMAGE_FLAG_COLORSPACE_NOT_sRGB) == 0u);
    BOOST_TEST((image.format & PNG_FORMAT_FLAG_LINEAR) == 0u);  // that is 16 bits
    Read out{image.width, image.height, (image.format & PNG_FORMAT_FLAG_ALPHA) != 0, {}};
    image.format = out.has_alpha ? PNG_FORMAT_RGBA : PNG_FORMAT_RGB;
    out.texels.resize(PNG_IMAGE_SIZE(image));
    BOOST_TEST_REQUIRE(png_image_finish_read(&image, nullptr, out.texels.data(), 0, nullptr) != 0,
                       image.message);
    return out;
}

Read picture_of(TextureAsset& asset) {
    const Folder folder;
    const auto written = write_preview_png(asset.view(), none, folder.file());
    BOOST_TEST_REQUIRE(bool{written}, written.error().text);
    BOOST_TEST(folder.entries() == 1u);
    return read_png(folder.file());
}

Error refusal_of(const AssetView& asset) {
    const Folder folder;
    const auto written = write_preview_png(asset, none, folder.file());
    BOOST_TEST_REQUIRE(!written);
    BOOST_TEST(written.error().where.path == folder.file());
    BOOST_TEST(folder.entries() == 0u);
    return written.error();
}

TextureDesc plane(std::uint32_t width, std::uint32_t height, Format format,
                  AlphaMode alpha = AlphaMode::None) {
    TextureDesc desc;
    desc.width = width;
    desc.height = height;
    desc.format = format;
    desc.alpha_mode = alpha;
    return desc;
}

/// The RGB or RGBA of a texture of one texel.
Bytes shown(const TextureDesc& desc, const Bytes& stored) {
    TextureAsset asset{desc};
    asset.set(stored);
    return picture_of(asset).at(0, 0);
}

Bytes shown(Format format, const Bytes& stored) {
    return shown(plane(1, 1, format), stored);
}

#define CHECK_BYTES(found, ...) BOOST_TEST((found) == (Bytes{__VA_ARGS__}), boost::test_tools::per_element())

}  // namespace

BOOST_AUTO_TEST_SUITE(cli_preview)

BOOST_AUTO_TEST_CASE(shows_bytes_as_they_are) {
    CHECK_BYTES(shown(Format::R8Unorm, {90}), 90, 90, 90);
    CHECK_BYTES(shown(Format::R8Srgb, {90}), 90, 90, 90);
    CHECK_BYTES(shown(Format::Rg8Unorm, {10, 20}), 10, 20, 0);
    CHECK_BYTES(shown(Format::Rgb8Srgb, {10, 20, 30}), 10, 20, 30);
    CHECK_BYTES(shown(Format::Bgr8Unorm, {10, 20, 30}), 30, 20, 10);
    CHECK_BYTES(shown(Format::Rgba8Unorm, {10, 20, 30, 40}), 10, 20, 30);
    auto linear = plane(1, 1, Format::Rgb8Unorm);
    linear.color_space = ColorSpace::Linear;
    CHECK_BYTES(shown(linear, {10, 20, 30}), 10, 20, 30);
}

BOOST_AUTO_TEST_CASE(shows_alpha_where_the_texture_has_it) {
    CHECK_BYTES(shown(plane(1, 1, Format::Rgba8Srgb, AlphaMode::Straight), {10, 20, 30, 40}), 10, 20, 30, 40);
    CHECK_BYTES(shown(plane(1, 1, Format::Bgra8Srgb, AlphaMode::Straight), {10, 20, 30, 40}), 30, 20, 10, 40);
    // 64 * 255 / 128 = 127.5, 32 * 255 / 128 = 63.75
    CHECK_BYTES(shown(plane(1, 1, Format::Rgba8Srgb, AlphaMode::Premultiplied), {64, 32, 0, 128}), 128, 64, 0,
                128);
    CHECK_BYTES(shown(plane(1, 1, Format::Rgba8Srgb, AlphaMode::Premultiplied), {9, 9, 9, 0}), 9, 9, 9, 0);
}

BOOST_AUTO_TEST_CASE(rounds_sixteen_bits_to_eight) {
    CHECK_BYTES(shown(Format::R16Unorm, {0xFF, 0xFF}), 255, 255, 255);
    // 0x80 / 65535 * 255 = 0.498 and 0x81: 0.502; 0x1234 / 65535 * 255 = 18.13
    CHECK_BYTES(shown(Format::Rgb16Unorm, {0x80, 0, 0x81, 0, 0x34, 0x12}), 0, 1, 18);
    CHECK_BYTES(shown(plane(1, 1, Format::Rgba16Unorm, AlphaMode::Straight), {1, 1, 2, 2, 3, 3, 4, 4}), 1, 2,
                3, 4);
}

// 0x3800 is 0.5, which is 187.5 in sRGB (0.735357); 0x3400 is 0.25: 136.9 (0.537099); 0x1000 is 1/2048: 1.6.
BOOST_AUTO_TEST_CASE(encodes_half_floats_as_light) {
    CHECK_BYTES(shown(Format::Rgb16Sfloat, {0x00, 0x38, 0x00, 0x34, 0x00, 0x10}), 188, 137, 2);
    // 1, 2, -1 and infinity, NaN, the smallest number.
    CHECK_BYTES(shown(Format::Rgb16Sfloat, {0x00, 0x3C, 0x00, 0x40, 0x00, 0xBC}), 255, 255, 0);
    CHECK_BYTES(shown(Format::Rgb16Sfloat, {0x00, 0x7C, 0x00, 0x7E, 0x01, 0x00}), 255, 0, 0);
    // Alpha is a fraction, not light.
    CHECK_BYTES(
        shown(plane(1, 1, Format::Rgba16Sfloat, AlphaMode::Straight), {0, 0x38, 0, 0x38, 0, 0x38, 0, 0x38}),
        188, 188, 188, 128);
}

BOOST_AUTO_TEST_CASE(encodes_floats_as_light_unless_they_are_encoded_or_vectors) {
    const Bytes half = {0, 0, 0, 0x3F, 0, 0, 0x80, 0x3E};  // 0.5 and 0.25
    CHECK_BYTES(shown(Format::Rg32Sfloat, half), 188, 137, 0);
    auto encoded = plane(1, 1, Format::Rg32Sfloat);
    encoded.color_space = ColorSpace::Srgb;
    CHECK_BYTES(shown(encoded, half), 128, 64, 0);
    auto vectors = plane(1, 1, Format::Rg32Sfloat);
    vectors.flags = SINTER_TEXTURE_NORMAL_MAP;
    CHECK_BYTES(shown(vectors, half), 128, 64, 0);
}

// 0xF800 is pure red: all indices 0.
BOOST_AUTO_TEST_CASE(cuts_blocks_at_the_edges) {
    TextureAsset asset{plane(5, 3, Format::Bc1RgbUnorm)};
    asset.set({0x00, 0xF8, 0, 0, 0, 0, 0, 0, 0xE0, 0x07, 0, 0, 0, 0, 0, 0});
    const auto picture = picture_of(asset);
    BOOST_TEST(picture.width == 5u);
    BOOST_TEST(picture.height == 3u);
    for (unsigned y = 0; y < 3; ++y) {
        CHECK_BYTES(picture.at(3, y), 255, 0, 0);
        CHECK_BYTES(picture.at(4, y), 0, 255, 0);
    }
}

BOOST_AUTO_TEST_CASE(shows_every_block_format) {
    const Bytes red = {0x00, 0xF8, 0, 0, 0, 0, 0, 0}, full = {255, 255, 0, 0, 0, 0, 0, 0},
                zero_signed = {0, 0, 0, 0, 0, 0, 0, 0}, lowest = {0x81, 0x81, 0, 0, 0, 0, 0, 0};
    const auto both = [](Bytes first, const Bytes& second) {
        first.insert(first.end(), second.begin(), second.end());
        return first;
    };
    CHECK_BYTES(shown(plane(4, 4, Format::Bc1RgbaSrgb, AlphaMode::Straight), red), 255, 0, 0, 255);
    CHECK_BYTES(
        shown(plane(4, 4, Format::Bc2Srgb, AlphaMode::Straight), both({0x0C, 0, 0, 0, 0, 0, 0, 0}, red)), 255,
        0, 0, 204);
    CHECK_BYTES(shown(plane(4, 4, Format::Bc3Unorm, AlphaMode::Straight), both(full, red)), 255, 0, 0, 255);
    CHECK_BYTES(shown(plane(4, 4, Format::Bc4Unorm), full), 255, 255, 255);
    CHECK_BYTES(shown(plane(4, 4, Format::Bc5Unorm), both(full, zero_signed)), 255, 0, 0);
    // 0 stands in the middle, -127 at the bottom.
    CHECK_BYTES(shown(plane(4, 4, Format::Bc4Snorm), zero_signed), 128, 128, 128);
    CHECK_BYTES(shown(plane(4, 4, Format::Bc5Snorm), both(lowest, zero_signed)), 0, 128, 0);
    // Mode 3 of one region: ten bits of each channel of both ends. All ones is the end of the scale, 65504.
    CHECK_BYTES(
        shown(plane(4, 4, Format::Bc6hUfloat), {0xE3, 0x7F, 0, 0, 0xF8, 0x1F, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}),
        255, 0, 0);
    // Mode 5: seven bits of red for both ends from bit 8 on.
    CHECK_BYTES(shown(plane(4, 4, Format::Bc7Srgb, AlphaMode::Straight),
                      {0x20, 0xFF, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}),
                255, 0, 0, 0);
}

BOOST_AUTO_TEST_CASE(takes_the_finest_level_of_at_most_1024) {
    auto desc = plane(4096, 2, Format::R8Unorm);
    desc.mips = 13;
    TextureAsset asset{desc};
    for (std::uint32_t mip = 0; mip < 13; ++mip)
        std::fill(asset.texels(mip).begin(), asset.texels(mip).end(), static_cast<std::uint8_t>(mip + 1));
    const auto picture = picture_of(asset);
    BOOST_TEST(picture.width == 1024u);
    BOOST_TEST(picture.height == 1u);
    CHECK_BYTES(picture.at(1023, 0), 3, 3, 3);
}

BOOST_AUTO_TEST_CASE(takes_the_coarsest_level_when_all_are_large) {
    TextureAsset asset{plane(4096, 2, Format::R8Unorm)};
    const auto picture = picture_of(asset);
    BOOST_TEST(picture.width == 4096u);
    BOOST_TEST(picture.height == 2u);
}

BOOST_AUTO_TEST_CASE(unfolds_a_cube) {
    auto desc = plane(1, 1, Format::R8Unorm);
    desc.shape = TextureShape::Cube;
    desc.layers = 2;
    TextureAsset asset{desc};
    asset.set({1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16});
    const auto picture = picture_of(asset);
    BOOST_TEST(picture.width == 4u);
    BOOST_TEST(picture.height == 3u);
    //                     +Y
    //                 -X  +Z  +X  -Z
    //                     -Y
    const Bytes expected = {0, 3, 0, 0, 2, 5, 1, 6, 0, 4, 0, 0};
    for (unsigned i = 0; i < 12; ++i)
        CHECK_BYTES(picture.at(i % 4, i / 4), expected[i], expected[i], expected[i]);
}

BOOST_AUTO_TEST_CASE(lays_the_slices_of_a_volume_side_by_side) {
    auto desc = plane(2, 2, Format::R8Unorm);
    desc.shape = TextureShape::Volume;
    desc.depth = 5;
    TextureAsset asset{desc};
    Bytes stored;
    for (std::uint8_t i = 0; i < 20; ++i) stored.push_back(i + 1);
    asset.set(stored);
    const auto picture = picture_of(asset);
    BOOST_TEST(picture.width == 6u);
    BOOST_TEST(picture.height == 4u);
    CHECK_BYTES(picture.at(1, 0), 2, 2, 2);     // slice 0
    CHECK_BYTES(picture.at(4, 1), 11, 11, 11);  // slice 2
    CHECK_BYTES(picture.at(3, 3), 20, 20, 20);  // slice 4
    CHECK_BYTES(picture.at(5, 3), 0, 0, 0);     // none
}

BOOST_AUTO_TEST_CASE(shows_64_of_many_layers) {
    auto desc = plane(1, 1, Format::R8Unorm);
    desc.layers = 128;
    TextureAsset asset{desc};
    Bytes stored;
    for (unsigned i = 0; i < 128; ++i) stored.push_back(static_cast<std::uint8_t>(i));
    asset.set(stored);
    const auto picture = picture_of(asset);
    BOOST_TEST(picture.width == 8u);
    BOOST_TEST(picture.height == 8u);
    CHECK_BYTES(picture.at(1, 0), 2, 2, 2);
    CHECK_BYTES(picture.at(7, 7), 126, 126, 126);
}

BOOST_AUTO_TEST_CASE(keeps_a_sheet_within_4096) {
    auto desc = plane(1024, 1024, Format::Bc1RgbUnorm);
    desc.layers = 17;
    desc.mips = 2;
    TextureAsset asset{desc};
    const auto picture = picture_of(asset);
    BOOST_TEST(picture.width == 5 * 512u);
    BOOST_TEST(picture.height == 4 * 512u);
}

BOOST_AUTO_TEST_CASE(stacks_the_lines_of_a_1d_array) {
    auto desc = plane(16, 1, Format::R8Unorm);
    desc.shape = TextureShape::Line;
    desc.layers = 3;
    TextureAsset asset{desc};
    const auto picture = picture_of(asset);
    BOOST_TEST(picture.width == 16u);
    BOOST_TEST(picture.height == 3u);
}

BOOST_AUTO_TEST_CASE(replaces_the_file) {
    const Folder folder;
    std::ofstream{folder.file()} << "something else";
    TextureAsset asset{plane(1, 1, Format::R8Unorm)};
    BOOST_TEST(bool{write_preview_png(asset.view(), none, folder.file())});
    BOOST_TEST(read_png(folder.file()).width == 1u);
    BOOST_TEST(folder.entries() == 1u);
}

BOOST_AUTO_TEST_CASE(names_the_format_it_cannot_draw) {
    const auto text = [](Format format) {
        TextureAsset asset{plane(1, 1, format)};
        const auto error = refusal_of(asset.view());
        BOOST_TEST((error.code == Code::Unsupported));
        return error.text;
    };
    BOOST_TEST(text(static_cast<Format>(SINTER_FORMAT_ASTC_6x6_UNORM)) ==
               "preview: ASTC_6x6_UNORM cannot be drawn yet");
    BOOST_TEST(text(static_cast<Format>(SINTER_FORMAT_ETC2_R8G8B8_SRGB)) ==
               "preview: ETC2_R8G8B8_SRGB cannot be drawn yet");
    BOOST_TEST(text(static_cast<Format>(SINTER_FORMAT_EAC_R11_UNORM)) ==
               "preview: EAC_R11_UNORM cannot be drawn yet");
    TextureAsset carried{plane(1, 1, Format::Rgba8Unorm)};
    carried.row.format = 1000470000;
    BOOST_TEST(refusal_of(carried.view()).text == "preview: VK_1000470000 cannot be drawn yet");
    TextureAsset packed{plane(1, 1, Format::Rgba8Unorm)};
    packed.row.flags = SINTER_TEXTURE_SUPERCOMPRESSED;
    packed.row.supercompression = 1;
    const auto error = refusal_of(packed.view());
    BOOST_TEST((error.code == Code::Unsupported));
    BOOST_TEST(error.text == "preview: R8G8B8A8_UNORM in supercompression scheme 1 cannot be drawn yet");
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_texture) {
    TextureAsset asset{plane(1, 1, Format::R8Unorm)};
    const auto error = refusal_of(asset.view(AssetType::Material));
    BOOST_TEST((error.code == Code::Unsupported));
    BOOST_TEST(error.text == "preview: no picture of this type of asset (material); inspect shows its tables");
    BOOST_TEST(refusal_of(asset.view(AssetType::Audio)).text == "preview: the tables of the sound do not agree");
}

BOOST_AUTO_TEST_CASE(refuses_tables_that_do_not_agree) {
    const auto code_after = [](auto damage) {
        TextureAsset asset{plane(8, 8, Format::Bc1RgbUnorm)};
        damage(asset);
        return refusal_of(asset.view()).code;
    };
    BOOST_TEST((code_after([](auto& asset) { asset.row.width = 4096; }) == Code::Corrupt));
    BOOST_TEST((code_after([](auto& asset) { asset.levels[0].chunk = 7; }) == Code::Corrupt));
    BOOST_TEST((code_after([](auto& asset) { asset.levels[0].size += 8; }) == Code::Corrupt));
    // Consistent among themselves, but not what the format says: 8 bytes a texel of what has 8 a block.
    BOOST_TEST(
        (code_after([](auto& asset) { asset.row.format = SINTER_FORMAT_BC7_UNORM; }) == Code::Corrupt));
    // A plane called a cube, and one with two faces.
    BOOST_TEST((code_after([](auto& asset) { asset.row.shape = SINTER_TEXTURE_CUBE; }) == Code::Corrupt));
    BOOST_TEST((code_after([](auto& asset) {
                    asset.row.faces = 2;
                    asset.row.height = 4;
                    auto& level = asset.levels[0];
                    level.height = 4;
                    level.slice_pitch /= 2;
                }) == Code::Corrupt));
    BOOST_TEST(
        (refusal_of(AssetView{sinter_asset{SINTER_TEXTURE, 0, 0, 0, nullptr, nullptr, nullptr}}).code ==
         Code::Corrupt));
}

BOOST_AUTO_TEST_CASE(refuses_a_picture_of_over_2_28_texels) {
    // 65536 x 8192 in BC1 is 2^28 bytes, which nobody touches.
    const auto layout = *layout_texture(plane(65536, 8192, Format::Bc1RgbUnorm));
    const std::unique_ptr<std::uint8_t, decltype(&std::free)> bytes{
        static_cast<std::uint8_t*>(std::calloc(std::size_t{1} << 28, 1)), std::free};
    BOOST_TEST_REQUIRE(bytes.get());
    const sinter_chunk chunk{SINTER_TEXTURE_CHUNK, 64, {bytes.get(), std::uint64_t{1} << 28}};
    const sinter_table tables[] = {
        {SINTER_TEXTURE_TABLE, 1, sizeof layout.row, 1, reinterpret_cast<const std::uint8_t*>(&layout.row)},
        {SINTER_TEXTURE_MIP_TABLE, 1, sizeof layout.mips[0], 1,
         reinterpret_cast<const std::uint8_t*>(layout.mips.data())}};
    const auto error = refusal_of(AssetView{sinter_asset{SINTER_TEXTURE, 2, 1, 0, tables, &chunk, nullptr}});
    BOOST_TEST((error.code == Code::TooLarge));
}

BOOST_AUTO_TEST_CASE(says_that_a_file_cannot_be_written) {
    const Folder folder;
    TextureAsset asset{plane(1, 1, Format::R8Unorm)};
    const auto missing = (folder.path / "missing" / "out.png").string();
    const auto written = write_preview_png(asset.view(), none, missing);
    BOOST_TEST((written.code() == Code::Io));
    BOOST_TEST(written.error().where.path == missing);
    BOOST_TEST(written.error().text == "preview: cannot be written (No such file or directory)");
    // A folder stands there: nothing is left behind.
    fs::create_directory(folder.file());
    std::ofstream{folder.path / "out.png" / "kept"} << "kept";
    BOOST_TEST((write_preview_png(asset.view(), none, folder.file()).code() == Code::Io));
    BOOST_TEST(folder.entries() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter::cli
