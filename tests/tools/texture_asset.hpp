// SPDX-License-Identifier: Apache-2.0
// TextureAsset: a texture in plain vectors, whose rows and texels a test sets as it likes.
#pragma once

#include <cstdint>
#include <vector>

#include <sinter/texture.hpp>

namespace sinter::test {

class TextureAsset {
  public:
    sinter_texture_row row{};
    std::vector<sinter_texture_mip_row> levels;

    explicit TextureAsset(const TextureDesc& desc) {
        auto layout = *layout_texture(desc);
        row = layout.row;
        levels = std::move(layout.mips);
        for (const auto size : layout.chunk_sizes) {
            bytes_.emplace_back(static_cast<std::size_t>(size));
            chunks_.push_back({SINTER_TEXTURE_CHUNK, 64, {bytes_.back().data(), size}});
        }
    }
    TextureAsset(const TextureAsset&) = delete;

    /// The bytes of level `mip`.
    [[nodiscard]] std::span<std::uint8_t> texels(std::uint32_t mip = 0) {
        const auto& level = levels[mip];
        return std::span{bytes_[level.chunk]}.subspan(level.offset, level.size);
    }
    /// Sets level 0 to exactly `bytes`.
    void set(const std::vector<std::uint8_t>& bytes) {
        assert(bytes.size() == texels().size());
        std::copy(bytes.begin(), bytes.end(), texels().begin());
    }
    [[nodiscard]] AssetView view(AssetType type = AssetType::Texture) {
        tables_[0] = {SINTER_TEXTURE_TABLE, 1, sizeof row, 1, reinterpret_cast<const std::uint8_t*>(&row)};
        tables_[1] = {SINTER_TEXTURE_MIP_TABLE, 1, sizeof levels[0],
                      static_cast<std::uint32_t>(levels.size()),
                      reinterpret_cast<const std::uint8_t*>(levels.data())};
        return AssetView{sinter_asset{static_cast<sinter_asset_type>(type), 2,
                                      static_cast<std::uint32_t>(chunks_.size()), 0, tables_, chunks_.data(),
                                      nullptr}};
    }

  private:
    std::vector<std::vector<std::uint8_t>> bytes_;
    std::vector<sinter_chunk> chunks_;
    sinter_table tables_[2] = {};
};

}  // namespace sinter::test
