// SPDX-License-Identifier: Apache-2.0
// Pictures that do not tile: a landscape, skies, colour tables and test cards.
#pragma once

#include <array>

#include "image.hpp"

namespace sinter::samples {

/// Mountains at the end of the day; RGB.
Image paint_landscape(std::uint32_t width, std::uint32_t height, std::uint32_t seed);

enum class Daytime { Noon, Dusk };
/// Faces +X −X +Y −Y +Z −Z, RGBA, sRGB.
std::array<Image, 6> paint_sky(std::uint32_t size, Daytime daytime);

/// A colour grading table of size³ as a row of slices, RGBA: warm lights, cool shadows, some contrast.
Image paint_grading(std::uint32_t size);

/// All hues from left to right, light to dark from top to bottom, over a checkerboard of alpha; RGBA.
Image paint_test_card(std::uint32_t width, std::uint32_t height);

/// The picture turned a quarter clockwise or back.
Image turned_clockwise(const Image& image);
Image turned_back(const Image& image);
/// The picture's brightness, one channel.
Image gray_of(const Image& image);

}  // namespace sinter::samples
