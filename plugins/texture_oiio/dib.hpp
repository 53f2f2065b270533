// SPDX-License-Identifier: Apache-2.0
// The device-independent bitmaps inside icons.
#pragma once

#include <sinter/status.hpp>

#include "bytes.hpp"

namespace sinter::texture_oiio {

/// A bitmap's header, checked against its bytes.
struct Dib {
    std::uint32_t width = 0, height = 0;  ///< of the image, without the mask
    std::uint32_t bits = 0;               ///< per texel: 1, 4, 8, 16, 24, 32
    std::uint32_t masks[4] = {};          ///< red, green, blue, alpha, of 16 and 32 bits
    bool is_top_down = false;
    bool is_mended = false;  ///< its size is the directory's, because its own does not fit its bytes
    Bytes palette;           ///< entries of 4 bytes: blue, green, red, unused
    Bytes texels;            ///< whole rows
    Bytes mask;              ///< one bit per texel, 1: transparent; empty: there is none

    /// Reads a bitmap (Microsoft, BITMAPINFOHEADER to BITMAPV5HEADER) of an icon whose directory says that it
    /// is of `directory_width` x `directory_height` texels. Errors: Corrupt, Unsupported (compressed ones).
    static Result<Dib> read(Bytes bytes, std::uint32_t directory_width, std::uint32_t directory_height);

    /// Texels as RGBA8, from the top, to `out`. Requires width * height * 4 bytes.
    void to_rgba(std::span<std::uint8_t> out) const;
};

}  // namespace sinter::texture_oiio
