// SPDX-License-Identifier: Apache-2.0
// Canvas: lines, discs and small letters for diagrams.
#pragma once

#include <string_view>

#include "preview_png.hpp"

namespace sinter::cli {

/// Red, green, blue as the file has them, 0 to 255.
struct Ink {
    float r = 0, g = 0, b = 0;
};

/// Coordinates are pixels from the upper left corner. Threads: one.
class Canvas {
  public:
    Canvas(std::uint32_t width, std::uint32_t height, Ink paper);

    void fill(float x, float y, float width, float height, Ink ink, float share = 1);
    void line(float x0, float y0, float x1, float y1, float width, Ink ink, float share = 1);
    void disc(float x, float y, float radius, Ink ink);
    /// Letters 5 x 7 pixels, 6 apart; small ones look like capitals, what there is no letter for like a dot.
    /// `most`: of so many letters only the first are written, with ".." behind.
    void text(float x, float y, std::string_view words, Ink ink, std::size_t most = 1000);

    [[nodiscard]] Picture take() &&;

  private:
    void blend(std::int64_t x, std::int64_t y, Ink ink, float share);

    Picture picture_;
};

}  // namespace sinter::cli
