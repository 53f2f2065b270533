// SPDX-License-Identifier: Apache-2.0
// The step data_defaults: what a file left out has the default of its schema, and all else stays.
#include <boost/test/unit_test.hpp>

#include "data_job.hpp"

namespace sinter::test {
namespace {

JobResult completed(const OwnedAsset& asset, RunOptions options = {}) {
    return data_plugin().process("data_defaults", asset.view().abi(), options);
}
JobResult completed_material(const std::string& text, RunOptions options = {}) {
    const auto decoded = decode_material(text);
    return completed(product_of(decoded), std::move(options));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(data_defaults)

// glTF 2.0, section 5.19 and 5.22, and KHR_materials_emissive_strength.
BOOST_AUTO_TEST_CASE(an_empty_material_has_the_defaults_of_gltf) {
    const auto result = completed_material("{}");
    const auto material = material_of(result);
    BOOST_TEST(material.valid());
    BOOST_TEST(material.tree().complete());
    BOOST_TEST((material.vector("base_color") == std::array{1.0f, 1.0f, 1.0f, 1.0f}));
    BOOST_TEST((material.vector("emissive") == std::array{0.0f, 0.0f, 0.0f, 0.0f}));
    BOOST_TEST((material.number("metallic") == 1.0f));
    BOOST_TEST((material.number("roughness") == 1.0f));
    BOOST_TEST((material.number("emissive_strength") == 1.0f));
    BOOST_TEST((material.number("normal_scale") == 1.0f));
    BOOST_TEST((material.number("occlusion_strength") == 1.0f));
    BOOST_TEST((material.number("alpha_cutoff") == 0.5f));
    BOOST_TEST((material.text("alpha_mode") == "opaque"));
    BOOST_TEST((material.boolean("double_sided") == false));
    BOOST_TEST((material.text("shader") == "pbr"));
    BOOST_TEST(!material.text("name"));
    BOOST_TEST(!material.field("clearcoat_factor"));
    BOOST_TEST(material.size() == 11u);
}

BOOST_AUTO_TEST_CASE(what_was_said_stays) {
    const auto result = completed_material(
        R"({"metallic": 0.25, "base_color_texture": "a.png", "alpha_mode": "blend", "name": "x"})");
    const auto material = material_of(result);
    BOOST_TEST((material.number("metallic") == 0.25f));
    BOOST_TEST((material.text("alpha_mode") == "blend"));
    BOOST_TEST((material.field("alpha_mode").choice() == 2));
    BOOST_TEST((material.reference("base_color_texture") == "materials/a.png"));
    BOOST_TEST((material.text("name") == "x"));
}

BOOST_AUTO_TEST_CASE(a_shadow_gets_the_defaults_of_a_shadow_only) {
    const auto decoded = decode_material("{}");
    const auto result = completed(product_of(decoded, "shadow"), {.label = "shadow"});
    const auto shadow = material_of(result);
    BOOST_TEST(shadow.size() == 3u);
    BOOST_TEST((shadow.number("alpha_cutoff") == 0.5f));
    BOOST_TEST((shadow.text("alpha_mode") == "opaque"));
    BOOST_TEST((shadow.boolean("double_sided") == false));
}

BOOST_AUTO_TEST_CASE(items_and_structs_are_completed_too_and_absent_structs_stay_away) {
    const auto decoded = decode_text(
        "particle_system", {{"a.particles.json", R"({"emitters": [{"shape": {"kind": "box"}}, {}]})"}},
        "a.particles.json");
    const auto result = completed(product_of(decoded));
    const FieldTree tree{product_of(result).view()};
    BOOST_TEST(tree.valid());
    const auto emitters = tree.root()["emitters"];
    BOOST_TEST((emitters[0]["shape"]["angle"].number() == 25.0));
    BOOST_TEST((emitters[0]["shape"]["kind"].text() == "box"));
    BOOST_TEST((emitters[1]["rate"].number() == 10.0));
    BOOST_TEST((emitters[1]["max_particles"].integer() == 1000));
    BOOST_TEST(!emitters[1]["shape"]);
    BOOST_TEST((tree.root()["looping"].boolean() == true));
}

BOOST_AUTO_TEST_CASE(fields_of_no_use_are_dropped_and_none_filled_when_told_so) {
    const auto decoded = decode_material(R"({"name": "x", "metallic": 0})");
    const auto result = completed(
        product_of(decoded), {.settings = {{"fill", false}, {"drop", std::vector<std::string>{"name"}}}});
    const auto material = material_of(result);
    BOOST_TEST(material.size() == 1u);
    BOOST_TEST((material.number("metallic") == 0.0f));
    BOOST_TEST(!material.tree().complete());
}

BOOST_AUTO_TEST_CASE(data_without_a_schema_passes_as_it_is) {
    const auto decoded = decode_json(R"({"a": 1})");
    const auto result = completed(product_of(decoded));
    BOOST_TEST(bool{result.status});
    BOOST_TEST(result.products.empty());
}

BOOST_AUTO_TEST_CASE(the_schema_of_a_project_is_read_and_recorded) {
    const std::string schema =
        "[schema]\nname = \"e\"\n[type.e.fields]\nhealth = { type = \"integer\", default = 5 }\n";
    const auto decoded = decode_text(
        "data", {{"d/a.json", R"({"$schema": "e.schema.toml"})"}, {"d/e.schema.toml", schema}}, "d/a.json");
    RunOptions options{.path = "d/a.json"};
    options.files["d/e.schema.toml"] = bytes_of(schema);
    const auto result = completed(product_of(decoded), options);
    BOOST_TEST((data_of(result).root()["health"].integer() == 5));
    const Discovery read{Discovery::Kind::File, "d/e.schema.toml", "hash of d/e.schema.toml"};
    BOOST_TEST(result.discoveries.contains(read));
    BOOST_TEST(completed(product_of(decoded)).status.code() == Code::Absent);
}

BOOST_AUTO_TEST_CASE(completing_twice_changes_nothing) {
    const auto once = completed_material(R"({"metallic": 0.25, "base_color_texture": "a.png"})");
    const auto twice = completed(product_of(once));
    const auto a = product_of(once).view(), b = product_of(twice).view();
    BOOST_TEST_REQUIRE(a.tables().size() == b.tables().size());
    for (std::size_t t = 0; t < a.tables().size(); ++t) {
        const auto& one = a.tables()[t];
        const auto& two = b.tables()[t];
        BOOST_TEST_REQUIRE(one.count == two.count);
        BOOST_TEST(std::memcmp(one.rows, two.rows, std::size_t{one.stride} * one.count) == 0);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter::test
