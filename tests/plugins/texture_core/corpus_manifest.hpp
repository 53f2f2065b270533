// SPDX-License-Identifier: Apache-2.0
// Rows of the shared corpus that this plugin decodes.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace sinter::test {

struct CorpusRow {
    std::string file;                            ///< relative to the corpus
    std::string decoder;                         ///< "png", "jpeg", "dds", "ktx2"
    std::string expected;                        ///< "ok", "error", "survive"
    std::map<std::string, std::string> details;  ///< words of the form key=value

    /// The detail as a number; 0 when it is missing.
    [[nodiscard]] std::uint32_t number(const std::string& key) const;
};

/// $SINTER_CORPUS, or `fallback`; empty when neither holds a MANIFEST.tsv.
std::filesystem::path corpus_folder(const char* fallback);
std::vector<CorpusRow> corpus_rows(const std::filesystem::path& folder);
std::vector<std::uint8_t> corpus_file(const std::filesystem::path& folder, const CorpusRow& row);

}  // namespace sinter::test
