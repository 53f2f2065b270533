// SPDX-License-Identifier: Apache-2.0
// Reads what a TIFF page says of its alpha channel, which OpenImageIO does not tell.
#pragma once

#include "bytes.hpp"

namespace sinter::texture_oiio {

/// Whether the first extra sample of page `page` is alpha that the colours are multiplied by (ExtraSamples =
/// 1; TIFF 6.0, section 18). False when the file is malformed. Classic TIFF and BigTIFF.
[[nodiscard]] bool tiff_is_premultiplied(Bytes source, std::uint32_t page) noexcept;

}  // namespace sinter::texture_oiio
