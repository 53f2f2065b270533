// SPDX-License-Identifier: Apache-2.0
// Small images in formats simple enough to be written by hand, and files that OpenImageIO writes.
#pragma once

#include "support/byte_vector.hpp"

namespace sinter::test {

/// 3x2 texels of RGBA, all bytes different: byte i is 10 * i + 5.
ByteVector sample_texels(std::size_t channels);

/// Truevision TGA, type 2 or 3, from the bottom or the top; `texels` from the top in RGB(A) order.
ByteVector tga_file(std::uint16_t width, std::uint16_t height, std::uint8_t channels,
                    const ByteVector& texels, bool from_top);
/// Windows bitmap of 24 or 32 bits, from the bottom; of 32 bits with a V4 header that has a mask for alpha,
/// if wanted.
ByteVector bmp_file(std::uint32_t width, std::uint32_t height, std::uint8_t channels,
                    const ByteVector& texels, bool has_alpha_mask);
/// Uncompressed TIFF of one strip, little endian, of 8 bits; `extra` is the value of ExtraSamples of a fourth
/// channel, `orientation` that of EXIF.
ByteVector tiff_file(std::uint32_t width, std::uint32_t height, std::uint16_t channels,
                     const ByteVector& texels, std::uint16_t orientation = 1, std::uint16_t extra = 2);
/// SGI of 8 bits, plain.
ByteVector sgi_file(std::uint16_t width, std::uint16_t height, std::uint16_t channels,
                    const ByteVector& texels);
/// Softimage picture of RGBA: colours in mixed runs, alpha in pure ones.
ByteVector pic_file(std::uint16_t width, std::uint16_t height, const ByteVector& texels);
/// One image of an icon.
struct IconImage {
    std::uint8_t width, height;
    ByteVector bytes;
};
ByteVector ico_file(const std::vector<IconImage>& images);
/// The bitmap of an icon of 32 bits, with an empty mask.
ByteVector icon_dib(std::uint32_t width, std::uint32_t height, const ByteVector& rgba);

}  // namespace sinter::test
