// SPDX-License-Identifier: Apache-2.0
// Texels of a plane, out of rows as a file holds them.
#pragma once

#include <span>
#include <vector>

#include "bytes.hpp"
#include "plane.hpp"

namespace sinter::texture_oiio {

/// Where a channel lies in a stored pixel.
struct StoredChannel {
    std::uint32_t offset;  ///< bytes
    Element element;
};

/// Stored pixels of an image: channels one after another, unpadded.
struct PixelLayout {
    std::vector<StoredChannel> channels;
    std::uint32_t size = 0;  ///< bytes
};

/// Requires number types that element_of knows; others count as a byte.
[[nodiscard]] PixelLayout pixel_layout(const OIIO::ImageSpec& spec);

/// Gathers `width` texels of `plane` from one stored row. Where the plane's number type differs from a
/// channel's, values stay what they are as numbers; only to Float.
void gather_row(Bytes row, const PixelLayout& layout, const Plane& plane, std::uint32_t width,
                std::uint8_t* out);

/// Divides the colours of `count` texels of 4 channels by their alpha, rounding to nearest and stopping at
/// the largest value of a UNORM type. Where alpha is 0 they stay: light without coverage.
void divide_by_alpha(std::uint8_t* texels, std::uint32_t count, Element element);

}  // namespace sinter::texture_oiio
