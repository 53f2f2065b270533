// SPDX-License-Identifier: Apache-2.0
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <map>

#include <sinter/texture.hpp>

namespace data = boost::unit_test::data;

namespace sinter {
namespace {

struct Known {
    std::uint32_t number;
    const char* name;
    std::uint32_t width, height, bytes, channels;
    friend std::ostream& operator<<(std::ostream& out, const Known& known) { return out << known.name; }
};
// Numbers, block extents and block sizes: Vulkan 1.3, sections 34.1 and 49.1 (Compatible Formats, block
// sizes).
const Known Formats[] = {
    {9, "R8_UNORM", 1, 1, 1, 1},
    {22, "R8G8_SRGB", 1, 1, 2, 2},
    {23, "R8G8B8_UNORM", 1, 1, 3, 3},
    {36, "B8G8R8_SRGB", 1, 1, 3, 3},
    {37, "R8G8B8A8_UNORM", 1, 1, 4, 4},
    {50, "B8G8R8A8_SRGB", 1, 1, 4, 4},
    {70, "R16_UNORM", 1, 1, 2, 1},
    {84, "R16G16B16_UNORM", 1, 1, 6, 3},
    {97, "R16G16B16A16_SFLOAT", 1, 1, 8, 4},
    {106, "R32G32B32_SFLOAT", 1, 1, 12, 3},
    {109, "R32G32B32A32_SFLOAT", 1, 1, 16, 4},
    {131, "BC1_RGB_UNORM", 4, 4, 8, 3},
    {134, "BC1_RGBA_SRGB", 4, 4, 8, 4},
    {135, "BC2_UNORM", 4, 4, 16, 4},
    {138, "BC3_SRGB", 4, 4, 16, 4},
    {139, "BC4_UNORM", 4, 4, 8, 1},
    {142, "BC5_SNORM", 4, 4, 16, 2},
    {143, "BC6H_UFLOAT", 4, 4, 16, 3},
    {146, "BC7_SRGB", 4, 4, 16, 4},
    {147, "ETC2_R8G8B8_UNORM", 4, 4, 8, 3},
    {150, "ETC2_R8G8B8A1_SRGB", 4, 4, 8, 4},
    {152, "ETC2_R8G8B8A8_SRGB", 4, 4, 16, 4},
    {153, "EAC_R11_UNORM", 4, 4, 8, 1},
    {156, "EAC_R11G11_SNORM", 4, 4, 16, 2},
    {157, "ASTC_4x4_UNORM", 4, 4, 16, 4},
    {160, "ASTC_5x4_SRGB", 5, 4, 16, 4},
    {169, "ASTC_8x6_UNORM", 8, 6, 16, 4},
    {184, "ASTC_12x12_SRGB", 12, 12, 16, 4},
};

// VkFormat numbers of formats that have both names: UNORM, SRGB.
const std::map<std::uint32_t, std::uint32_t> Pairs = [] {
    std::map<std::uint32_t, std::uint32_t> pairs{{9, 15},    {16, 22},   {23, 29},   {30, 36},   {37, 43},
                                                 {44, 50},   {131, 132}, {133, 134}, {135, 136}, {137, 138},
                                                 {145, 146}, {147, 148}, {149, 150}, {151, 152}};
    for (std::uint32_t astc = 157; astc < 185; astc += 2) pairs[astc] = astc + 1;
    return pairs;
}();

}  // namespace

BOOST_AUTO_TEST_SUITE(sdk_texture_format)

BOOST_DATA_TEST_CASE(knows_a_format_by_its_vulkan_number, data::make(Formats), known) {
    const auto format = static_cast<Format>(known.number);
    const auto* info = format_info(format);
    BOOST_TEST_REQUIRE(info);
    BOOST_TEST(info->name == known.name);
    BOOST_TEST(name_of(format) == known.name);
    BOOST_TEST(info->block_width == known.width);
    BOOST_TEST(info->block_height == known.height);
    BOOST_TEST(info->block_bytes == known.bytes);
    BOOST_TEST(info->channels == known.channels);
}

BOOST_AUTO_TEST_CASE(carries_other_formats_by_number) {
    BOOST_TEST(format_info(static_cast<Format>(1000470000)) == nullptr);
    BOOST_TEST(name_of(static_cast<Format>(1000470000)) == "VK_1000470000");
    BOOST_TEST(name_of(Format::Undefined) == "UNDEFINED");
}

BOOST_AUTO_TEST_CASE(swaps_the_srgb_name_where_there_is_a_pair_and_only_there) {
    std::uint32_t without_pair = 0;
    for (const auto& info : detail::KnownFormats) {
        const auto number = static_cast<std::uint32_t>(info.format);
        auto expected_srgb = number, expected_linear = number;
        for (const auto& [linear, srgb] : Pairs)
            if (number == linear || number == srgb) {
                expected_srgb = srgb;
                expected_linear = linear;
            }
        without_pair += expected_srgb == expected_linear;
        BOOST_TEST(static_cast<std::uint32_t>(with_srgb(info.format, true)) == expected_srgb, info.name);
        BOOST_TEST(static_cast<std::uint32_t>(with_srgb(info.format, false)) == expected_linear, info.name);
    }
    // 16-bit unorm, half and float of 1 to 4 channels; BC4, BC5, BC6H and EAC in two kinds each (EAC in
    // four).
    BOOST_TEST(without_pair == 12u + 6u + 4u);
    const auto unknown = static_cast<Format>(1000470000);
    BOOST_TEST((with_srgb(unknown, true) == unknown));
}

BOOST_AUTO_TEST_CASE(a_whole_chain_ends_at_one_texel) {
    BOOST_TEST(full_mip_count(1, 1, 1) == 1u);
    BOOST_TEST(full_mip_count(2, 1, 1) == 2u);
    BOOST_TEST(full_mip_count(255, 256, 1) == 9u);
    BOOST_TEST(full_mip_count(255, 255, 1) == 8u);
    BOOST_TEST(full_mip_count(1, 1, 4096) == 13u);
    BOOST_TEST(full_mip_count(0, 0, 0) == 1u);
    BOOST_TEST(full_mip_count(0xffffffffu, 1, 1) == 32u);
    BOOST_TEST(mip_extent(5, 1) == 2u);
    BOOST_TEST(mip_extent(5, 3) == 1u);
    BOOST_TEST(mip_extent(0xffffffffu, 31) == 1u);
    BOOST_TEST(mip_extent(0xffffffffu, 32) == 1u);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter
