// SPDX-License-Identifier: Apache-2.0
#include <meshoptimizer.h>

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <map>

#include "models.hpp"
#include "surface_distance.hpp"

using namespace sinter;
using namespace sinter::models;

namespace {

OwnedAsset with_levels(const std::vector<Geometry>& primitives, const test::RunOptions& options = {}) {
    auto out = test::run("model_lods", test::model_of(primitives), options);
    BOOST_REQUIRE(out);
    BOOST_REQUIRE(Model{out->view()}.valid());
    return *std::move(out);
}
std::vector<std::uint32_t> level_of(const Model& model, std::uint32_t level, std::uint32_t primitive = 0) {
    return model.indices(model.lods[model.primitives[primitive].first_lod + level]);
}
test::RunOptions with(const std::string& setting, Value value) {
    test::RunOptions out;
    out.settings[setting] = std::move(value);
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ModelLodsStep)

BOOST_AUTO_TEST_CASE(each_level_has_half_the_triangles_and_uses_a_prefix_of_the_vertices) {
    const auto out = with_levels({test::shuffled(test::torus(96, 48, 0.03f))});
    const Model model{out.view()};
    const auto primitive = model.primitives[0];
    BOOST_REQUIRE(primitive.lod_count == 4u);
    BOOST_TEST(model.row().lod_count == 4u);
    for (std::uint32_t l = 0; l < 4; ++l) {
        const auto lod = model.lods[l];
        BOOST_TEST(lod.index_count / 3 <= (9216u >> l));
        BOOST_TEST(lod.index_count / 3 >= (9216u >> l) * 9 / 10);
        // Chunk 0 has the coarsest level, each next one what the next finer level adds.
        BOOST_TEST(lod.chunk == 3 - l);
        std::uint32_t highest = 0;
        for (const auto index : level_of(model, l)) highest = std::max(highest, index);
        BOOST_TEST(highest + 1 == lod.vertex_count);
    }
    for (std::uint32_t r = 0; r < model.ranges.size(); ++r) BOOST_TEST(model.ranges[r].chunk == r % 4);
}

BOOST_AUTO_TEST_CASE(the_recorded_error_is_close_to_a_measured_hausdorff_distance) {
    for (const float bumps : {0.0f, 0.05f}) {
        const auto mesh = test::torus(64, 32, bumps);
        const auto out = with_levels({mesh}, with("max_error", Value{0.2}));
        const Model model{out.view()};
        const auto positions = test::values(model, 0, SINTER_SEMANTIC_POSITION);
        const auto finest = level_of(model, 0);
        BOOST_TEST(model.lods[0].error == 0.0f);
        // The finest level is the source: nothing was moved.
        BOOST_TEST(test::one_sided_distance(
                       {positions, finest},
                       {mesh.find(SINTER_SEMANTIC_POSITION)->values, mesh.levels[0].indices}, 100) < 1e-6);
        for (std::uint32_t l = 1; l < model.primitives[0].lod_count; ++l) {
            const auto indices = level_of(model, l);
            const double there = test::one_sided_distance({positions, finest}, {positions, indices}, 2000);
            const double back = test::one_sided_distance({positions, indices}, {positions, finest}, 1000);
            const double measured = std::max(there, back), recorded = model.lods[l].error;
            BOOST_TEST_MESSAGE("level " << l << ", " << indices.size() / 3 << " triangles: recorded "
                                        << recorded << " m, Hausdorff " << measured << " m, ratio "
                                        << measured / recorded);
            BOOST_TEST(recorded > 0.0);
            BOOST_TEST(measured <= 2.0 * recorded);
            BOOST_TEST(measured >= 0.2 * recorded);
            BOOST_TEST(recorded > double{model.lods[l - 1].error});
        }
    }
}

BOOST_AUTO_TEST_CASE(the_error_bound_holds_and_what_gains_nothing_is_left_out) {
    // 0.1 % of the torus's longest edge of 2.7 metres.
    const auto out = with_levels({test::torus(64, 32)}, with("max_error", Value{0.001}));
    const Model model{out.view()};
    for (std::uint32_t l = 0; l < model.primitives[0].lod_count; ++l)
        BOOST_TEST(model.lods[l].error <= 0.00271f);
    // Nothing may move: only flat parts could be simplified, of which there are none.
    const auto same = with_levels({test::torus(64, 32)}, with("max_error", Value{0.0}));
    BOOST_TEST(Model{same.view()}.primitives[0].lod_count == 1u);
    // A small mesh needs no levels.
    const auto small = with_levels({test::torus(6, 4)});
    BOOST_TEST(Model{small.view()}.primitives[0].lod_count == 1u);
}

BOOST_AUTO_TEST_CASE(the_profile_and_the_setting_scale_the_finest_level) {
    test::RunOptions options;
    options.platform["model_complexity"] = Value{0.5};
    const auto out = with_levels({test::torus(64, 32)}, options);
    BOOST_TEST(level_of(Model{out.view()}, 0).size() / 3 <= 2048u);
    BOOST_TEST(level_of(Model{out.view()}, 0).size() / 3 > 1900u);
    options.settings["complexity"] = Value{0.5};
    const auto quarter = with_levels({test::torus(64, 32)}, options);
    BOOST_TEST(level_of(Model{quarter.view()}, 0).size() / 3 <= 1024u);
    BOOST_TEST(Model{quarter.view()}.lods[0].error == 0.0f);
}

BOOST_AUTO_TEST_CASE(primitives_of_a_mesh_stay_closed_along_their_border) {
    // One torus as two primitives that share two rings.
    auto left = test::torus(64, 32, 0.05f), right = left;
    auto& l = left.levels[0].indices;
    auto& r = right.levels[0].indices;
    std::vector<std::uint32_t> lower, upper;
    for (std::size_t c = 0; c < l.size(); c += 3)
        (c < l.size() / 2 ? lower : upper)
            .insert((c < l.size() / 2 ? lower : upper).end(), {l[c], l[c + 1], l[c + 2]});
    l = lower;
    r = upper;
    const auto clean = test::run_all({"model_clean", "model_lods"}, test::model_of({left, right}));
    const Model model{clean.view()};
    // The edges that only one triangle has, by the places of their ends.
    using Place = std::array<float, 3>;
    const auto border = [&](std::uint32_t primitive, std::uint32_t level) {
        const auto positions = test::values(model, primitive, SINTER_SEMANTIC_POSITION);
        const auto indices = level_of(model, level, primitive);
        std::map<std::pair<Place, Place>, int> edges;
        const auto place = [&](std::uint32_t v) {
            return Place{positions[3 * v], positions[3 * v + 1], positions[3 * v + 2]};
        };
        for (std::size_t c = 0; c < indices.size(); ++c) {
            auto a = place(indices[c]), b = place(indices[c % 3 == 2 ? c - 2 : c + 1]);
            if (b < a) std::swap(a, b);
            ++edges[{a, b}];
        }
        std::vector<std::pair<Place, Place>> out;
        for (const auto& [edge, count] : edges)
            if (count == 1) out.push_back(edge);
        return out;
    };
    const auto whole = border(0, 0);
    BOOST_TEST(whole.size() == 128u);
    for (std::uint32_t p = 0; p < 2; ++p) {
        BOOST_REQUIRE(model.primitives[p].lod_count > 2u);
        for (std::uint32_t level = 0; level < model.primitives[p].lod_count; ++level)
            BOOST_TEST((border(p, level) == whole));
    }
}

BOOST_AUTO_TEST_CASE(the_order_is_good_for_caches) {
    const auto mesh = test::shuffled(test::torus(128, 96));
    const auto out = with_levels({mesh});
    const Model model{out.view()};
    const auto primitive = model.primitives[0];
    for (std::uint32_t l = 0; l < primitive.lod_count; ++l) {
        const auto indices = level_of(model, l);
        const auto cache =
            meshopt_analyzeVertexCache(indices.data(), indices.size(), primitive.vertex_count, 16, 0, 0);
        const auto fetch =
            meshopt_analyzeVertexFetch(indices.data(), indices.size(), model.lods[l].vertex_count, 16);
        BOOST_TEST_MESSAGE("level " << l << ": " << cache.acmr << " vertices a triangle, " << fetch.overfetch
                                    << " times the bytes of its vertices fetched");
        BOOST_TEST(cache.acmr < 0.8f);
        BOOST_TEST(fetch.overfetch < 2.0f);
    }
    const auto before = meshopt_analyzeVertexFetch(mesh.levels[0].indices.data(),
                                                   mesh.levels[0].indices.size(), mesh.vertex_count, 16);
    BOOST_TEST(before.overfetch > 4.0f);
}

BOOST_AUTO_TEST_CASE(points_and_lines_keep_one_level) {
    auto lines = test::triangles({0, 0, 0, 1, 0, 0, 2, 0, 0}, {2, 1, 1, 0});
    lines.topology = SINTER_TOPOLOGY_LINES;
    const auto out = with_levels({lines});
    const Model model{out.view()};
    const std::vector<std::uint32_t> expected = {0, 1, 1, 2};
    BOOST_TEST(level_of(model, 0) == expected, boost::test_tools::per_element());
    BOOST_TEST(test::values(model, 0, SINTER_SEMANTIC_POSITION)[0] == 2.0f);
}

BOOST_AUTO_TEST_CASE(a_model_with_levels_goes_on_unchanged) {
    BOOST_TEST(!test::run("model_lods", with_levels({test::torus(64, 32)})));
}

BOOST_AUTO_TEST_SUITE_END()
