// SPDX-License-Identifier: Apache-2.0
#include "corpus_rows.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace sinter::test {
namespace {

std::string decoder_of(const std::string& file) {
    static const std::map<std::string, std::string> decoders = {
        {"exr", "exr"}, {"hdr", "hdr"}, {"tga", "tga"}, {"tif", "tiff"}, {"tiff", "tiff"},
        {"tx", "tiff"}, {"bmp", "bmp"}, {"psd", "psd"}, {"gif", "gif"},  {"webp", "webp"},
        {"ico", "ico"}, {"pbm", "pnm"}, {"pfm", "pnm"}, {"ppm", "pnm"},  {"pgm", "pnm"},
        {"jp2", "jp2"}, {"rgb", "sgi"}, {"sgi", "sgi"}, {"pic", "pic"},  {"heic", "heif"}};
    auto extension = file.substr(file.rfind('.') + 1);
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto found = decoders.find(extension);
    return found == decoders.end() ? std::string{} : found->second;
}

}  // namespace

std::uint32_t OiioRow::number(const std::string& key) const {
    const auto found = details.find(key);
    return found == details.end()
               ? 0
               : static_cast<std::uint32_t>(std::strtoul(found->second.c_str(), nullptr, 10));
}

std::vector<OiioRow> oiio_rows(const std::filesystem::path& folder) {
    std::vector<OiioRow> out;
    std::ifstream manifest{folder / "MANIFEST.tsv"};
    for (std::string line; std::getline(manifest, line);) {
        std::istringstream cells{line};
        OiioRow row;
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

}  // namespace sinter::test
