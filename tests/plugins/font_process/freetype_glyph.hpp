// SPDX-License-Identifier: Apache-2.0
// What FreeType draws of a glyph: the judge of our distance fields.
#pragma once

#include <cstdint>
#include <vector>

namespace sinter::test {

/// Coverage of pixels, 0 to 255, unhinted. Pixel (0, 0) is the top left one; its left edge is `left` and its
/// upper edge `top` pixels from the origin, up.
struct DrawnGlyph {
    int left = 0, top = 0;
    int width = 0, height = 0;
    std::vector<std::uint8_t> coverage;

    [[nodiscard]] int at(int x, int y) const {
        return x < 0 || y < 0 || x >= width || y >= height
                   ? 0
                   : coverage[static_cast<std::size_t>(y * width + x)];
    }
};

/// A font opened by FreeType alone.
class FreetypeFont {
  public:
    explicit FreetypeFont(const std::vector<std::uint8_t>& file);
    ~FreetypeFont();
    FreetypeFont(const FreetypeFont&) = delete;
    FreetypeFont& operator=(const FreetypeFont&) = delete;
    [[nodiscard]] DrawnGlyph draw(std::uint32_t glyph, unsigned pixels_per_em) const;

  private:
    struct Handles;
    Handles* handles_;
};

}  // namespace sinter::test
