// SPDX-License-Identifier: Apache-2.0
// read_metrics: what a font says of itself as a whole.
#pragma once

#include <sinter/font_job.hpp>

#include "faces.hpp"

namespace sinter {

/// Fills the font row: metrics at the chosen coordinates, weight, width, style, texts, embedding rights, and
/// what its layout tables ask of an engine. draft.axes must be filled.
void read_metrics(const FontFace& face, FontDraft& draft);

}  // namespace sinter
