// SPDX-License-Identifier: Apache-2.0
#include "texels.hpp"

#include <sinter/texture_job.hpp>

namespace sinter::model_assimp {

Status emit_texels(DecodeJob& job, std::string_view label, std::uint32_t width, std::uint32_t height,
                   const std::uint8_t* texels, bool is_color) {
    TextureDesc desc;
    desc.width = width;
    desc.height = height;
    desc.format = is_color ? Format::Bgra8Srgb : Format::Bgra8Unorm;
    desc.color_space = is_color ? ColorSpace::Srgb : ColorSpace::Linear;
    desc.alpha_mode = AlphaMode::Straight;
    auto made = new_texture(job, desc);
    if (!made) return std::move(made).error();
    const auto to = made->mip(0).bytes;
    std::memcpy(to.data(), texels, to.size());
    return job.emit(made->output(), label);
}

}  // namespace sinter::model_assimp
