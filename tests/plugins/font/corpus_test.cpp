// SPDX-License-Identifier: Apache-2.0
// Every font of the shared corpus, against what its manifest says of it, which FreeType's own API said.
#include <boost/test/unit_test.hpp>

#include <iostream>

#include <sinter/font.hpp>

#include "asset/facts.hpp"
#include "support/corpus.hpp"
#include "support/plugin_runner.hpp"

namespace sinter::test {
namespace {

std::int64_t fact(const Facts& facts, std::string_view name) {
    for (const auto& [key, value] : facts)
        if (key == name) return std::get<std::int64_t>(value);
    throw std::runtime_error("no such fact");
}

BOOST_AUTO_TEST_SUITE(corpus_of_font)

BOOST_AUTO_TEST_CASE(decodes_what_is_ok_and_survives_the_rest) {
    const auto folder = corpus_folder();
    if (folder.empty()) return;
    const PluginRunner plugin{SINTER_PLUGIN};
    std::map<std::string, int> counts;
    for (const auto& row : corpus_rows(folder, "font")) {
        BOOST_TEST_CONTEXT(row.file) {
            RunOptions options;
            options.path = row.file;
            const auto result = plugin.decode("font", corpus_file(folder, row), options);
            ++counts[row.expected + (result.status ? " decoded" : " refused")];
            if (!result.status) {
                BOOST_TEST(!result.status.error().text.empty());
                BOOST_TEST(row.expected != "ok", said_by(result));
                continue;
            }
            for (const auto& product : result.products)
                BOOST_TEST(Font{product.asset.view()}.valid(), product.label);
            if (row.expected == "survive" && row.details.at("ref") != "ok") {
                ++counts["survive decoded, which FreeType refused to open"];
                std::cout << row.file << ": " << said_by(result) << '\n';
            }
            if (row.expected != "ok") continue;
            const auto facts = facts_of(product_of(result).view());
            BOOST_TEST(fact(facts, "faces") == row.number("faces"));
            BOOST_TEST(fact(facts, "glyphs") == row.number("glyphs"));
            BOOST_TEST(fact(facts, "units_per_em") == row.number("upem"));
            BOOST_TEST(fact(facts, "axes") == row.number("axes"));
            BOOST_TEST(result.products.size() == row.number("faces"));
            // The manifest's own reader drew at a size, without room for CFF2: its bad glyphs are none here.
            BOOST_TEST(result.diagnostics.empty(), said_by(result));
        }
    }
    for (const auto& [what, count] : counts) std::cout << what << ": " << count << std::endl;
    BOOST_TEST(counts["ok refused"] == 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace sinter::test
