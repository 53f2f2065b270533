// SPDX-License-Identifier: Apache-2.0
#include "texture_limits.hpp"

#include <bit>
#include <cstdio>

#include "file_name.hpp"
#include "texture_stats.hpp"
#include "unit_vectors.hpp"

namespace sinter {
namespace {

/// Means of unit vectors of 8 bits stay within 0.01 of length 1; photographs are seldom above 0.7.
constexpr double ShortestMean = 0.75, LongestMean = 1.25;
constexpr std::int64_t DefaultBandwidth = 500;

class Checks {
  public:
    Checks(ValidateJob& job, const Texture& texture) : job_(job), texture_(texture) {}

    void size() {
        const auto severity = job_.setting_string("size");
        const auto own = job_.setting_integer("max_size");
        const auto platform = job_.platform_integer("max_texture_size").value_or(0);
        const bool by_platform = platform > 0 && (own <= 0 || platform <= own);
        const auto limit = by_platform ? platform : own;
        const auto longest = std::max({texture_.width(), texture_.height(), texture_.depth()});
        if (limit <= 0 || longest <= limit) return;
        say(severity, "larger than " +
                          std::string{by_platform ? "the platform's max_texture_size" : "max_size"} + " of " +
                          std::to_string(limit) + " (" + size_text() +
                          "); add the step resize, or make the source smaller");
    }

    void power_of_two() {
        const auto severity = job_.setting_string("require_power_of_two");
        if (std::has_single_bit(texture_.width()) && std::has_single_bit(texture_.height()) &&
            std::has_single_bit(texture_.depth()))
            return;
        say(severity, "not a power of two (" + size_text() + "); set resize's power_of_two = \"down\"");
    }

    void block_alignment() {
        const auto severity = job_.setting_string("block_alignment");
        const auto* info = format_info(texture_.format());
        if (!info || !info->name.starts_with("BC") ||
            (texture_.width() % 4 == 0 && texture_.height() % 4 == 0))
            return;
        say(severity, "edges are no multiples of 4, which Direct3D refuses for " +
                          name_of(texture_.format()) + " (" + size_text() +
                          "); make the source a multiple of 4");
    }

    void formats() {
        const auto severity = job_.setting_string("formats");
        const auto allowed = job_.platform_strings("texture_formats");
        const auto* info = format_info(texture_.format());
        if (!allowed || !info || info->numeric != Numeric::Block) return;
        for (const auto& entry : *allowed) {
            const auto prefix = to_view(entry);
            if (info->name.starts_with(prefix) &&
                (info->name.size() == prefix.size() || info->name[prefix.size()] == '_'))
                return;
        }
        say(severity, "the platform cannot sample it (" + std::string{info->name} +
                          "); store the source in one of its texture_formats, or uncompressed");
    }

    void color_space() {
        const auto severity = job_.setting_string("color_space");
        const bool named_normal = name_ends_in(job_.path(), job_.setting_strings("normal_names"));
        const bool named_color = name_ends_in(job_.path(), job_.setting_strings("color_names"));
        const bool flagged = (texture_.row().flags & SINTER_TEXTURE_NORMAL_MAP) != 0;
        if (texture_.color_space() == ColorSpace::Srgb && (named_normal || flagged))
            say(severity, "a normal map" + std::string{named_normal ? " by its name" : ""} +
                              ", but its colour space is srgb (" + name_of(texture_.format()) +
                              "); set mipmaps' normal_map = \"yes\" for it, or rename it");
        if (texture_.color_space() == ColorSpace::Linear && named_color && !flagged)
            say(severity, "a colour by its name, but its colour space is linear (" +
                              name_of(texture_.format()) +
                              "); set mipmaps' color_space = \"srgb\" for it, or rename it");
        if (!named_normal && !flagged) return;
        const auto figures = vector_figures(texture_);
        if (!figures) return;
        char numbers[64];
        std::snprintf(numbers, sizeof numbers, "mean length %.2f, mean z %.2f", figures->length, figures->z);
        if (figures->length < ShortestMean || figures->length > LongestMean || figures->z < 0)
            say(severity, "a normal map whose texels are no unit vectors (" + std::string{numbers} +
                              "); set mipmaps' normal_map = \"no\" if it is none, or bake it again");
    }

    void figures() {
        const auto stats = stats_of(texture_);
        const auto given = job_.platform_integer("disk_bandwidth_mib_s").value_or(0);
        const auto bandwidth = static_cast<double>(given > 0 ? given : DefaultBandwidth) * 1048576;
        job_.stat("uncompressed_bytes", stats.uncompressed_bytes);
        job_.stat("gpu_bytes", stats.gpu_bytes);
        job_.stat("mip_count", texture_.mip_count());
        job_.stat("texels", stats.texels);
        job_.stat("load_time_estimate_ms", stats.stored_bytes / bandwidth * 1000);
    }

  private:
    void say(std::string_view severity, const std::string& what) {
        if (severity == "error") job_.reject("texture_limits: " + what);
        if (severity == "warn") job_.warn("texture_limits: " + what);
    }
    [[nodiscard]] std::string size_text() const {
        return std::to_string(texture_.width()) + "x" + std::to_string(texture_.height()) +
               (texture_.depth() > 1 ? "x" + std::to_string(texture_.depth()) : "");
    }

    ValidateJob& job_;
    const Texture& texture_;
};

/// The row says of its blocks what the format's number says.
bool agrees(const Texture& texture) {
    const auto* info = format_info(texture.format());
    const auto& row = texture.row();
    return !info || (row.block_width == info->block_width && row.block_height == info->block_height &&
                     row.block_depth == 1 && row.block_bytes == info->block_bytes);
}

}  // namespace

Status TextureLimits::validate(ValidateJob& job) {
    const Texture texture{job.input()};
    if (!texture.valid() || !agrees(texture) || !layout_texture(texture.desc()))
        return {Code::Corrupt, "texture_limits: the texture's tables contradict each other"};
    Checks checks{job, texture};
    checks.size();
    checks.power_of_two();
    checks.block_alignment();
    checks.formats();
    checks.color_space();
    checks.figures();
    return {};
}

}  // namespace sinter
