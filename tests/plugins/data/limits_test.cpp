// SPDX-License-Identifier: Apache-2.0
// The validators: what an art lead wants to hear of, and nothing of what is sound.
#include <boost/test/unit_test.hpp>

#include <sinter/particle_system.hpp>
#include <sinter/ui.hpp>

#include "data_job.hpp"

namespace sinter::test {
namespace {

std::string said(std::string_view validator, const JobResult& decoded, const RunOptions& options = {}) {
    const auto complete = data_plugin().process("data_defaults", product_of(decoded).view().abi());
    return said_by(data_plugin().validate(validator, product_of(complete).view().abi(), options));
}
std::string of_material(const std::string& text) {
    return said("material_limits", decode_material(text));
}
std::string of_particles(const std::string& text, const RunOptions& options = {}) {
    return said("particles_limits",
                decode_text("particle_system", {{"a.particles.json", text}}, "a.particles.json"), options);
}
std::string of_ui(const std::string& text, const RunOptions& options = {}) {
    return said("ui_limits", decode_text("ui", {{"a.ui.json", text}}, "a.ui.json"), options);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(data_limits)

BOOST_AUTO_TEST_CASE(sound_materials_are_silent) {
    for (
        const auto* text :
        {"{}", R"({"metallic": 0, "base_color": [0.2, 0.3, 0.1, 1]})",
         R"({"base_color": [1, 0.77, 0.34, 1]})",
         R"({"metallic": 0.5, "orm_texture": "a_orm.png", "normal_texture": "a_n.png", "base_color_texture": "a_albedo.png"})",
         R"({"metallic": 0, "base_color": [0, 0, 0, 1], "emissive": [1, 1, 1], "emissive_strength": 9})",
         R"({"alpha_mode": "blend", "base_color": [1, 1, 1, 0.5], "metallic": 0})"})
        BOOST_TEST(of_material(text) == "", text);
}

BOOST_AUTO_TEST_CASE(materials_that_no_surface_has_are_told) {
    BOOST_TEST(of_material(R"({"metallic": 0.5})") ==
               "warning: material_limits: half a metal (metallic is 0.5): a surface is a metal, 1, or it is "
               "none, 0; only a "
               "texture mixes them");
    // Luminance by BT.709: all channels alike are their own luminance.
    BOOST_TEST(
        of_material(R"({"metallic": 0, "base_color": [0.01, 0.01, 0.01, 1]})") ==
        "warning: material_limits: darker than coal (base_color has a luminance of 0.01; coal has 0.013)");
    BOOST_TEST(
        of_material(R"({"metallic": 0, "base_color": [0.95, 0.95, 0.95, 1]})") ==
        "warning: material_limits: brighter than snow (base_color has a luminance of 0.95; snow has 0.871)");
    BOOST_TEST(of_material(R"({"base_color": [0.2, 0.2, 0.2, 1]})") ==
               "warning: material_limits: darker than any metal (base_color has a luminance of 0.2; metals "
               "begin at 0.402)");
}

BOOST_AUTO_TEST_CASE(textures_and_alpha_of_odd_use_are_told) {
    BOOST_TEST(
        of_material(R"({"base_color_texture": "rock_N.png"})") ==
        "warning: material_limits: base_color_texture is a normal map by its name (materials/rock_N.png)");
    BOOST_TEST(
        of_material(R"({"normal_texture": "rock_albedo.png"})") ==
        "warning: material_limits: normal_texture is a colour by its name (materials/rock_albedo.png)");
    BOOST_TEST(of_material(R"({"emissive_texture": "glow.png"})") ==
               "warning: material_limits: emissive_texture cannot be seen: emissive, its factor, is black");
    BOOST_TEST(of_material(R"({"alpha_mode": "mask"})") ==
               "warning: material_limits: alpha_mode is mask, but there is no texture with alpha");
    BOOST_TEST(of_material(R"({"base_color": [1, 1, 1, 0.5]})") ==
               "warning: material_limits: alpha has no effect: alpha_mode is opaque (base_color has an alpha "
               "of 0.5)");
}

BOOST_AUTO_TEST_CASE(particles_over_budget_are_told) {
    const std::string text =
        R"({"emitters": [{"rate": 500, "life": [1, 4], "texture": "a.png", "max_particles": 1500}]})";
    // 500 a second for at most 4 seconds: 2000.
    BOOST_TEST(of_particles(text) ==
               "warning: particles_limits: emitter 0 gives birth to more than its max_particles of 1500 "
               "(rate times life is "
               "2000)");
    BOOST_TEST(of_particles(R"({"emitters": [{"rate": 100, "life": [2, 2], "texture": "a.png"}]})") == "");
    BOOST_TEST(of_particles(
                   R"({"emitters": [{"rate": 100, "life": [2, 2], "texture": "a.png"}]})",
                   {.settings = {{"max_particles", std::int64_t{199}}, {"budget", std::string{"error"}}}}) ==
               "error: particles_limits: more particles at once than max_particles of 199 (200)");
    BOOST_TEST(of_particles(R"({"emitters": [{"rate": 0}]})") ==
               "warning: particles_limits: emitter 0 makes no particles: its rate is 0 and it has no bursts\n"
               "warning: particles_limits: emitter 0 has no texture, material or model");
}

BOOST_AUTO_TEST_CASE(interfaces_that_cannot_be_seen_are_told) {
    BOOST_TEST(of_ui(R"({"elements": [{"name": "a", "anchor_max": [1, 1]}]})") == "");
    BOOST_TEST(
        of_ui(
            R"({"elements": [{"name": "a", "kind": "image", "size": [8, 8]}, {"name": "a", "size": [1, 1]}]})") ==
        "warning: ui_limits: element \"a\" is an image without a picture\n"
        "warning: ui_limits: two elements have one name (\"a\")");
    BOOST_TEST(of_ui(R"({"elements": [{"text": "x", "style": "gone"}]})") ==
               "warning: ui_limits: element 0: there is no such style (\"gone\")\n"
               "warning: ui_limits: element 0 has no size: its anchors are one point, and size does not make "
               "up for it\n"
               "warning: ui_limits: element 0 has a text and no font");
    BOOST_TEST(of_ui(R"({"elements": [{"size": [1, 1], "children": [{"size": [1, 1]}]}]})",
                     {.settings = {{"max_elements", std::int64_t{1}}, {"max_depth", std::int64_t{1}}}}) ==
               "warning: ui_limits: more elements than max_elements of 1 (2)\n"
               "warning: ui_limits: elements lie deeper in each other than max_depth of 1 (2)");
}

BOOST_AUTO_TEST_CASE(the_views_read_what_was_written) {
    const auto particles =
        decode_text("particle_system",
                    {{"a.particles.json",
                      R"({"looping": false, "emitters": [{"name": "x", "life": [1, 2], "blend": "additive",
          "shape": {"kind": "cone", "angle": 40}, "size_over_life": [{"at": 0, "value": 1}, {"at": 1, "value": 3}],
          "bursts": [{"count": 7, "time": 0.5}], "forces": [{"kind": "vortex", "strength": 2}]}]})"}},
                    "a.particles.json");
    const ParticleSystem system{product_of(particles).view()};
    BOOST_TEST_REQUIRE(system.valid());
    BOOST_TEST(!system.looping());
    const auto emitter = system.emitter(0);
    BOOST_TEST(emitter.name() == "x");
    BOOST_TEST(emitter.life().high == 2.0f);
    BOOST_TEST((emitter.blend() == ParticleSystem::Blend::Additive));
    BOOST_TEST((emitter.shape().kind == ParticleSystem::ShapeKind::Cone));
    BOOST_TEST(emitter.shape().angle == 40.0f);
    BOOST_TEST(emitter.rate() == 10.0f);
    BOOST_TEST(emitter.size_at(0.25f) == 1.5f);
    BOOST_TEST(emitter.burst(0).count == 7u);
    BOOST_TEST((emitter.force(0).kind == ParticleSystem::ForceKind::Vortex));

    const auto screen = decode_text(
        "ui",
        {{"a.ui.json",
          R"({"styles": {"s": {"font_size": 48}}, "elements": [{"style": "s", "anchor_min": [0.5, 0],
          "anchor_max": [1, 0], "pivot": [0.5, 1], "position": [10, 20], "size": [-100, 50]}]})"}},
        "a.ui.json");
    const Ui ui{product_of(screen).view()};
    BOOST_TEST_REQUIRE(ui.valid());
    BOOST_TEST(ui.element(0).font_size() == 48.0f);
    // Parent 800 x 600: width 400 - 100, height 0 + 50; pivot at x 400 + 200, y 0; so left 600 + 10 - 150,
    // top 20 - 50.
    const auto place = ui.element(0).place_in({0, 0, 800, 600});
    BOOST_TEST(place.width == 300.0f);
    BOOST_TEST(place.height == 50.0f);
    BOOST_TEST(place.x == 460.0f);
    BOOST_TEST(place.y == -30.0f);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter::test
