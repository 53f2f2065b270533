// SPDX-License-Identifier: Apache-2.0
// FontLimits: what a font lacks, costs, and gets wrong.
#pragma once

#include <sinter/plugin.hpp>

namespace sinter {

/// Settings: see plugin.toml. Figures: missing_characters, glyphs, code_points, kerning_pairs, pages,
/// gpu_bytes, page_fill (0 to 1, the share of the pages' texels that lies in a glyph's rectangle),
/// load_time_estimate_ms.
class FontLimits : public Validator {
  public:
    static constexpr std::string_view id = "font_limits";
    Status validate(ValidateJob& job) override;
};

}  // namespace sinter
