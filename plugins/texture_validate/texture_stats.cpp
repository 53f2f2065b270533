// SPDX-License-Identifier: Apache-2.0
#include "texture_stats.hpp"

namespace sinter {

TextureStats stats_of(const Texture& texture) {
    // In doubles, which no extent can overflow.
    const auto& row = texture.row();
    const auto* info = format_info(texture.format());
    const double images = static_cast<double>(row.layers) * row.faces;
    const auto blocks = [](std::uint32_t texels, std::uint32_t block) {
        return static_cast<double>((std::uint64_t{texels} + block - 1) / block);
    };
    TextureStats out;
    for (std::uint32_t i = 0; i < row.mips; ++i) {
        const auto mip = texture.mip(i);
        out.texels += images * mip.width * mip.height * mip.depth;
        out.stored_bytes += static_cast<double>(mip.bytes.size());
        out.gpu_bytes += images * blocks(mip.width, row.block_width) * blocks(mip.height, row.block_height) *
                         blocks(mip.depth, row.block_depth) * row.block_bytes;
    }
    const bool compressed = info && info->numeric == Numeric::Block;
    const bool wide = info && info->name.starts_with("BC6H");
    out.uncompressed_bytes = compressed ? out.texels * info->channels * (wide ? 2 : 1) : out.gpu_bytes;
    return out;
}

}  // namespace sinter
