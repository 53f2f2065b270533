// SPDX-License-Identifier: Apache-2.0
// Reads the orientation of an EXIF block.
#pragma once

#include "bytes.hpp"

namespace sinter::texture_oiio {

/// Orientation 1..8 of a TIFF structure, with or without "Exif\0\0" before it (EXIF 2.32, tag 0x0112 of
/// IFD0); 1 when the block is malformed or does not say.
[[nodiscard]] int exif_orientation(Bytes block) noexcept;

}  // namespace sinter::texture_oiio
