// SPDX-License-Identifier: Apache-2.0
#include "hevc.hpp"

#include <libde265/de265.h>
#include <libheif/heif_plugin.h>

#include "bytes.hpp"
#include "heif_planes.hpp"

namespace sinter::texture_oiio {
namespace {

constexpr heif_error Good{heif_error_Ok, heif_suberror_Unspecified, "Success"};
constexpr heif_error Damaged{heif_error_Decoder_plugin_error, heif_suberror_End_of_data, "damaged HEVC data"};
constexpr heif_error NoMemory{heif_error_Memory_allocation_error, heif_suberror_Unspecified, "out of memory"};

heif_error new_decoder(void** decoder) {
    *decoder = de265_new_decoder();
    return *decoder ? Good : NoMemory;
}

void free_decoder(void* decoder) {
    de265_free_decoder(static_cast<de265_decoder_context*>(decoder));
}

/// Units, each behind its length in four bytes, big endian (ISO/IEC 14496-15, section 8.3.3).
heif_error push_data(void* decoder, const void* data, std::size_t size) {
    const Bytes bytes{static_cast<const std::uint8_t*>(data), size};
    for (std::uint64_t at = 0; at < size;) {
        if (!holds(bytes, at, 4)) return Damaged;
        const auto length = big<std::uint32_t>(bytes, at);
        if (!holds(bytes, at + 4, length) || length > 0x7fffffff) return Damaged;
        const auto error = de265_push_NAL(static_cast<de265_decoder_context*>(decoder), bytes.data() + at + 4,
                                          static_cast<int>(length), 0, nullptr);
        if (error != DE265_OK) return Damaged;
        at += 4 + std::uint64_t{length};
    }
    return Good;
}

heif_error to_heif(const de265_image* picture, heif_image** out) {
    HeifPicture planes;
    // The numbers of chroma formats are those of the HEVC standard, and libheif's names have them, too.
    planes.chroma = static_cast<heif_chroma>(de265_get_chroma_format(picture));
    for (int c = 0; c < (planes.chroma == heif_chroma_monochrome ? 1 : 3); ++c) {
        int stride = 0;
        const auto* rows = de265_get_image_plane(picture, c, &stride);
        planes.planes[c] = {rows, stride, de265_get_image_width(picture, c),
                            de265_get_image_height(picture, c), de265_get_bits_per_pixel(picture, c)};
    }
    planes.is_full_range = de265_get_image_full_range_flag(picture) != 0;
    planes.primaries = de265_get_image_colour_primaries(picture);
    planes.transfer = de265_get_image_transfer_characteristics(picture);
    planes.matrix = de265_get_image_matrix_coefficients(picture);
    return copy_to_heif(planes, out);
}

heif_error decode_image(void* decoder, heif_image** out) {
    auto* const context = static_cast<de265_decoder_context*>(decoder);
    de265_flush_data(context);
    for (int goes_on = 1; goes_on;) {
        goes_on = 0;
        const auto error = de265_decode(context, &goes_on);
        if (error != DE265_OK && error != DE265_ERROR_WAITING_FOR_INPUT_DATA) break;
        const auto* picture = de265_get_next_picture(context);
        if (!picture) continue;
        return to_heif(picture, out);
    }
    return Damaged;
}

}  // namespace

void register_hevc_decoder() {
    constexpr int priority = 200;  // libheif's own has 100
    static const heif_decoder_plugin plugin = [] {
        heif_decoder_plugin out{};
        out.plugin_api_version = 3;
        out.get_plugin_name = [] { return "HEVC on the caller's thread"; };
        out.does_support_format = [](heif_compression_format format) {
            return format == heif_compression_HEVC ? priority : 0;
        };
        out.new_decoder = new_decoder;
        out.free_decoder = free_decoder;
        out.push_data = push_data;
        out.decode_image = decode_image;
        out.set_strict_decoding = [](void*, int) {};
        out.id_name = "sinter_hevc";
        return out;
    }();
    heif_register_decoder_plugin(&plugin);
}

}  // namespace sinter::texture_oiio
