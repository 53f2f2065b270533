// SPDX-License-Identifier: Apache-2.0
#include "picture_seeds.hpp"

#include <sinter/status.hpp>

#include "dds_writer.hpp"
#include "jpeg_writer.hpp"
#include "ktx2_writer.hpp"
#include "png_writer.hpp"

namespace sinter::fuzz {
namespace {

using namespace samples;

/// Samples that differ from their neighbours, all below `limit`.
Image picture(std::uint32_t width, std::uint32_t height, std::uint32_t channels, std::uint32_t limit = 256) {
    Image out(width, height, channels);
    for (std::size_t i = 0; i < out.samples.size(); ++i)
        out.samples[i] = static_cast<std::uint8_t>((i * 37 + i / 5) % limit);
    return out;
}

Bytes made(Result<Bytes> written) {
    require(static_cast<bool>(written), "a seed is written");
    return *std::move(written);
}

std::vector<TextureData> textures(bool named_by_ktx2_only) {
    const std::vector<Image> one{picture(8, 4, 4)};
    const std::vector<Image> two{picture(4, 4, 4), picture(4, 4, 4)};
    const std::vector<Image> six(6, picture(4, 4, 4));
    std::vector<TextureData> out{
        from_images(one, TexelFormat::rgba8(false), false, false),
        from_images(one, TexelFormat::rgba8(true), false, true),
        from_images(one, TexelFormat::r8(), false, true),
        from_images(two, TexelFormat::rgba8(true), false, true),
        from_images(six, TexelFormat::bc(BlockFormat::Bc1, false), true, true),
        from_images(one, TexelFormat::bc(BlockFormat::Bc3, true), false, true),
        from_images(one, TexelFormat::bc(BlockFormat::Bc4, false), false, false),
        from_images(one, TexelFormat::bc(BlockFormat::Bc5, false), false, false),
        from_images(one, TexelFormat::bc(BlockFormat::Bc7, true), false, true),
        {TexelFormat::rgba8(false), 4, 4, 4, 0, 1, {Bytes(256, 9)}},
        {TexelFormat::r32_float(), 2, 2, 0, 0, 1, {Bytes(16, 0)}},
    };
    if (named_by_ktx2_only) {
        out.push_back({TexelFormat::rgba8(false), 4, 0, 0, 0, 1, {Bytes(16, 3)}});
        out.push_back({TexelFormat::etc2_rgb(), 4, 4, 0, 0, 1, {Bytes(8, 1)}});
        out.push_back({TexelFormat::astc_4x4(), 4, 4, 0, 3, 1, {Bytes(48, 0xFC)}});
    }
    return out;
}

}  // namespace

std::vector<Bytes> png_seeds() {
    std::vector<Bytes> out;
    for (std::uint32_t channels = 1; channels <= 4; ++channels) {
        out.push_back(made(write_png(picture(5, 3, channels))));
        out.push_back(made(write_png(picture(9, 7, channels), {.srgb = channels == 3, .interlaced = true})));
    }
    Image16 deep(3, 3, 4);
    for (std::size_t i = 0; i < deep.samples.size(); ++i)
        deep.samples[i] = static_cast<std::uint16_t>(i * 1999);
    out.push_back(made(write_png(deep)));
    for (const std::uint32_t bits : {1u, 2u, 4u, 8u}) {
        out.push_back(made(write_png(picture(9, 3, 1, 1u << bits), {.gamma = 0.45455, .bits = bits})));
        out.push_back(made(
            write_png(picture(9, 3, 1, 2), {.bits = bits, .palette = {{255, 0, 0, 255}, {0, 255, 0, 128}}})));
    }
    out.push_back(made(write_png(picture(4, 4, 3), {.icc = make_icc_profile(1.8), .icc_name = "seed"})));
    return out;
}

std::vector<Bytes> jpeg_seeds() {
    using Colors = JpegOptions::Colors;
    std::vector<Bytes> out;
    for (const auto colors : {Colors::Subsampled420, Colors::Full444, Colors::Gray, Colors::Cmyk})
        for (const bool progressive : {false, true})
            out.push_back(made(write_jpeg(picture(17, 9, 3), {.colors = colors,
                                                              .quality = 50,
                                                              .progressive = progressive,
                                                              .orientation = progressive ? 6u : 0u})));
    return out;
}

std::vector<Bytes> dds_seeds() {
    std::vector<Bytes> out;
    std::size_t number = 0;
    for (const auto& texture : textures(false)) {
        // The classic header has no name for arrays, sRGB, floats and BC7.
        const bool classic = texture.layers == 0 && !texture.format.srgb && texture.format.type_size == 1 &&
                             texture.format.block_bytes != 1;
        out.push_back(
            write_dds(texture, classic && number++ % 3 != 2 ? DdsHeader::Classic : DdsHeader::Dx10));
    }
    return out;
}

std::vector<Bytes> ktx2_seeds() {
    std::vector<Bytes> out;
    for (const auto& texture : textures(true)) {
        out.push_back(made(write_ktx2(texture)));
        out.push_back(made(write_ktx2(texture, Supercompression::Zstd)));
    }
    return out;
}

}  // namespace sinter::fuzz
