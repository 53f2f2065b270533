// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "models.hpp"

using namespace sinter;
using namespace sinter::models;
using test::attribute;

namespace {

test::RunOptions with(const std::string& setting, Value value) {
    test::RunOptions out;
    out.settings[setting] = std::move(value);
    return out;
}
OwnedAsset packed(const OwnedAsset& asset, const test::RunOptions& options = {}) {
    auto out = test::run("model_pack", asset, options);
    BOOST_REQUIRE(out);
    BOOST_REQUIRE(Model{out->view()}.valid());
    return *std::move(out);
}
double worst_of(const std::vector<float>& a, const std::vector<float>& b) {
    BOOST_REQUIRE(a.size() == b.size());
    double worst = 0;
    for (std::size_t i = 0; i < a.size(); ++i) worst = std::max(worst, std::fabs(double{a[i]} - b[i]));
    return worst;
}
double worst_angle(const std::vector<float>& a, const std::vector<float>& b, std::size_t width) {
    double worst = 0;
    for (std::size_t v = 0; v < a.size(); v += width) {
        double sum = 0;
        for (std::size_t i = 0; i < 3; ++i)
            sum += (double{a[v + i]} - b[v + i]) * (double{a[v + i]} - b[v + i]);
        worst = std::max(worst, 2 * std::asin(std::sqrt(sum) / 2) * 57.29577951308232);
    }
    return worst;
}
/// An arm of two joints: weights run over from one to the other along x, which goes from 0 to 4.
Geometry arm() {
    std::vector<float> positions, normals, joints, weights;
    std::vector<std::uint32_t> indices;
    for (std::uint32_t x = 0; x <= 40; ++x)
        for (std::uint32_t a = 0; a < 12; ++a) {
            const float turn = 6.2831853f * static_cast<float>(a) / 12, at = static_cast<float>(x) / 10;
            positions.insert(positions.end(), {at, 0.5f * std::cos(turn), 0.5f * std::sin(turn)});
            normals.insert(normals.end(), {0, std::cos(turn), std::sin(turn)});
            const float second = std::min(1.0f, std::max(0.0f, at - 1.5f));
            joints.insert(joints.end(), {0, 1, 0, 0});
            weights.insert(weights.end(), {1 - second, second, 0, 0});
            if (x == 40) continue;
            const std::uint32_t i = 12 * x + a, j = 12 * x + (a + 1) % 12;
            indices.insert(indices.end(), {i, i + 12, j, j, i + 12, j + 12});
        }
    auto out = test::triangles(positions, indices);
    out.attributes.push_back(attribute(SINTER_SEMANTIC_NORMAL, 3, normals));
    out.attributes.push_back(attribute(SINTER_SEMANTIC_JOINTS, 4, joints));
    out.attributes.push_back(attribute(SINTER_SEMANTIC_WEIGHTS, 4, weights));
    // A morph target that makes the end of the arm thicker.
    std::vector<float> thicker;
    for (std::size_t v = 0; v < positions.size(); v += 3) {
        const float most = positions[v] > 3 ? 0.3f : 0;
        thicker.insert(thicker.end(), {0, most * positions[v + 1], most * positions[v + 2]});
    }
    out.attributes.push_back(attribute(SINTER_SEMANTIC_POSITION, 3, thicker, 0, 0));
    return out;
}
void add_skin(ModelTables& tables) {
    for (const float x : {0.0f, 2.0f}) {
        sinter_model_joint_row joint{};
        joint.node = static_cast<std::uint32_t>(tables.nodes.size());
        for (const std::size_t i : {0u, 5u, 10u, 15u}) joint.inverse_bind[i] = 1;
        joint.inverse_bind[12] = -x;
        tables.joints.push_back(joint);
        tables.nodes.push_back(plain_node());
    }
    tables.skins.push_back({{}, SINTER_MODEL_NONE, 0, 2, 0});
    tables.nodes[0].skin = 0;
}
/// The corners of a level, posed: the second joint bent by 90 degrees about z, the target at full weight.
std::vector<std::array<double, 3>> posed(const Model& model, std::uint32_t level) {
    const auto positions = test::values(model, 0, SINTER_SEMANTIC_POSITION);
    const auto target = test::values(model, 0, SINTER_SEMANTIC_POSITION, 0, 0);
    const auto joints = test::values(model, 0, SINTER_SEMANTIC_JOINTS);
    const auto weights = test::values(model, 0, SINTER_SEMANTIC_WEIGHTS);
    std::vector<std::array<double, 3>> out;
    for (const auto v : model.indices(model.lods[level])) {
        const double p[3] = {double{positions[3 * v]} + target[3 * v],
                             double{positions[3 * v + 1]} + target[3 * v + 1],
                             double{positions[3 * v + 2]} + target[3 * v + 2]};
        std::array<double, 3> sum{};
        for (std::size_t i = 0; i < 4; ++i) {
            const double w = weights[4 * v + i];
            if (joints[4 * v + i] == 0)
                for (std::size_t k = 0; k < 3; ++k) sum[k] += w * p[k];
            else {
                sum[0] += w * (2 - p[1]);  // turned by 90 degrees about (2, 0, 0)
                sum[1] += w * (p[0] - 2);
                sum[2] += w * p[2];
            }
        }
        out.push_back(sum);
    }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ModelPackStep)

BOOST_AUTO_TEST_CASE(quantisation_stays_within_its_bounds) {
    auto source = *test::run("model_tangents", test::model_of({test::torus(48, 24, 0.02f)}));
    const auto out = packed(source);
    const Model before{source.view()}, after{out.view()};
    // Half a step of a 16-bit grid over the torus's box, 2.74 x 0.74 x 2.74 metres, and a float's rounding.
    BOOST_TEST(worst_of(test::values(before, 0, SINTER_SEMANTIC_POSITION),
                        test::values(after, 0, SINTER_SEMANTIC_POSITION)) <= 2.74 / 65535 / 2 + 1.5e-7);
    BOOST_TEST(worst_of(test::values(before, 0, SINTER_SEMANTIC_TEXCOORD),
                        test::values(after, 0, SINTER_SEMANTIC_TEXCOORD)) <= 0.5 / 65535 + 1e-7);
    BOOST_TEST(worst_angle(test::values(before, 0, SINTER_SEMANTIC_NORMAL),
                           test::values(after, 0, SINTER_SEMANTIC_NORMAL), 3) < 0.0037);
    BOOST_TEST(worst_angle(test::values(before, 0, SINTER_SEMANTIC_TANGENT),
                           test::values(after, 0, SINTER_SEMANTIC_TANGENT), 4) < 0.95);
    const auto signs = test::values(before, 0, SINTER_SEMANTIC_TANGENT),
               kept = test::values(after, 0, SINTER_SEMANTIC_TANGENT);
    for (std::size_t i = 3; i < signs.size(); i += 4) BOOST_TEST(signs[i] == kept[i]);
    BOOST_TEST((after.row().flags & SINTER_MODEL_PROCESSED) != 0u);
    BOOST_TEST(before.indices(before.lods[0]) == after.indices(after.lods[0]),
               boost::test_tools::per_element());
    // Positions alone in stream 0 with 8 bytes; normal 4, tangent 4 and texture coordinate 4 bytes in
    // stream 1.
    BOOST_REQUIRE(after.primitives[0].stream_count == 2u);
    BOOST_TEST(after.streams[0].stride == 8u);
    BOOST_TEST(after.streams[1].stride == 12u);
    BOOST_TEST(after.lods[0].index_bytes == 2u);
}

BOOST_AUTO_TEST_CASE(bounds_hold_every_stored_position_exactly) {
    const auto out = packed(test::model_of({test::torus(48, 24, 0.02f)}));
    const Model model{out.view()};
    const auto positions = test::values(model, 0, SINTER_SEMANTIC_POSITION);
    const auto primitive = model.primitives[0];
    const auto row = test::attribute_row(model, 0, SINTER_SEMANTIC_POSITION);
    std::array<float, 3> low = {9, 9, 9}, high = {-9, -9, -9};
    for (std::size_t v = 0; v < positions.size(); v += 3) {
        double squared = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            low[i] = std::min(low[i], positions[v + i]);
            high[i] = std::max(high[i], positions[v + i]);
            squared += (double{positions[v + i]} - primitive.sphere[i]) *
                       (double{positions[v + i]} - primitive.sphere[i]);
        }
        BOOST_REQUIRE(std::sqrt(squared) <= primitive.sphere[3] + 1e-6);
    }
    for (std::size_t i = 0; i < 3; ++i) {
        BOOST_TEST(primitive.bounds_min[i] == low[i]);
        BOOST_TEST(primitive.bounds_max[i] == high[i]);
        BOOST_TEST(row.minimum[i] == low[i]);
        BOOST_TEST(row.maximum[i] == high[i]);
        BOOST_TEST(model.row().bounds_max[i] == high[i]);
    }
    // The smallest sphere around a torus of radii 1 and 0.35 with waves of 0.02 has a radius of up to 1.37.
    BOOST_TEST(primitive.sphere[3] < 1.40f);
}

