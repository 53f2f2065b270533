// SPDX-License-Identifier: Apache-2.0
#include "texture_data.hpp"

#include <array>

namespace sinter::samples {
namespace {

constexpr std::uint32_t ModelBc1 = 128;
constexpr std::uint32_t ModelBc3 = 130;
constexpr std::uint32_t ModelBc4 = 131;
constexpr std::uint32_t ModelBc5 = 132;
constexpr std::uint32_t ModelBc7 = 134;
constexpr std::uint32_t ModelEtc2 = 161;
constexpr std::uint32_t ModelAstc = 162;

/// Half the size, also of odd sizes and down to 1.
Image half(const Image& image) {
    Image out(std::max(image.width / 2, 1U), std::max(image.height / 2, 1U), image.channels);
    for (std::uint32_t y = 0; y < out.height; ++y) {
        for (std::uint32_t x = 0; x < out.width; ++x) {
            const std::uint32_t right = std::min(2 * x + 1, image.width - 1);
            const std::uint32_t below = std::min(2 * y + 1, image.height - 1);
            const std::uint32_t left = std::min(2 * x, image.width - 1);
            const std::uint32_t top = std::min(2 * y, image.height - 1);
            for (std::uint32_t c = 0; c < image.channels; ++c) {
                const std::uint32_t sum = std::uint32_t{image.at(left, top)[c]} + image.at(right, top)[c] +
                                          image.at(left, below)[c] + image.at(right, below)[c];
                out.at(x, y)[c] = static_cast<std::uint8_t>((sum + 2) / 4);
            }
        }
    }
    return out;
}

}  // namespace

TexelFormat TexelFormat::r8() {
    return {9, 61, 1, 1, 1, 1, false};
}
TexelFormat TexelFormat::rgba8(bool srgb) {
    return {srgb ? 43U : 37U, srgb ? 29U : 28U, 1, 4, 1, 1, srgb};
}
TexelFormat TexelFormat::r32_float() {
    return {100, 41, 1, 4, 4, 1, false};
}
TexelFormat TexelFormat::etc2_rgb() {
    return {147, 0, 4, 8, 1, ModelEtc2, false};
}
TexelFormat TexelFormat::astc_4x4() {
    return {157, 0, 4, 16, 1, ModelAstc, false};
}

TexelFormat TexelFormat::bc(BlockFormat format, bool srgb) {
    switch (format) {
        case BlockFormat::Bc1:
            return {srgb ? 132U : 131U, srgb ? 72U : 71U, 4, 8, 1, ModelBc1, srgb};
        case BlockFormat::Bc3:
            return {srgb ? 138U : 137U, srgb ? 78U : 77U, 4, 16, 1, ModelBc3, srgb};
        case BlockFormat::Bc4:
            return {139, 80, 4, 8, 1, ModelBc4, false};
        case BlockFormat::Bc5:
            return {141, 83, 4, 16, 1, ModelBc5, false};
        case BlockFormat::Bc7:
            break;
    }
    return {srgb ? 146U : 145U, srgb ? 99U : 98U, 4, 16, 1, ModelBc7, srgb};
}

std::vector<Image> mip_chain(Image image) {
    std::vector<Image> out;
    out.push_back(std::move(image));
    while (out.back().width > 1 || out.back().height > 1) out.push_back(half(out.back()));
    return out;
}

Bytes encode(const Image& rgba, const TexelFormat& format) {
    switch (format.model) {
        case ModelBc1:
            return encode_blocks(rgba, BlockFormat::Bc1);
        case ModelBc3:
            return encode_blocks(rgba, BlockFormat::Bc3);
        case ModelBc4:
            return encode_blocks(rgba, BlockFormat::Bc4);
        case ModelBc5:
            return encode_blocks(rgba, BlockFormat::Bc5);
        case ModelBc7:
            return encode_blocks(rgba, BlockFormat::Bc7);
        default:
            break;
    }
    if (format.block_bytes == 4) return rgba.samples;
    Bytes out;
    for (std::size_t i = 0; i < rgba.samples.size(); i += 4) out.push_back(rgba.samples[i]);
    return out;
}

TextureData from_images(std::span<const Image> images, const TexelFormat& format, bool faces, bool mips) {
    TextureData out{format, images[0].width, images[0].height, 0, 0, 1, {}};
    if (faces) {
        out.faces = static_cast<std::uint32_t>(images.size());
    } else if (images.size() > 1) {
        out.layers = static_cast<std::uint32_t>(images.size());
    }
    for (const Image& image : images) {
        const std::vector<Image> chain = mips ? mip_chain(image) : std::vector<Image>{image};
        out.levels.resize(chain.size());
        for (std::size_t level = 0; level < chain.size(); ++level) {
            const Bytes bytes = encode(chain[level], format);
            out.levels[level].insert(out.levels[level].end(), bytes.begin(), bytes.end());
        }
    }
    return out;
}

}  // namespace sinter::samples
