// SPDX-License-Identifier: Apache-2.0
#include "config/quote.hpp"

#include <cstdint>

namespace sinter {
namespace {

constexpr std::string_view HexDigits = "0123456789ABCDEF";

/// Bytes of the well-formed UTF-8 character that `text` begins with (Unicode 15, table 3-7); 0: none.
std::size_t character_size(std::string_view text) {
    const auto at = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const auto between = [&](std::size_t i, unsigned low, unsigned high) {
        return at(i) >= low && at(i) <= high;
    };
    const unsigned lead = at(0);
    if (text.empty()) return 0;
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return between(1, 0x80, 0xBF) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        const unsigned low = lead == 0xE0 ? 0xA0 : 0x80;
        const unsigned high = lead == 0xED ? 0x9F : 0xBF;
        return between(1, low, high) && between(2, 0x80, 0xBF) ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const unsigned low = lead == 0xF0 ? 0x90 : 0x80;
        const unsigned high = lead == 0xF4 ? 0x8F : 0xBF;
        return between(1, low, high) && between(2, 0x80, 0xBF) && between(3, 0x80, 0xBF) ? 4 : 0;
    }
    return 0;
}

void append_escaped(std::string& out, std::string_view character, bool escape_quotes) {
    const auto byte = static_cast<unsigned char>(character[0]);
    switch (byte) {
        case '"':
            out += escape_quotes ? "\\\"" : "\"";
            return;
        case '\\':
            out += escape_quotes ? "\\\\" : "\\";
            return;
        case '\n':
            out += "\\n";
            return;
        case '\t':
            out += "\\t";
            return;
        case '\r':
            out += "\\r";
            return;
        default:
            break;
    }
    if (byte < 0x20 || byte == 0x7F) {
        out += "\\u00";
        out += HexDigits[byte >> 4];
        out += HexDigits[byte & 15];
        return;
    }
    out += character;
}

std::string readable(std::string_view text, std::size_t limit, bool escape_quotes) {
    std::string out;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t size = character_size(text.substr(at));
        if (at + (size == 0 ? 1 : size) > limit) return out + "…";
        if (size == 0) {
            const auto byte = static_cast<unsigned char>(text[at++]);
            out += "\\x";
            out += HexDigits[byte >> 4];
            out += HexDigits[byte & 15];
            continue;
        }
        append_escaped(out, text.substr(at, size), escape_quotes);
        at += size;
    }
    return out;
}

}  // namespace

std::string in_quotes(std::string_view text) {
    return shown(text, text.size());
}

std::string shown(std::string_view text, std::size_t limit) {
    return '"' + readable(text, limit, true) + '"';
}

std::string clipped(std::string_view text, std::size_t limit) {
    return readable(text, limit, false);
}

}  // namespace sinter
