// SPDX-License-Identifier: Apache-2.0
// Formats that Assimp reads: axes, units, materials, textures, animations.
#include <boost/test/unit_test.hpp>

#include <sinter/animation.hpp>
#include <sinter/material.hpp>
#include <sinter/model.hpp>

#include "../../../tools/samples/mesh_texts.hpp"
#include "support/plugin_runner.hpp"

namespace sinter::test {
namespace {

const PluginRunner& plugin() {
    static const PluginRunner runner{SINTER_PLUGIN};
    return runner;
}

ByteVector bytes_of(std::string_view text) {
    return {text.begin(), text.end()};
}

constexpr std::string_view Obj =
    "mtllib parts/paint.mtl\no Sign\nv 0 0 0\nv 2 0 0\nv 2 1 0\nv 0 1 0\nvt 0 0\nvt 1 0\nvt 1 1\nvt 0 1\nvn "
    "0 0 1\n"
    "usemtl red\nf 1/1/1 2/2/1 3/3/1 4/4/1\n";
constexpr std::string_view Mtl =
    "newmtl red\nKd 0.5 0.25 0.125\nKe 2 1 0\nNs 30\nd 0.75\nillum 2\nmap_Kd C:\\art\\sign.png\n";

JobResult decode_obj(std::map<std::string, ByteVector> files) {
    return plugin().decode("obj", bytes_of(Obj), {.files = std::move(files), .path = "models/sign.obj"});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(assimp_formats)

BOOST_AUTO_TEST_CASE(an_obj_has_its_faces_and_the_material_of_its_mtl) {
    const auto result =
        decode_obj({{"models/parts/paint.mtl", bytes_of(Mtl)}, {"models/sign.png", ByteVector(8)}});
    BOOST_TEST_REQUIRE(bool{result.status}, said_by(result));
    const Model model{product_of(result).view()};
    BOOST_TEST_REQUIRE(model.valid());
    BOOST_TEST(model.primitives.size() == 1u);
    const auto primitive = model.primitives[0];
    BOOST_TEST(model.indices(model.lods[primitive.first_lod]).size() == 6u);
    BOOST_TEST(model.row().bounds_max[0] == 2.0F);
    // v points down here and up in the file.
    const auto uvs = model.values(primitive, *model.find(primitive, SINTER_SEMANTIC_TEXCOORD));
    const auto positions = model.values(primitive, *model.find(primitive, SINTER_SEMANTIC_POSITION));
    for (std::size_t i = 0; i < 4; ++i) {
        BOOST_TEST(uvs[2 * i] == positions[3 * i] / 2);
        BOOST_TEST(uvs[2 * i + 1] == 1 - positions[3 * i + 1]);
    }
    const Material material{product_of(result, "material/red").view()};
    BOOST_TEST_REQUIRE(material.valid());
    const auto base = *material.vector("base_color");
    BOOST_TEST(base[0] == 0.5F);
    BOOST_TEST(base[2] == 0.125F);
    BOOST_TEST(base[3] == 0.75F);
    BOOST_TEST(*material.text("alpha_mode") == "blend");
    // (2 / (30 + 2)) to the power of 1/4
    BOOST_TEST(*material.number("roughness") == 0.5F, boost::test_tools::tolerance(1e-6F));
    BOOST_TEST(*material.number("emissive_strength") == 2.0F);
    BOOST_TEST((*material.vector("emissive"))[1] == 0.5F);
    BOOST_TEST(*material.reference("base_color_texture") == "models/sign.png");
}

BOOST_AUTO_TEST_CASE(a_texture_that_is_nowhere_is_left_out_with_a_warning) {
    const auto result = decode_obj({{"models/parts/paint.mtl", bytes_of(Mtl)}});
    BOOST_TEST_REQUIRE(bool{result.status}, said_by(result));
    BOOST_TEST(!Material{product_of(result, "material/red").view()}.reference("base_color_texture"));
    BOOST_TEST(said_by(result).find("warning: a texture is not there") != std::string::npos, said_by(result));
}

BOOST_AUTO_TEST_CASE(nothing_outside_the_project_is_read) {
    std::string text{Obj};
    text.replace(text.find("parts/paint.mtl"), 15, "../../../etc/passwd");
    const auto result = plugin().decode("obj", bytes_of(text), {.path = "models/sign.obj"});
    BOOST_TEST(bool{result.status}, said_by(result));
    for (const auto& product : result.products) BOOST_TEST(product.label.find("root") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(collada_in_inches_with_z_up_stands_upright_in_metres) {
    const auto box = samples::make_box({0.5F, 1, 0.25F});
    const auto result =
        plugin().decode("dae", bytes_of(samples::write_collada(box, "Box", {0.1F, 0.2F, 0.3F, 1})));
    BOOST_TEST_REQUIRE(bool{result.status}, said_by(result));
    const Model model{product_of(result).view()};
    BOOST_TEST_REQUIRE(model.valid());
    BOOST_TEST(model.row().source_unit_metres == 0.0254F);
    BOOST_TEST(model.row().source_up_axis == 2u);
    BOOST_TEST(model.text(model.row().generator) == "sinter-samples");
    const float half[] = {0.5F, 1, 0.25F};
    for (std::size_t i = 0; i < 3; ++i) {
        BOOST_TEST(model.row().bounds_max[i] == half[i], boost::test_tools::tolerance(1e-5F));
        BOOST_TEST(model.row().bounds_min[i] == -half[i], boost::test_tools::tolerance(1e-5F));
    }
    // The turn and the unit are in the vertices, no longer in a node.
    const auto worlds = model.world_matrices();
    for (const auto& world : worlds) BOOST_TEST(world[0] == 1.0F, boost::test_tools::tolerance(1e-5F));

    // The node turns by 120 degrees in two seconds around the file's Z: our Y.
    const Animation animation{product_of(result, "animation/animation").view()};
    BOOST_TEST_REQUIRE(animation.valid());
    bool found = false;
    for (std::uint32_t i = 0; i < animation.channels.size(); ++i) {
        const auto channel = animation.channels[i];
        if (channel.path != SINTER_ANIMATION_ROTATION) continue;
        found = true;
        const auto turned = animation.sample(channel, 2);
        const float expected[] = {0, 0.8660254F, 0, 0.5F};
        const float sign = turned[1] < 0 ? -1.0F : 1.0F;
        for (std::size_t k = 0; k < 4; ++k) BOOST_TEST(std::abs(turned[k] * sign - expected[k]) < 1e-5F);
    }
    BOOST_TEST(found);
    BOOST_TEST(animation.row().end_seconds == 4.0F);
}

BOOST_AUTO_TEST_CASE(a_truncated_file_is_one_error_with_assimps_words) {
    const auto text = samples::write_collada(samples::make_box({1, 1, 1}), "Box", {1, 1, 1, 1});
    const auto result = plugin().decode("dae", bytes_of(text.substr(0, text.size() / 2)));
    BOOST_TEST_REQUIRE(!result.status);
    BOOST_TEST(name_of(result.status.code()) == name_of(Code::Corrupt));
    BOOST_TEST(result.status.error().text.starts_with("Assimp: "), result.status.error().text);
}

BOOST_AUTO_TEST_CASE(the_same_file_gives_the_same_bytes) {
    const auto text = bytes_of(samples::write_collada(samples::make_cube_sphere(6), "Ball", {1, 1, 1, 1}));
    const auto one = plugin().decode("dae", text), two = plugin().decode("dae", text);
    BOOST_TEST_REQUIRE(one.products.size() == two.products.size());
    for (std::size_t i = 0; i < one.products.size(); ++i) {
        const auto a = one.products[i].asset.view(), b = two.products[i].asset.view();
        BOOST_TEST_REQUIRE(a.chunks().size() == b.chunks().size());
        for (std::size_t k = 0; k < a.chunks().size(); ++k) {
            const auto x = a.chunks()[k].bytes, y = b.chunks()[k].bytes;
            BOOST_TEST((x.size == y.size && std::memcmp(x.data, y.data, x.size) == 0));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter::test
