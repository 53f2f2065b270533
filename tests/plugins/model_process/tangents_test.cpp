// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "mikktspace_reference.hpp"
#include "models.hpp"
#include "tangent_space.hpp"

using namespace sinter;
using namespace sinter::models;
namespace reference = sinter::test::mikktspace;

namespace {

double degrees_between(const float* a, const float* b) {
    const double ab = double{a[0]} * b[0] + double{a[1]} * b[1] + double{a[2]} * b[2];
    const double x = double{a[1]} * b[2] - double{a[2]} * b[1], y = double{a[2]} * b[0] - double{a[0]} * b[2],
                 z = double{a[0]} * b[1] - double{a[1]} * b[0];
    return std::atan2(std::sqrt(x * x + y * y + z * z), ab) * 57.29577951308232;
}

Geometry reference_mesh() {
    auto out = test::triangles(reference::Positions, reference::Indices);
    out.attributes.push_back(test::attribute(SINTER_SEMANTIC_NORMAL, 3, reference::Normals));
    out.attributes.push_back(test::attribute(SINTER_SEMANTIC_TEXCOORD, 2, reference::Texcoords));
    return out;
}

/// Largest angle to the reference, and the number of other signs. The reference turns v upwards, and gives
/// (1, 0, 0) with sign -1 where there is no direction.
void compare(const std::vector<float>& tangents) {
    BOOST_REQUIRE(tangents.size() == reference::Expected.size());
    double worst = 0;
    std::size_t compared = 0;
    for (std::size_t c = 0; c < tangents.size(); c += 4) {
        const float* expected = reference::Expected.data() + c;
        BOOST_TEST(tangents[c + 3] == -expected[3]);
        if (expected[0] == 1 && expected[1] == 0 && expected[2] == 0) continue;
        worst = std::max(worst, degrees_between(tangents.data() + c, expected));
        ++compared;
    }
    BOOST_TEST_MESSAGE("tangents: at most " << worst << " degrees from mikktspace over " << compared
                                            << " corners");
    BOOST_TEST(compared > 170u);
    BOOST_TEST(worst < 0.001);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ModelTangentsStep)

BOOST_AUTO_TEST_CASE(corners_agree_with_mikktspace) {
    const auto mesh = reference_mesh();
    const auto made = corner_tangents(reference::Indices, *mesh.find(SINTER_SEMANTIC_POSITION),
                                      *mesh.find(SINTER_SEMANTIC_NORMAL),
                                      *mesh.find(SINTER_SEMANTIC_TEXCOORD), mesh.vertex_count);
    std::vector<float> flat;
    for (const auto& corner : made.of_corner) flat.insert(flat.end(), corner.begin(), corner.end());
    compare(flat);
}

BOOST_AUTO_TEST_CASE(vertices_are_split_where_the_texture_turns_over) {
    const auto out = test::run("model_tangents", test::model_of({reference_mesh()}));
    BOOST_REQUIRE(out);
    const Model model{out->view()};
    BOOST_REQUIRE(model.valid());
    BOOST_TEST(model.primitives[0].vertex_count > reference::Positions.size() / 3);
    const auto tangents = test::values(model, 0, SINTER_SEMANTIC_TANGENT);
    const auto positions = test::values(model, 0, SINTER_SEMANTIC_POSITION);
    const auto indices = model.indices(model.lods[0]);
    std::vector<float> flat;
    for (std::size_t c = 0; c < indices.size(); ++c) {
        for (std::size_t i = 0; i < 3; ++i)
            BOOST_REQUIRE(positions[3 * indices[c] + i] ==
                          reference::Positions[3 * reference::Indices[c] + i]);
        for (std::size_t i = 0; i < 4; ++i) flat.push_back(tangents[4 * indices[c] + i]);
    }
    compare(flat);
}

BOOST_AUTO_TEST_CASE(tangents_of_the_source_stay_unless_told_otherwise) {
    auto mesh = reference_mesh();
    mesh.attributes.push_back(
        test::attribute(SINTER_SEMANTIC_TANGENT, 4, std::vector<float>(4 * mesh.vertex_count, 0.5f)));
    const auto asset = test::model_of({mesh});
    BOOST_TEST(!test::run("model_tangents", asset));
    test::RunOptions replace;
    replace.settings["when"] = Value{std::string{"replace"}};
    const auto out = test::run("model_tangents", asset, replace);
    BOOST_REQUIRE(out);
    BOOST_TEST(test::values(Model{out->view()}, 0, SINTER_SEMANTIC_TANGENT)[0] != 0.5f);
}

BOOST_AUTO_TEST_CASE(without_texture_or_normals_nothing_happens) {
    BOOST_TEST(!test::run("model_tangents",
                          test::model_of({test::triangles({0, 0, 0, 1, 0, 0, 0, 1, 0}, {0, 1, 2})})));
}

BOOST_AUTO_TEST_CASE(a_million_triangles_around_one_vertex_do_no_harm) {
    // Every triangle shares the edge from 0 to 1, and half of them run it the other way.
    std::vector<float> positions = {0, 0, 0, 0, 0, 1}, normals, texcoords;
    std::vector<std::uint32_t> indices;
    for (std::uint32_t i = 0; i < 300000; ++i) {
        positions.insert(positions.end(), {1, static_cast<float>(i), 0});
        if (i % 2 == 0)
            indices.insert(indices.end(), {0, 1, i + 2});
        else
            indices.insert(indices.end(), {1, 0, i + 2});
    }
    auto mesh = test::triangles(positions, indices);
    for (std::uint32_t v = 0; v < mesh.vertex_count; ++v) {
        normals.insert(normals.end(), {0, 1, 0});
        texcoords.insert(texcoords.end(), {static_cast<float>(v), static_cast<float>(v % 7)});
    }
    const auto made = corner_tangents(
        indices, *mesh.find(SINTER_SEMANTIC_POSITION), test::attribute(SINTER_SEMANTIC_NORMAL, 3, normals),
        test::attribute(SINTER_SEMANTIC_TEXCOORD, 2, texcoords), mesh.vertex_count);
    BOOST_TEST(made.of_corner.size() == indices.size());
}

BOOST_AUTO_TEST_SUITE_END()
