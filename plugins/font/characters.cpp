// SPDX-License-Identifier: Apache-2.0
#include "characters.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <sinter/font.hpp>

namespace sinter {
namespace {

constexpr std::size_t MostItems = 4096;

struct NamedRange {
    std::string_view name;
    CharacterRange range;
};
/// Blocks of Unicode 15; "ascii" and "latin1" without their control characters. A name may stand several
/// times.
constexpr NamedRange NamedRanges[] = {
    {"ascii", {0x20, 0x7E}},
    {"latin1", {0xA0, 0xFF}},
    {"latin_extended_a", {0x100, 0x17F}},
    {"latin_extended", {0x100, 0x24F}},
    {"latin_extended", {0x1E00, 0x1EFF}},
    {"ipa", {0x250, 0x2AF}},
    {"greek", {0x370, 0x3FF}},
    {"cyrillic", {0x400, 0x4FF}},
    {"hebrew", {0x590, 0x5FF}},
    {"arabic", {0x600, 0x6FF}},
    {"devanagari", {0x900, 0x97F}},
    {"thai", {0xE00, 0xE7F}},
    {"hiragana", {0x3040, 0x309F}},
    {"katakana", {0x30A0, 0x30FF}},
    {"hangul", {0xAC00, 0xD7A3}},
    {"cjk", {0x3000, 0x303F}},
    {"cjk", {0x4E00, 0x9FFF}},
    {"punctuation", {0x2000, 0x206F}},
    {"currency", {0x20A0, 0x20CF}},
    {"arrows", {0x2190, 0x21FF}},
    {"math", {0x2200, 0x22FF}},
    {"box_drawing", {0x2500, 0x259F}},
    {"shapes", {0x25A0, 0x25FF}},
    {"symbols", {0x2600, 0x27BF}},
};

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view Blank = " \t\r\n";
    const auto first = text.find_first_not_of(Blank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(Blank) - first + 1);
}

/// Takes a hexadecimal number off the front, with or without "U+".
bool take_code_point(std::string_view& text, std::uint32_t& out) {
    if (text.starts_with("U+") || text.starts_with("u+")) text.remove_prefix(2);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out, 16);
    if (error != std::errc{} || out > 0x10FFFF) return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return true;
}

bool parse_range(std::string_view item, CharacterRange& out) {
    if (!item.starts_with("U+") && !item.starts_with("u+")) return false;
    if (!take_code_point(item, out.first)) return false;
    out.last = out.first;
    if (item.starts_with('-')) {
        item.remove_prefix(1);
        if (!take_code_point(item, out.last)) return false;
    }
    return item.empty() && out.first <= out.last;
}

}  // namespace

Result<Characters> parse_characters(std::string_view text) {
    Characters out;
    if (trimmed(text).empty()) return out;
    for (std::size_t items = 0;; ++items) {
        const auto comma = text.find(',');
        const auto item = trimmed(text.substr(0, comma));
        CharacterRange range;
        const auto before = out.ranges.size();
        for (const auto& named : NamedRanges)
            if (named.name == item) out.ranges.push_back(named.range);
        if (item == "mapped") {
            out.mapped = true;
        } else if (item == "all") {
            out.all = true;
        } else if (parse_range(item, range)) {
            out.ranges.push_back(range);
        } else if (out.ranges.size() == before) {
            return {Code::Invalid, "characters: neither the name of a range nor U+0041 or U+0400-04FF (" +
                                       std::string{item.substr(0, 80)} + ")"};
        }
        if (items == MostItems) return {Code::Invalid, "characters: more than 4096 items"};
        if (comma == std::string_view::npos) return out;
        text.remove_prefix(comma + 1);
    }
}

Result<std::vector<std::uint32_t>> characters_of_text(std::string_view utf8) {
    std::vector<std::uint32_t> out;
    std::vector<bool> seen(0x110000);
    const auto size = utf8.size();
    if (utf8.starts_with("\xEF\xBB\xBF")) utf8.remove_prefix(3);
    while (!utf8.empty()) {
        const auto offset = size - utf8.size();
        const bool is_replacement = utf8.starts_with("\xEF\xBF\xBD");
        const auto code_point = Font::next_code_point(utf8);
        if (code_point == 0xFFFD && !is_replacement) {
            Where where;
            where.offset = offset;
            return {Code::Corrupt, "characters: the text is not UTF-8", where};
        }
        if (code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0) || seen[code_point]) continue;
        seen[code_point] = true;
        out.push_back(code_point);
    }
    return out;
}

}  // namespace sinter
