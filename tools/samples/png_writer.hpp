// SPDX-License-Identifier: Apache-2.0
// Writes PNG in every colour type and with the colour chunks that a decoder must understand (W3C PNG, 2003).
#pragma once

#include <array>
#include <string_view>

#include <sinter/status.hpp>

#include "image.hpp"

namespace sinter::samples {

struct PngOptions {
    bool srgb = false;  ///< sRGB chunk
    double gamma = 0;   ///< gAMA chunk: encoding gamma such as 0.45455; 0: none
    Bytes icc = {};     ///< iCCP chunk; empty: none
    std::string_view icc_name = {};
    bool interlaced = false;  ///< Adam7
    std::uint32_t bits =
        8;  ///< per sample; 1, 2 and 4 for gray and palette only. Samples hold 0..2^bits - 1.
    /// With a palette the image has one channel: indices into it. RGBA; alpha below 255 makes a tRNS chunk.
    std::vector<std::array<std::uint8_t, 4>> palette = {};
};

/// 1 channel: gray or palette indices; 2: gray and alpha; 3: RGB; 4: RGBA. Errors: Internal, with libpng's
/// words.
Result<Bytes> write_png(const Image& image, const PngOptions& options = {});
/// 16 bits per sample.
Result<Bytes> write_png(const Image16& image, const PngOptions& options = {});

/// The smallest matrix profile (ICC.1:2010) with sRGB's primaries and a pure power curve.
Bytes make_icc_profile(double gamma);

}  // namespace sinter::samples
