// SPDX-License-Identifier: Apache-2.0
// read_code_points: which glyph stands for which character.
#pragma once

#include <sinter/font_job.hpp>

#include "faces.hpp"

namespace sinter {

/// Fills draft.code_points from the font's best character map, and the flags of symbol fonts. Glyph rows are
/// glyph ids here. Of a map that is not Unicode only ASCII is taken.
void read_code_points(const FontFace& face, FontDraft& draft);

}  // namespace sinter
