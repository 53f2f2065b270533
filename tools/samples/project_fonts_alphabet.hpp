// SPDX-License-Identifier: Apache-2.0
// The letters of the sample fonts: strokes with round ends, of any thickness.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace sinter::samples {

/// A point of a TrueType contour, font units of 1000 per em.
struct GlyphPoint {
    double x, y;
    bool on_curve;
};
using GlyphContour = std::vector<GlyphPoint>;

/// A glyph at one thickness. Contours overlap; all that are filled run clockwise.
struct GlyphShape {
    std::vector<GlyphContour> contours;
    double advance;
};

/// How a letter is written. `strokes`: "l x0 y0 x1 y1" a line, "a cx cy rx ry from to" an arc between two
/// octants counter-clockwise from the right (eight: a closed ring), "d x y" a dot; along the middle of the
/// stroke, heights in the lines of the alphabet: -200 below, 0 the baseline, 500 small letters, 700 capitals.
struct Letter {
    char32_t code_point;
    double width;  ///< from the leftmost to the rightmost middle of a stroke
    std::string_view strokes;
};

/// ASCII, and the marks that accented letters are put together from.
[[nodiscard]] const std::vector<Letter>& alphabet();

/// The shape of a letter for strokes of `thickness` font units. For every thickness it has the same contours
/// with the same number of points, so that a variable font can go between them.
[[nodiscard]] GlyphShape draw_letter(const Letter& letter, double thickness);

}  // namespace sinter::samples
