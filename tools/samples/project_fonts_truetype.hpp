// SPDX-License-Identifier: Apache-2.0
// write_truetype: a TrueType font file from shapes.
#pragma once

#include <map>
#include <string>

#include "image.hpp"
#include "project_fonts_alphabet.hpp"

namespace sinter::samples {

struct TrueTypeGlyph {
    char32_t code_point;                       ///< 0: none
    GlyphShape shape;                          ///< without contours when composed
    GlyphShape light, bold;                    ///< of a variable font, at both ends of the weight axis
    std::vector<std::uint16_t> parts;          ///< glyphs that it is composed of
    std::vector<std::pair<int, int>> offsets;  ///< of each part, font units
};

struct TrueTypeFont {
    std::string family, style;
    std::uint16_t weight = 400;
    std::uint16_t embedding = 0;                                     ///< OS/2 fsType
    std::vector<TrueTypeGlyph> glyphs;                               ///< the first stands for what is missing
    std::map<std::pair<std::uint16_t, std::uint16_t>, int> kerning;  ///< glyphs → font units
    bool variable = false;                                           ///< with a weight axis from 100 to 900
};

/// The file (OpenType 1.9): glyf, loca, cmap 4, hmtx, GPOS pair kerning, and fvar and gvar when variable.
[[nodiscard]] Bytes write_truetype(const TrueTypeFont& font);

}  // namespace sinter::samples
