// SPDX-License-Identifier: Apache-2.0
// JPEG files made by libjpeg, and read back by its plainest loop.
#pragma once

#include <cstdio>
#include <string_view>

#include <jpeglib.h>

#include "support/byte_vector.hpp"

namespace sinter::test {

/// What a sample is to be: smooth texels, so that compression changes them little.
struct JpegSample {
    std::uint32_t width = 19, height = 13;
    J_COLOR_SPACE color_space = JCS_RGB;  ///< of the texels: JCS_GRAYSCALE, JCS_RGB or JCS_CMYK
    bool progressive = false;
    std::uint32_t orientation = 0;  ///< EXIF; 0: no EXIF at all
    bool big_endian_exif = false;
    ByteVector profile = {};  ///< ICC, if not empty
};
ByteVector encode_jpeg(const JpegSample& sample);

/// As stored: rows of gray, RGB or CMYK texels.
ByteVector read_with_libjpeg(const ByteVector& file, std::uint32_t& width, std::uint32_t& height);

/// An ICC profile with nothing but a description, in the ASCII form of version 2 or the UTF-16 form of
/// version 4.
ByteVector profile_named(std::string_view name, int version);

}  // namespace sinter::test
