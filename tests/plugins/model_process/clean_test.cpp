// SPDX-License-Identifier: Apache-2.0
#include <meshoptimizer.h>

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

#include "models.hpp"

using namespace sinter;
using namespace sinter::models;
using test::attribute;
using test::triangles;

namespace {

/// Two triangles in the plane z = 0 that share an edge, with all corners apart.
Geometry soup() {
    return triangles({0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0}, {0, 1, 2, 3, 4, 5});
}
OwnedAsset cleaned(const Geometry& geometry, const test::RunOptions& options = {}) {
    auto out = test::run("model_clean", test::model_of({geometry}), options);
    BOOST_REQUIRE(out);
    BOOST_REQUIRE(Model{out->view()}.valid());
    return *std::move(out);
}
test::RunOptions with(const std::string& setting, Value value) {
    test::RunOptions out;
    out.settings[setting] = std::move(value);
    return out;
}
std::size_t triangle_count(const Model& model, std::uint32_t primitive = 0) {
    return model.indices(model.lods[model.primitives[primitive].first_lod]).size() / 3;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ModelCleanStep)

BOOST_AUTO_TEST_CASE(equal_corners_become_one_vertex) {
    const auto out = cleaned(soup());
    const Model model{out.view()};
    BOOST_TEST(model.primitives[0].vertex_count == 4u);
    BOOST_TEST(triangle_count(model) == 2u);
    const auto apart = cleaned(soup(), with("weld", Value{false}));
    // Flat normals in one plane are equal, but nothing was to be welded; making normals welds what it took
    // apart.
    auto kept = with("weld", Value{false});
    kept.settings["normals"] = Value{std::string{"keep"}};
    const auto as_it_was = cleaned(soup(), kept);
    BOOST_TEST(Model{as_it_was.view()}.primitives[0].vertex_count == 6u);
}

BOOST_AUTO_TEST_CASE(vertices_that_differ_in_any_attribute_stay_apart) {
    auto geometry = soup();
    geometry.attributes.push_back(
        attribute(SINTER_SEMANTIC_COLOR, 3, {1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0}));
    const auto out = cleaned(geometry);
    BOOST_TEST(Model{out.view()}.primitives[0].vertex_count == 6u);
}

BOOST_AUTO_TEST_CASE(degenerate_triangles_go_and_so_do_unused_vertices) {
    // A good one, one with a doubled corner, one of three corners on a line, and a vertex that nobody uses.
    const auto out =
        cleaned(triangles({0, 0, 0, 1, 0, 0, 0, 1, 0, 2, 0, 0, 9, 9, 9}, {0, 1, 2, 0, 1, 1, 0, 1, 3}));
    const Model model{out.view()};
    BOOST_TEST(triangle_count(model) == 1u);
    BOOST_TEST(model.primitives[0].vertex_count == 3u);
    BOOST_TEST(model.primitives[0].bounds_max[0] == 1.0f);
    BOOST_TEST(model.meshes[0].bounds_max[0] == 1.0f);
}

BOOST_AUTO_TEST_CASE(triangles_that_may_open_when_they_move_stay) {
    auto geometry = triangles({0, 0, 0, 1, 0, 0, 2, 0, 0}, {0, 1, 2});
    geometry.attributes.push_back(attribute(SINTER_SEMANTIC_POSITION, 3, {0, 0, 0, 0, 1, 0, 0, 0, 0}, 0, 0));
    const auto out = cleaned(geometry);
    BOOST_TEST(triangle_count(Model{out.view()}) == 1u);
}

BOOST_AUTO_TEST_CASE(numbers_that_are_none_are_dropped_or_mended_and_said) {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    auto geometry = triangles({0, 0, 0, 1, 0, 0, 0, 1, 0, nan, 0, 0}, {0, 1, 2, 0, 1, 3});
    geometry.attributes.push_back(attribute(SINTER_SEMANTIC_NORMAL, 3, {0, 0, 2, 0, 0, 0, 0, 0, 1, 0, 0, 1}));
    const auto asset = test::model_of({geometry});
    const auto view = asset.view();
    const auto result = test::plugin().process("model_clean", view.abi());
    const Model model{test::product_of(result).view()};
    BOOST_TEST(triangle_count(model) == 1u);
    const auto normals = test::values(model, 0, SINTER_SEMANTIC_NORMAL);
    const std::vector<float> expected = {0, 0, 1, 0, 1, 0, 0, 0, 1};
    BOOST_TEST(normals == expected, boost::test_tools::per_element());
    BOOST_TEST(
        test::said_by(result) ==
        "warning: model_clean: dropped 1 triangles, lines or points whose positions are no numbers\n"
        "warning: model_clean: mended 2 values that were no numbers, or normals that were no unit vectors");
}

BOOST_AUTO_TEST_CASE(made_normals_follow_the_crease) {
    // A roof of two rectangles that meet at a right angle along the z axis.
    const auto roof = triangles({0, 0, 0, 0, 0, 1, 1, -1, 0, 1, -1, 1, -1, -1, 0, -1, -1, 1},
                                {0, 1, 2, 1, 3, 2, 0, 4, 1, 1, 4, 5});
    const float s = std::sqrt(0.5f);
    const auto ridge = [&](double crease) {
        const auto out = cleaned(roof, with("crease_degrees", Value{crease}));
        const Model model{out.view()};
        const auto normals = test::values(model, 0, SINTER_SEMANTIC_NORMAL);
        const auto positions = test::values(model, 0, SINTER_SEMANTIC_POSITION);
        std::vector<float> x;
        for (std::size_t v = 0; v < positions.size(); v += 3)
            if (positions[v] == 0 && positions[v + 2] == 0) x.push_back(normals[v]);
        return x;
    };
    const auto sharp = ridge(60), smooth = ridge(120);
    BOOST_REQUIRE(sharp.size() == 2u);
    BOOST_TEST(std::fabs(sharp[0] - s) < 1e-6);
    BOOST_TEST(std::fabs(sharp[1] + s) < 1e-6);
    // One normal for both sides: each has one triangle here, of 90 degrees, so the sum points straight up.
    BOOST_REQUIRE(smooth.size() == 1u);
    BOOST_TEST(std::fabs(smooth[0]) < 1e-6);
}

BOOST_AUTO_TEST_CASE(normals_are_weighted_by_angle) {
    // A cube's corner, cut so that one face has two triangles there: by angle all faces weigh the same.
    const auto corner = triangles({0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 0, 1, 0, 1, 0, 1, 1},
                                  {0, 1, 4, 0, 4, 2, 0, 2, 3, 0, 3, 1});
    const auto out = cleaned(corner, with("crease_degrees", Value{180.0}));
    const Model model{out.view()};
    const auto normals = test::values(model, 0, SINTER_SEMANTIC_NORMAL);
    const auto positions = test::values(model, 0, SINTER_SEMANTIC_POSITION);
    for (std::size_t v = 0; v < positions.size(); v += 3)
        if (positions[v] == 0 && positions[v + 1] == 0 && positions[v + 2] == 0)
            for (std::size_t i = 0; i < 3; ++i)
                BOOST_TEST(std::fabs(normals[v + i] - std::sqrt(1.0f / 3)) < 1e-6);
}

BOOST_AUTO_TEST_CASE(faces_turn_over_with_their_normals) {
    const auto out = cleaned(soup(), with("flip_faces", Value{true}));
    const Model model{out.view()};
    const auto normals = test::values(model, 0, SINTER_SEMANTIC_NORMAL);
    for (std::size_t v = 2; v < normals.size(); v += 3) BOOST_TEST(normals[v] == -1.0f);
}

BOOST_AUTO_TEST_CASE(scale_reaches_nodes_bounds_and_skins) {
    const auto asset = test::model_of({soup()}, [](ModelTables& tables) {
        tables.nodes[0].translation[1] = 3;
        tables.nodes[0].matrix[13] = 3;
        tables.skins.push_back({{}, SINTER_MODEL_NONE, 0, 1, 0});
        sinter_model_joint_row joint{};
        for (const std::size_t i : {0u, 5u, 10u, 15u}) joint.inverse_bind[i] = 1;
        joint.inverse_bind[12] = 5;
        tables.joints.push_back(joint);
    });
    const auto out = test::run("model_clean", asset, with("scale", Value{0.01}));
    BOOST_REQUIRE(out);
    const Model model{out->view()};
    BOOST_TEST(model.row().bounds_max[0] == 0.01f);
    BOOST_TEST(model.nodes[0].translation[1] == 0.03f, boost::test_tools::tolerance(1e-6f));
    BOOST_TEST(model.nodes[0].matrix[13] == 0.03f, boost::test_tools::tolerance(1e-6f));
    BOOST_TEST(model.joints[0].inverse_bind[12] == 0.05f, boost::test_tools::tolerance(1e-6f));
    BOOST_TEST(model.joints[0].inverse_bind[0] == 1.0f);
}

BOOST_AUTO_TEST_CASE(triangles_in_no_order_are_put_beside_their_neighbours) {
    const auto misses = [](const OwnedAsset& asset) {
        const Model model{asset.view()};
        const auto indices = model.indices(model.lods[0]);
        return meshopt_analyzeVertexCache(indices.data(), indices.size(), model.primitives[0].vertex_count,
                                          16, 0, 0)
            .acmr;
    };
    const auto mesh = test::torus(128, 96);
    BOOST_TEST(misses(test::model_of({test::shuffled(mesh)})) > 2.5f);
    BOOST_TEST(misses(cleaned(test::shuffled(mesh))) < 1.5f);
    // An order that is good already stays.
    const auto kept = cleaned(mesh);
    const Model model{kept.view()};
    BOOST_TEST(model.indices(model.lods[0]) == mesh.levels[0].indices, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(points_and_lines_are_welded_and_get_no_normals) {
    auto lines = triangles({0, 0, 0, 1, 0, 0, 1, 0, 0, 2, 0, 0}, {0, 1, 2, 3, 1, 2});
    lines.topology = SINTER_TOPOLOGY_LINES;
    const auto out = cleaned(lines);
    const Model model{out.view()};
    BOOST_TEST(model.primitives[0].vertex_count == 3u);
    BOOST_TEST(model.indices(model.lods[0]).size() == 4u);  // the line from a vertex to itself is gone
    BOOST_TEST(!model.find(model.primitives[0], SINTER_SEMANTIC_NORMAL));
}

BOOST_AUTO_TEST_CASE(a_joint_that_the_skin_does_not_have_is_an_error) {
    auto geometry = soup();
    geometry.attributes.push_back(attribute(SINTER_SEMANTIC_JOINTS, 4, std::vector<float>(24, 7.0f)));
    geometry.attributes.push_back(attribute(SINTER_SEMANTIC_WEIGHTS, 4, std::vector<float>(24, 0.25f)));
    const auto asset = test::model_of({geometry}, [](ModelTables& tables) {
        tables.skins.push_back({{}, SINTER_MODEL_NONE, 0, 2, 0});
        tables.joints.resize(2);
        tables.nodes[0].skin = 0;
        tables.meshes[0].joint_count = 2;      // a lie: the rows agree with each other,
        tables.primitives[0].joint_count = 2;  // the vertices do not
    });
    const auto view = asset.view();
    BOOST_REQUIRE(Model{view}.valid());
    const auto result = test::plugin().process("model_clean", view.abi());
    BOOST_TEST(test::said_by(result) ==
               "failed: corrupt: primitive 0: a vertex uses joint 7 of a skin that has 2");
}

BOOST_AUTO_TEST_SUITE_END()
