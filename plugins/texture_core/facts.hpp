// SPDX-License-Identifier: Apache-2.0
// What the decoders of this plugin share: colour facts of a file, steps of work, errors of a layout.
#pragma once

#include <sinter/texture_job.hpp>

namespace sinter::texture_core {

/// Bytes of output between two checkpoints: about a millisecond of PNG, the slowest format here.
inline constexpr std::uint64_t StepBytes = 256 * 1024;

/// What a file says of its colours.
struct ColorFacts {
    ColorSpace space = ColorSpace::Unknown;
    float gamma = 0;          ///< encoding gamma it names; 0: none
    std::uint32_t flags = 0;  ///< SINTER_TEXTURE_HAS_ICC
};

/// The setting `color_space` wins over what the file says.
inline void apply_color_setting(DecodeJob& job, ColorFacts& facts) {
    const auto chosen = job.setting_string("color_space");
    if (chosen == "srgb") facts.space = ColorSpace::Srgb;
    if (chosen == "linear") facts.space = ColorSpace::Linear;
}

/// Puts the facts into `desc`; colours known to be sRGB get the format's sRGB name where there is one.
inline void describe(TextureDesc& desc, const ColorFacts& facts) {
    desc.color_space = facts.space;
    desc.gamma = facts.gamma;
    desc.flags |= facts.flags;
    desc.format = with_srgb(desc.format, facts.space == ColorSpace::Srgb);
}

/// An error of layout_texture over numbers that come from a file, where nobody chose a value.
inline Error file_error(std::string_view format, Error error) {
    if (error.code == Code::Invalid) error.code = Code::Corrupt;
    error.text = std::string{format} + ": " + error.text;
    return error;
}

inline std::string size_text(std::uint32_t width, std::uint32_t height) {
    return std::to_string(width) + "x" + std::to_string(height);
}

/// TooLarge for more texels than the setting `max_megatexels` allows. A kilobyte can claim gigabytes of one
/// colour; no GPU takes an image of more.
inline Status check_texels(DecodeJob& job, std::string_view format, std::uint32_t width,
                           std::uint32_t height) {
    const auto limit = job.setting_integer("max_megatexels");
    if (std::uint64_t{width} * height <= static_cast<std::uint64_t>(limit) << 20) return {};
    return {Code::TooLarge, std::string{format} + ": more texels than max_megatexels allows (" +
                                size_text(width, height) + ", limit " + std::to_string(limit) + " Mi)"};
}

/// Warns of bytes that follow the end of the image.
inline void warn_of_rest(DecodeJob& job, std::string_view format, std::uint64_t end) {
    const auto size = job.source().size();
    if (end < size)
        job.warn(std::string{format} + ": " + std::to_string(size - end) + " bytes after the end are ignored",
                 {.path = {}, .offset = end});
}

}  // namespace sinter::texture_core
