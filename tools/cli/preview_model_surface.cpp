// SPDX-License-Identifier: Apache-2.0
#include "preview_model_surface.hpp"

#include <algorithm>
#include <cmath>

#include <sinter/material.hpp>

#include "preview.hpp"

namespace sinter::cli {
namespace {

constexpr std::uint32_t LargestEdge = 1024;

std::array<float, 4> mean(const std::array<float, 4>& a, const std::array<float, 4>& b,
                          const std::array<float, 4>& c, const std::array<float, 4>& d) {
    std::array<float, 4> out{};
    for (std::size_t i = 0; i < 4; ++i) out[i] = (a[i] + b[i] + c[i] + d[i]) / 4;
    return out;
}

float fraction(float value) {
    return value - std::floor(value);
}

}  // namespace

float linear_of_srgb(float value) {
    return value <= 0.04045F ? value / 12.92F : std::pow((value + 0.055F) / 1.055F, 2.4F);
}

float srgb_of_linear(float value) {
    return value <= 0.0031308F ? value * 12.92F : 1.055F * std::pow(value, 1 / 2.4F) - 0.055F;
}

SurfaceTexture::SurfaceTexture(const Picture& picture) {
    std::array<float, 256> curve{};
    for (std::size_t i = 0; i < 256; ++i) curve[i] = linear_of_srgb(static_cast<float>(i) / 255);
    Level level{picture.width, picture.height, {}};
    level.texels.resize(std::size_t{picture.width} * picture.height);
    for (std::size_t i = 0; i < level.texels.size(); ++i) {
        const auto* texel = picture.rgba.data() + i * 4;
        level.texels[i] = {curve[texel[0]], curve[texel[1]], curve[texel[2]],
                           picture.has_alpha ? static_cast<float>(texel[3]) / 255 : 1.0F};
    }
    levels_.push_back(std::move(level));
    while (levels_.back().width > 1 || levels_.back().height > 1) {
        const auto& fine = levels_.back();
        Level next{std::max(fine.width / 2, 1U), std::max(fine.height / 2, 1U), {}};
        next.texels.resize(std::size_t{next.width} * next.height);
        for (std::uint32_t y = 0; y < next.height; ++y)
            for (std::uint32_t x = 0; x < next.width; ++x) {
                const std::size_t x0 = std::min(2 * x, fine.width - 1),
                                  x1 = std::min(2 * x + 1, fine.width - 1);
                const std::size_t y0 = std::size_t{std::min(2 * y, fine.height - 1)} * fine.width;
                const std::size_t y1 = std::size_t{std::min(2 * y + 1, fine.height - 1)} * fine.width;
                next.texels[std::size_t{y} * next.width + x] = mean(
                    fine.texels[y0 + x0], fine.texels[y0 + x1], fine.texels[y1 + x0], fine.texels[y1 + x1]);
            }
        levels_.push_back(std::move(next));
    }
}

std::array<float, 4> SurfaceTexture::sample(float u, float v, float texels) const {
    std::size_t index = 0;
    for (; texels > 1.4F && index + 1 < levels_.size(); ++index) texels /= 2;
    const auto& level = levels_[index];
    const float x = fraction(u) * static_cast<float>(level.width) - 0.5F;
    const float y = fraction(v) * static_cast<float>(level.height) - 0.5F;
    const float left = std::floor(x), top = std::floor(y);
    const auto wrap = [](float at, std::uint32_t size) {
        const auto whole = static_cast<std::int64_t>(at);
        return static_cast<std::size_t>((whole + size) % size);
    };
    const auto x0 = wrap(left, level.width), x1 = wrap(left + 1, level.width);
    const auto y0 = wrap(top, level.height) * level.width, y1 = wrap(top + 1, level.height) * level.width;
    const float fx = x - left, fy = y - top;
    std::array<float, 4> out{};
    for (std::size_t i = 0; i < 4; ++i) {
        const float above = level.texels[y0 + x0][i] * (1 - fx) + level.texels[y0 + x1][i] * fx;
        const float below = level.texels[y1 + x0][i] * (1 - fx) + level.texels[y1 + x1][i] * fx;
        out[i] = above * (1 - fy) + below * fy;
    }
    return out;
}

Surface surface_of(const AssetView& asset, Neighbours& neighbours) {
    Surface out;
    if (asset.type() != AssetType::Material) return out;
    const Material material{asset};
    out.base = material.vector("base_color").value_or(std::array<float, 4>{1, 1, 1, 1});
    const auto emissive = material.vector("emissive").value_or(std::array<float, 4>{});
    const float strength = material.number("emissive_strength").value_or(1);
    for (std::size_t i = 0; i < 3; ++i) out.emissive[i] = emissive[i] * strength;
    out.metallic = std::clamp(material.number("metallic").value_or(1), 0.0F, 1.0F);
    out.roughness = std::clamp(material.number("roughness").value_or(1), 0.08F, 1.0F);
    // Where a texture scales it, 1 says nothing; most such surfaces are no metal.
    if (material.reference("orm_texture") || material.reference("metallic_roughness_texture")) {
        out.metallic *= 0.15F;
        out.roughness *= 0.7F;
    }
    const auto mode = material.text("alpha_mode").value_or("opaque");
    if (mode == "mask") out.cutoff = material.number("alpha_cutoff").value_or(0.5F);
    out.blends = mode == "blend";
    const auto path = material.reference("base_color_texture");
    const auto texture = path ? neighbours.find(*path) : std::nullopt;
    if (texture && texture->type() == AssetType::Texture) {
        const auto picture = draw_texture(*texture);
        if (picture && picture->width <= LargestEdge && picture->height <= LargestEdge)
            out.texture.emplace(*picture);
    }
    return out;
}

}  // namespace sinter::cli
