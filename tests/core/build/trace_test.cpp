// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>

#include "build/trace.hpp"
#include "support/temp_folder.hpp"

using namespace sinter;

namespace {

StageResult result(std::string setting_value, std::uint64_t fingerprint) {
    StageResult out;
    out.discoveries.insert({Discovery::Kind::Setting, "filter", std::move(setting_value)});
    out.discoveries.insert({Discovery::Kind::Absence, "x.json", {}});
    out.products.push_back({"label", AssetType::Texture, {fingerprint, 1}, {{"width", Value{std::int64_t{3}}}}});
    out.diagnostics.push_back({Diagnostic::Severity::Warning, {Code::Ok, "careful", {}}});
    out.stats.push_back({"n", 2});
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(trace)

BOOST_AUTO_TEST_CASE(keeps_several_results_of_a_key_latest_first) {
    const auto key = hash_bytes("key");
    Trace trace;
    trace.add(key, result("box", 1));
    trace.add(key, result("kaiser", 2));
    trace.add(hash_bytes("other"), result("box", 3));
    const auto found = trace.results(key);
    BOOST_REQUIRE(found.size() == 2);
    BOOST_TEST(found[0]->products[0].fingerprint.low == 2);
    BOOST_TEST(found[1]->products[0].fingerprint.low == 1);
    BOOST_TEST(trace.results(hash_bytes("none")).empty());
}

BOOST_AUTO_TEST_CASE(replaces_a_result_with_the_same_discoveries) {
    const auto key = hash_bytes("key");
    Trace trace;
    trace.add(key, result("box", 1));
    trace.add(key, result("box", 2));
    BOOST_REQUIRE(trace.results(key).size() == 1);
    BOOST_TEST(trace.results(key)[0]->products[0].fingerprint.low == 2);
}

BOOST_AUTO_TEST_CASE(forgets_the_oldest_results_of_a_key) {
    const auto key = hash_bytes("key");
    Trace trace;
    for (std::uint64_t i = 0; i < 20; ++i) trace.add(key, result(std::to_string(i), i));
    const auto found = trace.results(key);
    BOOST_REQUIRE(found.size() == 8);
    BOOST_TEST(found[7]->products[0].fingerprint.low == 12);
}

BOOST_AUTO_TEST_CASE(survives_writing_and_reading) {
    const test::TempFolder folder;
    const auto file = (folder / "t").string();
    const auto key = hash_bytes("key");
    Trace trace;
    trace.add(key, result("box", 1));
    StageResult failure;
    failure.error = Error{Code::Corrupt, "bad", {"p", 4, 5, 6}};
    trace.add(hash_bytes("failed"), failure);
    trace.add(StoredArtifact{{1, 1}, hash_bytes("object"), 99, AssetType::Texture, {}, {}});
    BOOST_TEST(trace.changed());
    BOOST_REQUIRE(trace.write(file));
    BOOST_TEST(!trace.changed());

    const auto back = Trace::read(file);
    BOOST_REQUIRE(back.results(key).size() == 1);
    BOOST_CHECK(back.results(key)[0]->discoveries == result("box", 1).discoveries);
    BOOST_TEST(back.results(key)[0]->products[0].label == "label");
    BOOST_TEST(back.results(key)[0]->diagnostics[0].error.text == "careful");
    BOOST_CHECK(back.results(hash_bytes("failed"))[0]->error == failure.error);
    BOOST_REQUIRE(back.stored({1, 1}));
    BOOST_TEST(back.stored({1, 1})->size_bytes == 99);
    BOOST_TEST(back.stored({1, 2}) == nullptr);
}

BOOST_AUTO_TEST_CASE(reads_nothing_from_a_missing_cut_or_damaged_file) {
    const test::TempFolder folder;
    const auto file = (folder / "t").string();
    const auto key = hash_bytes("key");
    BOOST_TEST(Trace::read(file).results(key).empty());
    Trace trace;
    trace.add(key, result("box", 1));
    BOOST_REQUIRE(trace.write(file));
    const auto good = folder.read("t");
    for (std::size_t i = 0; i < good.size(); ++i) {
        folder.write("t", good.substr(0, i));
        BOOST_REQUIRE(Trace::read(file).results(key).empty());
    }
    auto flipped = good;
    flipped[good.size() - 1] ^= 1;
    folder.write("t", flipped);
    BOOST_TEST(Trace::read(file).results(key).empty());
}

BOOST_AUTO_TEST_CASE(says_that_the_folder_is_missing) {
    const test::TempFolder folder;
    Trace trace;
    trace.add(hash_bytes("key"), result("box", 1));
    BOOST_CHECK(trace.write((folder / "no/such/t").string()).code() == Code::Absent);
}

BOOST_AUTO_TEST_SUITE_END()
