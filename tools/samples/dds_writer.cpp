// SPDX-License-Identifier: Apache-2.0
#include "dds_writer.hpp"

#include <algorithm>

#include "byte_writer.hpp"

namespace sinter::samples {
namespace {

constexpr std::uint32_t RequiredFields = 0x1 | 0x2 | 0x4 | 0x1000;  // caps, height, width, pixel format
constexpr std::uint32_t HasPitch = 0x8;
constexpr std::uint32_t HasMips = 0x20000;
constexpr std::uint32_t HasLinearSize = 0x80000;
constexpr std::uint32_t HasDepth = 0x800000;
constexpr std::uint32_t PixelsHaveAlpha = 0x1;
constexpr std::uint32_t PixelsHaveFourCc = 0x4;
constexpr std::uint32_t PixelsAreRgb = 0x40;
constexpr std::uint32_t CapsComplex = 0x8;
constexpr std::uint32_t CapsTexture = 0x1000;
constexpr std::uint32_t CapsMips = 0x400000;
constexpr std::uint32_t Caps2AllFaces = 0xFE00;
constexpr std::uint32_t Caps2Volume = 0x200000;

std::string_view four_cc(const TexelFormat& format) {
    switch (format.dxgi) {
        case 71:
        case 72:
            return "DXT1";
        case 77:
        case 78:
            return "DXT5";
        case 80:
            return "ATI1";
        case 83:
            return "ATI2";
        default:
            return {};
    }
}

void write_pixel_format(ByteWriter& out, const TexelFormat& format, DdsHeader header) {
    out.u32(32);
    const std::string_view code = header == DdsHeader::Dx10 ? "DX10" : four_cc(format);
    if (!code.empty()) {
        out.u32(PixelsHaveFourCc);
        out.text(code);
        out.zeros(20);
        return;
    }
    out.u32(PixelsAreRgb | PixelsHaveAlpha);
    out.u32(0);
    out.u32(32);
    out.u32(0x000000FF), out.u32(0x0000FF00), out.u32(0x00FF0000), out.u32(0xFF000000);
}

void write_dx10(ByteWriter& out, const TextureData& texture) {
    constexpr std::uint32_t Texture2d = 3;
    constexpr std::uint32_t Texture3d = 4;
    constexpr std::uint32_t MiscCube = 4;
    out.u32(texture.format.dxgi);
    out.u32(texture.depth > 0 ? Texture3d : Texture2d);
    out.u32(texture.faces == 6 ? MiscCube : 0);
    out.u32(std::max(texture.layers, 1U));
    out.u32(0);
}

}  // namespace

Bytes write_dds(const TextureData& texture, DdsHeader header) {
    const bool blocks = texture.format.block_edge > 1;
    const bool mips = texture.levels.size() > 1;
    const std::size_t images = std::size_t{std::max(texture.layers, 1U)} * texture.faces;
    ByteWriter out;
    out.text("DDS ");
    out.u32(124);
    out.u32(RequiredFields | (blocks ? HasLinearSize : HasPitch) | (mips ? HasMips : 0) |
            (texture.depth > 0 ? HasDepth : 0));
    out.u32(texture.height);
    out.u32(texture.width);
    out.u32(blocks ? static_cast<std::uint32_t>(texture.levels[0].size() / images)
                   : texture.width * texture.format.block_bytes);
    out.u32(texture.depth);
    out.u32(static_cast<std::uint32_t>(texture.levels.size()));
    out.zeros(44);
    write_pixel_format(out, texture.format, header);
    out.u32(CapsTexture | (mips ? CapsMips : 0) |
            (mips || texture.faces == 6 || texture.depth > 0 ? CapsComplex : 0));
    out.u32((texture.faces == 6 ? Caps2AllFaces : 0) | (texture.depth > 0 ? Caps2Volume : 0));
    out.zeros(12);
    if (header == DdsHeader::Dx10) write_dx10(out, texture);
    // DDS keeps the levels of one layer or face together.
    for (std::size_t image = 0; image < images; ++image) {
        for (const Bytes& level : texture.levels) {
            const std::size_t size = level.size() / images;
            out.bytes(std::span(level).subspan(image * size, size));
        }
    }
    return out.take();
}

}  // namespace sinter::samples
