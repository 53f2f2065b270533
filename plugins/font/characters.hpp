// SPDX-License-Identifier: Apache-2.0
// Characters: sets of Unicode code points as settings write them.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <sinter/status.hpp>

namespace sinter {

/// A range of code points, both included.
struct CharacterRange {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
};

/// What a setting asks for, in its order.
struct Characters {
    std::vector<CharacterRange> ranges;
    bool mapped = false;  ///< the word "mapped": every code point that the font has
    bool all = false;     ///< the word "all": every glyph, also those without a code point
};

/// Parses a list of items between commas, spaces around them ignored: names of ranges (ascii, latin1,
/// latin_extended_a, latin_extended, ipa, greek, cyrillic, hebrew, arabic, devanagari, thai, hiragana,
/// katakana, hangul, cjk, punctuation, currency, arrows, math, box_drawing, shapes, symbols), U+0041,
/// U+0400-04FF, "mapped", "all". Empty text: nothing. Errors: Invalid, with the item and what it might mean.
/// At most 4096 items.
[[nodiscard]] Result<Characters> parse_characters(std::string_view text);

/// The code points of UTF-8 text, each once, in the order in which they appear, without control characters.
/// Errors: Corrupt (not UTF-8), with the offset.
[[nodiscard]] Result<std::vector<std::uint32_t>> characters_of_text(std::string_view utf8);

}  // namespace sinter
