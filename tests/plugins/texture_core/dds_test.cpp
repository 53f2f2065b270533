// SPDX-License-Identifier: Apache-2.0
// The DDS decoder on headers written by hand from Microsoft's "DDS Programming Guide".
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "decoder_family.hpp"

namespace sinter::test {
namespace {

constexpr std::uint32_t Volume = 0x200000, Cube = 0x200, AllFaces = 0xfc00;
constexpr std::uint32_t FlagFourCc = 4, FlagRgb = 0x40, FlagAlphaPixels = 1, FlagAlpha = 2,
                        FlagLuminance = 0x20000, FlagBump = 0x80000;

struct Dds {
    std::uint32_t width = 4, height = 4, depth = 0, mips = 1, caps2 = 0;
    std::uint32_t flags = FlagFourCc, four_cc = 0, bits = 0;
    std::uint32_t red = 0, green = 0, blue = 0, alpha = 0;
    // With dxgi: a DX10 header.
    std::uint32_t dxgi = 0, dimension = 3, misc = 0, array_size = 1, alpha_mode = 0;
    std::size_t data_size = 0;
};

constexpr std::uint32_t code(const char (&text)[5]) {
    return SINTER_TAG(text[0], text[1], text[2], text[3]);
}

ByteVector make(const Dds& dds) {
    ByteVector out;
    const auto pixel_flags = dds.dxgi != 0 ? FlagFourCc : dds.flags;
    const auto four_cc = dds.dxgi != 0 ? code("DX10") : dds.four_cc;
    for (const auto value : {code("DDS "), 124u, 0x21007u, dds.height, dds.width, 0u, dds.depth, dds.mips})
        append_u32(out, value);
    out.resize(76);  // reserved
    for (const auto value :
         {32u, pixel_flags, four_cc, dds.bits, dds.red, dds.green, dds.blue, dds.alpha, 0x1000u, dds.caps2})
        append_u32(out, value);
    out.resize(128);
    if (dds.dxgi != 0)
        for (const auto value : {dds.dxgi, dds.dimension, dds.misc, dds.array_size, dds.alpha_mode})
            append_u32(out, value);
    const auto data = counting_bytes(dds.data_size);
    out.insert(out.end(), data.begin(), data.end());
    return out;
}

/// A format, 4x4 texels of it in bytes, and what is wanted.
struct Known {
    const char* name;
    Dds dds;
    std::uint32_t vk_format;
    std::uint32_t block_bytes;
    std::uint32_t channels;
    AlphaMode alpha = {};
    ColorSpace color_space = {};
};
std::ostream& operator<<(std::ostream& out, const Known& known) {
    return out << known.name;
}

Dds masks(std::uint32_t flags, std::uint32_t bits, std::uint32_t red, std::uint32_t green, std::uint32_t blue,
          std::uint32_t alpha) {
    return {.flags = flags,
            .bits = bits,
            .red = red,
            .green = green,
            .blue = blue,
            .alpha = alpha,
            .data_size = bits * 2};
}
Dds four(const char (&text)[5], std::size_t size) {
    return {.four_cc = code(text), .data_size = size};
}
Dds d3d(std::uint32_t number, std::size_t size) {
    return {.four_cc = number, .data_size = size};
}
Dds dxgi(std::uint32_t number, std::size_t size) {
    return {.dxgi = number, .data_size = size};
}

constexpr auto Straight = AlphaMode::Straight, Premultiplied = AlphaMode::Premultiplied;
constexpr auto None = AlphaMode::None;
constexpr auto Linear = ColorSpace::Linear;

// VkFormat numbers from vulkan_core.h.
const Known KnownFormats[] = {
    {"DXT1", four("DXT1", 8), 133, 8, 4, Straight},
    {"DXT2", four("DXT2", 16), 135, 16, 4, Premultiplied},
    {"DXT3", four("DXT3", 16), 135, 16, 4, Straight},
    {"DXT4", four("DXT4", 16), 137, 16, 4, Premultiplied},
    {"DXT5", four("DXT5", 16), 137, 16, 4, Straight},
    {"ATI1", four("ATI1", 8), 139, 8, 1},
    {"BC4S", four("BC4S", 8), 140, 8, 1, None, Linear},
    {"ATI2", four("ATI2", 16), 141, 16, 2},
    {"BC5S", four("BC5S", 16), 142, 16, 2, None, Linear},
    {"A16B16G16R16", d3d(36, 128), 91, 8, 4, Straight},
    {"Q16W16V16U16", d3d(110, 128), 92, 8, 4, Straight, Linear},
    {"R16F", d3d(111, 32), 76, 2, 1, None, Linear},
    {"G16R16F", d3d(112, 64), 83, 4, 2, None, Linear},
    {"A16B16G16R16F", d3d(113, 128), 97, 8, 4, Straight, Linear},
    {"R32F", d3d(114, 64), 100, 4, 1, None, Linear},
    {"G32R32F", d3d(115, 128), 103, 8, 2, None, Linear},
    {"A32B32G32R32F", d3d(116, 256), 109, 16, 4, Straight, Linear},
    {"R8G8B8", masks(FlagRgb, 24, 0xff0000, 0xff00, 0xff, 0), 30, 3, 3},
    {"A8R8G8B8", masks(FlagRgb | FlagAlphaPixels, 32, 0xff0000, 0xff00, 0xff, 0xff000000), 44, 4, 4,
     Straight},
    {"X8R8G8B8", masks(FlagRgb, 32, 0xff0000, 0xff00, 0xff, 0), 44, 4, 3},
    {"A8B8G8R8", masks(FlagRgb | FlagAlphaPixels, 32, 0xff, 0xff00, 0xff0000, 0xff000000), 37, 4, 4,
     Straight},
    {"R5G6B5", masks(FlagRgb, 16, 0xf800, 0x7e0, 0x1f, 0), 4, 2, 3},
    {"A1R5G5B5", masks(FlagRgb | FlagAlphaPixels, 16, 0x7c00, 0x3e0, 0x1f, 0x8000), 8, 2, 4, Straight},
    {"A4R4G4B4", masks(FlagRgb | FlagAlphaPixels, 16, 0xf00, 0xf0, 0xf, 0xf000), 1000340000, 2, 4, Straight},
    {"A2B10G10R10", masks(FlagRgb | FlagAlphaPixels, 32, 0x3ff, 0xffc00, 0x3ff00000, 0xc0000000), 64, 4, 4,
     Straight},
    {"A2R10G10B10", masks(FlagRgb | FlagAlphaPixels, 32, 0x3ff00000, 0xffc00, 0x3ff, 0xc0000000), 58, 4, 4,
     Straight},
    {"G16R16", masks(FlagRgb, 32, 0xffff, 0xffff0000, 0, 0), 77, 4, 2},
    {"L8", masks(FlagLuminance, 8, 0xff, 0, 0, 0), 9, 1, 1},
    {"L16", masks(FlagLuminance, 16, 0xffff, 0, 0, 0), 70, 2, 1},
    {"A8L8", masks(FlagLuminance | FlagAlphaPixels, 16, 0xff, 0, 0, 0xff00), 16, 2, 2},
    {"A8", masks(FlagAlpha, 8, 0, 0, 0, 0xff), 1000470001, 1, 1, Straight},
    {"V8U8", masks(FlagBump, 16, 0xff, 0xff00, 0, 0), 17, 2, 2, None, Linear},
    {"Q8W8V8U8", masks(FlagBump, 32, 0xff, 0xff00, 0xff0000, 0xff000000), 38, 4, 4, Straight, Linear},
    {"R3G3B2", masks(FlagRgb, 8, 0xe0, 0x1c, 3, 0), 0, 1, 0},
    {"R8G8B8A8_UNORM", dxgi(28, 64), 37, 4, 4, Straight},
    {"R8G8B8A8_UNORM_SRGB", dxgi(29, 64), 43, 4, 4, Straight, ColorSpace::Srgb},
    {"R11G11B10_FLOAT", dxgi(26, 64), 122, 4, 3, None, Linear},
    {"R16G16B16A16_FLOAT", dxgi(10, 128), 97, 8, 4, Straight, Linear},
    {"R32G32B32_FLOAT", dxgi(6, 192), 106, 12, 3, None, Linear},
    {"B5G6R5_UNORM", dxgi(85, 32), 4, 2, 3},
    {"B5G5R5A1_UNORM", dxgi(86, 32), 8, 2, 4, Straight},
    {"B4G4R4A4_UNORM", dxgi(115, 32), 1000340000, 2, 4, Straight},
    {"B8G8R8A8_UNORM_SRGB", dxgi(91, 64), 50, 4, 4, Straight, ColorSpace::Srgb},
    {"B8G8R8X8_UNORM", dxgi(88, 64), 44, 4, 3},
    {"BC1_UNORM_SRGB", dxgi(72, 8), 134, 8, 4, Straight, ColorSpace::Srgb},
    {"BC4_UNORM", dxgi(80, 8), 139, 8, 1},
    {"BC6H_UF16", dxgi(95, 16), 143, 16, 3, None, Linear},
    {"BC6H_SF16", dxgi(96, 16), 144, 16, 3, None, Linear},
    {"BC7_UNORM", dxgi(98, 16), 145, 16, 4, Straight},
    {"BC7_UNORM_SRGB", dxgi(99, 16), 146, 16, 4, Straight, ColorSpace::Srgb},
    {"R9G9B9E5", dxgi(67, 64), 123, 4, 3, None, Linear},
};

BOOST_AUTO_TEST_SUITE(dds)

BOOST_DATA_TEST_CASE(passes_every_known_format_through, boost::unit_test::data::make(KnownFormats), known) {
    const auto result = decode("dds", make(known.dds));
    const auto texture = texture_of(result);
    BOOST_TEST(texture.width() == 4u);
    BOOST_TEST(texture.height() == 4u);
    BOOST_TEST(texture.row().format == known.vk_format);
    BOOST_TEST(texture.row().block_bytes == known.block_bytes);
    BOOST_TEST(texture.row().channels == known.channels);
    BOOST_TEST(texture.alpha_mode() == known.alpha);
    BOOST_TEST(texture.color_space() == known.color_space);
    BOOST_TEST(level_of(result) == counting_bytes(known.dds.data_size));
}

BOOST_AUTO_TEST_CASE(orders_the_levels_of_array_layers_by_level) {
    // Two layers of 4x2 R8: each 8, 2 and 1 bytes.
    const auto result = decode(
        "dds", make({.width = 4, .height = 2, .mips = 3, .dxgi = 61, .array_size = 2, .data_size = 22}));
    const auto texture = texture_of(result);
    BOOST_TEST(texture.layers() == 2u);
    BOOST_TEST(texture.mip_count() == 3u);
    BOOST_TEST((texture.shape() == TextureShape::Plane));
    const auto data = counting_bytes(22);
    const auto bytes = [&](std::initializer_list<std::size_t> from) {
        ByteVector out;
        for (const auto at : from) out.push_back(data[at]);
        return out;
    };
    BOOST_TEST(level_of(result, 0) == bytes({0, 1, 2, 3, 4, 5, 6, 7, 11, 12, 13, 14, 15, 16, 17, 18}));
    BOOST_TEST(level_of(result, 1) == bytes({8, 9, 19, 20}));
    BOOST_TEST(level_of(result, 2) == bytes({10, 21}));
}

BOOST_AUTO_TEST_CASE(reads_cubes_of_both_headers_and_cube_arrays) {
    for (const auto& dds :
         {Dds{.width = 2,
         .height = 2,
         .mips = 2,
         .caps2 = Cube | AllFaces,
         .flags = FlagLuminance,
         .bits = 8,
         .red = 0xff,
         .data_size = 30},
          Dds{.width = 2, .height = 2, .mips = 2, .dxgi = 61, .misc = 4, .data_size = 30}}) {
        const auto result = decode("dds", make(dds));
        const auto texture = texture_of(result);
        BOOST_TEST((texture.shape() == TextureShape::Cube));
        BOOST_TEST(texture.faces() == 6u);
        ByteVector finest, coarsest;
        const auto data = counting_bytes(30);
        for (std::size_t face = 0; face < 6; ++face) {
            finest.insert(finest.end(), data.begin() + static_cast<std::ptrdiff_t>(face * 5),
                          data.begin() + static_cast<std::ptrdiff_t>(face * 5 + 4));
            coarsest.push_back(data[face * 5 + 4]);
        }
        BOOST_TEST(level_of(result, 0) == finest);
        BOOST_TEST(level_of(result, 1) == coarsest);
        BOOST_TEST(warnings_of(result).empty());
    }
    const auto result = decode(
        "dds", make({.width = 2, .height = 2, .dxgi = 61, .misc = 4, .array_size = 3, .data_size = 72}));
    BOOST_TEST(texture_of(result).layers() == 3u);
    BOOST_TEST(texture_of(result).faces() == 6u);
    BOOST_TEST(level_of(result) == counting_bytes(72));
}

BOOST_AUTO_TEST_CASE(leaves_missing_faces_of_a_cube_zero_and_warns) {
    // +X, -Y and -Z only.
    const auto result = decode("dds", make({.width = 1,
                                            .height = 1,
                                            .caps2 = Cube | 0x400 | 0x2000 | 0x8000,
                                            .flags = FlagLuminance,
                                            .bits = 8,
                                            .red = 0xff,
                                            .data_size = 3}));
    const auto data = counting_bytes(3);
    BOOST_TEST(level_of(result) == (ByteVector{data[0], 0, 0, data[1], 0, data[2]}));
    BOOST_TEST(warns_of(result, "3 of 6 faces"));
}

BOOST_AUTO_TEST_CASE(reads_volumes_and_lines) {
    // 4x2x3 R8 with all levels: 24, 2x1x1 2, 1.
    for (const auto& dds :
         {Dds{.width = 4,
         .height = 2,
         .depth = 3,
         .mips = 3,
         .caps2 = Volume,
         .flags = FlagLuminance,
         .bits = 8,
         .red = 0xff,
         .data_size = 27},
          Dds{.width = 4, .height = 2, .depth = 3, .mips = 3, .dxgi = 61, .dimension = 4, .data_size = 27}}) {
        const auto result = decode("dds", make(dds));
        const auto texture = texture_of(result);
        BOOST_TEST((texture.shape() == TextureShape::Volume));
        BOOST_TEST(texture.depth() == 3u);
        BOOST_TEST(level_of(result, 0) == ByteVector(counting_bytes(24)));
        BOOST_TEST(level_of(result, 1).size() == 2u);
        BOOST_TEST(level_of(result, 2) == ByteVector{counting_bytes(27)[26]});
    }
    const auto line =
        decode("dds", make({.width = 5, .height = 1, .dxgi = 61, .dimension = 2, .data_size = 5}));
    BOOST_TEST((texture_of(line).shape() == TextureShape::Line));
    BOOST_TEST(level_of(line) == counting_bytes(5));
}

BOOST_AUTO_TEST_CASE(takes_the_alpha_mode_of_the_dx10_header) {
    const auto alpha = [](std::uint32_t mode) {
        return texture_of(decode("dds", make({.dxgi = 28, .alpha_mode = mode, .data_size = 64})))
            .alpha_mode();
    };
    BOOST_TEST(alpha(0) == AlphaMode::Straight);
    BOOST_TEST(alpha(1) == AlphaMode::Straight);
    BOOST_TEST(alpha(2) == AlphaMode::Premultiplied);
    BOOST_TEST(alpha(3) == AlphaMode::None);
    BOOST_TEST(alpha(4) == AlphaMode::Straight);
}

BOOST_AUTO_TEST_CASE(rounds_blocks_up_and_carries_packed_pairs) {
    // 5x5 in BC1: 2x2 blocks.
    BOOST_TEST(
        level_of(decode("dds", make({.width = 5, .height = 5, .four_cc = code("DXT1"), .data_size = 32})))
            .size() == 32u);
    // YUY2 holds two texels in four bytes.
    const auto result =
        decode("dds", make({.width = 5, .height = 2, .four_cc = code("YUY2"), .data_size = 24}));
    BOOST_TEST(texture_of(result).row().block_width == 2u);
    BOOST_TEST(texture_of(result).row().format == 1000156000u);
}

BOOST_AUTO_TEST_CASE(warns_where_channels_are_not_what_they_seem) {
    const auto swizzled = decode("dds", make(four("RXGB", 16)));
    BOOST_TEST(texture_of(swizzled).alpha_mode() == AlphaMode::None);
    BOOST_TEST(warns_of(swizzled, "red channel lies in alpha"));
    BOOST_TEST(warns_of(decode("dds", make(masks(FlagLuminance | FlagAlphaPixels, 16, 0xff, 0, 0, 0xff00))),
                        "second channel"));
    BOOST_TEST(warns_of(decode("dds", make(dxgi(27, 64))), "typeless"));
}

BOOST_AUTO_TEST_CASE(says_unsupported_of_what_it_does_not_know) {
    for (const auto number : {66u, 103u, 111u, 132u, 0xffffffffu})
        BOOST_TEST(decode("dds", make({.dxgi = number, .data_size = 4096})).status.code() ==
                   Code::Unsupported);
    BOOST_TEST(decode("dds", make(four("ZZZZ", 4096))).status.code() == Code::Unsupported);
    BOOST_TEST(decode("dds", make({.flags = 0x20, .bits = 8, .data_size = 4096})).status.code() ==
               Code::Unsupported);
}

BOOST_AUTO_TEST_CASE(refuses_headers_that_contradict_themselves) {
    const auto is_corrupt = [](Dds dds) {
        dds.data_size = 1 << 16;
        return decode("dds", make(dds)).status.code() == Code::Corrupt;
    };
    BOOST_TEST(is_corrupt({.width = 0, .dxgi = 28}));
    BOOST_TEST(is_corrupt({.height = 0, .dxgi = 28}));
    BOOST_TEST(is_corrupt({.mips = 4, .dxgi = 28}));
    BOOST_TEST(is_corrupt({.mips = 0xffffffff, .dxgi = 28}));
    BOOST_TEST(is_corrupt({.dxgi = 28, .dimension = 1}));
    BOOST_TEST(is_corrupt({.dxgi = 28, .array_size = 0}));
    BOOST_TEST(is_corrupt({.width = 8, .dxgi = 28, .misc = 4}));
    BOOST_TEST(is_corrupt({.dxgi = 28, .dimension = 2, .misc = 4}));
    BOOST_TEST(is_corrupt({.depth = 0, .dxgi = 28, .dimension = 4}));
    BOOST_TEST(is_corrupt({.depth = 4, .dxgi = 28, .dimension = 4, .array_size = 2}));
    BOOST_TEST(is_corrupt({.caps2 = Cube | AllFaces | Volume, .four_cc = code("DXT1")}));
    BOOST_TEST(is_corrupt({.caps2 = Cube, .four_cc = code("DXT1")}));
}

BOOST_AUTO_TEST_CASE(refuses_absurd_sizes_without_asking_for_memory) {
    for (const auto& dds :
         {Dds{.width = 65536, .height = 65536, .dxgi = 2, .data_size = 64},
          Dds{.width = 0xffffffff, .dxgi = 28, .data_size = 64},
          Dds{.dxgi = 28, .array_size = 0xffffffff, .data_size = 64},
          Dds{.width = 65536, .height = 65536, .dxgi = 28, .array_size = 65536, .data_size = 64},
          Dds{.width = 16384, .height = 16384, .dxgi = 28, .data_size = 64}}) {
        const auto result = decode("dds", make(dds));
        BOOST_TEST((result.status.code() == Code::TooLarge || result.status.code() == Code::Corrupt));
        BOOST_TEST(result.peak_memory_bytes == 0u);
    }
}

BOOST_AUTO_TEST_CASE(passes_the_family) {
    const auto sample = make({.width = 4, .height = 4, .mips = 3, .dxgi = 28, .data_size = 84});
    check_refuses_other_magic("dds", sample);
    check_every_prefix("dds", sample, [](std::size_t) { return false; });
    check_extra_bytes("dds", sample);
    check_refused_memory("dds", sample);
    check_every_byte_damaged("dds", sample);
    check_every_byte_damaged("dds", make({.width = 4,
                                          .height = 4,
                                          .mips = 3,
                                          .caps2 = Cube | AllFaces,
                                          .four_cc = code("DXT5"),
                                          .data_size = 288}));
    check_cancelled_midway("dds",
                           make({.width = 600, .height = 600, .dxgi = 28, .data_size = 600 * 600 * 4}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace sinter::test
