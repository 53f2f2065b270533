// SPDX-License-Identifier: Apache-2.0
// A texture as the container writers take it: levels of finished bytes in a named format.
#pragma once

#include <span>

#include "bc_encoder.hpp"

namespace sinter::samples {

/// What DDS, KTX 2.0 and its data format descriptor must say about a format.
struct TexelFormat {
    std::uint32_t vk = 0;    ///< VkFormat
    std::uint32_t dxgi = 0;  ///< DXGI_FORMAT; 0: DDS cannot hold it
    std::uint32_t block_edge = 1;
    std::uint32_t block_bytes = 4;
    std::uint32_t type_size = 1;  ///< KTX 2.0 typeSize
    std::uint32_t model = 1;      ///< KHR_DF_MODEL_...
    bool srgb = false;

    static TexelFormat r8();
    static TexelFormat rgba8(bool srgb);
    static TexelFormat r32_float();
    static TexelFormat bc(BlockFormat format, bool srgb);
    static TexelFormat etc2_rgb();
    static TexelFormat astc_4x4();
};

struct TextureData {
    TexelFormat format;
    std::uint32_t width = 1;
    std::uint32_t height = 1;  ///< 0: one-dimensional, for KTX 2.0
    std::uint32_t depth = 0;   ///< 0: not a volume
    std::uint32_t layers = 0;  ///< 0: not an array
    std::uint32_t faces = 1;
    /// Finest first; within a level layers, in each its faces, in each its slices.
    std::vector<Bytes> levels;
};

/// Box mips down to 1x1, RGBA; the first is `image` itself.
std::vector<Image> mip_chain(Image image);

/// A texture of equally sized RGBA pictures, each a layer or a face, with all mips, in RGBA8 or blocks.
TextureData from_images(std::span<const Image> images, const TexelFormat& format, bool faces, bool mips);
/// The bytes of one RGBA picture in the format: RGBA8, R8 or blocks.
Bytes encode(const Image& rgba, const TexelFormat& format);

}  // namespace sinter::samples
