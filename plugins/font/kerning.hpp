// SPDX-License-Identifier: Apache-2.0
// read_kerning: what shaping adds between two characters.
#pragma once

#include <sinter/font_job.hpp>

#include "characters.hpp"
#include "faces.hpp"

namespace sinter {

/// Fills draft.kerning with what HarfBuzz adds to the advance of each pair of the characters,
/// from GPOS or the kern table, substitutions off. Left out: combining marks, scripts from right to left,
/// pairs across two scripts. draft.code_points must be filled. Errors: TooLarge (over 4096 glyphs of one
/// script, over 2^22 pairs), OutOfMemory, Cancelled.
[[nodiscard]] Status read_kerning(DecodeJob& job, const FontFace& face, const Characters& characters,
                                  FontDraft& draft);

}  // namespace sinter
