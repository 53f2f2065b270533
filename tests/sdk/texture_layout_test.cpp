// SPDX-License-Identifier: Apache-2.0
// Sizes are worked out by hand; the sweep compares with the same sums in 128 bits.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <random>

#include <sinter/texture.hpp>

#include "sdk/print_code.hpp"

namespace data = boost::unit_test::data;

namespace sinter {
namespace {

TextureDesc desc_of(std::uint32_t width, std::uint32_t height, Format format, std::uint32_t mips = 1) {
    TextureDesc desc;
    desc.width = width;
    desc.height = height;
    desc.format = format;
    desc.mips = mips;
    return desc;
}
TextureDesc volume_of(std::uint32_t size, Format format, std::uint32_t mips) {
    auto desc = desc_of(size, size, format, mips);
    desc.depth = size;
    desc.shape = TextureShape::Volume;
    return desc;
}
TextureDesc cube_of(std::uint32_t size, Format format, std::uint32_t layers, std::uint32_t mips = 1) {
    auto desc = desc_of(size, size, format, mips);
    desc.shape = TextureShape::Cube;
    desc.layers = layers;
    return desc;
}
TextureDesc line_of(std::uint32_t width, std::uint32_t height) {
    auto desc = desc_of(width, height, Format::R16Unorm);
    desc.shape = TextureShape::Line;
    return desc;
}
TextureDesc foreign(std::uint32_t block_width, std::uint32_t block_height, std::uint32_t block_depth,
                    std::uint32_t block_bytes) {
    auto desc = volume_of(10, static_cast<Format>(1000054000), 1);
    desc.block_width = block_width;
    desc.block_height = block_height;
    desc.block_depth = block_depth;
    desc.block_bytes = block_bytes;
    return desc;
}
TextureDesc layered(TextureDesc desc, std::uint32_t layers) {
    desc.layers = layers;
    return desc;
}

struct Case {
    const char* name;
    TextureDesc desc;
    std::vector<std::array<std::uint64_t, 3>> levels;  // row pitch, slice pitch, size
    friend std::ostream& operator<<(std::ostream& out, const Case& c) { return out << c.name; }
};
const Case Cases[] = {
    {"one texel", desc_of(1, 1, Format::Rgba8Unorm), {{4, 4, 4}}},
    {"three bytes a texel are not padded", desc_of(3, 2, Format::Rgb8Unorm), {{9, 18, 18}}},
    {"odd sizes round down", desc_of(5, 3, Format::R8Unorm, 3), {{5, 15, 15}, {2, 2, 2}, {1, 1, 1}}},
    {"BC1 counts whole blocks",
     desc_of(10, 6, Format::Bc1RgbaUnorm, 4),
     {{24, 48, 48}, {16, 16, 16}, {8, 8, 8}, {8, 8, 8}}},
    {"ASTC 12x10", desc_of(100, 100, static_cast<Format>(181)), {{144, 1440, 1440}}},
    {"half", desc_of(7, 5, Format::Rgba16Sfloat), {{56, 280, 280}}},
    {"line", line_of(5, 1), {{10, 10, 10}}},
    {"volume", volume_of(4, Format::R8Unorm, 3), {{4, 16, 64}, {2, 4, 8}, {1, 1, 1}}},
    {"cube array of BC7", cube_of(64, Format::Bc7Srgb, 2, 2), {{256, 4096, 49152}, {128, 1024, 12288}}},
    {"array", layered(desc_of(4, 4, Format::Rg8Unorm), 3), {{8, 32, 96}}},
    {"a format known by its blocks", foreign(4, 4, 4, 16), {{48, 144, 432}}},
    {"float, as large as it may be",
     desc_of(65536, 65536, Format::Rgba32Sfloat),
     {{1048576, 68719476736, 68719476736}}},
};

__extension__ typedef unsigned __int128 Wide;

struct Refused {
    const char* name;
    TextureDesc desc;
    Code code;
    friend std::ostream& operator<<(std::ostream& out, const Refused& r) { return out << r.name; }
};
constexpr std::uint32_t Huge = 0xffffffffu;
const Refused RefusedDescs[] = {
    {"no width", desc_of(0, 1, Format::R8Unorm), Code::Invalid},
    {"no height", desc_of(1, 0, Format::R8Unorm), Code::Invalid},
    {"no depth", volume_of(0, Format::R8Unorm, 1), Code::Invalid},
    {"no layers", layered(desc_of(1, 1, Format::R8Unorm), 0), Code::Invalid},
    {"no mips", desc_of(1, 1, Format::R8Unorm, 0), Code::Invalid},
    {"one mip too many", desc_of(4, 4, Format::R8Unorm, 4), Code::Invalid},
    {"no end of mips", desc_of(4, 4, Format::R8Unorm, Huge), Code::Invalid},
    {"too wide", desc_of(65537, 1, Format::R8Unorm), Code::TooLarge},
    {"largest numbers", layered(volume_of(Huge, Format::Rgba32Sfloat, 1), Huge), Code::TooLarge},
    {"too many layers", layered(desc_of(1, 1, Format::R8Unorm), 65537), Code::TooLarge},
    {"64 GiB and their mips", desc_of(65536, 65536, Format::Rgba32Sfloat, 2), Code::TooLarge},
    {"six faces of 64 GiB", cube_of(65536, Format::Rgba32Sfloat, 1), Code::TooLarge},
    {"everything at its limit", cube_of(65536, Format::Rgba32Sfloat, 65536), Code::TooLarge},
    {"a volume at its limit", layered(volume_of(65536, Format::Rgba32Sfloat, 1), 65536), Code::TooLarge},
    {"a cube that is not square",
     [] {
         auto desc = cube_of(8, Format::R8Unorm, 1);
         desc.height = 4;
         return desc;
     }(),
     Code::Invalid},
    {"depth without volume",
     [] {
         auto desc = volume_of(4, Format::R8Unorm, 1);
         desc.shape = TextureShape::Plane;
         return desc;
     }(),
     Code::Invalid},
    {"a line with height", line_of(4, 2), Code::Invalid},
    {"no block size", foreign(1, 1, 1, 0), Code::Invalid},
    {"no block width", foreign(0, 1, 1, 4), Code::Invalid},
    {"no block depth", foreign(1, 1, 0, 4), Code::Invalid},
    {"a block of 4 GiB", foreign(1, 1, 1, Huge), Code::Invalid},
    {"a block wider than 64", foreign(Huge, 1, 1, 4), Code::Invalid},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(sdk_texture_layout)

BOOST_DATA_TEST_CASE(levels_have_the_sizes_worked_out_by_hand, data::make(Cases), c) {
    const auto layout = layout_texture(c.desc);
    BOOST_TEST_REQUIRE(bool{layout});
    BOOST_TEST_REQUIRE(layout->mips.size() == c.levels.size());
    for (std::size_t i = 0; i < c.levels.size(); ++i) {
        BOOST_TEST(layout->mips[i].row_pitch == c.levels[i][0]);
        BOOST_TEST(layout->mips[i].slice_pitch == c.levels[i][1]);
        BOOST_TEST(layout->mips[i].size == c.levels[i][2]);
    }
}

BOOST_DATA_TEST_CASE(refuses_what_cannot_be, data::make(RefusedDescs), refused) {
    const auto layout = layout_texture(refused.desc);
    BOOST_TEST(layout.code() == refused.code);
    if (!layout) BOOST_TEST(layout.error().text.starts_with("texture: "));
}

BOOST_AUTO_TEST_CASE(coarse_levels_share_the_first_chunk_and_each_finer_one_has_its_own) {
    const auto layout = layout_texture(desc_of(256, 256, Format::Rgba8Unorm, 9));
    BOOST_TEST_REQUIRE(bool{layout});
    // 4, 16, 64, 256, 1024, 4096, 16384 bytes from the coarsest on, each from a multiple of 16; then 64 KiB,
    // 256 KiB.
    const std::vector<std::uint64_t> chunks{21856, 65536, 262144};
    BOOST_TEST(layout->chunk_sizes == chunks, boost::test_tools::per_element());
    const std::uint64_t offsets[] = {0, 0, 5472, 1376, 352, 96, 32, 16, 0};
    const std::uint32_t chunk_of[] = {2, 1, 0, 0, 0, 0, 0, 0, 0};
    for (std::size_t i = 0; i < 9; ++i) {
        BOOST_TEST(layout->mips[i].offset == offsets[i]);
        BOOST_TEST(layout->mips[i].chunk == chunk_of[i]);
    }
}

BOOST_AUTO_TEST_CASE(the_row_says_what_was_asked_for) {
    auto desc = cube_of(8, Format::Rgba8Srgb, 3);
    desc.color_space = ColorSpace::Srgb;
    desc.alpha_mode = AlphaMode::Premultiplied;
    desc.flags = SINTER_TEXTURE_HAS_ICC;
    desc.gamma = 0.5f;
    const auto layout = layout_texture(desc);
    BOOST_TEST_REQUIRE(bool{layout});
    const auto& row = layout->row;
    BOOST_TEST(row.shape == SINTER_TEXTURE_CUBE);
    BOOST_TEST(row.format == SINTER_FORMAT_R8G8B8A8_SRGB);
    BOOST_TEST(row.faces == 6u);
    BOOST_TEST(row.layers == 3u);
    BOOST_TEST(row.is_array == 1u);
    BOOST_TEST(row.channels == 4u);
    BOOST_TEST(row.block_bytes == 4u);
    BOOST_TEST(row.color_space == SINTER_COLOR_SRGB);
    BOOST_TEST(row.alpha_mode == SINTER_ALPHA_PREMULTIPLIED);
    BOOST_TEST(row.flags == SINTER_TEXTURE_HAS_ICC);
    BOOST_TEST(row.gamma == 0.5f);
    BOOST_TEST(row.supercompression == 0u);
}

BOOST_AUTO_TEST_CASE(any_numbers_give_a_refusal_or_the_sums_of_wider_arithmetic) {
    std::mt19937 random{12345};
    const auto number = [&](std::uint32_t small) -> std::uint32_t {
        switch (random() % 16) {
            case 0:
                return static_cast<std::uint32_t>(random());
            case 1:
                return 65536;
            case 2:
                return std::uint32_t{1} << (random() % 32);
            default:
                return 1 + static_cast<std::uint32_t>(random()) % small;
        }
    };
    std::uint32_t accepted = 0;
    for (int round = 0; round < 20000; ++round) {
        TextureDesc desc;
        desc.width = number(300);
        desc.shape = static_cast<TextureShape>(random() % 4);
        desc.height = desc.shape == TextureShape::Cube   ? desc.width
                      : desc.shape == TextureShape::Line ? 1
                                                         : number(300);
        desc.depth = desc.shape == TextureShape::Volume ? number(20) : 1;
        desc.layers = number(8);
        desc.mips = 1 + static_cast<std::uint32_t>(random()) % 4;
        desc.format = static_cast<Format>(1);  // not among the known ones
        desc.block_width = number(12);
        desc.block_height = number(12);
        desc.block_depth = number(2);
        desc.block_bytes = number(32);
        const auto layout = layout_texture(desc);
        if (!layout) continue;
        ++accepted;
        Wide total = 0;
        for (std::uint32_t mip = 0; mip < desc.mips; ++mip) {
            const auto blocks = [&](std::uint32_t extent, std::uint32_t block) -> Wide {
                const std::uint64_t texels = std::max<std::uint64_t>(1, std::uint64_t{extent} >> mip);
                return (texels + block - 1) / block;
            };
            const auto size = blocks(desc.width, desc.block_width) * blocks(desc.height, desc.block_height) *
                              blocks(desc.depth, desc.block_depth) * desc.block_bytes * desc.layers *
                              (desc.shape == TextureShape::Cube ? 6u : 1u);
            BOOST_TEST((layout->mips[mip].size == size));
            total += size;
        }
        BOOST_TEST((total <= MaxTextureBytes));
    }
    BOOST_TEST(accepted > 1000u);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter
