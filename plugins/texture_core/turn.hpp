// SPDX-License-Identifier: Apache-2.0
// Turns stored images upright by their EXIF orientation.
#pragma once

#include <cstdint>

namespace sinter {

/// Where texels of an image of stored size width x height go when it is shown upright: texel (x, y) begins at
/// byte origin + x * step_x + y * step_y.
struct Turn {
    std::uint32_t width, height;          ///< texels, upright
    std::int64_t origin, step_x, step_y;  ///< bytes
};

/// `orientation` 1 to 8 of EXIF 2.32 (tag 0x0112); any other number counts as 1. `texel` in bytes; extents up
/// to 65536.
constexpr Turn turn_of(int orientation, std::uint32_t width, std::uint32_t height,
                       std::uint32_t texel) noexcept {
    const bool transposed = orientation >= 5 && orientation <= 8;
    const std::int64_t t = texel, pitch = t * (transposed ? height : width);
    const std::int64_t right = width - 1, bottom = height - 1;
    switch (orientation) {
        case 2:
            return {width, height, right * t, -t, pitch};
        case 3:
            return {width, height, bottom * pitch + right * t, -t, -pitch};
        case 4:
            return {width, height, bottom * pitch, t, -pitch};
        case 5:
            return {height, width, 0, pitch, t};
        case 6:
            return {height, width, bottom * t, pitch, -t};
        case 7:
            return {height, width, right * pitch + bottom * t, -pitch, -t};
        case 8:
            return {height, width, right * pitch, -pitch, t};
        default:
            return {width, height, 0, t, pitch};
    }
}

}  // namespace sinter