BOOST_AUTO_TEST_CASE(primitives_share_one_grid_so_that_seams_stay_closed) {
    // Two triangles with a common edge, of very different extents.
    const auto near = test::triangles({0, 0, 0, 0.123456f, 0.3f, 0, 0, 0.7f, 0.1f}, {0, 1, 2});
    const auto far = test::triangles({0.123456f, 0.3f, 0, 0, 0.7f, 0.1f, -30.7f, 50.1f, 7}, {0, 1, 2});
    const auto out = packed(test::model_of({near, far}));
    const Model model{out.view()};
    const auto a = test::values(model, 0, SINTER_SEMANTIC_POSITION),
               b = test::values(model, 1, SINTER_SEMANTIC_POSITION);
    for (std::size_t i = 0; i < 6; ++i) BOOST_TEST(a[3 + i] == b[i]);
    BOOST_TEST(test::attribute_row(model, 0, SINTER_SEMANTIC_POSITION).scale[0] ==
               test::attribute_row(model, 1, SINTER_SEMANTIC_POSITION).scale[0]);
}

BOOST_AUTO_TEST_CASE(a_model_too_large_for_16_bits_keeps_floats) {
    const auto wide = test::triangles({0, 0, 0, 5000, 0, 0, 0, 5000, 0}, {0, 1, 2});
    const auto out = packed(test::model_of({wide}));
    const Model model{out.view()};
    BOOST_TEST(test::attribute_row(model, 0, SINTER_SEMANTIC_POSITION).format == 106u);  // R32G32B32_SFLOAT
    const auto forced = packed(test::model_of({wide}), with("positions", Value{std::string{"16"}}));
    BOOST_TEST(test::attribute_row(Model{forced.view()}, 0, SINTER_SEMANTIC_POSITION).format ==
               91u);  // R16G16B16A16_UNORM
}

