// SPDX-License-Identifier: Apache-2.0
// HEIF and AVIF through libheif, which applies rotation, mirroring and clean aperture itself.
#include <libheif/heif.h>

#include <memory>
#include <vector>

#include "decoders.hpp"
#include "gather.hpp"
#include "icc.hpp"
#include "labels.hpp"
#include "own_texture.hpp"

namespace sinter::texture_oiio {
namespace {

constexpr int MaxImages = 256;

template <auto Release>
struct Releaser {
    template <class T>
    void operator()(T* what) const noexcept {
        Release(what);
    }
};
using Context = std::unique_ptr<heif_context, Releaser<heif_context_free>>;
using Handle = std::unique_ptr<heif_image_handle, Releaser<heif_image_handle_release>>;
using Image = std::unique_ptr<heif_image, Releaser<heif_image_release>>;

Status heif_failure(const heif_error& error) {
    auto code = Code::Corrupt;
    if (error.code == heif_error_Unsupported_filetype || error.code == heif_error_Unsupported_feature)
        code = Code::Unsupported;
    if (error.code == heif_error_Memory_allocation_error) code = Code::OutOfMemory;
    if (error.subcode == heif_suberror_Security_limit_exceeded) code = Code::TooLarge;
    return {code, "HEIF: " + tidy(error.message ? error.message : "unknown failure")};
}

ColorFacts colors_of(const heif_image_handle* handle) {
    ColorFacts out;
    out.space = ColorSpace::Srgb;
    if (const auto size = heif_image_handle_get_raw_color_profile_size(handle); size != 0) {
        constexpr std::size_t largest = 16 << 20;
        std::vector<std::uint8_t> profile(std::min(size, largest));
        out.flags |= SINTER_TEXTURE_HAS_ICC;
        out.space = ColorSpace::Unknown;
        if (size <= largest &&
            heif_image_handle_get_raw_color_profile(handle, profile.data()).code == heif_error_Ok)
            out.space = icc_color_space(profile);
        return out;
    }
    heif_color_profile_nclx* nclx = nullptr;
    if (heif_image_handle_get_nclx_color_profile(handle, &nclx).code != heif_error_Ok || !nclx) return out;
    const auto curve = nclx->transfer_characteristics;
    heif_nclx_color_profile_free(nclx);
    if (curve == heif_transfer_characteristic_linear) out.space = ColorSpace::Linear;
    if (curve == heif_transfer_characteristic_ITU_R_BT_2100_0_PQ ||
        curve == heif_transfer_characteristic_ITU_R_BT_2100_0_HLG)
        out.space = ColorSpace::Unknown;
    return out;
}

/// Numbers of `bits` bits, little endian, to 16 bits.
void widen_row(Bytes row, std::uint32_t bits, std::size_t count, std::uint8_t* out) {
    const std::uint32_t largest = (1u << bits) - 1;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t value = std::min<std::uint32_t>(little<std::uint16_t>(row, i * 2), largest);
        const auto wide = static_cast<std::uint16_t>((value * 65535u + largest / 2) / largest);
        std::memcpy(out + i * 2, &wide, sizeof(wide));
    }
}

Status decode_handle(DecodeJob& job, const heif_image_handle* handle, std::string_view label,
                     Labels& labels) {
    OwnImage image;
    image.has_alpha = heif_image_handle_has_alpha_channel(handle) != 0;
    image.channels = image.has_alpha ? 4 : 3;
    image.element = heif_image_handle_get_luma_bits_per_pixel(handle) > 8 ? Element::U16 : Element::U8;
    image.color = colors_of(handle);
    const bool is_wide = image.element == Element::U16;
    const auto chroma =
        is_wide ? (image.has_alpha ? heif_chroma_interleaved_RRGGBBAA_LE : heif_chroma_interleaved_RRGGBB_LE)
                : (image.has_alpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB);
    heif_image* decoded = nullptr;
    if (const auto error = heif_decode_image(handle, &decoded, heif_colorspace_RGB, chroma, nullptr);
        error.code != heif_error_Ok)
        return heif_failure(error);
    const Image pixels{decoded};
    int stride = 0;
    const auto* rows = heif_image_get_plane_readonly(pixels.get(), heif_channel_interleaved, &stride);
    const int width = heif_image_get_width(pixels.get(), heif_channel_interleaved);
    const int height = heif_image_get_height(pixels.get(), heif_channel_interleaved);
    const int bits = heif_image_get_bits_per_pixel_range(pixels.get(), heif_channel_interleaved);
    const auto row_size = static_cast<std::int64_t>(width) * image.channels * size_of(image.element);
    if (!rows || width <= 0 || height <= 0 || stride < row_size || (is_wide && (bits < 8 || bits > 16)))
        return {Code::Corrupt, "HEIF: the decoder gives no image"};
    image.width = static_cast<std::uint32_t>(width);
    image.height = static_cast<std::uint32_t>(height);
    if (!job.checkpoint(0.5f)) return Job::cancelled();
    auto texture = own_texture(job, "HEIF", image);
    if (!texture) return std::move(texture).error();
    const auto mip = texture->mip(0);
    const bool divides = image.has_alpha && heif_image_handle_is_premultiplied_alpha(handle) != 0;
    for (std::uint32_t y = 0; y < image.height; ++y) {
        const Bytes row{rows + static_cast<std::size_t>(y) * static_cast<std::size_t>(stride),
                        static_cast<std::size_t>(row_size)};
        auto* const out = mip.bytes.data() + y * mip.row_pitch;
        if (is_wide)
            widen_row(row, static_cast<std::uint32_t>(bits), std::size_t{image.width} * image.channels, out);
        else
            std::memcpy(out, row.data(), row.size());
        if (divides) divide_by_alpha(out, image.width, image.element);
    }
    return job.emit(texture->output(), labels.take(label));
}

Status decode_primary(DecodeJob& job, heif_context* context, heif_item_id& id, Labels& labels) {
    if (const auto error = heif_context_get_primary_image_ID(context, &id); error.code != heif_error_Ok)
        return heif_failure(error);
    heif_image_handle* handle = nullptr;
    if (const auto error = heif_context_get_image_handle(context, id, &handle); error.code != heif_error_Ok)
        return heif_failure(error);
    return decode_handle(job, Handle{handle}.get(), {}, labels);
}

/// The images besides the primary one. One that is damaged is left out with a warning.
Status decode_others(DecodeJob& job, heif_context* context, heif_item_id primary, Labels& labels) {
    const int count = heif_context_get_number_of_top_level_images(context);
    if (count > MaxImages) return {Code::TooLarge, "HEIF: more than 256 images"};
    std::vector<heif_item_id> ids(static_cast<std::size_t>(std::max(count, 0)));
    heif_context_get_list_of_top_level_image_IDs(context, ids.data(), count);
    int number = 1;
    for (const auto id : ids) {
        if (id == primary) continue;
        ++number;
        heif_image_handle* handle = nullptr;
        const auto error = heif_context_get_image_handle(context, id, &handle);
        const auto done =
            error.code == heif_error_Ok
                ? decode_handle(job, Handle{handle}.get(), "image/" + std::to_string(number), labels)
                : heif_failure(error);
        if (done) continue;
        if (done.code() != Code::Corrupt && done.code() != Code::Unsupported) return done;
        job.warn("image " + std::to_string(number) + " is left out: " + done.error().text);
    }
    return {};
}

}  // namespace

Status HeifDecoder::decode(DecodeJob& job) {
    const Bytes source = job.source();
    if (!has_text(source, 4, "ftyp"))
        return {
            Code::Corrupt, "HEIF: the file does not begin as one of its format", {.path = {}, .offset = 0}};
    return library_call("HEIF", [&]() -> Status {
        const Context context{heif_context_alloc()};
        if (!context) return {Code::OutOfMemory, "HEIF: the decoder ran out of memory"};
        heif_context_set_max_decoding_threads(context.get(), 0);
        heif_context_set_maximum_image_size_limit(context.get(), static_cast<int>(MaxTextureExtent));
        if (const auto error = heif_context_read_from_memory_without_copy(context.get(), source.data(),
                                                                          source.size(), nullptr);
            error.code != heif_error_Ok)
            return heif_failure(error);
        if (!job.checkpoint(0)) return Job::cancelled();
        Labels labels;
        heif_item_id primary = 0;
        if (auto done = decode_primary(job, context.get(), primary, labels); !done) return done;
        if (job.setting_string("products") == "main") return {};
        return decode_others(job, context.get(), primary, labels);
    });
}

}  // namespace sinter::texture_oiio
