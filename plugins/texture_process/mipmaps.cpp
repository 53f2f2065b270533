// SPDX-License-Identifier: Apache-2.0
#include "mipmaps.hpp"

#include "cascade.hpp"
#include "resample.hpp"
#include "treatment.hpp"

namespace sinter {
namespace {

using namespace texels;

/// Working levels held at once; images of an array follow each other in groups that stay below, one at least.
constexpr std::uint64_t WorkingTexels = (std::uint64_t{16} << 20) / sizeof(Texel);

/// The levels of one texture being made.
class Chain {
  public:
    Chain(ProcessJob& job, const Treatment& treatment, const Texture& input, const NewTexture& output)
        : job_(job),
          treatment_(treatment),
          codec_(*treatment.info, treatment.srgb, treatment.meaning),
          source_(source_level(input.mip(0))),
          images_(std::uint64_t{input.layers()} * input.faces()) {
        for (std::uint32_t i = 1; i < output.row().mips; ++i) targets_.push_back(target_level(output.mip(i)));
        if (treatment.filter == Filter::Box)
            at_once_ = cascade_depth(source_.extent, static_cast<std::uint32_t>(targets_.size()));
    }

    Status fill() {
        // The first level that is read again is the largest of those in working form; the next one is at most
        // half.
        const auto first = std::max<std::size_t>(at_once_, 1) - 1;
        const bool keeps = first + 1 < targets_.size();
        const auto larger = keeps ? targets_[first].extent.texels() : 0;
        const auto smaller = first + 2 < targets_.size() ? targets_[first + 1].extent.texels() : 0;
        const auto group = keeps ? std::clamp<std::uint64_t>(WorkingTexels / larger, 1, images_) : images_;
        std::optional<Job::Scratch> scratch;
        Texel* odd = nullptr;
        if (keeps) {
            auto allocated = job_.allocate((larger + smaller) * group * sizeof(Texel));
            if (!allocated) return std::move(allocated).error();
            odd = scratch.emplace(*std::move(allocated)).as<Texel>().data();
        }
        for (std::uint64_t image = 0; image < images_; image += group)
            if (auto done =
                    fill_images(image, std::min(group, images_ - image), first, odd, odd + larger * group);
                !done)
                return done;
        return {};
    }

  private:
    /// Images [image, image + count). Level `first` is kept in `odd`, the next in `even`, and so on by turns.
    Status fill_images(std::uint64_t image, std::uint64_t count, std::size_t first, Texel* odd, Texel* even) {
        auto targets = targets_;
        for (std::size_t i = 0; i < targets.size(); ++i) {
            targets[i].stored += image * targets[i].extent.texels() * codec_.texel_bytes();
            if (i >= first && i + 1 < targets.size()) targets[i].working = (i - first) % 2 == 0 ? odd : even;
        }
        auto from = source_;
        from.stored += image * from.extent.texels() * codec_.texel_bytes();
        const auto begin = static_cast<float>(image) / static_cast<float>(images_);
        const auto share = static_cast<float>(count) / static_cast<float>(images_);
        const auto progress = [&](float part) { return begin + share * part; };

        std::size_t next = 0;
        if (at_once_ > 0) {
            const std::span<const TargetLevel> all{targets};
            if (auto done =
                    cascade(job_, codec_, count, from, all.first(at_once_), progress(0), progress(0.9f));
                !done)
                return done;
            next = at_once_;
            from = {targets[next - 1].extent, nullptr, targets[next - 1].working};
        }
        float at = next == 0 ? 0 : 0.9f;
        for (; next < targets.size(); ++next) {
            // A level is about a quarter of the work of the one before it.
            const float then = at + (1 - at) * 0.75f;
            const Resampling how{codec_, treatment_.filter, treatment_.edge,
                                 count,  progress(at),      progress(then)};
            if (auto done = resample(job_, how, from, targets[next]); !done) return done;
            from = {targets[next].extent, nullptr, targets[next].working};
            at = then;
        }
        return {};
    }

    ProcessJob& job_;
    const Treatment& treatment_;
    Codec codec_;
    SourceLevel source_;
    std::uint64_t images_;
    std::vector<TargetLevel> targets_;  ///< [0] is level 1
    std::uint32_t at_once_ = 0;         ///< levels that the cascade makes
};

}  // namespace

Status Mipmaps::process(ProcessJob& job) {
    const auto input = checked_input(job, "mipmaps");
    if (!input) return input.error();
    const auto treatment = treatment_of(job, *input);
    const bool regenerate = job.setting_bool("regenerate");
    const auto levels = job.setting_integer("levels");
    if (!treatment.info || (input->mip_count() > 1 && !regenerate)) return {};

    auto desc = treatment.apply(input->desc());
    const auto full = full_mip_count(desc.width, desc.height, desc.depth);
    desc.mips = levels > 0 && levels < full ? static_cast<std::uint32_t>(levels) : full;
    const auto& row = input->row();
    if (desc.mips == row.mips && static_cast<std::uint32_t>(desc.format) == row.format &&
        desc.flags == row.flags && static_cast<std::uint32_t>(desc.color_space) == row.color_space &&
        desc.mips == 1)
        return {};

    auto texture = new_texture(job, desc);
    if (!texture) return std::move(texture).error();
    if (auto copied = copy_bytes(job, input->mip(0).bytes, texture->mip(0).bytes, 0); !copied) return copied;
    if (auto filled = Chain{job, treatment, *input, *texture}.fill(); !filled) return filled;
    return job.emit(texture->output());
}

}  // namespace sinter
