// SPDX-License-Identifier: Apache-2.0
// Reads the orientation of an EXIF block, and turns rows of texels by it.
#pragma once

#include "bytes.hpp"

namespace sinter::texture_core {

/// Orientation 1..8 of the TIFF structure that follows "Exif\0\0" (EXIF 2.32, tag 0x0112 of IFD0); 1 when the
/// block is malformed or does not say.
[[nodiscard]] std::uint32_t exif_orientation(Bytes tiff) noexcept;

/// Where texels of an image of stored size width x height go when it is shown upright: texel (x, y) begins at
/// byte origin + x * step_x + y * step_y.
struct Turn {
    std::uint32_t width, height;          ///< texels, upright
    std::int64_t origin, step_x, step_y;  ///< bytes
};

/// `orientation` in 1..8; `texel` in bytes. Extents up to 65536.
[[nodiscard]] Turn turn_of(std::uint32_t orientation, std::uint32_t width, std::uint32_t height,
                           std::uint32_t texel) noexcept;

}  // namespace sinter::texture_core
