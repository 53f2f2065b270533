// SPDX-License-Identifier: Apache-2.0
#include "dds_format.hpp"

namespace sinter::texture_core {
namespace {

// VkFormat numbers that Sinter only carries (Vulkan 1.3, section 34.1).
// clang-format off
enum : std::uint16_t {
    R4G4B4A4_PACK16 = 2, B4G4R4A4_PACK16 = 3, R5G6B5_PACK16 = 4, B5G6R5_PACK16 = 5, R5G5B5A1_PACK16 = 6,
    A1R5G5B5_PACK16 = 8, R8_SNORM = 10, R8_UINT = 13, R8_SINT = 14, RG8_SNORM = 17, RG8_UINT = 20, RG8_SINT = 21,
    RGBA8_SNORM = 38, RGBA8_UINT = 41, RGBA8_SINT = 42, A2R10G10B10_PACK32 = 58, A2B10G10R10_PACK32 = 64,
    A2B10G10R10_UINT = 68, R16_SNORM = 71, R16_UINT = 74, R16_SINT = 75, RG16_SNORM = 78, RG16_UINT = 81,
    RG16_SINT = 82, RGBA16_SNORM = 92, RGBA16_UINT = 95, RGBA16_SINT = 96, R32_UINT = 98, R32_SINT = 99,
    RG32_UINT = 101, RG32_SINT = 102, RGB32_UINT = 104, RGB32_SINT = 105, RGBA32_UINT = 107, RGBA32_SINT = 108,
    B10G11R11_UFLOAT = 122, E5B9G9R9_UFLOAT = 123, D16_UNORM = 124, D32_SFLOAT = 126, D24_UNORM_S8 = 129,
    D32_SFLOAT_S8 = 130
};
constexpr std::uint32_t G8B8G8R8_422 = 1000156000, B8G8R8G8_422 = 1000156001, A4R4G4B4_PACK16 = 1000340000,
                        A4B4G4R4_PACK16 = 1000340001, A1B5G5R5_PACK16 = 1000470000, A8_UNORM = 1000470001;

constexpr std::string_view Typeless = "the format is typeless; taken as its UNORM or float form";

constexpr auto Unknown = ColorSpace::Unknown;
constexpr auto Srgb = ColorSpace::Srgb;
constexpr auto Linear = ColorSpace::Linear;

struct Dxgi {
    std::uint16_t dxgi;
    std::uint8_t bytes, channels;  // of a texel or block
    bool has_alpha;
    ColorSpace color_space;        // float, signed and integer formats hold no gamma-encoded colour
    std::uint32_t vk;
    std::string_view remark = {};
    std::uint8_t block_width = 1, block_height = 1;
};
#define BLOCK {}, 4, 4
#define TYPELESS_BLOCK Typeless, 4, 4
#define PAIR {}, 2, 1
constexpr Dxgi DxgiFormats[] = {
    {1, 16, 4, true, Linear, 109, Typeless}, {2, 16, 4, true, Linear, 109},
    {3, 16, 4, true, Linear, RGBA32_UINT}, {4, 16, 4, true, Linear, RGBA32_SINT},
    {5, 12, 3, false, Linear, 106, Typeless}, {6, 12, 3, false, Linear, 106},
    {7, 12, 3, false, Linear, RGB32_UINT}, {8, 12, 3, false, Linear, RGB32_SINT},
    {9, 8, 4, true, Unknown, 91, Typeless}, {10, 8, 4, true, Linear, 97}, {11, 8, 4, true, Unknown, 91},
    {12, 8, 4, true, Linear, RGBA16_UINT}, {13, 8, 4, true, Linear, RGBA16_SNORM}, {14, 8, 4, true, Linear, RGBA16_SINT},
    {15, 8, 2, false, Linear, 103, Typeless}, {16, 8, 2, false, Linear, 103},
    {17, 8, 2, false, Linear, RG32_UINT}, {18, 8, 2, false, Linear, RG32_SINT},
    {19, 8, 2, false, Linear, 0, Typeless}, {20, 8, 2, false, Linear, D32_SFLOAT_S8},
    {21, 8, 1, false, Linear, 0}, {22, 8, 1, false, Linear, 0},
    {23, 4, 4, true, Unknown, A2B10G10R10_PACK32, Typeless}, {24, 4, 4, true, Unknown, A2B10G10R10_PACK32},
    {25, 4, 4, true, Linear, A2B10G10R10_UINT}, {26, 4, 3, false, Linear, B10G11R11_UFLOAT},
    {27, 4, 4, true, Unknown, 37, Typeless}, {28, 4, 4, true, Unknown, 37}, {29, 4, 4, true, Srgb, 43},
    {30, 4, 4, true, Linear, RGBA8_UINT}, {31, 4, 4, true, Linear, RGBA8_SNORM}, {32, 4, 4, true, Linear, RGBA8_SINT},
    {33, 4, 2, false, Unknown, 77, Typeless}, {34, 4, 2, false, Linear, 83}, {35, 4, 2, false, Unknown, 77},
    {36, 4, 2, false, Linear, RG16_UINT}, {37, 4, 2, false, Linear, RG16_SNORM}, {38, 4, 2, false, Linear, RG16_SINT},
    {39, 4, 1, false, Linear, 100, Typeless}, {40, 4, 1, false, Linear, D32_SFLOAT}, {41, 4, 1, false, Linear, 100},
    {42, 4, 1, false, Linear, R32_UINT}, {43, 4, 1, false, Linear, R32_SINT},
    {44, 4, 2, false, Linear, 0, Typeless}, {45, 4, 2, false, Linear, D24_UNORM_S8},
    {46, 4, 1, false, Linear, 0}, {47, 4, 1, false, Linear, 0},
    {48, 2, 2, false, Unknown, 16, Typeless}, {49, 2, 2, false, Unknown, 16},
    {50, 2, 2, false, Linear, RG8_UINT}, {51, 2, 2, false, Linear, RG8_SNORM}, {52, 2, 2, false, Linear, RG8_SINT},
    {53, 2, 1, false, Unknown, 70, Typeless}, {54, 2, 1, false, Linear, 76}, {55, 2, 1, false, Linear, D16_UNORM},
    {56, 2, 1, false, Unknown, 70}, {57, 2, 1, false, Linear, R16_UINT}, {58, 2, 1, false, Linear, R16_SNORM},
    {59, 2, 1, false, Linear, R16_SINT},
    {60, 1, 1, false, Unknown, 9, Typeless}, {61, 1, 1, false, Unknown, 9}, {62, 1, 1, false, Linear, R8_UINT},
    {63, 1, 1, false, Linear, R8_SNORM}, {64, 1, 1, false, Linear, R8_SINT}, {65, 1, 1, true, Unknown, A8_UNORM},
    {67, 4, 3, false, Linear, E5B9G9R9_UFLOAT},
    {68, 4, 3, false, Unknown, 0, PAIR}, {69, 4, 3, false, Unknown, 0, PAIR},
    {70, 8, 4, true, Unknown, 133, TYPELESS_BLOCK}, {71, 8, 4, true, Unknown, 133, BLOCK}, {72, 8, 4, true, Srgb, 134, BLOCK},
    {73, 16, 4, true, Unknown, 135, TYPELESS_BLOCK}, {74, 16, 4, true, Unknown, 135, BLOCK}, {75, 16, 4, true, Srgb, 136, BLOCK},
    {76, 16, 4, true, Unknown, 137, TYPELESS_BLOCK}, {77, 16, 4, true, Unknown, 137, BLOCK}, {78, 16, 4, true, Srgb, 138, BLOCK},
    {79, 8, 1, false, Unknown, 139, TYPELESS_BLOCK}, {80, 8, 1, false, Unknown, 139, BLOCK}, {81, 8, 1, false, Linear, 140, BLOCK},
    {82, 16, 2, false, Unknown, 141, TYPELESS_BLOCK}, {83, 16, 2, false, Unknown, 141, BLOCK}, {84, 16, 2, false, Linear, 142, BLOCK},
    {85, 2, 3, false, Unknown, R5G6B5_PACK16}, {86, 2, 4, true, Unknown, A1R5G5B5_PACK16},
    {87, 4, 4, true, Unknown, 44}, {88, 4, 3, false, Unknown, 44}, {89, 4, 4, true, Linear, 0},
    {90, 4, 4, true, Unknown, 44, Typeless}, {91, 4, 4, true, Srgb, 50}, {92, 4, 3, false, Unknown, 44, Typeless},
    {93, 4, 3, false, Srgb, 50},
    {94, 16, 3, false, Linear, 143, TYPELESS_BLOCK}, {95, 16, 3, false, Linear, 143, BLOCK}, {96, 16, 3, false, Linear, 144, BLOCK},
    {97, 16, 4, true, Unknown, 145, TYPELESS_BLOCK}, {98, 16, 4, true, Unknown, 145, BLOCK}, {99, 16, 4, true, Srgb, 146, BLOCK},
    {100, 4, 4, true, Unknown, 0}, {101, 4, 4, true, Unknown, 0}, {102, 8, 4, true, Unknown, 0},
    {107, 4, 3, false, Unknown, G8B8G8R8_422, PAIR}, {108, 8, 3, false, Unknown, 0, PAIR}, {109, 8, 3, false, Unknown, 0, PAIR},
    {115, 2, 4, true, Unknown, A4R4G4B4_PACK16},
};
#undef BLOCK
#undef TYPELESS_BLOCK
#undef PAIR

/// Legacy FourCCs and D3DFORMAT numbers, as the DXGI format of the same texels.
struct FourCcAlias {
    std::uint32_t four_cc;
    std::uint16_t dxgi;
    bool is_premultiplied = false;
    std::string_view remark = {};
};
constexpr FourCcAlias FourCcAliases[] = {
    {four_cc("DXT1"), 71}, {four_cc("DXT2"), 74, true}, {four_cc("DXT3"), 74}, {four_cc("DXT4"), 77, true},
    {four_cc("DXT5"), 77}, {four_cc("RXGB"), 77, false, "RXGB: the red channel lies in alpha"},
    {four_cc("ATI1"), 80}, {four_cc("BC4U"), 80}, {four_cc("BC4S"), 81},
    {four_cc("ATI2"), 83}, {four_cc("BC5U"), 83}, {four_cc("BC5S"), 84},
    {four_cc("RGBG"), 68}, {four_cc("GRGB"), 69}, {four_cc("YUY2"), 107},
    {36, 11}, {110, 13}, {111, 54}, {112, 34}, {113, 10}, {114, 41}, {115, 16}, {116, 2},
};

/// Legacy formats by their masks.
struct Masks {
    std::uint32_t kind, bits, red, green, blue, alpha;
    std::uint8_t channels;
    std::uint32_t vk;
    ColorSpace color_space = ColorSpace::Unknown;
};
constexpr auto Rgb = DdsPixelFormat::Rgb, Luminance = DdsPixelFormat::Luminance, Bump = DdsPixelFormat::BumpDuDv;
constexpr Masks MaskFormats[] = {
    {Rgb, 24, 0xff0000, 0xff00, 0xff, 0, 3, 30}, {Rgb, 24, 0xff, 0xff00, 0xff0000, 0, 3, 23},
    {Rgb, 32, 0xff0000, 0xff00, 0xff, 0xff000000, 4, 44}, {Rgb, 32, 0xff, 0xff00, 0xff0000, 0xff000000, 4, 37},
    {Rgb, 32, 0xff0000, 0xff00, 0xff, 0, 3, 44}, {Rgb, 32, 0xff, 0xff00, 0xff0000, 0, 3, 37},
    {Rgb, 32, 0x3ff, 0xffc00, 0x3ff00000, 0xc0000000, 4, A2B10G10R10_PACK32},
    {Rgb, 32, 0x3ff00000, 0xffc00, 0x3ff, 0xc0000000, 4, A2R10G10B10_PACK32},
    {Rgb, 32, 0xffff, 0xffff0000, 0, 0, 2, 77}, {Rgb, 32, 0xffffffff, 0, 0, 0, 1, 100, Linear},
    {Rgb, 16, 0xf800, 0x7e0, 0x1f, 0, 3, R5G6B5_PACK16}, {Rgb, 16, 0x1f, 0x7e0, 0xf800, 0, 3, B5G6R5_PACK16},
    {Rgb, 16, 0x7c00, 0x3e0, 0x1f, 0x8000, 4, A1R5G5B5_PACK16}, {Rgb, 16, 0x7c00, 0x3e0, 0x1f, 0, 3, A1R5G5B5_PACK16},
    {Rgb, 16, 0x1f, 0x3e0, 0x7c00, 0x8000, 4, A1B5G5R5_PACK16}, {Rgb, 16, 0xf800, 0x7c0, 0x3e, 1, 4, R5G5B5A1_PACK16},
    {Rgb, 16, 0xf00, 0xf0, 0xf, 0xf000, 4, A4R4G4B4_PACK16}, {Rgb, 16, 0xf00, 0xf0, 0xf, 0, 3, A4R4G4B4_PACK16},
    {Rgb, 16, 0xf, 0xf0, 0xf00, 0xf000, 4, A4B4G4R4_PACK16}, {Rgb, 16, 0xf000, 0xf00, 0xf0, 0xf, 4, R4G4B4A4_PACK16},
    {Rgb, 16, 0xf0, 0xf00, 0xf000, 0xf, 4, B4G4R4A4_PACK16},
    {Rgb, 16, 0xff, 0xff00, 0, 0, 2, 16}, {Rgb, 16, 0xffff, 0, 0, 0, 1, 70}, {Rgb, 8, 0xff, 0, 0, 0, 1, 9},
    {Luminance, 8, 0xff, 0, 0, 0, 1, 9}, {Luminance, 16, 0xffff, 0, 0, 0, 1, 70},
    {Luminance, 16, 0xff, 0, 0, 0xff00, 2, 16}, {Luminance, 32, 0xffff, 0, 0, 0xffff0000, 2, 77},
    {Bump, 16, 0xff, 0xff00, 0, 0, 2, RG8_SNORM, Linear}, {Bump, 32, 0xffff, 0xffff0000, 0, 0, 2, RG16_SNORM, Linear},
    {Bump, 32, 0xff, 0xff00, 0xff0000, 0xff000000, 4, RGBA8_SNORM, Linear},
};
// clang-format on

DdsFormat format_of(const Dxgi& row) {
    return {.format = static_cast<Format>(row.vk),
            .block_width = row.block_width,
            .block_height = row.block_height,
            .block_bytes = row.bytes,
            .channels = row.channels,
            .has_alpha = row.has_alpha,
            .color_space = row.color_space,
            .remark = row.remark};
}

std::optional<DdsFormat> format_of_four_cc(std::uint32_t code) {
    for (const auto& alias : FourCcAliases) {
        if (alias.four_cc != code) continue;
        auto out = dds_format_of_dxgi(alias.dxgi);
        out->is_premultiplied = alias.is_premultiplied;
        if (!alias.remark.empty()) {
            out->remark = alias.remark;
            out->has_alpha = false;
        }
        return out;
    }
    if (code == four_cc("UYVY"))
        return DdsFormat{
            .format = static_cast<Format>(B8G8R8G8_422), .block_width = 2, .block_bytes = 4, .channels = 3};
    if (code == 117)  // CxV8U8: the third component is computed by the reader
        return DdsFormat{.block_bytes = 2, .channels = 2, .color_space = Linear};
    return std::nullopt;
}

}  // namespace

std::optional<DdsFormat> dds_format_of_dxgi(std::uint32_t number) {
    for (const auto& row : DxgiFormats)
        if (row.dxgi == number) return format_of(row);
    return std::nullopt;
}

std::optional<DdsFormat> dds_format_of_legacy(const DdsPixelFormat& pixel_format) {
    if ((pixel_format.flags & DdsPixelFormat::FourCc) != 0) return format_of_four_cc(pixel_format.four_cc);
    const bool has_alpha = (pixel_format.flags & (DdsPixelFormat::AlphaPixels | DdsPixelFormat::Alpha)) != 0;
    const std::uint32_t alpha = has_alpha || (pixel_format.flags & Bump) != 0 ? pixel_format.alpha : 0;
    const std::uint32_t kind = pixel_format.flags & (Rgb | Luminance | Bump);
    if (kind == 0 && (pixel_format.flags & DdsPixelFormat::Alpha) != 0 && pixel_format.bits == 8)
        return DdsFormat{
            .format = static_cast<Format>(A8_UNORM), .block_bytes = 1, .channels = 1, .has_alpha = true};
    for (const auto& row : MaskFormats) {
        if (row.kind != kind || row.bits != pixel_format.bits || row.red != pixel_format.red ||
            row.green != pixel_format.green || row.blue != pixel_format.blue || row.alpha != alpha)
            continue;
        DdsFormat out{.format = static_cast<Format>(row.vk),
                      .block_bytes = static_cast<std::uint8_t>(row.bits / 8),
                      .channels = row.channels,
                      .has_alpha = row.alpha != 0 && row.channels == 4,
                      .color_space = row.color_space};
        if (kind == Luminance && row.alpha != 0)
            out.remark = "luminance and alpha: alpha lies in the second channel";
        return out;
    }
    if (kind == 0 || pixel_format.bits == 0 || pixel_format.bits > 32 || pixel_format.bits % 8 != 0)
        return std::nullopt;
    return DdsFormat{.block_bytes = static_cast<std::uint8_t>(pixel_format.bits / 8),
                     .has_alpha = alpha != 0};
}

}  // namespace sinter::texture_core
