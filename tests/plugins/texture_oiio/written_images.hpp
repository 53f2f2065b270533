// SPDX-License-Identifier: Apache-2.0
// Files that OpenImageIO and libheif write, of values that the test chose.
#pragma once

#include <OpenImageIO/imageio.h>

#include <array>
#include <string>

#include "support/byte_vector.hpp"

namespace sinter::test {

/// One image of a file: its description, and its pixels as the description's native type, all channels.
struct WrittenImage {
    OIIO::ImageSpec spec;
    ByteVector pixels;
};

/// A file of the writer of that name ("openexr"), with one or several images.
ByteVector write_images(const std::string& writer, const std::vector<WrittenImage>& images);

/// Bytes of numbers.
template <class T>
ByteVector bytes_of(const std::vector<T>& values) {
    const auto* first = reinterpret_cast<const std::uint8_t*>(values.data());
    return {first, first + values.size() * sizeof(T)};
}

/// An image of width x height texels that all have the colour `rgba`, as HEIC (`is_avif` false) or AVIF;
/// empty when libheif was built without an encoder for it.
ByteVector heif_file(int width, int height, const std::array<std::uint8_t, 4>& rgba, bool is_avif);

/// A still of RGBA texels, without loss.
ByteVector webp_file(int width, int height, const ByteVector& rgba);
/// The still `file` with an EXIF chunk.
ByteVector webp_with_exif(const ByteVector& file, const ByteVector& exif);
/// Frames of RGBA texels, without loss, each shown for so many milliseconds.
ByteVector webp_animation(int width, int height, const std::vector<ByteVector>& frames, int milliseconds);

}  // namespace sinter::test
