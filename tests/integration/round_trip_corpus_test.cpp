// SPDX-License-Identifier: Apache-2.0
// Good glTF files of the corpus come back from their round trip. Skipped where there is no corpus.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <iostream>

#include "round_trip.hpp"
#include "support/corpus.hpp"

using namespace sinter::test;

namespace {

/// An empty name where there is no corpus: Boost.Test wants one case at least.
std::vector<std::string> models() {
    std::vector<std::string> out;
    if (const auto folder = corpus_folder(); !folder.empty())
        for (const auto& row : corpus_rows(folder, "model"))
            if (row.expected == "ok" && (row.extension() == "glb" || row.extension() == "gltf"))
                out.push_back(row.file);
    if (out.empty()) out.emplace_back();
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(round_trip)

BOOST_DATA_TEST_CASE(a_model_of_the_corpus_comes_back, boost::unit_test::data::make(models()), path) {
    if (path.empty()) return;
    RoundTrip trip{corpus_folder()};
    const auto folder = std::filesystem::path{path}.parent_path().string();
    const auto why = trip.run(path, {folder + "/**"});
    if (!why.empty()) std::cout << path << ": not compared, " << why << "\n";
}

BOOST_AUTO_TEST_SUITE_END()
