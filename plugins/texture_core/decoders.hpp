// SPDX-License-Identifier: Apache-2.0
// The four decoders of this plugin, one per format.
#pragma once

#include <sinter/plugin.hpp>

namespace sinter::texture_core {

/// PNG (ISO/IEC 15948) through libspng. Errors: Corrupt, Unsupported (CgBI), TooLarge, OutOfMemory,
/// Cancelled.
struct PngDecoder : Decoder {
    static constexpr std::string_view id = "png";
    Status decode(DecodeJob& job) override;
};

/// JPEG (ITU-T T.81) of 8 bits through libjpeg-turbo. A damaged or truncated file that still gives an image
/// is a warning, as it is for every viewer. Errors: Corrupt, Unsupported, TooLarge, OutOfMemory, Cancelled.
struct JpegDecoder : Decoder {
    static constexpr std::string_view id = "jpeg";
    Status decode(DecodeJob& job) override;
};

/// DirectDraw Surface (Microsoft, "DDS Programming Guide"). Errors: Corrupt, Unsupported, TooLarge,
/// OutOfMemory, Cancelled.
struct DdsDecoder : Decoder {
    static constexpr std::string_view id = "dds";
    Status decode(DecodeJob& job) override;
};

/// KTX File Format 2.0 (Khronos). Errors: Corrupt, Unsupported, TooLarge, OutOfMemory, Cancelled.
struct Ktx2Decoder : Decoder {
    static constexpr std::string_view id = "ktx2";
    Status decode(DecodeJob& job) override;
};

}  // namespace sinter::texture_core
