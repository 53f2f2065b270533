// SPDX-License-Identifier: Apache-2.0
// layout_tables: what a shaper needs of a font, as a font file without outlines.
#pragma once

#include <sinter/font_job.hpp>

#include "faces.hpp"

namespace sinter {

/// An OpenType file (OpenType 1.9, "Font file") of the tables that HarfBuzz shapes with; empty when the font
/// has nothing to shape by. Errors: TooLarge (over 64 MiB), OutOfMemory.
[[nodiscard]] Result<std::vector<std::uint8_t>> layout_tables(const FontFace& face);

}  // namespace sinter
