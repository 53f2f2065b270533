// SPDX-License-Identifier: Apache-2.0
#include "corpus.hpp"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

namespace sinter::test {

double CorpusRow::number(const std::string& key, double otherwise) const {
    const auto found = details.find(key);
    return found == details.end() ? otherwise : std::strtod(found->second.c_str(), nullptr);
}

std::string CorpusRow::extension() const {
    auto out = std::filesystem::path{file}.extension().string();
    if (!out.empty()) out.erase(0, 1);
    std::ranges::transform(out, out.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

std::filesystem::path corpus_folder() {
    const char* chosen = std::getenv("SINTER_CORPUS");
    const std::filesystem::path folder = chosen ? chosen : SINTER_SHARED_CORPUS;
    if (std::filesystem::exists(folder / "MANIFEST.tsv")) return folder;
    std::puts("SKIPPED: corpus not found");
    return {};
}

std::vector<CorpusRow> corpus_rows(const std::filesystem::path& folder, std::string_view kind) {
    std::vector<CorpusRow> out;
    std::ifstream manifest{folder / "MANIFEST.tsv"};
    for (std::string line; std::getline(manifest, line);) {
        std::istringstream cells{line};
        CorpusRow row;
        std::string details;
        std::getline(cells, row.file, '\t');
        std::getline(cells, row.kind, '\t');
        std::getline(cells, row.expected, '\t');
        std::getline(cells, details, '\t');
        if (row.kind != kind) continue;
        std::istringstream words{details};
        for (std::string word; words >> word;)
            if (const auto equals = word.find('='); equals != word.npos)
                row.details[word.substr(0, equals)] = word.substr(equals + 1);
        out.push_back(std::move(row));
    }
    return out;
}

std::vector<std::uint8_t> corpus_file(const std::filesystem::path& folder, const CorpusRow& row) {
    std::ifstream file{folder / row.file, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace sinter::test
