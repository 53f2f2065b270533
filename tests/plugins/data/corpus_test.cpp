// SPDX-License-Identifier: Apache-2.0
// The shared corpus: JSONTestSuite, toml-test, data of real games. What is right decodes, what is wrong is
// refused with one error at a place, and the rest does no harm.
#include <boost/test/unit_test.hpp>

#include "data_job.hpp"
#include "support/corpus.hpp"

namespace sinter::test {
BOOST_AUTO_TEST_SUITE(data_corpus)

BOOST_AUTO_TEST_CASE(decodes_what_is_right_and_refuses_what_is_wrong) {
    const auto folder = corpus_folder();
    if (folder.empty()) return;
    std::map<std::string, std::array<int, 2>> counts;
    for (const auto& row : corpus_rows(folder, "data")) {
        const auto bytes = corpus_file(folder, row);
        RunOptions options;
        options.path = row.file;
        const auto result = data_plugin().decode("data", bytes, options);
        const bool decoded{result.status};
        ++counts[row.expected][decoded ? 1 : 0];
        if (decoded) {
            BOOST_TEST(result.products.size() == 1u, row.file);
            BOOST_TEST(data_of(result).valid(), row.file);
        } else {
            BOOST_TEST(result.status.error().where.line > 0u, row.file << ": " << said_by(result));
            BOOST_TEST(result.products.empty(), row.file);
            BOOST_TEST((result.status.code() == Code::Corrupt || result.status.code() == Code::TooLarge),
                       row.file << ": " << said_by(result));
        }
        if (row.expected == "survive") continue;
        BOOST_TEST(decoded == (row.expected == "ok"), row.file << ": " << said_by(result));
    }
    for (const auto& [expected, count] : counts)
        BOOST_TEST_MESSAGE(expected << ": " << count[1] << " decoded, " << count[0] << " refused");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter::test
