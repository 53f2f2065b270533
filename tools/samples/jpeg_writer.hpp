// SPDX-License-Identifier: Apache-2.0
// Writes JPEG (ITU T.81) the ways cameras and tools do.
#pragma once

#include <sinter/status.hpp>

#include "image.hpp"

namespace sinter::samples {

struct JpegOptions {
    enum class Colors { Subsampled420, Full444, Gray, Cmyk };
    Colors colors = Colors::Subsampled420;
    int quality = 88;  ///< 1..100
    bool progressive = false;
    std::uint32_t orientation = 0;  ///< EXIF orientation 1..8; 0: no EXIF
};

/// `image` is RGB, for Gray its first channel counts. Cmyk takes the grey part of each colour into black ink
/// and stores inverted inks, as Adobe's programs do. Errors: Internal, with libjpeg's words.
Result<Bytes> write_jpeg(const Image& image, const JpegOptions& options = {});

}  // namespace sinter::samples
