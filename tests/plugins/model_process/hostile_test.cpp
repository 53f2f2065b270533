// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>

#include "animations.hpp"

using namespace sinter;

namespace {

constexpr const char* Steps[] = {"model_clean", "model_tangents", "model_lods", "model_pack"};

/// A small model with a bit of everything.
OwnedAsset rich_model() {
    auto mesh = test::torus(6, 4);
    mesh.attributes.push_back(
        test::attribute(SINTER_SEMANTIC_JOINTS, 4, std::vector<float>(4 * mesh.vertex_count, 1.0f)));
    mesh.attributes.push_back(
        test::attribute(SINTER_SEMANTIC_WEIGHTS, 4, std::vector<float>(4 * mesh.vertex_count, 0.25f)));
    mesh.attributes.push_back(
        test::attribute(SINTER_SEMANTIC_POSITION, 3, std::vector<float>(3 * mesh.vertex_count, 0.1f), 0, 0));
    return test::model_of({mesh, test::torus(5, 3)}, [](ModelTables& tables) {
        tables.skins.push_back({{}, SINTER_MODEL_NONE, 0, 2, 0});
        tables.joints.resize(2);
        tables.nodes[0].skin = 0;
        tables.materials.push_back({{}, SINTER_MODEL_NONE, 0});
    });
}
/// Every step and the validator on an asset: none may do more than say no, and what they make is valid.
std::size_t survive(const OwnedAsset& asset) {
    const auto view = asset.view();
    std::size_t accepted = 0;
    for (const char* step : Steps) {
        const auto result = test::plugin().process(step, view.abi());
        if (!result.status) {
            BOOST_REQUIRE(result.status.code() != Code::Internal);
            continue;
        }
        ++accepted;
        if (!result.products.empty()) BOOST_REQUIRE(Model{result.products[0].asset.view()}.valid());
    }
    static_cast<void>(test::plugin().validate("model_limits", view.abi()));
    return accepted;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ModelHostileInput)

BOOST_AUTO_TEST_CASE(damaged_rows_do_no_harm) {
    BOOST_TEST(survive(rich_model()) == 4u);
    auto asset = rich_model();
    std::size_t refused = 0;
    const auto view = asset.view();
    for (const auto& table : view.tables()) {
        if (table.tag == SINTER_STRING_TABLE) continue;
        auto* rows = const_cast<std::uint8_t*>(table.rows);
        const std::size_t size = std::size_t{table.stride} * table.count;
        for (std::size_t at = 0; at < size; at += 5)
            for (const std::uint8_t value : {std::uint8_t{0xff}, std::uint8_t{0x01}}) {
                const auto was = rows[at];
                rows[at] = value;
                if (survive(asset) == 0) ++refused;
                rows[at] = was;
            }
    }
    BOOST_TEST(refused > 50u);
}

BOOST_AUTO_TEST_CASE(damaged_vertices_do_no_harm) {
    auto asset = rich_model();
    const auto view = asset.view();
    const auto chunk = view.chunks()[0].bytes;
    auto* bytes = const_cast<std::uint8_t*>(chunk.data);
    for (std::uint64_t at = 3; at < chunk.size; at += 61) {
        const auto was = bytes[at];
        bytes[at] = 0x7f;  // huge numbers, and none at all
        static_cast<void>(survive(asset));
        bytes[at] = was;
    }
}

BOOST_AUTO_TEST_CASE(an_index_beyond_the_vertices_is_an_error) {
    const auto asset = test::model_of({test::triangles({0, 0, 0, 1, 0, 0, 0, 1, 0}, {0, 1, 3})});
    const auto view = asset.view();
    for (const char* step : Steps)
        BOOST_TEST(test::said_by(test::plugin().process(step, view.abi())) ==
                   "failed: corrupt: primitive 0: an index is out of range, or indices are missing");
}

BOOST_AUTO_TEST_CASE(newer_tables_and_other_assets_are_refused) {
    OwnedAsset newer{AssetType::Model};
    static_cast<void>(*newer.add_table(SINTER_MODEL_TABLE, SINTER_MODEL_VERSION + 1, 128, 1));
    const auto newer_view = newer.view();
    OwnedAsset other{AssetType::Data};
    const auto other_view = other.view();
    for (const char* step : Steps) {
        BOOST_TEST(test::said_by(test::plugin().process(step, newer_view.abi())) ==
                   "failed: unsupported: " + std::string{step} +
                       ": the model's tables are newer than this step (version 2)");
        BOOST_TEST(test::said_by(test::plugin().process(step, other_view.abi())) ==
                   "failed: corrupt: " + std::string{step} + ": the model's tables contradict each other");
    }
    BOOST_TEST(name_of(test::plugin().process("animation_reduce", other_view.abi()).status.code()) ==
               "corrupt");
}

BOOST_AUTO_TEST_SUITE_END()
