// SPDX-License-Identifier: Apache-2.0
// A small font, written by the generator's own writer.
#pragma once

#include "../../../tools/samples/project_fonts_truetype.hpp"

namespace sinter::test {

/// ASCII at one thickness: glyph 0 stands for what is missing, 1 for the space, 2 for "!", and so on; "AV"
/// and "VA" are kerned by -70, "To" by -40. Variable: wght from 100 to 900.
inline samples::TrueTypeFont sample_font(bool variable) {
    samples::TrueTypeFont font;
    font.family = "Sample Sans";
    font.style = "Regular";
    font.variable = variable;
    const samples::Letter missing{0, 380, "l 0 0 0 700; l 0 700 380 0"};
    const auto add = [&](const samples::Letter& letter) {
        font.glyphs.push_back({letter.code_point,
                               samples::draw_letter(letter, 80),
                               samples::draw_letter(letter, 20),
                               samples::draw_letter(letter, 150),
                               {},
                               {}});
    };
    add(missing);
    for (const auto& letter : samples::alphabet()) add(letter);
    const auto glyph = [](char letter) { return static_cast<std::uint16_t>(letter - ' ' + 1); };
    font.kerning = {
        {{glyph('A'), glyph('V')}, -70}, {{glyph('V'), glyph('A')}, -70}, {{glyph('T'), glyph('o')}, -40}};
    return font;
}

}  // namespace sinter::test
