// SPDX-License-Identifier: Apache-2.0
// The figures of a texture.
#pragma once

#include <sinter/texture.hpp>

namespace sinter {

struct TextureStats {
    double texels = 0;              ///< of all levels, layers, faces and slices
    double stored_bytes = 0;        ///< of all levels as they are stored
    double gpu_bytes = 0;           ///< the same without supercompression
    double uncompressed_bytes = 0;  ///< if a block compressed texture had one number per channel and texel
};
/// `texture` is valid.
[[nodiscard]] TextureStats stats_of(const Texture& texture);

}  // namespace sinter
