// SPDX-License-Identifier: Apache-2.0
// TexelPainter: stored texels as colours on a screen.
#pragma once

#include <span>

#include <sinter/texture.hpp>

namespace sinter::cli {

/// Threads: any. Lifetime: its own.
class TexelPainter {
  public:
    /// Errors: Unsupported (a format that cannot be drawn, by name), Corrupt (block sizes that are not the
    /// format's).
    [[nodiscard]] static Result<TexelPainter> make(const sinter_texture_row& row);

    [[nodiscard]] bool has_alpha() const noexcept { return has_alpha_; }
    /// Paints one image of `width` x `height` texels to `rgba`, straight alpha, whose lines are `pitch` bytes
    /// apart. `stored`: the image's blocks, line by line without padding; as many as the size has.
    void paint(std::span<const std::uint8_t> stored, std::uint32_t width, std::uint32_t height,
               std::uint8_t* rgba, std::size_t pitch) const noexcept;

  private:
    void decode(const std::uint8_t* stored, std::uint8_t (&rgba)[64]) const noexcept;
    void decode_texel(const std::uint8_t* stored, std::uint8_t (&rgba)[64]) const noexcept;
    void decode_block(const std::uint8_t* stored, std::uint8_t (&rgba)[64]) const noexcept;

    const FormatInfo* info_ = nullptr;
    bool has_alpha_ = false;
    bool is_light_ = false;  ///< real numbers in linear light
    bool is_premultiplied_ = false;
};

}  // namespace sinter::cli
