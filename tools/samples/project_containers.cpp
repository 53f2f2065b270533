// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <bit>
#include <string>

#include "byte_writer.hpp"
#include "dds_writer.hpp"
#include "ktx2_writer.hpp"
#include "noise.hpp"
#include "pictures.hpp"
#include "project.hpp"
#include "surface.hpp"

namespace sinter::samples {
namespace {

constexpr std::uint32_t MosaicSize = 64;

/// 16 x 16 blocks of one colour each, in formats that this tool has no encoder for.
template <class PutBlock>
TextureData mosaic(const TexelFormat& format, PutBlock put_block) {
    ByteWriter blocks;
    const Image card = paint_test_card(MosaicSize / 4, MosaicSize / 4);
    for (std::uint32_t y = 0; y < card.height; ++y) {
        for (std::uint32_t x = 0; x < card.width; ++x) put_block(blocks, card.at(x, y));
    }
    return {format, MosaicSize, MosaicSize, 0, 0, 1, {blocks.take()}};
}

/// Both halves of an ETC block take the same 5-bit base colour; every texel adds the table's +2.
void put_etc2(ByteWriter& out, const std::uint8_t* texel) {
    constexpr std::uint32_t Differential = 2;
    for (std::size_t c = 0; c < 3; ++c) out.u8(texel[c] & 0xF8U);
    out.u8(Differential);
    out.u32(0);
}

/// A void-extent block: the whole block has one colour, of 16 bits a channel.
void put_astc(ByteWriter& out, const std::uint8_t* texel) {
    out.u32(0xFFFFFDFC);
    out.u32(0xFFFFFFFF);
    for (std::size_t c = 0; c < 4; ++c) out.u16(texel[c] * 257U);
}

TextureData heights(std::uint32_t size) {
    const Field field = fractal_noise(size, {3, 3, 6, 0.5F, 111});
    ByteWriter texels;
    for (const float value : field.samples) texels.u32(std::bit_cast<std::uint32_t>(value * 40 - 8));
    return {TexelFormat::r32_float(), size, size, 0, 0, 1, {texels.take()}};
}

TextureData colour_ramp(std::uint32_t size) {
    const Image card = paint_test_card(size, 3);
    const Bytes middle(card.at(0, 1), card.at(0, 2));
    return {TexelFormat::rgba8(true), size, 0, 0, 0, 1, {middle}};
}

void add_dds(OutputFolder& out, const Image& photo, std::span<const Image> terrain,
             std::span<const Image> sky) {
    const auto add = [&](std::string_view name, const TextureData& texture, DdsHeader header) {
        out.add("assets/formats/dds/" + std::string(name) + ".dds", write_dds(texture, header));
    };
    const std::span<const Image> one(&photo, 1);
    const Image card = paint_test_card(256, 256);
    const std::span<const Image> alpha(&card, 1);
    add("bc1", from_images(one, TexelFormat::bc(BlockFormat::Bc1, false), false, true), DdsHeader::Classic);
    add("bc3", from_images(alpha, TexelFormat::bc(BlockFormat::Bc3, false), false, true), DdsHeader::Classic);
    add("bc4", from_images(one, TexelFormat::bc(BlockFormat::Bc4, false), false, true), DdsHeader::Classic);
    add("bc5", from_images(one, TexelFormat::bc(BlockFormat::Bc5, false), false, true), DdsHeader::Classic);
    add("bc7_srgb", from_images(alpha, TexelFormat::bc(BlockFormat::Bc7, true), false, true),
        DdsHeader::Dx10);
    add("rgba8", from_images(alpha, TexelFormat::rgba8(false), false, false), DdsHeader::Classic);
    add("cube_bc1", from_images(sky, TexelFormat::bc(BlockFormat::Bc1, false), true, true),
        DdsHeader::Classic);
    add("array_bc7", from_images(terrain, TexelFormat::bc(BlockFormat::Bc7, true), false, true),
        DdsHeader::Dx10);
    const TextureData volume{TexelFormat::rgba8(false), 16, 16, 16, 0, 1, {paint_grading(16).samples}};
    add("volume_rgba8", volume, DdsHeader::Classic);
}

void add_ktx2(OutputFolder& out, const Image& photo, std::span<const Image> terrain) {
    const auto add = [&](std::string_view name, const TextureData& texture,
                         Supercompression scheme = Supercompression::None) {
        out.add("assets/formats/ktx2/" + std::string(name) + ".ktx2", write_ktx2(texture, scheme));
    };
    const std::span<const Image> one(&photo, 1);
    add("rgba8_srgb", from_images(one, TexelFormat::rgba8(true), false, true));
    add("rgba8_zstd", from_images(one, TexelFormat::rgba8(true), false, true), Supercompression::Zstd);
    add("r8", from_images(one, TexelFormat::r8(), false, false));
    add("r32_float", heights(128));
    add("ramp_1d", colour_ramp(256));
    add("terrain_array_bc7", from_images(terrain, TexelFormat::bc(BlockFormat::Bc7, true), false, true));
    add("bc3_zstd", from_images(one, TexelFormat::bc(BlockFormat::Bc3, true), false, true),
        Supercompression::Zstd);
    add("etc2_rgb", mosaic(TexelFormat::etc2_rgb(), put_etc2));
    add("astc_4x4", mosaic(TexelFormat::astc_4x4(), put_astc));
}

}  // namespace

void add_container_formats(OutputFolder& out) {
    const Image photo = with_alpha(paint_landscape(512, 256, 7));
    constexpr std::uint32_t LayerSize = 256;
    const std::array terrain{
        with_alpha(paint_grass(LayerSize).albedo), with_alpha(paint_sand(LayerSize).albedo),
        with_alpha(paint_stone(LayerSize).albedo), with_alpha(paint_brick(LayerSize).albedo)};
    const auto sky = paint_sky(128, Daytime::Dusk);
    add_dds(out, photo, terrain, sky);
    add_ktx2(out, photo, terrain);
}

}  // namespace sinter::samples
