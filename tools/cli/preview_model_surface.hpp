// SPDX-License-Identifier: Apache-2.0
// Surface: what a material looks like in a preview.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "neighbours.hpp"
#include "preview_png.hpp"

namespace sinter::cli {

/// A picture with smaller ones of it, linear light.
class SurfaceTexture {
  public:
    explicit SurfaceTexture(const Picture& picture);
    /// Red, green, blue, alpha at (u, v), which repeat; `texels`: how many of the finest level one sample
    /// covers.
    [[nodiscard]] std::array<float, 4> sample(float u, float v, float texels) const;
    [[nodiscard]] float width() const { return static_cast<float>(levels_[0].width); }
    [[nodiscard]] float height() const { return static_cast<float>(levels_[0].height); }

  private:
    struct Level {
        std::uint32_t width = 0, height = 0;
        std::vector<std::array<float, 4>> texels;
    };
    std::vector<Level> levels_;
};

struct Surface {
    std::array<float, 4> base = {0.62F, 0.62F, 0.62F, 1};  ///< linear
    std::array<float, 3> emissive{};
    float metallic = 0;
    float roughness = 0.65F;
    float cutoff = 0;  ///< alpha below it is nothing
    bool blends = false;
    std::optional<SurfaceTexture> texture;
};

/// The look of a material asset, with its base colour texture when `neighbours` has it.
[[nodiscard]] Surface surface_of(const AssetView& material, Neighbours& neighbours);

/// sRGB's curve (IEC 61966-2-1).
[[nodiscard]] float linear_of_srgb(float value);
[[nodiscard]] float srgb_of_linear(float value);

}  // namespace sinter::cli
