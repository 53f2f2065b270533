// SPDX-License-Identifier: Apache-2.0
// Textures of a model's export, as PNG.
#pragma once

#include <cstdint>
#include <vector>

#include <sinter/asset.hpp>

namespace sinter::cli {

/// PNG of a texture: exact for 8 bits a channel, else as a preview shows it; `is_normal`: two channels get
/// their third. Errors: those of draw_texture.
[[nodiscard]] Result<std::vector<std::uint8_t>> png_of_texture(const AssetView& texture, bool is_normal);

}  // namespace sinter::cli
