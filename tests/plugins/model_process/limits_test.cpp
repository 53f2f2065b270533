// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>
#include <limits>

#include "animations.hpp"

using namespace sinter;
using models::Geometry;

namespace {

JobResult judged(const OwnedAsset& asset, const test::RunOptions& options = {},
                 const char* validator = "model_limits") {
    const auto view = asset.view();
    return test::plugin().validate(validator, view.abi(), options);
}
double stat(const JobResult& result, std::string_view name) {
    for (const auto& one : result.stats)
        if (one.name == name) return one.value;
    throw std::runtime_error("no such figure: " + std::string{name});
}
test::RunOptions with(const std::string& setting, Value value) {
    test::RunOptions out;
    out.settings[setting] = std::move(value);
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ModelLimitsValidator)

BOOST_AUTO_TEST_CASE(figures_are_those_of_the_model) {
    test::RunOptions profile;
    profile.platform["disk_bandwidth_mib_s"] = Value{std::int64_t{100}};
    const auto made = test::run_all({"model_lods", "model_pack"}, test::model_of({test::torus(64, 32)}));
    const auto result = judged(made, profile);
    BOOST_TEST(test::said_by(result) == "");
    BOOST_TEST(stat(result, "triangles") == 4096.0);
    BOOST_TEST(stat(result, "vertices") == 65.0 * 33);
    BOOST_TEST(stat(result, "draw_calls") == 1.0);
    // Positions 8 bytes, normal and texture coordinate 4 each; indices of 16 bits: 4096 triangles and its
    // levels.
    BOOST_TEST(stat(result, "vertex_bytes") == 65.0 * 33 * 16);
    BOOST_TEST(stat(result, "lod0_triangles") == 4096.0);
    const double bytes = stat(result, "vertex_bytes") + stat(result, "index_bytes");
    double levels = 0;
    for (int l = 0; l < 4; ++l) levels += stat(result, "lod" + std::to_string(l) + "_bytes");
    BOOST_TEST(levels == bytes);
    BOOST_TEST(stat(result, "gpu_bytes") == bytes);
    BOOST_TEST(std::abs(stat(result, "load_time_estimate_ms") - bytes / (100 * 1048576.0) * 1000) < 1e-9);
    BOOST_TEST(std::abs(stat(result, "size_metres") - 2.7) < 0.001);
    BOOST_TEST(stat(result, "acmr") < 0.8);
}

BOOST_AUTO_TEST_CASE(cache_figures_agree_with_arithmetic) {
    // Two triangles that share an edge: four vertices, each transformed once.
    const auto result =
        judged(test::model_of({test::triangles({0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0}, {0, 1, 2, 0, 2, 3})}));
    BOOST_TEST(stat(result, "acmr") == 2.0);
    BOOST_TEST(stat(result, "atvr") == 1.0);
}

BOOST_AUTO_TEST_CASE(budgets_say_what_is_over) {
    auto options = with("max_triangles", Value{std::int64_t{1}});
    const auto asset =
        test::model_of({test::triangles({0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0}, {0, 1, 2, 0, 2, 3})});
    const auto warned = judged(asset, options);
    BOOST_TEST(test::said_by(warned) ==
               "warning: model_limits: 2 triangles, over max_triangles = 1; simplify the source, or lower "
               "model_lods' "
               "complexity");
    options.settings["budgets"] = Value{std::string{"error"}};
    BOOST_TEST(judged(asset, options).diagnostics.at(0).error.code == Code::Rejected);
    options.settings["budgets"] = Value{std::string{"off"}};
    BOOST_TEST(test::said_by(judged(asset, options)) == "");
    const auto vertices = judged(asset, with("max_vertices", Value{std::int64_t{3}}));
    BOOST_TEST(test::said_by(vertices) ==
               "warning: model_limits: 4 vertices in one primitive, over max_vertices = 3; split the mesh");
}

BOOST_AUTO_TEST_CASE(damaged_data_is_rejected) {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const auto result =
        judged(test::model_of({test::triangles({0, 0, 0, 1, 0, 0, 0, 1, 0, nan, 0, 0}, {0, 1, 2, 0, 1, 3})}));
    BOOST_TEST(test::said_by(result) ==
               "error: model_limits: 1 values that are no finite numbers; add the step model_clean");
    const auto outside = judged(test::model_of({test::triangles({0, 0, 0, 1, 0, 0, 0, 1, 0}, {0, 1, 7})}));
    BOOST_TEST(test::said_by(outside) ==
               "error: model_limits: 1 primitives whose vertices or indices are missing or out of range");
    const auto thin = judged(test::model_of({test::triangles({0, 0, 0, 1, 0, 0, 2, 0, 0}, {0, 1, 2})}));
    BOOST_TEST(
        test::said_by(thin) ==
        "warning: model_limits: 1 triangles without area; add the step model_clean, or mend the source");
}

BOOST_AUTO_TEST_CASE(sizes_that_look_like_a_wrong_unit_are_said) {
    const auto of_size = [](float size) {
        return test::model_of({test::triangles({0, 0, 0, size, 0, 0, 0, size, 0}, {0, 1, 2})});
    };
    BOOST_TEST(test::said_by(judged(of_size(1.8f))) == "");
    BOOST_TEST(
        test::said_by(judged(of_size(180))) ==
        "warning: model_limits: 180 m long; if its unit is the centimetre, set model_clean's scale = 0.01");
    BOOST_TEST(test::said_by(judged(of_size(0.018f))) ==
               "warning: model_limits: only 0.018 m long; if it was modelled in centimetres or as 1/100, set "
               "model_clean's scale = 100");
    // What counts is the size in the world: a node may scale it.
    const auto scaled = test::model_of({test::triangles({0, 0, 0, 180, 0, 0, 0, 180, 0}, {0, 1, 2})},
                                       [](ModelTables& tables) {
                                           for (const std::size_t i : {0u, 5u, 10u})
                                               tables.nodes[0].matrix[i] = 0.01f;
                                       });
    BOOST_TEST(test::said_by(judged(scaled)) == "");
}

BOOST_AUTO_TEST_CASE(texture_coordinates_are_looked_at) {
    const auto add_material = [](ModelTables& tables) {
        tables.materials.push_back({{}, SINTER_MODEL_NONE, 0});
    };
    auto mesh = test::triangles({0, 0, 0, 1, 0, 0, 0, 1, 0}, {0, 1, 2});
    BOOST_TEST(test::said_by(judged(test::model_of({mesh}, add_material))) ==
               "warning: model_limits: a mesh has no texture coordinates, so its material shows one texel "
               "and no normal map");
    mesh.attributes.push_back(test::attribute(SINTER_SEMANTIC_TEXCOORD, 2, {0, 0, 1000, 0, 0, 1}));
    BOOST_TEST(test::said_by(judged(test::model_of({mesh}, add_material))) ==
               "warning: model_limits: texture coordinates run from 0 to 1000, far outside 0 to 1; repeat in "
               "the material "
               "instead");
}

BOOST_AUTO_TEST_CASE(influences_are_counted_by_vertex) {
    auto mesh = test::triangles({0, 0, 0, 1, 0, 0, 0, 1, 0}, {0, 1, 2});
    mesh.attributes.push_back(test::attribute(SINTER_SEMANTIC_JOINTS, 4, std::vector<float>(12, 0.0f)));
    mesh.attributes.push_back(
        test::attribute(SINTER_SEMANTIC_WEIGHTS, 4, {1, 0, 0, 0, 0.5f, 0.25f, 0.25f, 0, 1, 0, 0, 0}));
    BOOST_TEST(
        test::said_by(judged(test::model_of({mesh}), with("max_influences", Value{std::int64_t{2}}))) ==
        "warning: model_limits: 3 joints that move one vertex, over max_influences = 2; lower model_pack's "
        "influences, or limit them in the source");
}

BOOST_AUTO_TEST_CASE(animations_have_budgets_and_figures_too) {
    models::Keys keys;
    keys.path = SINTER_ANIMATION_ROTATION;
    keys.components = 4;
    keys.times = {0, 2};
    keys.values = {0, 0, 0, 1, 0, 0, 0, 2};
    const auto asset = test::animation_of({keys});
    const auto result = judged(asset, {}, "animation_limits");
    BOOST_TEST(
        test::said_by(result) ==
        "error: animation_limits: 1 rotations that are no unit quaternions; add the step animation_reduce");
    BOOST_TEST(stat(result, "seconds") == 2.0);
    BOOST_TEST(stat(result, "keys") == 2.0);
    BOOST_TEST(stat(result, "key_bytes") == 40.0);
    auto options = with("max_seconds", Value{1.5});
    options.settings["data"] = Value{std::string{"off"}};
    BOOST_TEST(test::said_by(judged(asset, options, "animation_limits")) ==
               "warning: animation_limits: 2 s long, over max_seconds = 1.5; split it");
    BOOST_TEST(test::said_by(judged(test::animation_of({}), {}, "animation_limits")) ==
               "warning: animation_limits: it moves nothing");
}

BOOST_AUTO_TEST_SUITE_END()