BOOST_AUTO_TEST_CASE(texture_coordinates_that_tile_far_keep_floats) {
    auto mesh = test::triangles({0, 0, 0, 1, 0, 0, 0, 1, 0}, {0, 1, 2});
    mesh.attributes.push_back(attribute(SINTER_SEMANTIC_TEXCOORD, 2, {-2, 0.25f, 3, 1, 0.5f, 0.5f}, 0));
    mesh.attributes.push_back(attribute(SINTER_SEMANTIC_TEXCOORD, 2, {0, 0, 100, 1, 0, 1}, 1));
    const auto out = packed(test::model_of({mesh}));
    const Model model{out.view()};
    BOOST_TEST(test::attribute_row(model, 0, SINTER_SEMANTIC_TEXCOORD, 0).format == 77u);   // R16G16_UNORM
    BOOST_TEST(test::attribute_row(model, 0, SINTER_SEMANTIC_TEXCOORD, 1).format == 103u);  // R32G32_SFLOAT
    const std::vector<float> expected = {-2, 0.25f, 3, 1, 0.5f, 0.5f};
    BOOST_TEST(worst_of(test::values(model, 0, SINTER_SEMANTIC_TEXCOORD), expected) <=
               5.0 / 65535 / 2 + 1e-6);
    BOOST_TEST(test::values(model, 0, SINTER_SEMANTIC_TEXCOORD)[3] == 1.0f);
}

