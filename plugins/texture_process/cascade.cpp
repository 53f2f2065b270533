// SPDX-License-Identifier: Apache-2.0
#include "cascade.hpp"

#include <algorithm>
#include <atomic>

namespace sinter::texels {
namespace {

/// Source texels of a band: under a millisecond. More levels in one pass would need taller bands.
constexpr std::uint64_t BandTexels = std::uint64_t{1} << 18;

/// The rows of 2^levels source rows and of all that is made of them.
class Rows {
  public:
    Rows(const Codec& codec, const SourceLevel& source, std::span<const TargetLevel> targets,
         std::uint64_t image)
        : codec_(codec), source_(source), targets_(targets), image_(image) {
        for (const auto& target : targets) rows_.push_back(make_row(std::size_t{2} * target.extent.width));
    }
    /// Makes row `row` of the first target, and every row of the others that it completes.
    void make(std::uint32_t row) {
        const auto stride = std::size_t{source_.extent.width} * codec_.texel_bytes();
        const auto* upper = source_.stored + source_.index(image_, 0, 2 * row) * codec_.texel_bytes();
        codec_.decode_halved(upper, upper + stride, targets_[0].extent.width, place(0, row));
        finish(0, row);
        for (std::size_t level = 1; level < targets_.size() && row % 2 == 1; ++level) {
            row /= 2;
            const auto* pair = rows_[level - 1].get();
            halve(pair, pair + targets_[level - 1].extent.width, targets_[level].extent.width,
                  place(level, row));
            finish(level, row);
        }
    }

  private:
    Texel* place(std::size_t level, std::uint32_t row) {
        return rows_[level].get() + std::size_t{row % 2} * targets_[level].extent.width;
    }
    void finish(std::size_t level, std::uint32_t row) {
        const auto& target = targets_[level];
        const auto at = target.index(image_, 0, row);
        const auto* texels = place(level, row);
        codec_.encode(texels, target.extent.width, target.stored + at * codec_.texel_bytes());
        if (target.working)
            std::memcpy(target.working + at, texels, std::size_t{target.extent.width} * sizeof(Texel));
    }

    const Codec& codec_;
    const SourceLevel& source_;
    std::span<const TargetLevel> targets_;
    std::uint64_t image_;
    /// Of each target its last even row and the odd one after it.
    std::vector<std::unique_ptr<Texel[]>> rows_;
};

}  // namespace

std::uint32_t cascade_depth(const Extent& source, std::uint32_t levels) noexcept {
    std::uint32_t depth = 0;
    if (source.depth != 1) return 0;
    while (depth < levels && depth < 16 && source.width % (2u << depth) == 0 &&
           source.height % (2u << depth) == 0 &&
           (depth == 0 || (std::uint64_t{source.width} << (depth + 1)) <= BandTexels))
        ++depth;
    return depth;
}

Status cascade(ProcessJob& job, const Codec& codec, std::uint64_t images, const SourceLevel& source,
               std::span<const TargetLevel> targets, float progress_from, float progress_to) {
    // Bands of whole rows of the last target, as many as make a band worth its start.
    const std::uint32_t block = 1u << targets.size();
    const auto blocks = source.extent.height / block;
    const auto at_once = static_cast<std::uint32_t>(
        std::clamp<std::uint64_t>(BandTexels / (std::uint64_t{source.extent.width} * block), 1, blocks));
    const auto bands_per_image = (blocks + at_once - 1) / at_once;
    const auto bands = images * bands_per_image;
    std::atomic<std::uint64_t> done{0};
    return job.parallel_for(bands, [&](std::uint64_t index) -> Status {
        const auto part =
            static_cast<float>(done.load(std::memory_order_relaxed)) / static_cast<float>(bands);
        if (!job.checkpoint(progress_from + (progress_to - progress_from) * part)) return Job::cancelled();
        Rows rows{codec, source, targets, index / bands_per_image};
        const auto first = static_cast<std::uint32_t>(index % bands_per_image) * at_once;
        const auto end = std::min(first + at_once, blocks);
        for (auto row = first * (block / 2); row < end * (block / 2); ++row) rows.make(row);
        done.fetch_add(1, std::memory_order_relaxed);
        return {};
    });
}

}  // namespace sinter::texels
