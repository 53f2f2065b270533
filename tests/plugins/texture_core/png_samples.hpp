// SPDX-License-Identifier: Apache-2.0
// PNG files made and read by libpng, the reference implementation.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "support/byte_vector.hpp"

namespace sinter::test {

/// What a sample is to be. Texels count up, so that each differs from its neighbours.
struct PngSample {
    std::uint32_t width = 13, height = 11;
    int color_type = 2;  ///< as in IHDR
    int bit_depth = 8;
    bool interlaced = false;
    bool has_transparency = false;     ///< tRNS: a colour key, or alpha of the palette
    std::optional<double> gamma = {};  ///< gAMA
    bool says_srgb = false;
    std::string profile_name = {};  ///< iCCP, if not empty
};
ByteVector encode_png(const PngSample& sample);

/// As libpng sees it, brought to what the decoder promises: 8 or 16 bits of native order, palette and keys
/// expanded, gray with alpha as RGBA.
struct PngImage {
    std::uint32_t width = 0, height = 0, channels = 0, bits = 0;
    ByteVector texels;
};
/// Nothing when libpng refuses it.
std::optional<PngImage> read_with_libpng(std::span<const std::uint8_t> file);

/// As a ZLIB stream.
ByteVector deflated(std::span<const std::uint8_t> bytes);
/// Inserts a chunk, with its right checksum, before the first chunk of type `before`.
void insert_chunk(ByteVector& file, const char* before, const char* type, std::span<const std::uint8_t> data);
/// Offset of the first chunk of that type.
std::size_t find_chunk(const ByteVector& file, const char* type);

}  // namespace sinter::test
