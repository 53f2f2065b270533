// SPDX-License-Identifier: Apache-2.0
// Codec: stored texels of one format to and from the texels that filters work on.
#pragma once

#include <vector>

#include <sinter/texture.hpp>

#include "texel.hpp"

namespace sinter::texels {

/// How the numbers of a texture are meant.
enum class Meaning : std::uint8_t {
    Plain,     ///< every channel by itself
    Weighted,  ///< straight alpha: colour counts as much as it is seen
    Normals    ///< unit vectors, stored as 0.5 v + 0.5; with two channels z is the positive rest
};

/// Stored form ↔ working form. The working form is linear light; Weighted: colour times weight, weight in
/// lane 3 (alpha, or NoAlphaWeight where there is none); Normals: the vector in lanes 0 to 2.
/// Formats: Unorm8, Unorm16, Half and Float of texture.hpp.
///
/// Threads: any, after construction.
class Codec {
  public:
    Codec(const FormatInfo& info, bool srgb, Meaning meaning);

    /// `count` texels from `stored`, which need not be aligned.
    void decode(const std::uint8_t* stored, std::size_t count, Texel* out) const;
    void encode(const Texel* texels, std::size_t count, std::uint8_t* stored) const;
    /// Means of 2x2 stored texels of two rows, `count` of them: as decode and adding up, faster.
    void decode_halved(const std::uint8_t* upper, const std::uint8_t* lower, std::size_t count,
                       Texel* out) const;

    [[nodiscard]] Meaning meaning() const noexcept { return meaning_; }
    /// Stored numbers end at 0 and 1.
    [[nodiscard]] bool bounded() const noexcept { return bounded_; }
    /// Alpha below this is as good as none: a quarter of a code.
    [[nodiscard]] float least_visible() const noexcept {
        return texel_bytes_ == channels_ ? 0x1p-10f : 0x1p-18f;
    }
    [[nodiscard]] std::size_t texel_bytes() const noexcept { return texel_bytes_; }

  private:
    void resolve(const Texel* texels, std::size_t count, Texel* shown) const;

    const FormatInfo& info_;
    Meaning meaning_;
    bool srgb_, bounded_;
    unsigned channels_;  ///< stored
    unsigned colours_;   ///< of those, under the curve when srgb_
    std::size_t texel_bytes_;
    std::vector<float> wide_table_;  ///< linear light of every 16-bit code, for sRGB at 16 bits
};

/// Means of 2x2 texels of two rows: `count` of them.
void halve(const Texel* upper, const Texel* lower, std::size_t count, Texel* out);

}  // namespace sinter::texels
