// SPDX-License-Identifier: Apache-2.0
// The steps of the built plugin, and textures to feed them.
#pragma once

#include "plugins/texture_process/texture_step.hpp"

namespace sinter::test {

inline const TextureStep& mipmaps() {
    static const TextureStep step{SINTER_TEXTURE_PROCESS, SINTER_TEXTURE_PROCESS_MANIFEST, "mipmaps"};
    return step;
}
inline const TextureStep& resize() {
    static const TextureStep step{SINTER_TEXTURE_PROCESS, SINTER_TEXTURE_PROCESS_MANIFEST, "resize"};
    return step;
}
inline Value text(std::string value) {
    return Value{std::move(value)};
}
inline Value integer(std::int64_t value) {
    return Value{value};
}

inline TextureDesc plane(std::uint32_t width, std::uint32_t height, Format format,
                         ColorSpace color_space = ColorSpace::Unknown, AlphaMode alpha = AlphaMode::None) {
    TextureDesc desc;
    desc.width = width;
    desc.height = height;
    desc.format = format;
    desc.color_space = color_space;
    desc.alpha_mode = alpha;
    return desc;
}
/// Level 0 full of numbers that a simple generator gives.
inline OwnedAsset noise_texture(const TextureDesc& desc, std::uint32_t seed = 1) {
    auto asset = new_texture(desc);
    for (auto& byte : level_bytes(asset, 0)) {
        seed = seed * 1664525u + 1013904223u;
        byte = static_cast<std::uint8_t>(seed >> 24);
    }
    return asset;
}
/// The bytes of every level, finest first.
inline std::vector<std::vector<std::uint8_t>> all_levels(const AssetView& asset) {
    std::vector<std::vector<std::uint8_t>> out;
    for (std::uint32_t i = 0; i < Texture{asset}.mip_count(); ++i) out.push_back(level_of(asset, i));
    return out;
}
/// The result's levels; of an input that goes on unchanged, none.
inline std::vector<std::vector<std::uint8_t>> levels_made(const JobResult& result) {
    if (!result.status) throw std::runtime_error(result.status.error().text);
    return result.products.empty() ? std::vector<std::vector<std::uint8_t>>{}
                                   : all_levels(result.products[0].asset.view());
}

}  // namespace sinter::test