BOOST_AUTO_TEST_CASE(colours_become_bytes_with_an_alpha) {
    auto mesh = test::triangles({0, 0, 0, 1, 0, 0, 0, 1, 0}, {0, 1, 2});
    mesh.attributes.push_back(attribute(SINTER_SEMANTIC_COLOR, 3, {0, 0.5f, 1, 1, 2, 0, 0, 0, 0}));
    const auto out = packed(test::model_of({mesh}));
    const auto colours = test::values(Model{out.view()}, 0, SINTER_SEMANTIC_COLOR);
    const std::vector<float> expected = {0, 0.5f, 1, 1, 1, 2, 0, 1, 0, 0, 0, 1};
    BOOST_TEST(worst_of(colours, expected) <= 2 * 0.5 / 255 + 1e-6);  // the second channel reaches to 2
    BOOST_TEST(colours[3] == 1.0f);
}

BOOST_AUTO_TEST_CASE(indices_are_as_narrow_as_each_level_allows) {
    // 401 * 201 = 80601 vertices; half as many in the next level.
    const auto made = test::run_all({"model_lods", "model_pack"}, test::model_of({test::torus(400, 200)}));
    const Model model{made.view()};
    BOOST_TEST(model.primitives[0].vertex_count > 65535u);
    BOOST_TEST(model.lods[0].index_bytes == 4u);
    BOOST_TEST(model.lods[1].index_bytes == 2u);
    BOOST_TEST(model.lods[1].vertex_count < 65536u);
}

BOOST_AUTO_TEST_CASE(a_skinned_and_morphed_mesh_moves_as_before) {
    const auto source = test::model_of({arm()}, add_skin);
    const auto made = test::run_all({"model_clean", "model_tangents", "model_lods", "model_pack"},
                                    test::model_of({arm()}, add_skin));
    const Model before{source.view()}, after{made.view()};
    BOOST_REQUIRE(after.primitives[0].lod_count > 1u);
    // Corners come in another order: each posed corner of the result has one of the source in the same place.
    const auto all = posed(before, 0);
    for (std::uint32_t l = 0; l < after.primitives[0].lod_count; ++l) {
        double worst = 0;
        for (const auto& corner : posed(after, l)) {
            double least = 1e9;
            for (const auto& other : all)
                least = std::min(
                    least, std::hypot(corner[0] - other[0], corner[1] - other[1], corner[2] - other[2]));
            worst = std::max(worst, least);
        }
        BOOST_TEST_MESSAGE("level " << l << ": posed corners at most " << worst
                                    << " m from those of the source");
        // A weight is off by half of 1/255 over an arm of 2 metres and its thickness; positions by less.
        BOOST_TEST(worst < 0.5 / 255 * 2.9 + 1e-3);
    }
    BOOST_TEST(posed(after, 0).size() == all.size());
    const auto weights = test::values(after, 0, SINTER_SEMANTIC_WEIGHTS);
    for (std::size_t v = 0; v < weights.size(); v += 4) {
        int sum = 0;
        for (std::size_t i = 0; i < 4; ++i) sum += static_cast<int>(std::lround(weights[v + i] * 255));
        BOOST_REQUIRE(sum == 255);
    }
    BOOST_TEST(test::attribute_row(after, 0, SINTER_SEMANTIC_JOINTS).format == 41u);   // R8G8B8A8_UINT
    BOOST_TEST(test::attribute_row(after, 0, SINTER_SEMANTIC_WEIGHTS).format == 37u);  // R8G8B8A8_UNORM
}

BOOST_AUTO_TEST_CASE(joint_radii_hold_what_the_joints_move) {
    const auto made = packed(test::model_of({arm()}, add_skin));
    const Model model{made.view()};
    // Joint 0 at the origin moves vertices up to x < 2.5, at a distance of 0.5 from the axis. Joint 1 at x =
    // 2 moves those from x > 1.5 to 4; its last ones are 0.5 from the axis, and 0.15 more by the morph
    // target.
    BOOST_TEST(std::fabs(model.joints[0].radius - std::hypot(2.4, 0.5)) < 1e-3);
    BOOST_TEST(model.joints[1].radius >= std::hypot(2.0, 0.65));
    BOOST_TEST(model.joints[1].radius <= std::hypot(2.0, 0.5) + 0.15 * std::sqrt(3.0) + 1e-3);
}

