// SPDX-License-Identifier: Apache-2.0
// Normal maps: vectors are averaged and brought back to unit length.
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "process_step.hpp"

namespace {

using namespace sinter;
using namespace sinter::test;
using Bytes = std::vector<std::uint8_t>;

TextureDesc normals(std::uint32_t width, std::uint32_t height, Format format) {
    auto desc = plane(width, height, format, ColorSpace::Linear);
    desc.flags = SINTER_TEXTURE_NORMAL_MAP;
    return desc;
}
std::uint8_t stored(double number) {
    return static_cast<std::uint8_t>(std::floor((0.5 * number + 0.5) * 255 + 0.5));
}

/// Bumps as unit vectors, `channels` of them stored.
Bytes bumps(int width, int height, int channels) {
    Bytes out;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const double u = 0.6 * std::sin(x * 0.7), v = 0.6 * std::cos(y * 0.9);
            const double vector[] = {u, v, std::sqrt(1 - u * u - v * v), 0.25};
            for (int c = 0; c < channels; ++c) out.push_back(stored(vector[c]));
        }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(texture_process_normals)

BOOST_AUTO_TEST_CASE(vectors_keep_unit_length) {
    for (const char* filter : {"box", "kaiser"})
        for (const auto format : {Format::Rgb8Unorm, Format::Rgba8Unorm}) {
            const int channels = format == Format::Rgb8Unorm ? 3 : 4;
            const auto input = new_texture(normals(23, 16, format), bumps(23, 16, channels));
            const auto made = levels_made(mipmaps().run(input.view().abi(), {{"filter", text(filter)}}));
            BOOST_TEST_REQUIRE(made.size() == 5u);
            for (const auto& level : made)
                for (std::size_t i = 0; i < level.size(); i += static_cast<std::size_t>(channels)) {
                    double square = 0;
                    for (std::size_t c = 0; c < 3; ++c) square += std::pow(level[i + c] / 127.5 - 1, 2);
                    // Half a code in each of three channels: sqrt(3) * 0.5 / 127.5.
                    BOOST_TEST_REQUIRE(std::abs(std::sqrt(square) - 1) < 0.0137);
                }
        }
}

BOOST_AUTO_TEST_CASE(opposite_slopes_meet_in_the_middle) {
    // (±0.6, 0, 0.8) average to (0, 0, 0.8), which becomes (0, 0, 1).
    const auto input = new_texture(normals(2, 1, Format::Rgb8Unorm),
                                   Bytes{stored(0.6), 128, stored(0.8), stored(-0.6), 127, stored(0.8)});
    const auto made = levels_made(mipmaps().run(input.view().abi())).at(1);
    BOOST_TEST(std::abs(made[0] - 127.5) <= 0.5);
    BOOST_TEST(std::abs(made[1] - 127.5) <= 0.5);
    BOOST_TEST(made[2] == 255);
}

BOOST_AUTO_TEST_CASE(vectors_that_cancel_point_out_of_the_surface) {
    const auto rgb = new_texture(normals(2, 1, Format::Rgb8Unorm), Bytes{255, 255, 255, 0, 0, 0});
    BOOST_TEST(levels_made(mipmaps().run(rgb.view().abi())).at(1) == (Bytes{128, 128, 255}));
    const auto bgr = new_texture(normals(2, 1, Format::Bgr8Unorm), Bytes{255, 255, 255, 0, 0, 0});
    BOOST_TEST(levels_made(mipmaps().run(bgr.view().abi())).at(1) == (Bytes{255, 128, 128}));
}

BOOST_AUTO_TEST_CASE(two_channels_carry_a_third) {
    // x = 0.6 and x = 0 with z = 0.8 and 1: the mean (0.3, 0, 0.9) has length sqrt(0.9); x becomes 0.316….
    const auto input = new_texture(normals(2, 1, Format::Rg8Unorm), Bytes{stored(0.6), 128, 128, 128});
    const auto made = levels_made(mipmaps().run(input.view().abi())).at(1);
    BOOST_TEST(std::abs(made[0] - (0.5 * 0.3 / std::sqrt(0.9) + 0.5) * 255) < 1.5);
    BOOST_TEST(std::abs(made[1] - 127.5) <= 0.5);
}

BOOST_AUTO_TEST_CASE(alpha_of_a_normal_map_is_data) {
    const auto desc = [] {
        auto d = normals(2, 1, Format::Rgba8Unorm);
        d.alpha_mode = AlphaMode::Straight;
        return d;
    }();
    const auto input = new_texture(desc, Bytes{128, 128, 255, 0, 128, 128, 255, 100});
    BOOST_TEST(levels_made(mipmaps().run(input.view().abi())).at(1) == (Bytes{128, 128, 255, 50}));
}

BOOST_AUTO_TEST_CASE(the_setting_overrides_the_texture) {
    const auto plain = new_texture(plane(2, 1, Format::Rgb8Unorm), Bytes{255, 128, 128, 0, 128, 128});
    const auto yes = mipmaps().run(plain.view().abi(), {{"normal_map", text("yes")}});
    const Texture made{product(yes).view()};
    BOOST_TEST((made.row().flags & SINTER_TEXTURE_NORMAL_MAP) != 0u);
    BOOST_TEST(name_of(made.color_space()) == "linear");
    BOOST_TEST(name_of(made.format()) == "R8G8B8_UNORM");

    const auto flagged = new_texture(normals(2, 1, Format::Rgb8Unorm), Bytes{255, 128, 128, 0, 128, 128});
    const auto no = mipmaps().run(flagged.view().abi(), {{"normal_map", text("no")}});
    BOOST_TEST((Texture{product(no).view()}.row().flags & SINTER_TEXTURE_NORMAL_MAP) == 0u);
    BOOST_TEST(levels_made(no).at(1) == (Bytes{128, 128, 128}));
}

BOOST_AUTO_TEST_CASE(srgb_for_a_normal_map_is_refused_with_a_warning) {
    const auto input = new_texture(normals(2, 1, Format::Rgb8Unorm), Bytes{128, 128, 255, 128, 128, 255});
    const auto result = mipmaps().run(input.view().abi(), {{"color_space", text("srgb")}});
    BOOST_TEST(name_of(Texture{product(result).view()}.color_space()) == "linear");
    BOOST_TEST_REQUIRE(result.diagnostics.size() == 1u);
    BOOST_TEST(result.diagnostics[0].error.text.find("normal map") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
