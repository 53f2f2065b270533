// SPDX-License-Identifier: Apache-2.0
// select_glyphs: which glyphs of a font are wanted, and in which order.
#pragma once

#include <sinter/font_job.hpp>

#include "characters.hpp"

namespace sinter {

/// A glyph that is wanted.
struct ChosenGlyph {
    std::uint32_t row;   ///< in the font's glyph table
    std::uint32_t rank;  ///< 0: the missing glyph and the first range; then range by range
};

struct Selection {
    std::vector<ChosenGlyph> glyphs;                      ///< sorted by row
    std::vector<sinter_font_code_point_row> code_points;  ///< of them; rows of the font's glyph table
};

/// All that `characters` and `texts` (one list of code points each) ask for and the font has, with its
/// missing glyph.
[[nodiscard]] Selection select_glyphs(const Font& font, const Characters& characters,
                                      const std::vector<std::vector<std::uint32_t>>& texts);

/// Reads the text files that a job's setting `texts` names. Errors: those of Job::read; Corrupt (not UTF-8),
/// with file and offset.
[[nodiscard]] Result<std::vector<std::vector<std::uint32_t>>> read_texts(Job& job);

}  // namespace sinter
