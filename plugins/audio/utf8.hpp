// SPDX-License-Identifier: Apache-2.0
// Whether a text of a file is UTF-8 that may be shown.
#pragma once

#include <cstdint>
#include <string_view>

namespace sinter {

/// Well-formed UTF-8 (Unicode 15, table 3-7) without zero bytes.
constexpr bool is_utf8_text(std::string_view text) noexcept {
    for (std::size_t i = 0; i < text.size();) {
        const auto at = [&](std::size_t index) {
            return index < text.size() ? static_cast<std::uint8_t>(text[index]) : std::uint8_t{0};
        };
        const auto lead = at(i);
        if (lead == 0) return false;
        if (lead < 0x80) {
            ++i;
            continue;
        }
        const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (lead < 0xC2 || lead > 0xF4) return false;
        const auto second = at(i + 1);
        const std::uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        const std::uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (second < low || second > high) return false;
        for (std::size_t k = 2; k < size; ++k)
            if (at(i + k) < 0x80 || at(i + k) > 0xBF) return false;
        i += size;
    }
    return true;
}

}  // namespace sinter
