// SPDX-License-Identifier: Apache-2.0
// The shared corpus: real files, good and broken, that lie outside the project; its MANIFEST.tsv says what is
// known of each. Tests that use it skip where it is absent.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::test {

struct CorpusRow {
    std::string file;                            ///< relative to the corpus
    std::string kind;                            ///< "texture", "model", "audio", "font", "shader", "data"
    std::string expected;                        ///< "ok", "error", "survive"
    std::map<std::string, std::string> details;  ///< words of the form key=value

    /// The detail as a number; `otherwise` when it is missing.
    [[nodiscard]] double number(const std::string& key, double otherwise = 0) const;
    /// Lower case, without the dot; empty when there is none.
    [[nodiscard]] std::string extension() const;
};

/// $SINTER_CORPUS, or the folder that the build names; empty when neither holds a MANIFEST.tsv: then
/// "SKIPPED: corpus not found" has been printed, which CTest shows as a skipped test.
std::filesystem::path corpus_folder();
/// Rows of that kind, in the order of the manifest.
std::vector<CorpusRow> corpus_rows(const std::filesystem::path& folder, std::string_view kind);
std::vector<std::uint8_t> corpus_file(const std::filesystem::path& folder, const CorpusRow& row);

}  // namespace sinter::test
