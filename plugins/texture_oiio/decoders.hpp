// SPDX-License-Identifier: Apache-2.0
// The decoders of this plugin, one per format. Errors of all: Corrupt, Unsupported, TooLarge, OutOfMemory,
// Cancelled.
#pragma once

#include <sinter/plugin.hpp>

#include "library.hpp"

namespace sinter::texture_oiio {

/// Every instance has made the library ready before its first job, and before the process locks itself.
struct PreparedDecoder : Decoder {
    PreparedDecoder() { prepare_library(); }
};

/// OpenEXR: layers and parts as products, mips, half, float and unsigned integers.
struct ExrDecoder final : PreparedDecoder {
    static constexpr std::string_view id = "exr";
    Status decode(DecodeJob& job) override;
};
/// Radiance RGBE.
struct HdrDecoder final : PreparedDecoder {
    static constexpr std::string_view id = "hdr";
    Status decode(DecodeJob& job) override;
};
/// Truevision TGA.
struct TgaDecoder final : PreparedDecoder {
    static constexpr std::string_view id = "tga";
    Status decode(DecodeJob& job) override;
};
/// TIFF 6.0 and BigTIFF: pages as products, mips of tiled textures.
struct TiffDecoder final : PreparedDecoder {
    static constexpr std::string_view id = "tiff";
    Status decode(DecodeJob& job) override;
};
/// Windows and OS/2 bitmaps.
struct BmpDecoder final : PreparedDecoder {
    static constexpr std::string_view id = "bmp";
    Status decode(DecodeJob& job) override;
};
/// Photoshop: the merged image, and on demand the layers.
struct PsdDecoder final : PreparedDecoder {
    static constexpr std::string_view id = "psd";
    Status decode(DecodeJob& job) override;
};
/// WebP through libwebp, because OpenImageIO's reader always multiplies by alpha; frames as the layers of an
/// array.
struct WebpDecoder final : Decoder {
    static constexpr std::string_view id = "webp";
    Status decode(DecodeJob& job) override;
};
/// GIF: frames, as they are shown, as the layers of an array.
struct GifDecoder final : PreparedDecoder {
    static constexpr std::string_view id = "gif";
    Status decode(DecodeJob& job) override;
};
/// Netpbm: PBM, PGM, PPM, PFM.
struct PnmDecoder final : PreparedDecoder {
    static constexpr std::string_view id = "pnm";
    Status decode(DecodeJob& job) override;
};
/// JPEG 2000, as JP2 or a bare codestream.
struct Jp2Decoder final : PreparedDecoder {
    static constexpr std::string_view id = "jp2";
    Status decode(DecodeJob& job) override;
};
/// SMPTE 268M.
struct DpxDecoder final : PreparedDecoder {
    static constexpr std::string_view id = "dpx";
    Status decode(DecodeJob& job) override;
};
/// Windows icons and cursors, read by this plugin: OpenImageIO opens them by path only.
struct IcoDecoder final : PreparedDecoder {
    static constexpr std::string_view id = "ico";
    Status decode(DecodeJob& job) override;
};
/// Silicon Graphics images, read by this plugin: OpenImageIO opens them by path only.
struct SgiDecoder final : Decoder {
    static constexpr std::string_view id = "sgi";
    Status decode(DecodeJob& job) override;
};
/// Softimage pictures, read by this plugin: OpenImageIO opens them by path only.
struct PicDecoder final : Decoder {
    static constexpr std::string_view id = "pic";
    Status decode(DecodeJob& job) override;
};
/// HEIF and AVIF through libheif: OpenImageIO opens them by path only.
struct HeifDecoder final : PreparedDecoder {
    static constexpr std::string_view id = "heif";
    Status decode(DecodeJob& job) override;
};

}  // namespace sinter::texture_oiio
