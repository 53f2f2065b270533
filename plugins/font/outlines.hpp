// SPDX-License-Identifier: Apache-2.0
// read_outlines: every glyph of a face as points, with its advance and its exact bounds.
#pragma once

#include <sinter/font_job.hpp>

#include "faces.hpp"

namespace sinter {

/// Fills draft.glyphs, one row per glyph id, and `points`. Nothing is hinted, scaled or drawn: one glyph may
/// ask for hundreds of megabytes of bitmap. A glyph that cannot be read is empty; their number is told as a
/// warning. Errors: TooLarge (over 2^24 points), OutOfMemory, Cancelled.
[[nodiscard]] Status read_outlines(DecodeJob& job, const FontFace& face, FontDraft& draft,
                                   std::vector<sinter_font_point>& points);

}  // namespace sinter
