// SPDX-License-Identifier: Apache-2.0
// A decoded picture of a codec, as libheif takes it.
#pragma once

#include <libheif/heif.h>

#include <cstddef>
#include <cstdint>

namespace sinter::texture_oiio {

struct HeifPlane {
    const std::uint8_t* rows = nullptr;
    std::ptrdiff_t stride = 0;  ///< bytes
    int width = 0, height = 0;  ///< numbers
    int bits = 8;               ///< of a number; over 8 they take two bytes
};

/// Planes of Y, Cb and Cr, or of Y alone. The numbers of the colour description are those of ITU-T H.273.
struct HeifPicture {
    heif_chroma chroma = heif_chroma_monochrome;
    HeifPlane planes[3];
    bool is_full_range = false;
    int primaries = 2, transfer = 2, matrix = 2;  ///< 2: unspecified
};

/// Copies the picture to a new image of libheif's. Errors: those of libheif, damaged planes.
[[nodiscard]] heif_error copy_to_heif(const HeifPicture& picture, heif_image** out);

}  // namespace sinter::texture_oiio
