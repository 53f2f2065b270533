// SPDX-License-Identifier: Apache-2.0
#include "av1.hpp"

#include <dav1d/dav1d.h>
#include <libheif/heif_plugin.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <new>

#include "heif_planes.hpp"

namespace sinter::texture_oiio {
namespace {

constexpr heif_error Good{heif_error_Ok, heif_suberror_Unspecified, "Success"};
constexpr heif_error Damaged{heif_error_Decoder_plugin_error, heif_suberror_End_of_data, "damaged AV1 data"};
constexpr heif_error NoMemory{heif_error_Memory_allocation_error, heif_suberror_Unspecified, "out of memory"};

/// One image: its decoder, and the data pushed so far.
struct Av1Decoder {
    Dav1dContext* context = nullptr;
    Dav1dData data{};

    Av1Decoder() = default;
    Av1Decoder(const Av1Decoder&) = delete;
    Av1Decoder& operator=(const Av1Decoder&) = delete;
    ~Av1Decoder() {
        if (data.sz != 0) dav1d_data_unref(&data);
        if (context) dav1d_close(&context);
    }
};

heif_error new_decoder(void** out) {
    constexpr unsigned most_texels = 1u << 30;
    std::unique_ptr<Av1Decoder> decoder{new (std::nothrow) Av1Decoder};
    if (!decoder) return NoMemory;
    Dav1dSettings settings;
    dav1d_default_settings(&settings);
    settings.n_threads = 1;
    settings.max_frame_delay = 1;
    settings.all_layers = 0;
    settings.frame_size_limit = most_texels;
    settings.logger = {nullptr, nullptr};
    if (dav1d_open(&decoder->context, &settings) != 0) return NoMemory;
    *out = decoder.release();
    return Good;
}

void free_decoder(void* decoder) {
    delete static_cast<Av1Decoder*>(decoder);
}

heif_error push_data(void* self, const void* data, std::size_t size) {
    auto& decoder = *static_cast<Av1Decoder*>(self);
    if (decoder.data.sz != 0) return Damaged;  // an image is one temporal unit
    auto* const copy = size == 0 ? nullptr : dav1d_data_create(&decoder.data, size);
    if (!copy) return size == 0 ? Damaged : NoMemory;
    std::memcpy(copy, data, size);
    return Good;
}

heif_chroma chroma_of(Dav1dPixelLayout layout) {
    switch (layout) {
        case DAV1D_PIXEL_LAYOUT_I400:
            return heif_chroma_monochrome;
        case DAV1D_PIXEL_LAYOUT_I420:
            return heif_chroma_420;
        case DAV1D_PIXEL_LAYOUT_I422:
            return heif_chroma_422;
        default:
            return heif_chroma_444;
    }
}

heif_error to_heif(const Dav1dPicture& picture, heif_image** out) {
    const auto chroma = chroma_of(picture.p.layout);
    const int half_width = (picture.p.w + 1) / 2, half_height = (picture.p.h + 1) / 2;
    HeifPicture planes;
    planes.chroma = chroma;
    for (int c = 0; c < (chroma == heif_chroma_monochrome ? 1 : 3); ++c) {
        const bool is_half_wide = c != 0 && chroma != heif_chroma_444;
        const bool is_half_high = c != 0 && chroma == heif_chroma_420;
        planes.planes[c] = {static_cast<const std::uint8_t*>(picture.data[c]), picture.stride[c == 0 ? 0 : 1],
                            is_half_wide ? half_width : picture.p.w, is_half_high ? half_height : picture.p.h,
                            picture.p.bpc};
    }
    planes.is_full_range = picture.seq_hdr->color_range != 0;
    planes.primaries = picture.seq_hdr->pri;
    planes.transfer = picture.seq_hdr->trc;
    planes.matrix = picture.seq_hdr->mtrx;
    return copy_to_heif(planes, out);
}

heif_error decode_image(void* self, heif_image** out) {
    auto& decoder = *static_cast<Av1Decoder*>(self);
    Dav1dPicture picture{};
    const int again = DAV1D_ERR(EAGAIN);
    for (;;) {
        const bool was_empty = decoder.data.sz == 0;
        if (!was_empty) {
            const int sent = dav1d_send_data(decoder.context, &decoder.data);
            if (sent != 0 && sent != again) return Damaged;
        }
        const int got = dav1d_get_picture(decoder.context, &picture);
        if (got == 0) break;
        // Nothing more to send, and still no picture.
        if (got != again || was_empty) return Damaged;
    }
    const auto copied = to_heif(picture, out);
    dav1d_picture_unref(&picture);
    return copied;
}

}  // namespace

void register_av1_decoder() {
    constexpr int priority = 200;  // libheif's own ones have less
    static const heif_decoder_plugin plugin = [] {
        heif_decoder_plugin out{};
        out.plugin_api_version = 3;
        out.get_plugin_name = [] { return "AV1 on the caller's thread"; };
        out.does_support_format = [](heif_compression_format format) {
            return format == heif_compression_AV1 ? priority : 0;
        };
        out.new_decoder = new_decoder;
        out.free_decoder = free_decoder;
        out.push_data = push_data;
        out.decode_image = decode_image;
        out.set_strict_decoding = [](void*, int) {};
        out.id_name = "sinter_av1";
        return out;
    }();
    heif_register_decoder_plugin(&plugin);
}

}  // namespace sinter::texture_oiio
