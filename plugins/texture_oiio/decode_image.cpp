// SPDX-License-Identifier: Apache-2.0
#include "decode_image.hpp"

#include "gather.hpp"
#include "library.hpp"
#include "turn.hpp"

namespace sinter::texture_oiio {
namespace {

struct Target {
    const Plane* plane;
    NewTexture texture;
};

AlphaMode alpha_mode(const Plane& plane, AlphaRule rule) {
    if (!plane.has_alpha) return AlphaMode::None;
    return rule == AlphaRule::Premultiplied ? AlphaMode::Premultiplied : AlphaMode::Straight;
}

/// Levels of image `index` that make a chain: each with the channels of the first, and half its size, rounded
/// down.
std::uint32_t chain_length(DecodeJob& job, ImageReader& reader, int index) {
    const OIIO::ImageSpec base = reader.spec();
    const auto width = static_cast<std::uint32_t>(base.width),
               height = static_cast<std::uint32_t>(base.height);
    const auto full = full_mip_count(width, height);
    std::uint32_t count = 1;
    for (; count < full && reader.seek(index, static_cast<int>(count)); ++count) {
        const auto& spec = reader.spec();
        if (spec.width != static_cast<int>(mip_extent(width, count)) ||
            spec.height != static_cast<int>(mip_extent(height, count)) || spec.nchannels != base.nchannels ||
            spec.format != base.format || spec.channelformats != base.channelformats) {
            job.warn(std::string{reader.kind().name} + ": levels from " + std::to_string(count) +
                     " on are left out, their sizes are not those of a mip chain");
            break;
        }
    }
    static_cast<void>(reader.problem());
    return count;
}

/// Puts one stored row where it belongs.
class RowPlacer {
  public:
    RowPlacer(const Plane& plane, AlphaRule rule, const PixelLayout& layout, const OIIO::ImageSpec& spec,
              int orientation, const NewTexture::Mip& mip)
        : plane_(plane),
          layout_(layout),
          width_(static_cast<std::uint32_t>(spec.width)),
          texel_(size_of(plane.element) * plane.count),
          divides_(plane.has_alpha && rule == AlphaRule::Divide),
          is_upright_(orientation < 2 || orientation > 8),
          turn_(turn_of(orientation, width_, static_cast<std::uint32_t>(spec.height), texel_)),
          mip_(mip) {
        if (!is_upright_) row_.resize(std::size_t{width_} * texel_);
    }
    void place(std::uint32_t y, Bytes stored) {
        std::uint8_t* const texels = mip_.bytes.data();
        std::uint8_t* const out = is_upright_ ? texels + y * mip_.row_pitch : row_.data();
        gather_row(stored, layout_, plane_, width_, out);
        if (divides_) divide_by_alpha(out, width_, plane_.element);
        if (is_upright_) return;
        std::int64_t at = turn_.origin + y * turn_.step_y;
        for (std::uint32_t x = 0; x < width_; ++x, at += turn_.step_x)
            std::memcpy(texels + at, row_.data() + std::size_t{x} * texel_, texel_);
    }

  private:
    const Plane& plane_;
    const PixelLayout& layout_;
    std::uint32_t width_, texel_;
    bool divides_, is_upright_;
    Turn turn_;
    NewTexture::Mip mip_;
    std::vector<std::uint8_t> row_;  ///< under a mebibyte: 65536 texels of 16 bytes
};

Status decode_level(DecodeJob& job, ImageReader& reader, int index, std::uint32_t level, int orientation,
                    const ImageOptions& options, const std::vector<Target>& targets, float progress,
                    float share) {
    const auto& spec = reader.spec();
    const auto layout = pixel_layout(spec);
    std::vector<RowPlacer> placers;
    placers.reserve(targets.size());
    for (const auto& target : targets)
        placers.emplace_back(*target.plane, options.alpha, layout, spec, orientation,
                             target.texture.mip(level));
    const auto row_bytes = static_cast<std::size_t>(spec.scanline_bytes(true));
    return for_each_strip(job, reader, index, static_cast<int>(level), progress, share,
                          [&](std::uint32_t first, std::uint32_t count, Bytes rows) {
                              for (std::uint32_t y = 0; y < count; ++y)
                                  for (auto& placer : placers)
                                      placer.place(first + y, rows.subspan(y * row_bytes, row_bytes));
                          });
}

/// Textures of `mips` levels, laid out and empty.
Result<std::vector<Target>> make_targets(DecodeJob& job, const ImageReader& reader,
                                         const ImageOptions& options, int orientation, std::uint32_t mips) {
    const auto upright = turn_of(orientation, static_cast<std::uint32_t>(reader.spec().width),
                                 static_cast<std::uint32_t>(reader.spec().height), 1);
    std::vector<Target> out;
    for (const auto& plane : options.planes) {
        TextureDesc desc;
        desc.width = upright.width;
        desc.height = upright.height;
        desc.mips = mips;
        desc.alpha_mode = alpha_mode(plane, options.alpha);
        set_format(desc, plane.element, plane.count);
        describe_color(job, options.color, plane.element, desc);
        auto texture = new_texture(job, desc);
        if (!texture) return file_error(reader.kind().name, std::move(texture).error());
        out.push_back({&plane, *std::move(texture)});
    }
    return out;
}

/// Decodes `mips` levels; `failed` is the level that a failure belongs to.
Status decode_levels(DecodeJob& job, ImageReader& reader, int index, const ImageOptions& options,
                     int orientation, std::uint32_t mips, const std::vector<Target>& targets,
                     std::uint32_t& failed) {
    // Level 0 is three quarters of the work of a whole chain.
    float progress = options.progress, share = mips == 1 ? options.share : 0.75f * options.share;
    for (failed = 0; failed < mips; ++failed) {
        if (failed != 0 && !reader.seek(index, static_cast<int>(failed)))
            return library_failure(reader.kind().name, reader.problem());
        if (auto done =
                decode_level(job, reader, index, failed, orientation, options, targets, progress, share);
            !done)
            return done;
        progress += share;
        share *= 0.25f;
    }
    return {};
}

}  // namespace

Status decode_image(DecodeJob& job, ImageReader& reader, int index, const ImageOptions& options,
                    Labels& labels) {
    const std::string_view who = reader.kind().name;
    const int orientation = reader.spec().get_int_attribute("Orientation", 1);
    auto mips = chain_length(job, reader, index);
    for (;;) {
        if (!reader.seek(index, 0)) return library_failure(who, reader.problem());
        auto targets = make_targets(job, reader, options, orientation, mips);
        if (!targets) return std::move(targets).error();
        std::uint32_t failed = 0;
        auto done = decode_levels(job, reader, index, options, orientation, mips, *targets, failed);
        if (!done && done.code() == Code::Corrupt && failed != 0) {
            // The finer levels are whole: a chain of those.
            job.warn(std::string{who} + ": levels from " + std::to_string(failed) +
                     " on are damaged and left out");
            mips = failed;
            continue;
        }
        if (!done) return done;
        for (const auto& target : *targets) {
            auto name = options.label;
            if (!target.plane->label.empty() && target.plane->label != name)
                name += (name.empty() ? "" : "/") + target.plane->label;
            if (auto emitted = job.emit(target.texture.output(), labels.take(name)); !emitted) return emitted;
        }
        return {};
    }
}

}  // namespace sinter::texture_oiio
