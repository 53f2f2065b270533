// SPDX-License-Identifier: Apache-2.0
// Mip levels of 8-bit textures: by hand where that can be, else against the reference in doubles.
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

Bytes repeat(std::initializer_list<std::uint8_t> texel, std::size_t count) {
    Bytes out;
    for (std::size_t i = 0; i < count; ++i) out.insert(out.end(), texel.begin(), texel.end());
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(texture_process_mipmaps)

BOOST_DATA_TEST_CASE(constant_images_stay_constant, data::make({"box", "kaiser"}) * data::make({8u, 7u}),
                     filter, edge) {
    for (const bool srgb : {false, true})
        for (int code = 0; code < 256; ++code) {
            const auto value = static_cast<std::uint8_t>(code);
            const auto desc = plane(edge, edge, Format::Rgba8Unorm,
                                    srgb ? ColorSpace::Srgb : ColorSpace::Linear, AlphaMode::Straight);
            // Also a transparent one keeps its colour.
            for (const std::uint8_t alpha : {255, 128, 1, 0}) {
                const auto input = new_texture(desc, repeat({value, 255, value, alpha}, edge * edge));
                const auto result = mipmaps().run(input.view().abi(), {{"filter", text(filter)}});
                const auto levels = levels_made(result);
                BOOST_TEST_REQUIRE(levels.size() == (edge == 8 ? 4u : 3u));
                for (const auto& level : levels)
                    BOOST_TEST_REQUIRE(level == repeat({value, 255, value, alpha}, level.size() / 4));
            }
        }
}

BOOST_AUTO_TEST_CASE(black_and_white_meet_at_half_the_light) {
    // Half the light is 0.5; 255 * (1.055 * 0.5^(1/2.4) - 0.055) = 187.5160…
    const Bytes checker = {0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 255};
    const auto colour = new_texture(plane(2, 2, Format::Rgba8Srgb, ColorSpace::Srgb), checker);
    BOOST_TEST(levels_made(mipmaps().run(colour.view().abi())).at(1) == (Bytes{188, 188, 188, 255}));
    // As data, the mean of the codes: 127.5, rounded up.
    const auto mask = new_texture(plane(2, 2, Format::Rgba8Unorm, ColorSpace::Linear), checker);
    BOOST_TEST(levels_made(mipmaps().run(mask.view().abi())).at(1) == (Bytes{128, 128, 128, 255}));
}

BOOST_AUTO_TEST_CASE(transparent_texels_do_not_bleed) {
    // Red where visible, green where not.
    const Bytes texels = {255, 0, 0, 255, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0};
    const auto straight =
        new_texture(plane(2, 2, Format::Rgba8Srgb, ColorSpace::Srgb, AlphaMode::Straight), texels);
    BOOST_TEST(levels_made(mipmaps().run(straight.view().abi())).at(1) == (Bytes{255, 0, 0, 64}));
    // Alpha that is no coverage does not weigh: 255 * (1.055 * 0.25^(1/2.4) - 0.055) = 136.9…; 0.75: 224.6…
    const auto mask = new_texture(plane(2, 2, Format::Rgba8Srgb, ColorSpace::Srgb, AlphaMode::None), texels);
    BOOST_TEST(levels_made(mipmaps().run(mask.view().abi())).at(1) == (Bytes{137, 225, 0, 64}));
}

BOOST_AUTO_TEST_CASE(kaiser_does_not_bleed_beside_a_hard_border) {
    auto input = new_texture(plane(32, 32, Format::Rgba8Srgb, ColorSpace::Srgb, AlphaMode::Straight));
    const auto bytes = level_bytes(input, 0);
    for (std::size_t i = 0; i < 32 * 32; ++i) {
        const bool visible = i % 32 < 13;
        const std::uint8_t texel[] = {std::uint8_t(visible ? 200 : 0), std::uint8_t(visible ? 0 : 255), 0,
                                      std::uint8_t(visible ? 255 : 0)};
        std::copy(std::begin(texel), std::end(texel), bytes.begin() + static_cast<std::ptrdiff_t>(4 * i));
    }
    const auto result = mipmaps().run(input.view().abi(), {{"filter", text("kaiser")}});
    for (const auto& level : levels_made(result))
        for (std::size_t i = 0; i < level.size(); i += 4)
            if (level[i + 3] > 0) BOOST_TEST_REQUIRE((level[i] == 200 && level[i + 1] == 0));
}

BOOST_AUTO_TEST_CASE(odd_sizes_weigh_by_area) {
    // 3x1 gray, linear: (30 + 60 + 90) / 3.
    const auto three = new_texture(plane(3, 1, Format::R8Unorm), Bytes{30, 60, 90});
    BOOST_TEST(levels_made(mipmaps().run(three.view().abi())).at(1) == Bytes{60});
    // 5x3 → 2x1: columns weigh 1, 1, ½ | ½, 1, 1 over 2½; rows a third each.
    const auto five = new_texture(plane(5, 3, Format::R8Unorm),
                                  Bytes{10, 20, 30, 40, 50, 10, 20, 30, 40, 50, 10, 20, 30, 40, 50});
    const auto levels = levels_made(mipmaps().run(five.view().abi()));
    BOOST_TEST(levels.size() == 3u);
    BOOST_TEST(levels.at(1) == (Bytes{18, 42}));  // (10 + 20 + 15) / 2.5, (15 + 40 + 50) / 2.5
    BOOST_TEST(levels.at(2) == Bytes{30});
}

struct Size {
    int width, height;
};
std::ostream& operator<<(std::ostream& out, Size size) {
    return out << size.width << "x" << size.height;
}
constexpr Size Sizes[] = {{5, 3}, {1, 13}, {17, 1}, {13, 29}, {16, 16}, {12, 20}, {2, 31}, {24, 6}};

BOOST_DATA_TEST_CASE(every_level_is_within_a_code_of_the_reference,
                     data::make(Sizes) * data::make({"box", "kaiser"}) * data::make({"clamp", "wrap"}), size,
                     filter, edge) {
    for (const bool weighted : {false, true}) {
        const auto width = static_cast<std::uint32_t>(size.width),
                   height = static_cast<std::uint32_t>(size.height);
        auto input = noise_texture(plane(width, height, Format::Rgba8Srgb, ColorSpace::Srgb,
                                         weighted ? AlphaMode::Straight : AlphaMode::None));
        const auto bytes = level_bytes(input, 0);
        // Nearly transparent texels would make the reference's own division the matter of the test.
        for (std::size_t i = 3; i < bytes.size(); i += 4) bytes[i] |= 0x80;
        ReferenceImage level{size.width, size.height, {}};
        for (std::size_t i = 0; i < bytes.size(); i += 4) {
            Colour texel{};
            for (std::size_t c = 0; c < 3; ++c) texel[c] = reference_decode(bytes[i + c] / 255.0);
            texel[3] = bytes[i + 3] / 255.0;
            level.texels.push_back(texel);
        }
        const ReferenceFilter reference{std::string_view{filter} == "kaiser",
                                        std::string_view{edge} == "wrap", weighted};
        const auto made =
            levels_made(mipmaps().run(input.view().abi(), {{"filter", text(filter)}, {"edge", text(edge)}}));
        for (std::size_t mip = 1; mip < made.size(); ++mip) {
            level = reference.reduce(level, std::max(1, level.width / 2), std::max(1, level.height / 2));
            BOOST_TEST_REQUIRE(made[mip].size() == level.texels.size() * 4);
            for (std::size_t i = 0; i < made[mip].size(); ++i) {
                const double number = level.texels[i / 4][i % 4];
                const double expected = 255 * (i % 4 == 3 ? number : reference_encode(number));
                // Half a code of rounding, and what float sums leave.
                BOOST_TEST_REQUIRE(std::abs(made[mip][i] - expected) <= 0.501);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(level_0_is_the_input) {
    const auto input = noise_texture(plane(33, 9, Format::Bgra8Srgb, ColorSpace::Srgb, AlphaMode::Straight));
    BOOST_TEST(levels_made(mipmaps().run(input.view().abi())).at(0) == level_of(input.view(), 0));
}

BOOST_AUTO_TEST_CASE(levels_limits_the_chain) {
    const auto input = noise_texture(plane(16, 4, Format::Rgba8Srgb, ColorSpace::Srgb));
    const auto full = levels_made(mipmaps().run(input.view().abi()));
    BOOST_TEST(full.size() == 5u);
    const auto three = levels_made(mipmaps().run(input.view().abi(), {{"levels", integer(3)}}));
    BOOST_TEST((three == std::vector<Bytes>{full[0], full[1], full[2]}));
    BOOST_TEST(levels_made(mipmaps().run(input.view().abi(), {{"levels", integer(17)}})) == full);
    BOOST_TEST(levels_made(mipmaps().run(input.view().abi(), {{"levels", integer(1)}})).empty());
}

BOOST_AUTO_TEST_CASE(a_texture_with_levels_goes_on_unchanged) {
    auto desc = plane(4, 4, Format::Rgba8Srgb, ColorSpace::Srgb);
    desc.mips = 2;
    const auto input = noise_texture(desc);
    BOOST_TEST(levels_made(mipmaps().run(input.view().abi())).empty());
    const auto again = levels_made(mipmaps().run(input.view().abi(), {{"regenerate", Value{true}}}));
    desc.mips = 1;
    const auto plain = new_texture(desc, level_of(input.view(), 0));
    BOOST_TEST(again == levels_made(mipmaps().run(plain.view().abi())));
}

BOOST_AUTO_TEST_CASE(premultiplied_alpha_is_filtered_as_it_is) {
    const Bytes texels = {255, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    const auto input =
        new_texture(plane(2, 2, Format::Rgba8Unorm, ColorSpace::Linear, AlphaMode::Premultiplied), texels);
    BOOST_TEST(levels_made(mipmaps().run(input.view().abi())).at(1) == (Bytes{64, 0, 0, 64}));
}

BOOST_AUTO_TEST_SUITE_END()
