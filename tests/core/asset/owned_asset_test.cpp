// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>

#include "asset/asset_check.hpp"
#include "asset/facts.hpp"
#include "asset/owned_asset.hpp"

using namespace sinter;

BOOST_AUTO_TEST_SUITE(owned_asset)

BOOST_AUTO_TEST_CASE(starts_zeroed_and_aligned) {
    OwnedAsset asset{AssetType::Data};
    const auto rows = asset.add_table(1, 1, 24, 100);
    BOOST_REQUIRE(rows);
    BOOST_TEST(reinterpret_cast<std::uintptr_t>(*rows) % 64 == 0);
    for (int i = 0; i < 2400; ++i) BOOST_REQUIRE((*rows)[i] == 0);
    const auto chunk = asset.add_chunk(2, 4096, 10);
    BOOST_REQUIRE(chunk);
    BOOST_TEST(reinterpret_cast<std::uintptr_t>(*chunk) % 4096 == 0);
    BOOST_TEST(asset.size_bytes() == 2410);
}

BOOST_AUTO_TEST_CASE(refuses_what_breaks_the_contract) {
    OwnedAsset asset{AssetType::Data};
    BOOST_CHECK(asset.add_table(1, 1, 0, 5).code() == Code::Contract);
    BOOST_CHECK(asset.add_table(1, 1, 65536, 65536).code() == Code::Contract);
    (void)asset.add_table(1, 1, 8, 1);
    BOOST_CHECK(asset.add_table(1, 1, 8, 1).code() == Code::Contract);
    BOOST_CHECK(asset.add_chunk(1, 0, 5).code() == Code::Contract);
    BOOST_CHECK(asset.add_chunk(1, 48, 5).code() == Code::Contract);
    BOOST_CHECK(asset.add_chunk(1, 8192, 5).code() == Code::Contract);
    BOOST_CHECK(asset.add_chunk(1, 64, UINT64_MAX).code() == Code::OutOfMemory);
}

BOOST_AUTO_TEST_CASE(counts_a_dependency_once) {
    OwnedAsset asset{AssetType::Material};
    BOOST_TEST(asset.add_dependency(SINTER_LOADED_WITH_ME, AssetType::Texture, "a.png") == 0);
    BOOST_TEST(asset.add_dependency(SINTER_LOADED_WITH_ME, AssetType::Texture, "b.png") == 1);
    BOOST_TEST(asset.add_dependency(SINTER_LOADED_WITH_ME, AssetType::Texture, "a.png") == 0);
    BOOST_TEST(asset.add_dependency(SINTER_LOADED_ON_DEMAND, AssetType::Texture, "a.png") == 2);
}

BOOST_AUTO_TEST_CASE(keeps_its_views_when_it_moves) {
    OwnedAsset asset{AssetType::Material};
    (void)asset.add_dependency(SINTER_LOADED_WITH_ME, AssetType::Texture, "short");
    const auto before = to_view(asset.view().dependencies()[0].path);
    const OwnedAsset moved = std::move(asset);
    BOOST_TEST(before == "short");
    BOOST_CHECK(to_view(moved.view().dependencies()[0].path).data() == before.data());
}

BOOST_AUTO_TEST_CASE(is_checked_before_it_is_trusted) {
    BOOST_CHECK(!check_asset(OwnedAsset{AssetType::Unknown}.view()));
    BOOST_CHECK(!check_asset(OwnedAsset{static_cast<AssetType>(12)}.view()));
    BOOST_CHECK(check_asset(OwnedAsset{AssetType::Data}.view()));  // which may be of a form of its own
    for (const auto type : {AssetType::Texture, AssetType::Model, AssetType::Animation, AssetType::Audio, AssetType::Font,
                            AssetType::Shader, AssetType::Script})
        BOOST_TEST(!check_asset(OwnedAsset{type}.view()), name_of(type) << " without tables");
}

BOOST_AUTO_TEST_CASE(tells_its_facts_in_order) {
    const auto facts = facts_of(OwnedAsset{AssetType::Data}.view());
    BOOST_REQUIRE(facts.size() == 3);
    BOOST_TEST(facts[0].first == "schema");
    BOOST_TEST(facts[1].first == "fields");
    BOOST_TEST(facts[2].first == "references");
    BOOST_TEST(std::get<std::int64_t>(facts[2].second) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
