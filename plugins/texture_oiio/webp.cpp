// SPDX-License-Identifier: Apache-2.0
// WebP through libwebp: stills row by row into the texture, animations frame by frame.
#include <webp/decode.h>
#include <webp/demux.h>

#include <algorithm>
#include <memory>

#include "decoders.hpp"
#include "exif.hpp"
#include "frames.hpp"
#include "icc.hpp"
#include "own_texture.hpp"
#include "turn.hpp"

namespace sinter::texture_oiio {
namespace {

constexpr std::size_t StepBytes = 64 * 1024;  ///< of the file between two checkpoints

template <auto Release>
struct Releaser {
    template <class T>
    void operator()(T* what) const noexcept {
        Release(what);
    }
};
using Demuxer = std::unique_ptr<WebPDemuxer, Releaser<WebPDemuxDelete>>;
using StillDecoder = std::unique_ptr<WebPIDecoder, Releaser<WebPIDelete>>;
using Animation = std::unique_ptr<WebPAnimDecoder, Releaser<WebPAnimDecoderDelete>>;

Status webp_failure(VP8StatusCode status) {
    switch (status) {
        case VP8_STATUS_OUT_OF_MEMORY:
            return {Code::OutOfMemory, "WebP: the decoder ran out of memory"};
        case VP8_STATUS_UNSUPPORTED_FEATURE:
            return {Code::Unsupported, "WebP: a feature that libwebp does not know"};
        case VP8_STATUS_SUSPENDED:
        case VP8_STATUS_NOT_ENOUGH_DATA:
            return {Code::Corrupt, "WebP: the file is truncated"};
        default:
            return {Code::Corrupt, "WebP: the file is damaged"};
    }
}

/// What stands in the chunks around the image.
struct Surroundings {
    ColorFacts color;
    int orientation = 1;
};

/// The first chunk of that name; empty: there is none.
Bytes chunk_of(const WebPDemuxer* demuxer, const char* name) {
    WebPChunkIterator chunk{};
    Bytes out;
    if (WebPDemuxGetChunk(demuxer, name, 1, &chunk)) out = {chunk.chunk.bytes, chunk.chunk.size};
    WebPDemuxReleaseChunkIterator(&chunk);
    return out;
}

Surroundings surroundings_of(Bytes source) {
    Surroundings out;
    // Without a profile the colours are sRGB (WebP Container Specification, Color Profile).
    out.color.space = ColorSpace::Srgb;
    const WebPData data{source.data(), source.size()};
    const Demuxer demuxer{WebPDemux(&data)};
    if (!demuxer) return out;
    if (const auto profile = chunk_of(demuxer.get(), "ICCP"); !profile.empty()) {
        out.color.flags |= SINTER_TEXTURE_HAS_ICC;
        out.color.space = icc_color_space(profile);
    }
    // Some writers put JPEG's head before it.
    constexpr std::string_view head{"Exif\0\0", 6};
    const auto exif = chunk_of(demuxer.get(), "EXIF");
    out.orientation = exif_orientation(has_text(exif, 0, head) ? exif.subspan(head.size()) : exif);
    return out;
}

/// Decodes to rows of `pitch` bytes at `out`, of `size` bytes.
Status decode_rows(DecodeJob& job, bool has_alpha, std::span<std::uint8_t> out, std::size_t pitch) {
    WebPDecoderConfig config;
    if (!WebPInitDecoderConfig(&config))
        return {Code::Internal, "WebP: another libwebp than it was built with"};
    config.options.use_threads = 0;
    config.output.colorspace = has_alpha ? MODE_RGBA : MODE_RGB;
    config.output.is_external_memory = 1;
    config.output.u.RGBA = {out.data(), static_cast<int>(pitch), out.size()};
    const StillDecoder decoder{WebPIDecode(nullptr, 0, &config)};
    if (!decoder) return {Code::OutOfMemory, "WebP: the decoder ran out of memory"};
    const Bytes source = job.source();
    for (std::size_t end = 0;;) {
        if (!job.checkpoint(static_cast<float>(end) / static_cast<float>(source.size())))
            return Job::cancelled();
        end = std::min(end + StepBytes, source.size());
        const auto status = WebPIUpdate(decoder.get(), source.data(), end);
        if (status == VP8_STATUS_OK) return {};
        if (status != VP8_STATUS_SUSPENDED || end == source.size()) return webp_failure(status);
    }
}

Status decode_still(DecodeJob& job, const WebPBitstreamFeatures& features, const Surroundings& around) {
    const auto width = static_cast<std::uint32_t>(features.width),
               height = static_cast<std::uint32_t>(features.height);
    OwnImage image;
    image.channels = features.has_alpha ? 4 : 3;
    image.has_alpha = features.has_alpha != 0;
    image.color = around.color;
    const auto turn = turn_of(around.orientation, width, height, image.channels);
    image.width = turn.width;
    image.height = turn.height;
    auto texture = own_texture(job, "WebP", image);
    if (!texture) return std::move(texture).error();
    const auto mip = texture->mip(0);
    if (around.orientation == 1) {
        if (auto rows = decode_rows(job, image.has_alpha, mip.bytes, mip.row_pitch); !rows) return rows;
        return job.emit(texture->output());
    }
    const std::size_t pitch = std::size_t{width} * image.channels;
    auto scratch = job.allocate(std::uint64_t{pitch} * height);
    if (!scratch) return std::move(scratch).error();
    if (auto rows = decode_rows(job, image.has_alpha, scratch->bytes(), pitch); !rows) return rows;
    for (std::uint32_t y = 0; y < height; ++y) {
        const auto* from = scratch->bytes().data() + y * pitch;
        std::int64_t at = turn.origin + y * turn.step_y;
        for (std::uint32_t x = 0; x < width; ++x, at += turn.step_x, from += image.channels)
            std::memcpy(mip.bytes.data() + at, from, image.channels);
    }
    return job.emit(texture->output());
}

Status decode_animation(DecodeJob& job, const Surroundings& around) {
    const Bytes source = job.source();
    WebPAnimDecoderOptions options;
    if (!WebPAnimDecoderOptionsInit(&options))
        return {Code::Internal, "WebP: another libwebp than it was built with"};
    options.color_mode = MODE_RGBA;
    options.use_threads = 0;
    const WebPData data{source.data(), source.size()};
    const Animation animation{WebPAnimDecoderNew(&data, &options)};
    WebPAnimInfo info;
    if (!animation || !WebPAnimDecoderGetInfo(animation.get(), &info) || info.frame_count == 0)
        return {Code::Corrupt, "WebP: the animation is damaged or truncated"};
    const std::uint64_t frame_size = std::uint64_t{info.canvas_width} * info.canvas_height * 4;
    if (info.frame_count > MaxTextureLayers ||
        frame_size > (std::uint64_t{MaxImageMib} << 20) / info.frame_count)
        return {Code::TooLarge, "WebP: an animation of more than " + std::to_string(MaxImageMib) + " MiB"};

    TextureDesc desc;
    desc.width = info.canvas_width;
    desc.height = info.canvas_height;
    desc.layers = job.setting_string("frames") == "all" ? info.frame_count : 1;
    desc.is_array = desc.layers > 1;
    desc.alpha_mode = AlphaMode::Straight;
    set_format(desc, Element::U8, 4);
    describe_color(job, around.color, Element::U8, desc);
    auto texture = new_texture(job, desc);
    if (!texture) return file_error("WebP", std::move(texture).error());
    auto output = texture->output();
    auto rows = output.add_table<FrameRow>(FrameTable, FrameVersion, desc.layers);
    if (!rows) return std::move(rows).error();
    const auto mip = texture->mip(0);
    int before = 0;
    for (std::uint32_t frame = 0; frame < desc.layers; ++frame) {
        if (!job.checkpoint(static_cast<float>(frame) / static_cast<float>(desc.layers)))
            return Job::cancelled();
        std::uint8_t* canvas = nullptr;
        int end = 0;  // milliseconds since the beginning
        if (!WebPAnimDecoderGetNext(animation.get(), &canvas, &end))
            return {Code::Corrupt, "WebP: frame " + std::to_string(frame + 1) + " is damaged"};
        std::memcpy(mip.bytes.data() + frame * mip.slice_pitch, canvas, mip.slice_pitch);
        const auto duration = static_cast<std::uint64_t>(std::max(0, end - before)) * 1000;
        (*rows)[frame].duration_us =
            static_cast<std::uint32_t>(std::min<std::uint64_t>(duration, 0xffffffff));
        before = end;
    }
    return job.emit(output);
}

}  // namespace

Status WebpDecoder::decode(DecodeJob& job) {
    const Bytes source = job.source();
    if (!has_text(source, 0, "RIFF") || !has_text(source, 8, "WEBP"))
        return {
            Code::Corrupt, "WebP: the file does not begin as one of its format", {.path = {}, .offset = 0}};
    WebPBitstreamFeatures features;
    if (const auto status = WebPGetFeatures(source.data(), source.size(), &features); status != VP8_STATUS_OK)
        return webp_failure(status);
    if (features.width <= 0 || features.height <= 0) return {Code::Corrupt, "WebP: an empty image"};
    const auto around = surroundings_of(source);
    return features.has_animation ? decode_animation(job, around) : decode_still(job, features, around);
}

}  // namespace sinter::texture_oiio
