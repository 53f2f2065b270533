// SPDX-License-Identifier: Apache-2.0
// A font of outlines that a test draws itself.
#pragma once

#include <sinter/font.hpp>

#include "asset/owned_asset.hpp"

namespace sinter::test {

/// A font of 1000 units per em. Glyph i has the outline i and stands for code point 'A' + i; coordinates in
/// font units. An outline is its points; kinds as in sinter_font_point.
struct DrawnPoint {
    int x, y;
    sinter_font_point_kind kind;
};
[[nodiscard]] OwnedAsset drawn_font(const std::vector<std::vector<DrawnPoint>>& outlines);

/// A rectangle of lines, counter-clockwise unless `clockwise`.
[[nodiscard]] std::vector<DrawnPoint> rectangle(int left, int bottom, int right, int top,
                                                bool clockwise = false);

}  // namespace sinter::test
