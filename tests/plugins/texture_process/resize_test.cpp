// SPDX-License-Identifier: Apache-2.0
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "process_step.hpp"
#include "reference.hpp"

namespace {

using namespace sinter;
using namespace sinter::test;
using Bytes = std::vector<std::uint8_t>;
namespace data = boost::unit_test::data;

std::string size_text(const Texture& texture) {
    return std::to_string(texture.width()) + "x" + std::to_string(texture.height()) + "x" +
           std::to_string(texture.depth()) + " " + std::to_string(texture.mip_count());
}
/// Size and level count of the result, or "same".
std::string result_text(const JobResult& result) {
    if (!result.status) return result.status.error().text;
    return result.products.empty() ? "same" : size_text(Texture{result.products[0].asset.view()});
}

struct Size {
    std::uint32_t width, height;
    std::int64_t profile, setting;
    const char* power_of_two;
    const char* expected;
};
std::ostream& operator<<(std::ostream& out, const Size& size) {
    return out << size.width << "x" << size.height << " to " << size.profile << "/" << size.setting << " "
               << size.power_of_two;
}
const Size Sizes[] = {
    {64, 32, 0, 0, "keep", "same"},        {64, 32, 64, 0, "keep", "same"},
    {64, 32, 128, 0, "keep", "same"},      {64, 32, 32, 0, "keep", "32x16x1 1"},
    {64, 32, 0, 16, "keep", "16x8x1 1"},   {64, 32, 32, 16, "keep", "16x8x1 1"},
    {64, 32, 16, 32, "keep", "16x8x1 1"},  {100, 3, 10, 0, "keep", "10x1x1 1"},  // 0.3 rounds to 0: 1
    {3, 100, 50, 0, "keep", "2x50x1 1"},                                         // 1.5 rounds up
    {100, 60, 0, 0, "down", "64x32x1 1"},  {64, 32, 0, 0, "down", "same"},
    {100, 60, 50, 0, "down", "32x16x1 1"}, {1, 1, 1, 0, "down", "same"},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(texture_process_resize)

BOOST_DATA_TEST_CASE(goes_down_to_the_smaller_limit_and_never_up, data::make(Sizes), size) {
    const auto input = noise_texture(plane(size.width, size.height, Format::Rgba8Srgb, ColorSpace::Srgb));
    Values platform;
    if (size.profile > 0) platform["max_texture_size"] = integer(size.profile);
    const auto result = resize().run(
        input.view().abi(), {{"max_size", integer(size.setting)}, {"power_of_two", text(size.power_of_two)}},
        platform);
    BOOST_TEST(result_text(result) == size.expected);
}

BOOST_AUTO_TEST_CASE(texels_are_filtered_in_linear_light) {
    const auto input =
        new_texture(plane(4, 2, Format::R8Srgb, ColorSpace::Srgb), Bytes{0, 255, 7, 7, 255, 0, 7, 7});
    const auto made = levels_made(resize().run(input.view().abi(), {{"max_size", integer(2)}}));
    BOOST_TEST(made.at(0) == (Bytes{188, 7}));
}

BOOST_DATA_TEST_CASE(any_ratio_is_within_a_code_of_the_reference,
                     data::make({"box", "kaiser"}) * data::make({5, 9, 17}), filter, limit) {
    const auto input = noise_texture(plane(31, 18, Format::Rgba8Srgb, ColorSpace::Srgb));
    const auto bytes = level_of(input.view(), 0);
    ReferenceImage image{31, 18, {}};
    for (std::size_t i = 0; i < bytes.size(); i += 4)
        image.texels.push_back({reference_decode(bytes[i] / 255.0), reference_decode(bytes[i + 1] / 255.0),
                                reference_decode(bytes[i + 2] / 255.0), bytes[i + 3] / 255.0});
    const int height = (18 * limit * 2 + 31) / 62;
    const auto expected = ReferenceFilter{std::string_view{filter} == "kaiser"}.reduce(image, limit, height);
    const auto made = levels_made(resize().run(input.view().abi(),
                                               {{"max_size", integer(limit)}, {"filter", text(filter)}}))
                          .at(0);
    BOOST_TEST_REQUIRE(made.size() == expected.texels.size() * 4);
    for (std::size_t i = 0; i < made.size(); ++i) {
        const double number = expected.texels[i / 4][i % 4];
        BOOST_TEST_REQUIRE(std::abs(made[i] - 255 * (i % 4 == 3 ? number : reference_encode(number))) <=
                           0.501);
    }
}

BOOST_AUTO_TEST_CASE(a_level_that_fits_is_kept_with_those_below) {
    auto desc = plane(8, 8, Format::Rgba8Srgb, ColorSpace::Srgb);
    desc.mips = 4;
    auto input = noise_texture(desc);
    for (std::uint32_t mip = 1; mip < 4; ++mip)
        for (auto& byte : level_bytes(input, mip)) byte = static_cast<std::uint8_t>(mip);
    const auto made = levels_made(resize().run(input.view().abi(), {{"max_size", integer(4)}}));
    BOOST_TEST((made == std::vector<Bytes>{Bytes(64, 1), Bytes(16, 2), Bytes(4, 3)}));
}

BOOST_AUTO_TEST_CASE(without_such_a_level_the_chain_is_dropped) {
    auto desc = plane(8, 8, Format::Rgba8Srgb, ColorSpace::Srgb);
    desc.mips = 4;
    const auto input = noise_texture(desc);
    BOOST_TEST(result_text(resize().run(input.view().abi(), {{"max_size", integer(5)}})) == "5x5x1 1");
}

BOOST_AUTO_TEST_CASE(block_compressed_levels_are_dropped) {
    auto desc = plane(16, 8, Format::Bc7Srgb, ColorSpace::Srgb);
    desc.mips = 5;
    auto input = new_texture(desc);
    for (std::uint32_t mip = 0; mip < 5; ++mip)
        for (auto& byte : level_bytes(input, mip)) byte = static_cast<std::uint8_t>(mip);
    const auto result = resize().run(input.view().abi(), {{"max_size", integer(6)}});
    BOOST_TEST(result_text(result) == "4x2x1 3");
    BOOST_TEST((levels_made(result) == std::vector<Bytes>{Bytes(16, 2), Bytes(16, 3), Bytes(16, 4)}));
    BOOST_TEST(result.diagnostics.empty());
}

BOOST_AUTO_TEST_CASE(what_cannot_be_filtered_goes_on_with_a_warning) {
    const auto single = noise_texture(plane(16, 8, Format::Bc1RgbUnorm));
    const auto same = resize().run(single.view().abi(), {{"max_size", integer(8)}});
    BOOST_TEST(result_text(same) == "same");
    BOOST_TEST_REQUIRE(same.diagnostics.size() == 1u);
    BOOST_TEST(
        same.diagnostics[0].error.text.starts_with("resize: still larger than 8 (16x8): BC1_RGB_UNORM"));

    TextureDesc unknown = plane(16, 16, static_cast<Format>(1000340000));
    unknown.block_bytes = 2;
    unknown.mips = 2;
    const auto carried = noise_texture(unknown);
    const auto some = resize().run(carried.view().abi(), {{"max_size", integer(4)}});
    BOOST_TEST(result_text(some) == "8x8x1 1");
    BOOST_TEST(some.diagnostics.size() == 1u);

    const auto odd = noise_texture(plane(12, 8, Format::Bc1RgbUnorm));
    const auto power = resize().run(odd.view().abi(), {{"power_of_two", text("down")}});
    BOOST_TEST(result_text(power) == "same");
    BOOST_TEST_REQUIRE(power.diagnostics.size() == 1u);
    BOOST_TEST(
        power.diagnostics[0].error.text.starts_with("resize: not a power of two (12x8): BC1_RGB_UNORM"));
}

BOOST_AUTO_TEST_CASE(cubes_arrays_and_volumes_keep_their_shape) {
    auto cube = plane(16, 16, Format::Rgba8Srgb, ColorSpace::Srgb);
    cube.shape = TextureShape::Cube;
    cube.layers = 2;
    const auto cubes = noise_texture(cube);
    const auto small = resize().run(cubes.view().abi(), {{"max_size", integer(5)}});
    const Texture made{product(small).view()};
    BOOST_TEST(size_text(made) == "5x5x1 1");
    BOOST_TEST((made.layers() == 2 && made.faces() == 6));

    auto volume = plane(4, 4, Format::R8Unorm);
    volume.shape = TextureShape::Volume;
    volume.depth = 8;
    Bytes texels;
    for (std::uint8_t slice = 0; slice < 8; ++slice)
        texels.insert(texels.end(), 16, static_cast<std::uint8_t>(slice * 20));
    const auto deep = new_texture(volume, texels);
    const auto shallow = resize().run(deep.view().abi(), {{"max_size", integer(4)}});
    BOOST_TEST(result_text(shallow) == "2x2x4 1");
    BOOST_TEST(levels_made(shallow).at(0) ==
               (Bytes{10, 10, 10, 10, 50, 50, 50, 50, 90, 90, 90, 90, 130, 130, 130, 130}));
}

BOOST_AUTO_TEST_SUITE_END()
