// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>

#include <vector>

#include <sinter/asset.hpp>

namespace sinter {
namespace {

struct Short {
    std::uint32_t a;
};
struct Long {
    std::uint32_t a, b, c;
};

sinter_table table_of(const std::vector<std::uint32_t>& words, std::uint32_t stride, std::uint32_t count) {
    return {SINTER_TAG('T', 'E', 'S', 'T'), 1, stride, count,
            reinterpret_cast<const std::uint8_t*>(words.data())};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sdk_asset)

BOOST_AUTO_TEST_CASE(tags_have_their_first_character_lowest) {
    BOOST_TEST(SINTER_TAG('T', 'E', 'X', 'R') == 0x52584554u);
    BOOST_TEST(SINTER_TAG('\xff', 0, 0, '\xff') == 0xff0000ffu);
}

BOOST_AUTO_TEST_CASE(rows_of_an_older_version_are_filled_with_zeroes) {
    const std::vector<std::uint32_t> words{1, 2, 3, 4};
    const Rows<Long> rows{table_of(words, 8, 2)};
    BOOST_TEST(rows.size() == 2u);
    BOOST_TEST(rows[0].a == 1u);
    BOOST_TEST(rows[0].b == 2u);
    BOOST_TEST(rows[0].c == 0u);
    BOOST_TEST(rows[1].a == 3u);
    BOOST_TEST(rows[1].b == 4u);
    BOOST_TEST(rows[1].c == 0u);
}

BOOST_AUTO_TEST_CASE(rows_of_a_newer_version_are_read_by_their_own_stride) {
    const std::vector<std::uint32_t> words{1, 2, 3, 4, 5, 6};
    const Rows<Short> rows{table_of(words, 12, 2)};
    BOOST_TEST(rows[0].a == 1u);
    BOOST_TEST(rows[1].a == 4u);
}

BOOST_AUTO_TEST_CASE(rows_shorter_than_a_field_give_its_lower_bytes) {
    const std::vector<std::uint32_t> words{0x44332211u};
    const Rows<Short> rows{table_of(words, 1, 4)};
    BOOST_TEST(rows[0].a == 0x11u);
    BOOST_TEST(rows[3].a == 0x44u);
}

BOOST_AUTO_TEST_CASE(an_empty_view_has_nothing) {
    const AssetView view;
    BOOST_TEST((view.type() == AssetType::Unknown));
    BOOST_TEST(view.tables().empty());
    BOOST_TEST(view.chunks().empty());
    BOOST_TEST(view.dependencies().empty());
    BOOST_TEST(view.table(1) == nullptr);
    BOOST_TEST(view.rows<Short>(1).empty());
    BOOST_TEST(view.bytes(0, 0, 0).empty());
}

BOOST_AUTO_TEST_CASE(tables_are_found_by_tag) {
    const std::vector<std::uint32_t> words{7};
    sinter_table tables[] = {table_of(words, 4, 0), table_of(words, 4, 1)};
    tables[0].tag = 5;
    sinter_asset abi{};
    abi.table_count = 2;
    abi.tables = tables;
    const AssetView view{abi};
    BOOST_TEST(view.table(SINTER_TAG('T', 'E', 'S', 'T')) == &tables[1]);
    BOOST_TEST(view.rows<Short>(SINTER_TAG('T', 'E', 'S', 'T'))[0].a == 7u);
    BOOST_TEST(view.rows<Short>(6).size() == 0u);
}

BOOST_AUTO_TEST_CASE(bytes_outside_a_chunk_are_refused_without_overflow) {
    const std::uint8_t data[8] = {};
    const sinter_chunk chunk{1, 1, {data, 8}};
    sinter_asset abi{};
    abi.chunk_count = 1;
    abi.chunks = &chunk;
    const AssetView view{abi};
    constexpr auto Max = std::numeric_limits<std::uint64_t>::max();
    BOOST_TEST(view.bytes(0, 0, 8).size() == 8u);
    BOOST_TEST(view.bytes(0, 3, 5).data() == data + 3);
    BOOST_TEST(view.bytes(0, 8, 0).empty());
    BOOST_TEST(view.bytes(0, 0, 9).empty());
    BOOST_TEST(view.bytes(0, 9, 0).empty());
    BOOST_TEST(view.bytes(0, 4, Max).empty());
    BOOST_TEST(view.bytes(0, Max, 1).empty());
    BOOST_TEST(view.bytes(0, Max - 3, 8).empty());
    BOOST_TEST(view.bytes(1, 0, 1).empty());
}

BOOST_AUTO_TEST_CASE(type_names_go_both_ways) {
    BOOST_TEST(name_of(AssetType::ParticleSystem) == "particle_system");
    BOOST_TEST(name_of(static_cast<AssetType>(99)) == "unknown");
    BOOST_TEST((asset_type_of("material") == AssetType::Material));
    BOOST_TEST((asset_type_of("unknown") == AssetType::Unknown));
    BOOST_TEST((asset_type_of("Texture") == AssetType::Unknown));
    for (std::uint32_t number = 1; number <= 11; ++number)
        BOOST_TEST(
            (asset_type_of(name_of(static_cast<AssetType>(number))) == static_cast<AssetType>(number)));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter
