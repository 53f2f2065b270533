// SPDX-License-Identifier: Apache-2.0
// What a plugin that makes textures adds to its job: a new texture, laid out and ready to be filled.
#pragma once

#include <sinter/plugin.hpp>
#include <sinter/texture.hpp>

namespace sinter {

/// A texture being made: tables written, levels zeroed and writable until `emit`.
class NewTexture {
  public:
    struct Mip {
        std::uint32_t width, height, depth;    ///< texels
        std::uint64_t row_pitch, slice_pitch;  ///< bytes
        std::span<std::uint8_t> bytes;
    };
    /// Level `index`; 0 is the finest.
    [[nodiscard]] Mip mip(std::uint32_t index) const {
        const auto& level = layout_.mips[index];
        return {level.width, level.height, level.depth, level.row_pitch, level.slice_pitch,
                chunks_[level.chunk].subspan(static_cast<std::size_t>(level.offset),
                                             static_cast<std::size_t>(level.size))};
    }
    [[nodiscard]] const sinter_texture_row& row() const { return layout_.row; }
    [[nodiscard]] const Output& output() const { return output_; }

    /// Lays `desc` out in `output`. Errors: those of layout_texture, OutOfMemory.
    static Result<NewTexture> in(Output output, const TextureDesc& desc) {
        auto layout = layout_texture(desc);
        if (!layout) return std::move(layout).error();
        NewTexture texture;
        texture.output_ = output;
        texture.layout_ = *std::move(layout);
        auto rows = output.add_table<sinter_texture_row>(SINTER_TEXTURE_TABLE, SINTER_TEXTURE_VERSION, 1);
        if (!rows) return std::move(rows).error();
        (*rows)[0] = texture.layout_.row;
        auto mips = output.add_table<sinter_texture_mip_row>(
            SINTER_TEXTURE_MIP_TABLE, SINTER_TEXTURE_VERSION, static_cast<std::uint32_t>(texture.layout_.mips.size()));
        if (!mips) return std::move(mips).error();
        std::copy(texture.layout_.mips.begin(), texture.layout_.mips.end(), mips->begin());
        for (const auto size : texture.layout_.chunk_sizes) {
            auto chunk = output.add_chunk(SINTER_TEXTURE_CHUNK, size, 64);
            if (!chunk) return std::move(chunk).error();
            texture.chunks_.push_back(*chunk);
        }
        return texture;
    }

  private:
    NewTexture() = default;
    Output output_;
    TextureLayout layout_;
    std::vector<std::span<std::uint8_t>> chunks_;
};

/// A decoder's new texture; emit it with job.emit(texture->output()).
inline Result<NewTexture> new_texture(DecodeJob& job, const TextureDesc& desc) {
    auto output = job.new_asset(AssetType::Texture);
    if (!output) return std::move(output).error();
    return NewTexture::in(*output, desc);
}
/// A processor's new texture, with the input's other tables and dependencies passed through.
inline Result<NewTexture> new_texture(ProcessJob& job, const TextureDesc& desc) {
    auto output = job.new_asset();
    if (!output) return std::move(output).error();
    if (auto passed = job.pass_through(*output, {SINTER_TEXTURE_TABLE, SINTER_TEXTURE_MIP_TABLE}); !passed)
        return std::move(passed).error();
    return NewTexture::in(*output, desc);
}

}  // namespace sinter
