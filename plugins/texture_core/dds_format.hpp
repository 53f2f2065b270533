// SPDX-License-Identifier: Apache-2.0
// The pixel formats of DDS in Vulkan's numbers.
#pragma once

#include <optional>

#include <sinter/texture.hpp>

namespace sinter::texture_core {

/// A format as TextureDesc wants it.
struct DdsFormat {
    Format format = Format::Undefined;
    std::uint8_t block_width = 1, block_height = 1;  ///< texels
    std::uint8_t block_bytes = 0;
    std::uint8_t channels = 0;  ///< 0: unknown
    bool has_alpha = false;
    bool is_premultiplied = false;
    ColorSpace color_space = ColorSpace::Unknown;
    std::string_view remark = {};  ///< what its user should know; empty: nothing
};

/// DDS_PIXELFORMAT (Microsoft, "DDS Programming Guide").
struct DdsPixelFormat {
    static constexpr std::uint32_t AlphaPixels = 0x1, Alpha = 0x2, FourCc = 0x4, Rgb = 0x40,
                                   Luminance = 0x20000, BumpDuDv = 0x80000;
    std::uint32_t flags = 0, four_cc = 0, bits = 0;
    std::uint32_t red = 0, green = 0, blue = 0, alpha = 0;  ///< masks
};

/// `number` is a DXGI_FORMAT. Nothing for one that has no texels of its own or no fixed size.
[[nodiscard]] std::optional<DdsFormat> dds_format_of_dxgi(std::uint32_t number);
/// A legacy format other than "DX10". Nothing for what is not known.
[[nodiscard]] std::optional<DdsFormat> dds_format_of_legacy(const DdsPixelFormat& pixel_format);

/// Four characters as DDS stores them.
constexpr std::uint32_t four_cc(const char (&text)[5]) noexcept {
    return SINTER_TAG(text[0], text[1], text[2], text[3]);
}

}  // namespace sinter::texture_core
