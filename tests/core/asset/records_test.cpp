// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>

#include "asset/byte_stream.hpp"
#include "asset/sealed_file.hpp"
#include "registry/asset_index.hpp"
#include "registry/record_codec.hpp"
#include "support/temp_folder.hpp"

using namespace sinter;

namespace {

AssetRecord sample(const std::string& path) {
    AssetRecord record;
    record.path = path;
    record.type = AssetType::Texture;
    record.decoder = "png";
    record.environment = hash_bytes("environment");
    FileStamp stamp;
    stamp.size = 1;
    stamp.mtime_ns = 2;
    stamp.inode = 3;
    stamp.device = 4;
    stamp.ctime_ns = 5;
    record.seen = {{path, stamp}, {path + ".sinter.toml", std::nullopt}};
    record.checked_at_ns = 6;
    record.warnings = {{Diagnostic::Severity::Warning, {Code::Ok, "pale", {"x", 1, 2, 3}}}};
    record.source_facts = {{"width", Value{std::int64_t{5}}}, {"format", Value{std::string{"R8_UNORM"}}},
                           {"odd", Value{true}}, {"ratio", Value{0.5}},
                           {"list", Value{std::vector<std::string>{"a", "b"}}}};
    ProductRecord product;
    product.label = "shadow";
    product.type = AssetType::Material;
    product.artifact = hash_bytes("artifact");
    product.size_bytes = 77;
    product.facts = {{"fields", Value{std::int64_t{2}}}};
    product.dependencies = {{AssetId::of("a.png"), SINTER_LOADED_ON_DEMAND, AssetType::Texture, "a.png"}};
    product.stats = {{"texels", 4.5}};
    record.products.push_back(product);
    return record;
}

std::vector<std::uint8_t> bytes_of(const AssetRecord& record) {
    ByteWriter out;
    put(out, record);
    return out.bytes();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(records)

BOOST_AUTO_TEST_CASE(come_back_as_they_were) {
    auto record = sample("a/b.png");
    record.error = Error{Code::Corrupt, "bad", {"f", 9, 8, 7}};
    const auto bytes = bytes_of(record);
    ByteReader in{bytes};
    const auto back = get_record(in);
    BOOST_REQUIRE(in.good());
    BOOST_TEST(in.at_end());
    BOOST_TEST(back.path == "a/b.png");
    BOOST_CHECK(back.environment == record.environment);
    BOOST_REQUIRE(back.seen.size() == 2);
    BOOST_CHECK(*back.seen[0].stamp == *record.seen[0].stamp);
    BOOST_TEST(!back.seen[1].stamp.has_value());
    BOOST_TEST(back.checked_at_ns == 6);
    BOOST_CHECK(*back.error == *record.error);
    BOOST_CHECK(back.warnings == record.warnings);
    BOOST_CHECK(back.source_facts == record.source_facts);
    BOOST_REQUIRE(back.products.size() == 1);
    BOOST_CHECK(back.products[0].artifact == record.products[0].artifact);
    BOOST_CHECK(back.products[0].facts == record.products[0].facts);
    BOOST_TEST(back.products[0].dependencies[0].path == "a.png");
    BOOST_CHECK(back.products[0].stats == record.products[0].stats);
}

BOOST_AUTO_TEST_CASE(cut_anywhere_are_noticed) {
    const auto bytes = bytes_of(sample("a/b.png"));
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        ByteReader in{std::span{bytes}.first(size)};
        (void)get_record(in);
        BOOST_REQUIRE(!in.good());
    }
}

BOOST_AUTO_TEST_CASE(claim_no_more_items_than_bytes_follow) {
    ByteWriter out;
    out.put(std::uint32_t{0xFFFFFFFF});
    ByteReader in{out.bytes()};
    BOOST_TEST(in.count(1) == 0);
    BOOST_TEST(!in.good());
}

BOOST_AUTO_TEST_CASE(sealed_with_damage_read_as_nothing) {
    const std::vector<std::uint8_t> payload{1, 2, 3};
    const auto head = seal("TESTMAGI", 4, payload);
    std::vector<std::uint8_t> file{head.begin(), head.end()};
    file.insert(file.end(), payload.begin(), payload.end());
    const auto whole = unseal("TESTMAGI", 4, file);
    BOOST_REQUIRE(whole);
    BOOST_TEST(whole->size() == 3);
    BOOST_TEST(!unseal("TESTMAGI", 5, file));
    BOOST_TEST(!unseal("OTHERMAG", 4, file));
    for (std::size_t i = 0; i < file.size(); ++i) {
        auto damaged = file;
        damaged[i] ^= 0x10;
        BOOST_TEST(!unseal("TESTMAGI", 4, damaged));
        BOOST_TEST(!unseal("TESTMAGI", 4, std::span{file}.first(i)));
    }
    file.push_back(0);
    BOOST_TEST(!unseal("TESTMAGI", 4, file));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(asset_index)

BOOST_AUTO_TEST_CASE(keeps_records_across_a_save) {
    const test::TempFolder folder;
    const auto file = (folder / "linux").string();
    {
        AssetIndex index{file};
        BOOST_TEST(index.size() == 0);
        index.put(std::make_shared<AssetRecord>(sample("b.png")));
        index.put(std::make_shared<AssetRecord>(sample("a.png")));
        index.put(std::make_shared<AssetRecord>(sample("a.png")), "set.x.y = 1\n");
        BOOST_REQUIRE(index.save());
    }
    AssetIndex index{file};
    BOOST_TEST(index.size() == 3);
    BOOST_REQUIRE(index.find("a.png"));
    BOOST_TEST(index.find("a.png")->products[0].size_bytes == 77);
    BOOST_TEST(index.find("a.png", "set.x.y = 1\n") != nullptr);
    BOOST_TEST(index.find("a.png", "set.x.y = 2\n") == nullptr);
    BOOST_TEST(index.find("c.png") == nullptr);
    const auto all = index.all();
    BOOST_REQUIRE(all.size() == 2);  // without the variant
    BOOST_TEST(all[0]->path == "a.png");
    index.retain([](std::string_view path) { return path == "b.png"; });
    BOOST_TEST(index.size() == 1);
    BOOST_REQUIRE(index.save());
    BOOST_TEST(AssetIndex{file}.size() == 1);
}

BOOST_AUTO_TEST_CASE(damaged_is_empty) {
    const test::TempFolder folder;
    const auto file = (folder / "linux").string();
    AssetIndex index{file};
    index.put(std::make_shared<AssetRecord>(sample("a.png")));
    BOOST_REQUIRE(index.save());
    auto content = folder.read("linux");
    content[content.size() / 2] ^= 1;
    folder.write("linux", content);
    BOOST_TEST(AssetIndex{file}.size() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
