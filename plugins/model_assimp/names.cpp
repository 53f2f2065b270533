// SPDX-License-Identifier: Apache-2.0
#include "names.hpp"

#include <algorithm>

namespace sinter::model_assimp {
namespace {

constexpr std::size_t MostBytes = 1024;
constexpr std::size_t MostLabelBytes = 100;

/// Length of the valid UTF-8 sequence that `text` begins with (Unicode 15, table 3-7); 0: there is none.
std::size_t sequence_length(std::string_view text) {
    const auto at = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const auto tail = [&](std::size_t i) { return (at(i) & 0xC0U) == 0x80U; };
    const unsigned first = at(0), second = at(1);
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return tail(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const bool fits = !(first == 0xE0 && second < 0xA0) && !(first == 0xED && second > 0x9F);
        return fits && tail(1) && tail(2) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const bool fits = !(first == 0xF0 && second < 0x90) && !(first == 0xF4 && second > 0x8F);
        return fits && tail(1) && tail(2) && tail(3) ? 4 : 0;
    }
    return 0;
}

bool is_label_char(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == ' ' || c == '-';
}

}  // namespace

std::string clean_text(std::string_view text) {
    std::string out;
    while (!text.empty() && out.size() < MostBytes) {
        const auto length = sequence_length(text);
        const auto first = static_cast<unsigned char>(text[0]);
        if (length == 0 || first < 0x20 || first == 0x7F)
            out += '?';
        else
            out += text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return out;
}

std::string clean_text(const aiString& text) {
    return clean_text(bytes_of(text));
}

std::string_view bytes_of(const aiString& text) {
    return {text.data, std::min<std::size_t>(text.length, sizeof text.data - 1)};
}

std::string Labels::unique(std::string_view kind, std::string_view name, unsigned index) {
    std::string plain{name.substr(0, MostLabelBytes)};
    std::ranges::replace_if(
        plain, [](char c) { return !is_label_char(c); }, '_');
    if (plain.find_first_not_of(" ._") == plain.npos) plain = std::to_string(index);
    std::string label = std::string{kind} + "/" + plain;
    for (unsigned copy = 2; !taken_.insert(label).second; ++copy)
        label = std::string{kind} + "/" + plain + "." + std::to_string(copy);
    return label;
}

}  // namespace sinter::model_assimp
