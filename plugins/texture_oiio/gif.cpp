// SPDX-License-Identifier: Apache-2.0
// GIF: frames as they are shown, each drawn over the one before.
#include "decode_image.hpp"
#include "decoders.hpp"
#include "frames.hpp"
#include "gather.hpp"
#include "magic.hpp"

namespace sinter::texture_oiio {
namespace {

constexpr Kind Gif{"GIF", "gif"};

/// The animation's frames before anything is decoded for good.
struct Frames {
    std::vector<std::uint32_t> durations;  ///< microseconds
    bool is_whole = true;                  ///< false: what follows the last is damaged
};

std::uint32_t duration_of(const OIIO::ImageSpec& spec) {
    const auto* rate = spec.find_attribute("FramesPerSecond");
    if (!rate || rate->type() != OIIO::TypeRational) return 0;
    const auto* numbers = static_cast<const int*>(rate->data());
    if (numbers[0] <= 0 || numbers[1] < 0) return 0;
    const auto microseconds = std::uint64_t{1000000} * static_cast<std::uint32_t>(numbers[1]) /
                              static_cast<std::uint32_t>(numbers[0]);
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(microseconds, 0xffffffff));
}

/// Walks the frames of a reader that is used for nothing else. Each is drawn in doing so, as the formats
/// demand.
Result<Frames> count_frames(DecodeJob& job) {
    auto reader = ImageReader::open(Gif, job.source());
    if (!reader) return std::move(reader).error();
    const int width = reader->spec().width, height = reader->spec().height,
              channels = reader->spec().nchannels;
    const auto frame_bytes = static_cast<std::uint64_t>(reader->spec().image_bytes(true));
    Frames out;
    do {
        const auto& spec = reader->spec();
        if (spec.width != width || spec.height != height || spec.nchannels != channels)
            return {Code::Unsupported, "GIF: frames of different sizes"};
        out.durations.push_back(duration_of(spec));
        if (out.durations.size() > MaxTextureLayers ||
            out.durations.size() * frame_bytes > std::uint64_t{MaxImageMib} << 20)
            return {Code::TooLarge, "GIF: an animation of more than " + std::to_string(MaxImageMib) + " MiB"};
        if (!job.checkpoint(0)) return Job::cancelled().error();
    } while (reader->seek(static_cast<int>(out.durations.size()), 0));
    out.is_whole = reader->problem().empty();
    return out;
}

Status decode_frames(DecodeJob& job, ImageReader& reader, const Frames& frames) {
    const auto& spec = reader.spec();
    const auto planes = picture_planes(spec, false);
    if (planes.empty() || planes.size() > 1) return {Code::Unsupported, "GIF: unknown channels"};
    const auto& plane = planes.front();
    TextureDesc desc;
    desc.width = static_cast<std::uint32_t>(spec.width);
    desc.height = static_cast<std::uint32_t>(spec.height);
    desc.layers = static_cast<std::uint32_t>(frames.durations.size());
    desc.is_array = true;
    desc.alpha_mode = plane.has_alpha ? AlphaMode::Straight : AlphaMode::None;
    set_format(desc, plane.element, plane.count);
    describe_color(job, color_facts(spec, ColorSpace::Srgb), plane.element, desc);
    auto texture = new_texture(job, desc);
    if (!texture) return file_error(Gif.name, std::move(texture).error());
    auto output = texture->output();
    auto rows = output.add_table<FrameRow>(FrameTable, FrameVersion, desc.layers);
    if (!rows) return std::move(rows).error();

    const auto mip = texture->mip(0);
    const auto layout = pixel_layout(spec);
    const auto row_bytes = static_cast<std::size_t>(spec.scanline_bytes(true));
    const float share = 1.0f / static_cast<float>(desc.layers);
    for (std::uint32_t frame = 0; frame < desc.layers; ++frame) {
        (*rows)[frame].duration_us = frames.durations[frame];
        if (!reader.seek(static_cast<int>(frame), 0)) return library_failure(Gif.name, reader.problem());
        auto* const texels = mip.bytes.data() + frame * mip.slice_pitch;
        const auto place = [&](std::uint32_t first, std::uint32_t count, Bytes stored) {
            for (std::uint32_t y = 0; y < count; ++y)
                gather_row(stored.subspan(y * row_bytes, row_bytes), layout, plane, desc.width,
                           texels + (first + y) * mip.row_pitch);
        };
        if (auto done = for_each_strip(job, reader, static_cast<int>(frame), 0,
                                       share * static_cast<float>(frame), share, place);
            !done)
            return done;
    }
    return job.emit(output);
}

Status decode_gif(DecodeJob& job) {
    Frames frames{{0}};
    if (job.setting_string("frames") == "all") {
        auto counted = count_frames(job);
        if (!counted) return std::move(counted).error();
        frames = *std::move(counted);
    }
    auto reader = ImageReader::open(Gif, job.source());
    if (!reader) return std::move(reader).error();
    if (!frames.is_whole)
        job.warn("GIF: what follows frame " + std::to_string(frames.durations.size()) +
                 " is damaged and left out");
    if (frames.durations.size() > 1) return decode_frames(job, *reader, frames);
    ImageOptions options;
    options.planes = picture_planes(reader->spec(), false);
    if (options.planes.empty()) return {Code::Unsupported, "GIF: unknown channels"};
    options.color = color_facts(reader->spec(), ColorSpace::Srgb);
    Labels labels;
    return decode_image(job, *reader, 0, options, labels);
}

}  // namespace

Status GifDecoder::decode(DecodeJob& job) {
    if (auto fits = expect_magic(job.source(), Gif.name, {"GIF87a", "GIF89a"}); !fits) return fits;
    return library_call(Gif.name, [&] { return decode_gif(job); });
}

}  // namespace sinter::texture_oiio
