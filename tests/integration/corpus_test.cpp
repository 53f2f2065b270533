// SPDX-License-Identifier: Apache-2.0
// Every texture of the shared corpus, good and broken, through one cook. Skipped where there is no corpus: it lies
// beside the checkout, or where SINTER_CORPUS says.
#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include <sinter/core/cook.hpp>

#include "support/temp_folder.hpp"

using namespace sinter;
namespace fs = std::filesystem;

namespace {

fs::path corpus() {
    const char* chosen = std::getenv("SINTER_CORPUS");
    return chosen ? fs::path{chosen} : fs::path{SINTER_SHARED_CORPUS};
}

struct Row {
    std::string expected;  // ok, error, survive
    std::map<std::string, std::string> details;
};

bool is_ours(const std::string& file) {
    const auto extension = fs::path{file}.extension();
    return extension == ".png" || extension == ".jpg" || extension == ".jpeg" || extension == ".dds" ||
           extension == ".ktx2";
}

std::map<std::string, Row> read_manifest() {
    std::map<std::string, Row> rows;
    std::ifstream in{corpus() / "MANIFEST.tsv"};
    std::string line;
    while (std::getline(in, line)) {
        std::istringstream columns{line};
        std::string file, kind, expected, details;
        std::getline(columns, file, '\t');
        std::getline(columns, kind, '\t');
        std::getline(columns, expected, '\t');
        std::getline(columns, details, '\t');
        if (kind != "texture" || !is_ours(file)) continue;
        Row row{expected, {}};
        std::istringstream words{details};
        std::string word;
        while (words >> word)
            if (const auto equals = word.find('='); equals != std::string::npos)
                row.details.emplace(word.substr(0, equals), word.substr(equals + 1));
        rows.emplace(file, std::move(row));
    }
    return rows;
}

std::int64_t number(const FactList& facts, std::string_view name) {
    for (const auto& [key, value] : facts)
        if (key == name) return std::get<std::int64_t>(value);
    return -1;
}

std::int64_t wanted(const Row& row, const char* name) {
    const auto found = row.details.find(name);
    return found == row.details.end() ? -1 : std::max(1L, std::atol(found->second.c_str()));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(corpus_through_cook)

BOOST_AUTO_TEST_CASE(every_row_is_as_the_manifest_says) {
    if (!fs::exists(corpus() / "MANIFEST.tsv")) {
        std::cout << "SKIPPED: corpus not found (" << corpus().string() << ")\n";
        return;
    }
    setenv("SINTER_PLUGIN_PATH", SINTER_PLUGINS, 1);
    const test::TempFolder folder;
    auto config = Config::defaults(corpus());
    config.set_output_folder(folder / "out").set_turns(2);
    Cook cook;
    std::vector<Error> problems;
    const auto report = cook.run(config, {}, problems);
    BOOST_REQUIRE(report);
    std::map<std::string, const CookedAsset*> assets;
    for (const auto& asset : report->assets) assets.emplace(asset.path, &asset);

    std::map<std::string, int> counts;
    for (const auto& [file, row] : read_manifest()) {
        BOOST_TEST_CONTEXT(file) {
            const auto found = assets.find(file);
            BOOST_REQUIRE(found != assets.end());
            const auto& asset = *found->second;
            const bool built = asset.status == CookStatus::Built;
            ++counts[row.expected + (built ? ": built" : ": refused")];
            if (!built) {
                BOOST_CHECK(asset.status == CookStatus::Failed);
                BOOST_TEST(!asset.error.text.empty());
                BOOST_CHECK(asset.error.code == Code::Corrupt || asset.error.code == Code::Unsupported ||
                            asset.error.code == Code::TooLarge || asset.error.code == Code::Invalid ||
                            asset.error.code == Code::OutOfMemory);
            }
            if (row.expected == "error") BOOST_TEST(!built);
            if (row.expected != "ok") continue;
            BOOST_TEST(built, asset.error.text);
            if (!built) continue;
            const auto width = number(asset.source, "width"), height = number(asset.source, "height");
            const auto w = wanted(row, "w"), h = wanted(row, "h");
            // EXIF may turn a JPEG by a quarter, the manifest has it as stored; and it has the faces of a DDS cube
            // below each other.
            const bool turned = asset.decoder == "jpeg" && width == h && height == w;
            const auto faces = asset.decoder == "dds" ? number(asset.source, "faces") : 1;
            BOOST_TEST(((width == w && height * faces == h) || turned));
            if (asset.decoder == "ktx2") {
                BOOST_TEST(number(asset.source, "depth") == wanted(row, "d"));
                BOOST_TEST(number(asset.source, "layers") == wanted(row, "layers"));
                BOOST_TEST(number(asset.source, "faces") == wanted(row, "faces"));
                BOOST_TEST(number(asset.source, "mips") == wanted(row, "levels"));
            }
        }
    }
    for (const auto& [what, count] : counts) std::cout << "corpus " << what << " " << count << "\n";
    BOOST_TEST(counts["ok: refused"] == 0);
    BOOST_TEST(counts["error: built"] == 0);
    BOOST_TEST(counts["ok: built"] > 500);
}

BOOST_AUTO_TEST_SUITE_END()
