// SPDX-License-Identifier: Apache-2.0
// A texture of a reader of our own.
#pragma once

#include "facts.hpp"

namespace sinter::texture_oiio {

/// An upright image as its header describes it. Errors of new_texture: those of a layout, OutOfMemory.
struct OwnImage {
    std::uint32_t width = 0, height = 0;  ///< texels
    std::uint32_t channels = 0;           ///< 1..4, as stored in the texture
    Element element = Element::U8;
    bool has_alpha = false;
    ColorFacts color;
};

[[nodiscard]] inline Result<NewTexture> own_texture(DecodeJob& job, std::string_view who,
                                                    const OwnImage& image) {
    TextureDesc desc;
    desc.width = image.width;
    desc.height = image.height;
    desc.alpha_mode = image.has_alpha ? AlphaMode::Straight : AlphaMode::None;
    set_format(desc, image.element, image.channels);
    describe_color(job, image.color, image.element, desc);
    auto texture = new_texture(job, desc);
    if (!texture) return file_error(who, std::move(texture).error());
    return texture;
}

}  // namespace sinter::texture_oiio
