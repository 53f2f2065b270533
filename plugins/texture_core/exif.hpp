// SPDX-License-Identifier: Apache-2.0
// Reads the orientation of an EXIF block.
#pragma once

#include "bytes.hpp"

namespace sinter {

/// Orientation 1..8 of the TIFF structure that follows "Exif\0\0" (EXIF 2.32, tag 0x0112 of IFD0); 1 when the
/// block is malformed or does not say.
[[nodiscard]] int exif_orientation(Bytes tiff) noexcept;

}  // namespace sinter
