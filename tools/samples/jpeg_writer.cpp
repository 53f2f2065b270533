// SPDX-License-Identifier: Apache-2.0
#include "jpeg_writer.hpp"

#include <algorithm>
#include <memory>
#include <string>

#include <turbojpeg.h>

namespace sinter::samples {
namespace {

Image inverted_inks(const Image& rgb) {
    Image out(rgb.width, rgb.height, 4);
    for (std::size_t i = 0; i < std::size_t{rgb.width} * rgb.height; ++i) {
        const std::uint8_t* from = rgb.samples.data() + 3 * i;
        std::uint8_t* to = out.samples.data() + 4 * i;
        // Inverted black is the largest channel; an inverted ink is what that leaves of its colour.
        const std::uint32_t light = std::max({from[0], from[1], from[2]});
        for (std::size_t c = 0; c < 3; ++c) {
            to[c] = light == 0 ? std::uint8_t{255}
                               : static_cast<std::uint8_t>((from[c] * 255U + light / 2) / light);
        }
        to[3] = static_cast<std::uint8_t>(light);
    }
    return out;
}

Image first_channel(const Image& image) {
    Image out(image.width, image.height, 1);
    for (std::size_t i = 0; i < out.samples.size(); ++i) out.samples[i] = image.samples[i * image.channels];
    return out;
}

/// An APP1 segment with one tag, Orientation (Exif 2.3, section 4.6.4), to stand behind the JFIF segment.
Bytes exif(std::uint32_t orientation) {
    const auto value = static_cast<std::uint8_t>(orientation);
    return {0xFF, 0xE1, 0,    34,                                      // marker, length
            'E',  'x',  'i',  'f',  0, 0,                              // identifier
            'I',  'I',  0x2A, 0,    8, 0, 0, 0,                        // TIFF header, little endian
            1,    0,    0x12, 0x01, 3, 0, 1, 0, 0, 0, value, 0, 0, 0,  // one entry: 0x0112, SHORT, 1 value
            0,    0,    0,    0};                                      // no further directory
}

}  // namespace

Result<Bytes> write_jpeg(const Image& image, const JpegOptions& options) {
    using Colors = JpegOptions::Colors;
    Image converted;
    const Image* source = &image;
    int pixels = TJPF_RGB;
    int sampling = options.colors == Colors::Subsampled420 ? TJSAMP_420 : TJSAMP_444;
    if (options.colors == Colors::Gray) {
        converted = first_channel(image);
        source = &converted;
        pixels = TJPF_GRAY;
        sampling = TJSAMP_GRAY;
    } else if (options.colors == Colors::Cmyk) {
        converted = inverted_inks(image);
        source = &converted;
        pixels = TJPF_CMYK;
    }
    const std::unique_ptr<void, int (*)(tjhandle)> handle(tjInitCompress(), tjDestroy);
    unsigned char* data = nullptr;
    unsigned long size = 0;
    const int flags = TJFLAG_ACCURATEDCT | (options.progressive ? TJFLAG_PROGRESSIVE : 0);
    const int rc = handle == nullptr
                       ? -1
                       : tjCompress2(handle.get(), source->samples.data(), static_cast<int>(source->width), 0,
                                     static_cast<int>(source->height), pixels, &data, &size, sampling,
                                     options.quality, flags);
    const std::unique_ptr<unsigned char, void (*)(unsigned char*)> owned(data, tjFree);
    if (rc != 0) return {Code::Internal, std::string("JPEG: ") + tjGetErrorStr2(handle.get())};
    Bytes out(data, data + size);
    if (options.orientation != 0) {
        constexpr std::size_t BehindJfif = 2 + 18;
        const Bytes segment = exif(options.orientation);
        out.insert(out.begin() + BehindJfif, segment.begin(), segment.end());
    }
    return out;
}

}  // namespace sinter::samples
