// SPDX-License-Identifier: Apache-2.0
#include "resize.hpp"

#include <bit>

#include "resample.hpp"
#include "treatment.hpp"

namespace sinter {
namespace {

using namespace texels;

std::string text_of(const Extent& extent) {
    return std::to_string(extent.width) + "x" + std::to_string(extent.height) +
           (extent.depth > 1 ? "x" + std::to_string(extent.depth) : "");
}

/// The smaller of both limits; MaxTextureExtent when there is none.
std::uint32_t limit_of(ProcessJob& job) {
    std::int64_t limit = MaxTextureExtent;
    for (const auto value :
         {job.setting_integer("max_size"), job.platform_integer("max_texture_size").value_or(0)})
        if (value > 0) limit = std::min(limit, value);
    return static_cast<std::uint32_t>(limit);
}

Extent extent_at(const Texture& input, std::uint32_t mip) {
    return {mip_extent(input.width(), mip), mip_extent(input.height(), mip), mip_extent(input.depth(), mip)};
}
std::uint32_t longest(const Extent& extent) {
    return std::max({extent.width, extent.height, extent.depth});
}

/// What the input should become.
Extent wanted(const Extent& extent, std::uint32_t limit, bool power_of_two) {
    const std::uint64_t edge = longest(extent);
    const auto scaled = [&](std::uint64_t texels) {
        if (edge > limit) texels = std::max<std::uint64_t>(1, (texels * limit + edge / 2) / edge);
        return static_cast<std::uint32_t>(power_of_two ? std::bit_floor(texels) : texels);
    };
    return {scaled(extent.width), scaled(extent.height), scaled(extent.depth)};
}

/// The input without its `dropped` finest levels.
Status drop_levels(ProcessJob& job, const Texture& input, std::uint32_t dropped) {
    auto desc = input.desc();
    const auto extent = extent_at(input, dropped);
    desc.width = extent.width;
    desc.height = extent.height;
    desc.depth = extent.depth;
    desc.mips = input.mip_count() - dropped;
    auto texture = new_texture(job, desc);
    if (!texture) return std::move(texture).error();
    for (std::uint32_t i = 0; i < desc.mips; ++i)
        if (auto copied = copy_bytes(job, input.mip(dropped + i).bytes, texture->mip(i).bytes, 0); !copied)
            return copied;
    return job.emit(texture->output());
}

Status filter_level_0(ProcessJob& job, const Texture& input, const Treatment& treatment,
                      const Extent& extent) {
    auto desc = treatment.apply(input.desc());
    desc.width = extent.width;
    desc.height = extent.height;
    desc.depth = extent.depth;
    desc.mips = 1;
    auto texture = new_texture(job, desc);
    if (!texture) return std::move(texture).error();
    const Codec codec{*treatment.info, treatment.srgb, treatment.meaning};
    const Resampling how{
        codec, treatment.filter, treatment.edge, std::uint64_t{input.layers()} * input.faces(), 0, 1};
    if (auto done = resample(job, how, source_level(input.mip(0)), target_level(texture->mip(0))); !done)
        return done;
    return job.emit(texture->output());
}

/// Texels nobody here understands: whole levels are all that can be taken away.
Status bring_down_carried(ProcessJob& job, const Texture& input, std::uint32_t limit, bool power_of_two) {
    const bool supercompressed = (input.row().flags & SINTER_TEXTURE_SUPERCOMPRESSED) != 0;
    std::uint32_t dropped = 0;
    while (!supercompressed && longest(extent_at(input, dropped)) > limit && dropped + 1 < input.mip_count())
        ++dropped;
    const auto extent = extent_at(input, dropped);
    const auto end = " texels cannot be filtered; resize the source, or store it with all its levels";
    if (longest(extent) > limit)
        job.warn("resize: still larger than " + std::to_string(limit) + " (" + text_of(extent) +
                 "): " + name_of(input.format()) + end);
    else if (power_of_two && wanted(extent, limit, true) != extent)
        job.warn("resize: not a power of two (" + text_of(extent) + "): " + name_of(input.format()) + end);
    if (dropped == 0) return {};
    return drop_levels(job, input, dropped);
}

}  // namespace

Status Resize::process(ProcessJob& job) {
    const auto input = checked_input(job, "resize");
    if (!input) return input.error();
    const auto treatment = treatment_of(job, *input);
    const bool power_of_two = job.setting_string("power_of_two") == "down";
    const auto limit = limit_of(job);
    const auto extent = extent_at(*input, 0);
    const auto target = wanted(extent, limit, power_of_two);
    if (target == extent) return {};
    if (!treatment.info) return bring_down_carried(job, *input, limit, power_of_two);
    for (std::uint32_t i = 1; i < input->mip_count(); ++i)
        if (extent_at(*input, i) == target) return drop_levels(job, *input, i);
    return filter_level_0(job, *input, treatment, target);
}

}  // namespace sinter
