// SPDX-License-Identifier: Apache-2.0
// Pictures of models and animations.
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>

#include "../../tools/cli/preview.hpp"
#include "../../tools/samples/mesh_texts.hpp"
#include "support/plugin_runner.hpp"

namespace sinter::test {
namespace {

cli::NoNeighbours none;

const PluginRunner& plugin() {
    static const PluginRunner runner{SINTER_PLUGIN};
    return runner;
}

cli::Picture picture_of_ply(const samples::Mesh& mesh) {
    const auto result = plugin().decode("ply", samples::write_ply(mesh, samples::PlyForm::LittleEndian));
    BOOST_TEST_REQUIRE(bool{result.status}, said_by(result));
    auto picture = cli::picture_of(product_of(result).view(), none);
    if (!picture) throw std::runtime_error{picture.error().text};
    return *picture;
}

samples::Mesh colored(samples::Mesh mesh, samples::Vec4 color) {
    mesh.colors.assign(mesh.positions.size(), color);
    mesh.uvs.clear();
    return mesh;
}

struct Texel {
    int r, g, b;
};
Texel at(const cli::Picture& picture, std::uint32_t x, std::uint32_t y) {
    const auto* texel = picture.rgba.data() + (std::size_t{y} * picture.width + x) * 4;
    return {texel[0], texel[1], texel[2]};
}
bool is_red(const Texel& texel) {
    return texel.r > texel.g + 60 && texel.r > texel.b + 60;
}
std::size_t red_texels(const cli::Picture& picture) {
    std::size_t count = 0;
    for (std::uint32_t y = 0; y < picture.height; ++y)
        for (std::uint32_t x = 0; x < picture.width; ++x) count += is_red(at(picture, x, y)) ? 1 : 0;
    return count;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(preview_model)

BOOST_AUTO_TEST_CASE(a_red_ball_is_a_red_disc_in_the_middle) {
    const auto picture = picture_of_ply(colored(samples::make_cube_sphere(16), {1, 0, 0, 1}));
    BOOST_TEST(picture.width == 512u);
    BOOST_TEST(is_red(at(picture, 256, 256)));
    for (const std::uint32_t corner : {4U, 507U}) BOOST_TEST(!is_red(at(picture, corner, 4)));
    // A disc has pi / 4 of its square. It is round, so its width says its area.
    std::uint32_t wide = 0;
    for (std::uint32_t x = 0; x < 512; ++x) wide += is_red(at(picture, x, 256)) ? 1 : 0;
    BOOST_TEST(wide > 360u);
    BOOST_TEST(wide < 460u);
    const double disc = 0.785398 * wide * wide;
    BOOST_TEST(std::abs(static_cast<double>(red_texels(picture)) - disc) < disc * 0.03);
    // The key light comes from the upper left.
    const auto lit = at(picture, 190, 170), dark = at(picture, 330, 400);
    BOOST_TEST(lit.r > dark.r + 20);
}

BOOST_AUTO_TEST_CASE(size_and_place_do_not_matter) {
    auto ball = colored(samples::make_cube_sphere(8), {1, 0, 0, 1});
    ball.smooth_normals();
    const auto picture = picture_of_ply(ball);
    for (const float scale : {0x1p-40F, 0x1p40F}) {
        auto other = ball;
        for (auto& position : other.positions)
            for (auto& part : position) part *= scale;
        BOOST_TEST((picture_of_ply(other).rgba == picture.rgba), scale);
    }
    auto moved = ball;
    for (auto& position : moved.positions) position[0] += 64;
    const auto aside = red_texels(picture_of_ply(moved)), before = red_texels(picture);
    BOOST_TEST(std::abs(static_cast<double>(aside) - static_cast<double>(before)) <
               0.01 * static_cast<double>(before));
}

BOOST_AUTO_TEST_CASE(what_is_nearer_hides_what_is_behind) {
    auto scene = colored(samples::make_box({1, 1, 0.02F}), {0, 0, 1, 1});
    scene.append(colored(samples::make_box({1, 1, 0.02F}), {1, 0, 0, 1}), {0, 0, 0.5F});
    BOOST_TEST(is_red(at(picture_of_ply(scene), 256, 256)));
}

BOOST_AUTO_TEST_CASE(points_are_drawn) {
    auto cloud = colored(samples::make_cube_sphere(12), {1, 0, 0, 1});
    cloud.indices.clear();
    BOOST_TEST(red_texels(picture_of_ply(cloud)) > 1000u);
}

BOOST_AUTO_TEST_CASE(positions_that_are_no_numbers_do_no_harm) {
    auto ball = colored(samples::make_cube_sphere(8), {1, 0, 0, 1});
    ball.positions[3] = {std::nanf(""), 0, 0};
    ball.positions[9] = {0, INFINITY, 0};
    BOOST_TEST(red_texels(picture_of_ply(ball)) > 20000u);
}

BOOST_AUTO_TEST_CASE(a_model_of_nothing_is_a_calm_picture) {
    const std::string text = "solid nothing\nendsolid nothing\n";
    const auto result = plugin().decode("stl", ByteVector{text.begin(), text.end()});
    BOOST_TEST_REQUIRE(bool{result.status}, said_by(result));
    const auto picture = cli::picture_of(product_of(result).view(), none);
    BOOST_TEST_REQUIRE(bool{picture});
    for (std::uint32_t i = 0; i < 512; i += 16) {
        const auto texel = at(*picture, i, i);
        BOOST_TEST((texel.r > 120 && texel.r < 220 && std::abs(texel.r - texel.b) < 24));
    }
}

BOOST_AUTO_TEST_CASE(damaged_tables_are_an_error) {
    for (const auto type : {SINTER_MODEL, SINTER_ANIMATION}) {
        const sinter_asset asset{static_cast<sinter_asset_type>(type), 0, 0, 0, nullptr, nullptr, nullptr};
        const auto picture = cli::picture_of(AssetView{asset}, none);
        BOOST_TEST_REQUIRE(!picture);
        BOOST_TEST(name_of(picture.error().code) == "corrupt");
    }
}

BOOST_AUTO_TEST_CASE(an_animation_has_a_strip_for_each_channel) {
    const auto text = samples::write_collada(samples::make_box({1, 1, 1}), "Box", {1, 1, 1, 1});
    const auto result = plugin().decode("dae", ByteVector{text.begin(), text.end()});
    BOOST_TEST_REQUIRE(bool{result.status}, said_by(result));
    const auto asset = product_of(result, "animation/animation").view();
    const auto channels = asset.table(SINTER_TAG('A', 'C', 'H', 'N'))->count;
    const auto picture = cli::picture_of(asset, none);
    BOOST_TEST_REQUIRE(bool{picture});
    BOOST_TEST(picture->width == 960u);
    BOOST_TEST(picture->height == 38 + 78 * channels + 22);
    // Y turns: a green curve goes all the way up or down its strip.
    std::uint32_t low = picture->height, high = 0;
    for (std::uint32_t y = 38; y < picture->height; ++y)
        for (std::uint32_t x = 200; x < 940; ++x) {
            const auto texel = at(*picture, x, y);
            if (texel.g < texel.r + 50 || texel.g < texel.b + 50) continue;
            low = std::min(low, y);
            high = std::max(high, y);
        }
    BOOST_TEST(high > low + 20);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter::test