BOOST_AUTO_TEST_CASE(the_strongest_influences_stay) {
    auto mesh = test::triangles({0, 0, 0, 1, 0, 0, 0, 1, 0}, {0, 1, 2});
    const std::vector<float> first = {0, 1, 2, 3}, second = {4, 5, 6, 300};
    std::vector<float> j0, j1, w0, w1;
    for (int v = 0; v < 3; ++v) {
        j0.insert(j0.end(), first.begin(), first.end());
        j1.insert(j1.end(), second.begin(), second.end());
        w0.insert(w0.end(), {0.1f, 0.2f, 0, 0});
        w1.insert(w1.end(), {0.25f, 0.05f, 0, 0.4f});
    }
    mesh.attributes.push_back(attribute(SINTER_SEMANTIC_JOINTS, 4, j0, 0));
    mesh.attributes.push_back(attribute(SINTER_SEMANTIC_WEIGHTS, 4, w0, 0));
    mesh.attributes.push_back(attribute(SINTER_SEMANTIC_JOINTS, 4, j1, 1));
    mesh.attributes.push_back(attribute(SINTER_SEMANTIC_WEIGHTS, 4, w1, 1));
    const auto out = packed(test::model_of({mesh}));
    const Model model{out.view()};
    const auto joints = test::values(model, 0, SINTER_SEMANTIC_JOINTS);
    const std::vector<float> expected = {300, 4, 1, 0};
    BOOST_TEST(std::vector<float>(joints.begin(), joints.begin() + 4) == expected,
               boost::test_tools::per_element());
    BOOST_TEST(test::attribute_row(model, 0, SINTER_SEMANTIC_JOINTS).format == 95u);  // R16G16B16A16_UINT
    BOOST_TEST(!model.find(model.primitives[0], SINTER_SEMANTIC_JOINTS, 1));
    const auto eight = packed(test::model_of({mesh}), with("influences", Value{std::int64_t{8}}));
    const Model both{eight.view()};
    BOOST_REQUIRE(both.find(both.primitives[0], SINTER_SEMANTIC_JOINTS, 1));
    BOOST_TEST(test::values(both, 0, SINTER_SEMANTIC_JOINTS, 1)[0] == 5.0f);
}

BOOST_AUTO_TEST_CASE(bytes_do_not_depend_on_the_number_of_threads) {
    const auto source = [] {
        std::vector<Geometry> primitives;
        for (std::uint32_t i = 0; i < 7; ++i)
            primitives.push_back(test::shuffled(test::torus(20 + 8 * i, 24, 0.03f), i));
        return test::model_of(primitives);
    };
    const auto made = [&](unsigned threads) {
        test::RunOptions options;
        options.threads = threads;
        return test::bytes_of(
            test::run_all({"model_clean", "model_tangents", "model_lods", "model_pack"}, source(), options));
    };
    const auto one = made(1);
    BOOST_TEST((one == made(2)));
    BOOST_TEST((one == made(4)));
}

BOOST_AUTO_TEST_CASE(every_step_stops_when_nobody_wants_it) {
    for (const char* step : {"model_clean", "model_tangents", "model_lods", "model_pack"}) {
        const auto asset = test::model_of({test::torus(32, 16)});
        const auto view = asset.view();
        std::size_t asked = 0;
        for (;; ++asked) {
            test::RunOptions options;
            options.checkpoints_allowed = asked;
            const auto result = test::plugin().process(step, view.abi(), options);
            if (result.status) break;
            BOOST_REQUIRE(result.status.code() == Code::Cancelled);
        }
        BOOST_TEST(asked > 1u);
    }
}

BOOST_AUTO_TEST_CASE(every_step_takes_a_refusal_of_memory) {
    for (const char* step : {"model_clean", "model_tangents", "model_lods", "model_pack"}) {
        const auto asset = test::model_of({test::torus(32, 16)});
        const auto view = asset.view();
        test::RunOptions options;
        options.memory_limit = 10000;
        BOOST_TEST(name_of(test::plugin().process(step, view.abi(), options).status.code()) ==
                   "out_of_memory");
    }
}

BOOST_AUTO_TEST_SUITE_END()
