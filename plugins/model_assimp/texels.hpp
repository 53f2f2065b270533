// SPDX-License-Identifier: Apache-2.0
// Texels that lie in a model as they are.
#pragma once

#include <sinter/plugin.hpp>

namespace sinter::model_assimp {

/// Emits `width` x `height` texels of 4 bytes, blue first, as a texture. Errors: TooLarge, OutOfMemory.
Status emit_texels(DecodeJob& job, std::string_view label, std::uint32_t width, std::uint32_t height,
                   const std::uint8_t* texels, bool is_color);

}  // namespace sinter::model_assimp
