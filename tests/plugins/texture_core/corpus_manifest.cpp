// SPDX-License-Identifier: Apache-2.0
#include "corpus_manifest.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

namespace sinter::test {
namespace {

std::string decoder_of(const std::string& file) {
    const auto dot = file.rfind('.');
    const auto extension = dot == file.npos ? std::string{} : file.substr(dot + 1);
    if (extension == "jpg") return "jpeg";
    for (const auto* name : {"png", "jpeg", "dds", "ktx2"})
        if (extension == name) return extension;
    return {};
}

}  // namespace

std::uint32_t CorpusRow::number(const std::string& key) const {
    const auto found = details.find(key);
    return found == details.end()
               ? 0
               : static_cast<std::uint32_t>(std::strtoul(found->second.c_str(), nullptr, 10));
}

std::filesystem::path corpus_folder(const char* fallback) {
    const char* chosen = std::getenv("SINTER_CORPUS");
    const std::filesystem::path folder = chosen ? chosen : fallback;
    return std::filesystem::exists(folder / "MANIFEST.tsv") ? folder : std::filesystem::path{};
}

std::vector<CorpusRow> corpus_rows(const std::filesystem::path& folder) {
    std::vector<CorpusRow> out;
    std::ifstream manifest{folder / "MANIFEST.tsv"};
    for (std::string line; std::getline(manifest, line);) {
        std::istringstream cells{line};
        CorpusRow row;
        std::string kind, details;
        std::getline(cells, row.file, '\t');
        std::getline(cells, kind, '\t');
        std::getline(cells, row.expected, '\t');
        std::getline(cells, details, '\t');
        row.decoder = decoder_of(row.file);
        if (kind != "texture" || row.decoder.empty()) continue;
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
