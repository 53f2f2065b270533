// SPDX-License-Identifier: Apache-2.0
#include "os/utf8.hpp"

#include <cstdint>

namespace sinter {
namespace {

/// Bytes of the well-formed sequence at the front of `text`, 0 when there is none. `text` is not empty.
std::size_t sequence_length(std::string_view text) noexcept {
    const auto at = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const auto first = at(0);
    if (first < 0x80) return 1;
    std::size_t length = 0;
    std::uint8_t low = 0x80;
    std::uint8_t high = 0xbf;
    if (first >= 0xc2 && first <= 0xdf) {
        length = 2;
    } else if (first >= 0xe0 && first <= 0xef) {
        length = 3;
        if (first == 0xe0) low = 0xa0;
        if (first == 0xed) high = 0x9f;
    } else if (first >= 0xf0 && first <= 0xf4) {
        length = 4;
        if (first == 0xf0) low = 0x90;
        if (first == 0xf4) high = 0x8f;
    } else {
        return 0;
    }
    if (text.size() < length || at(1) < low || at(1) > high) return 0;
    for (std::size_t i = 2; i < length; ++i) {
        if (at(i) < 0x80 || at(i) > 0xbf) return 0;
    }
    return length;
}

}  // namespace

bool is_utf8(std::string_view text) noexcept {
    while (!text.empty()) {
        const auto length = sequence_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

std::string printable(std::string_view text, std::size_t limit) {
    constexpr char digits[] = "0123456789abcdef";
    std::string out;
    std::size_t shown = 0;
    while (!text.empty()) {
        const auto length = sequence_length(text);
        const auto step = length == 0 ? std::size_t{1} : length;
        if (shown + step > limit) return out + "…";
        const auto byte = static_cast<std::uint8_t>(text[0]);
        if (length == 0 || byte < 0x20 || byte == 0x7f) {
            out += {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
        } else {
            out += text.substr(0, step);
        }
        shown += step;
        text.remove_prefix(step);
    }
    return out;
}

}  // namespace sinter
