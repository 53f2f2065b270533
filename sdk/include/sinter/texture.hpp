// SPDX-License-Identifier: Apache-2.0
// Texture: formats, the layout of levels, and a read-only view of a texture asset.
#pragma once

#include <vector>

#include <sinter/abi/texture.h>
#include <sinter/asset.hpp>

namespace sinter {

/// A VkFormat number. Only those named here are worked on; the rest is carried.
enum class Format : std::uint32_t {
    Undefined = SINTER_FORMAT_UNDEFINED,
    R8Unorm = SINTER_FORMAT_R8_UNORM,
    R8Srgb = SINTER_FORMAT_R8_SRGB,
    Rg8Unorm = SINTER_FORMAT_R8G8_UNORM,
    Rg8Srgb = SINTER_FORMAT_R8G8_SRGB,
    Rgb8Unorm = SINTER_FORMAT_R8G8B8_UNORM,
    Rgb8Srgb = SINTER_FORMAT_R8G8B8_SRGB,
    Bgr8Unorm = SINTER_FORMAT_B8G8R8_UNORM,
    Bgr8Srgb = SINTER_FORMAT_B8G8R8_SRGB,
    Rgba8Unorm = SINTER_FORMAT_R8G8B8A8_UNORM,
    Rgba8Srgb = SINTER_FORMAT_R8G8B8A8_SRGB,
    Bgra8Unorm = SINTER_FORMAT_B8G8R8A8_UNORM,
    Bgra8Srgb = SINTER_FORMAT_B8G8R8A8_SRGB,
    R16Unorm = SINTER_FORMAT_R16_UNORM,
    Rg16Unorm = SINTER_FORMAT_R16G16_UNORM,
    Rgb16Unorm = SINTER_FORMAT_R16G16B16_UNORM,
    Rgba16Unorm = SINTER_FORMAT_R16G16B16A16_UNORM,
    R16Sfloat = SINTER_FORMAT_R16_SFLOAT,
    Rg16Sfloat = SINTER_FORMAT_R16G16_SFLOAT,
    Rgb16Sfloat = SINTER_FORMAT_R16G16B16_SFLOAT,
    Rgba16Sfloat = SINTER_FORMAT_R16G16B16A16_SFLOAT,
    R32Sfloat = SINTER_FORMAT_R32_SFLOAT,
    Rg32Sfloat = SINTER_FORMAT_R32G32_SFLOAT,
    Rgb32Sfloat = SINTER_FORMAT_R32G32B32_SFLOAT,
    Rgba32Sfloat = SINTER_FORMAT_R32G32B32A32_SFLOAT,
    Bc1RgbUnorm = SINTER_FORMAT_BC1_RGB_UNORM,
    Bc1RgbSrgb = SINTER_FORMAT_BC1_RGB_SRGB,
    Bc1RgbaUnorm = SINTER_FORMAT_BC1_RGBA_UNORM,
    Bc1RgbaSrgb = SINTER_FORMAT_BC1_RGBA_SRGB,
    Bc2Unorm = SINTER_FORMAT_BC2_UNORM,
    Bc2Srgb = SINTER_FORMAT_BC2_SRGB,
    Bc3Unorm = SINTER_FORMAT_BC3_UNORM,
    Bc3Srgb = SINTER_FORMAT_BC3_SRGB,
    Bc4Unorm = SINTER_FORMAT_BC4_UNORM,
    Bc4Snorm = SINTER_FORMAT_BC4_SNORM,
    Bc5Unorm = SINTER_FORMAT_BC5_UNORM,
    Bc5Snorm = SINTER_FORMAT_BC5_SNORM,
    Bc6hUfloat = SINTER_FORMAT_BC6H_UFLOAT,
    Bc6hSfloat = SINTER_FORMAT_BC6H_SFLOAT,
    Bc7Unorm = SINTER_FORMAT_BC7_UNORM,
    Bc7Srgb = SINTER_FORMAT_BC7_SRGB,
};

/// How a format's texels are stored.
enum class Numeric : std::uint8_t { Other, Unorm8, Unorm16, Half, Float, Block };

/// What is known of a format by its number.
struct FormatInfo {
    Format format;
    std::string_view name;  ///< VkFormat's name without VK_FORMAT_ and without _PACK…/_BLOCK: "R8G8B8A8_UNORM"
    std::uint8_t channels;
    std::uint8_t block_width;  ///< texels; 1 when not block compressed
    std::uint8_t block_height;
    std::uint8_t block_bytes;
    Numeric numeric;
    bool srgb;
    bool bgr;              ///< blue comes first
    bool may_have_alpha;
};

namespace detail {
#define SINTER_F(id, text, ch, bytes, num, srgb, bgr, alpha) \
    FormatInfo { static_cast<Format>(id), text, ch, 1, 1, bytes, Numeric::num, srgb, bgr, alpha }
#define SINTER_B(id, text, ch, w, h, bytes, srgb, alpha) \
    FormatInfo { static_cast<Format>(id), text, ch, w, h, bytes, Numeric::Block, srgb, false, alpha }
inline constexpr FormatInfo KnownFormats[] = {
    SINTER_F(9, "R8_UNORM", 1, 1, Unorm8, false, false, false),
    SINTER_F(15, "R8_SRGB", 1, 1, Unorm8, true, false, false),
    SINTER_F(16, "R8G8_UNORM", 2, 2, Unorm8, false, false, false),
    SINTER_F(22, "R8G8_SRGB", 2, 2, Unorm8, true, false, false),
    SINTER_F(23, "R8G8B8_UNORM", 3, 3, Unorm8, false, false, false),
    SINTER_F(29, "R8G8B8_SRGB", 3, 3, Unorm8, true, false, false),
    SINTER_F(30, "B8G8R8_UNORM", 3, 3, Unorm8, false, true, false),
    SINTER_F(36, "B8G8R8_SRGB", 3, 3, Unorm8, true, true, false),
    SINTER_F(37, "R8G8B8A8_UNORM", 4, 4, Unorm8, false, false, true),
    SINTER_F(43, "R8G8B8A8_SRGB", 4, 4, Unorm8, true, false, true),
    SINTER_F(44, "B8G8R8A8_UNORM", 4, 4, Unorm8, false, true, true),
    SINTER_F(50, "B8G8R8A8_SRGB", 4, 4, Unorm8, true, true, true),
    SINTER_F(70, "R16_UNORM", 1, 2, Unorm16, false, false, false),
    SINTER_F(76, "R16_SFLOAT", 1, 2, Half, false, false, false),
    SINTER_F(77, "R16G16_UNORM", 2, 4, Unorm16, false, false, false),
    SINTER_F(83, "R16G16_SFLOAT", 2, 4, Half, false, false, false),
    SINTER_F(84, "R16G16B16_UNORM", 3, 6, Unorm16, false, false, false),
    SINTER_F(90, "R16G16B16_SFLOAT", 3, 6, Half, false, false, false),
    SINTER_F(91, "R16G16B16A16_UNORM", 4, 8, Unorm16, false, false, true),
    SINTER_F(97, "R16G16B16A16_SFLOAT", 4, 8, Half, false, false, true),
    SINTER_F(100, "R32_SFLOAT", 1, 4, Float, false, false, false),
    SINTER_F(103, "R32G32_SFLOAT", 2, 8, Float, false, false, false),
    SINTER_F(106, "R32G32B32_SFLOAT", 3, 12, Float, false, false, false),
    SINTER_F(109, "R32G32B32A32_SFLOAT", 4, 16, Float, false, false, true),
    SINTER_B(131, "BC1_RGB_UNORM", 3, 4, 4, 8, false, false),
    SINTER_B(132, "BC1_RGB_SRGB", 3, 4, 4, 8, true, false),
    SINTER_B(133, "BC1_RGBA_UNORM", 4, 4, 4, 8, false, true),
    SINTER_B(134, "BC1_RGBA_SRGB", 4, 4, 4, 8, true, true),
    SINTER_B(135, "BC2_UNORM", 4, 4, 4, 16, false, true),
    SINTER_B(136, "BC2_SRGB", 4, 4, 4, 16, true, true),
    SINTER_B(137, "BC3_UNORM", 4, 4, 4, 16, false, true),
    SINTER_B(138, "BC3_SRGB", 4, 4, 4, 16, true, true),
    SINTER_B(139, "BC4_UNORM", 1, 4, 4, 8, false, false),
    SINTER_B(140, "BC4_SNORM", 1, 4, 4, 8, false, false),
    SINTER_B(141, "BC5_UNORM", 2, 4, 4, 16, false, false),
    SINTER_B(142, "BC5_SNORM", 2, 4, 4, 16, false, false),
    SINTER_B(143, "BC6H_UFLOAT", 3, 4, 4, 16, false, false),
    SINTER_B(144, "BC6H_SFLOAT", 3, 4, 4, 16, false, false),
    SINTER_B(145, "BC7_UNORM", 4, 4, 4, 16, false, true),
    SINTER_B(146, "BC7_SRGB", 4, 4, 4, 16, true, true),
    SINTER_B(147, "ETC2_R8G8B8_UNORM", 3, 4, 4, 8, false, false),
    SINTER_B(148, "ETC2_R8G8B8_SRGB", 3, 4, 4, 8, true, false),
    SINTER_B(149, "ETC2_R8G8B8A1_UNORM", 4, 4, 4, 8, false, true),
    SINTER_B(150, "ETC2_R8G8B8A1_SRGB", 4, 4, 4, 8, true, true),
    SINTER_B(151, "ETC2_R8G8B8A8_UNORM", 4, 4, 4, 16, false, true),
    SINTER_B(152, "ETC2_R8G8B8A8_SRGB", 4, 4, 4, 16, true, true),
    SINTER_B(153, "EAC_R11_UNORM", 1, 4, 4, 8, false, false),
    SINTER_B(154, "EAC_R11_SNORM", 1, 4, 4, 8, false, false),
    SINTER_B(155, "EAC_R11G11_UNORM", 2, 4, 4, 16, false, false),
    SINTER_B(156, "EAC_R11G11_SNORM", 2, 4, 4, 16, false, false),
#define SINTER_ASTC(id, w, h)                                                        \
    SINTER_B(id, "ASTC_" #w "x" #h "_UNORM", 4, w, h, 16, false, true),              \
        SINTER_B((id) + 1, "ASTC_" #w "x" #h "_SRGB", 4, w, h, 16, true, true)
    SINTER_ASTC(157, 4, 4), SINTER_ASTC(159, 5, 4), SINTER_ASTC(161, 5, 5), SINTER_ASTC(163, 6, 5),
    SINTER_ASTC(165, 6, 6), SINTER_ASTC(167, 8, 5), SINTER_ASTC(169, 8, 6), SINTER_ASTC(171, 8, 8),
    SINTER_ASTC(173, 10, 5), SINTER_ASTC(175, 10, 6), SINTER_ASTC(177, 10, 8), SINTER_ASTC(179, 10, 10),
    SINTER_ASTC(181, 12, 10), SINTER_ASTC(183, 12, 12),
#undef SINTER_ASTC
};
#undef SINTER_F
#undef SINTER_B
}  // namespace detail

/// nullptr for a format that is only carried.
constexpr const FormatInfo* format_info(Format format) noexcept {
    for (const auto& info : detail::KnownFormats)
        if (info.format == format) return &info;
    return nullptr;
}

/// "R8G8B8A8_UNORM", or "VK_1000470000" for a format known by number only, or "UNDEFINED".
inline std::string name_of(Format format) {
    if (const auto* info = format_info(format)) return std::string{info->name};
    if (format == Format::Undefined) return "UNDEFINED";
    return "VK_" + std::to_string(static_cast<std::uint32_t>(format));
}

/// The same texels under the sRGB (or linear) name, where there is a pair; else the format itself.
constexpr Format with_srgb(Format format, bool srgb) noexcept {
    const auto* info = format_info(format);
    if (!info || info->srgb == srgb) return format;
    for (const auto& other : detail::KnownFormats)
        if (other.srgb == srgb && other.channels == info->channels && other.block_width == info->block_width &&
            other.block_height == info->block_height && other.block_bytes == info->block_bytes &&
            other.numeric == info->numeric && other.bgr == info->bgr &&
            other.name.substr(0, other.name.rfind('_')) == info->name.substr(0, info->name.rfind('_')))
            return other.format;
    return format;
}

enum class TextureShape : std::uint32_t {
    Plane = SINTER_TEXTURE_2D,
    Line = SINTER_TEXTURE_1D,
    Volume = SINTER_TEXTURE_3D,
    Cube = SINTER_TEXTURE_CUBE,
};
enum class ColorSpace : std::uint32_t {
    Unknown = SINTER_COLOR_UNKNOWN,
    Srgb = SINTER_COLOR_SRGB,
    Linear = SINTER_COLOR_LINEAR,
};
enum class AlphaMode : std::uint32_t {
    None = SINTER_ALPHA_NONE,
    Straight = SINTER_ALPHA_STRAIGHT,
    Premultiplied = SINTER_ALPHA_PREMULTIPLIED,
};
/// Names as JSON spells them: "2d" "1d" "3d" "cube"; "unknown" "srgb" "linear"; "none" "straight" "premultiplied".
constexpr std::string_view name_of(TextureShape shape) noexcept {
    constexpr std::string_view names[] = {"2d", "1d", "3d", "cube"};
    return static_cast<std::uint32_t>(shape) < 4 ? names[static_cast<std::uint32_t>(shape)] : "2d";
}
constexpr std::string_view name_of(ColorSpace space) noexcept {
    constexpr std::string_view names[] = {"unknown", "srgb", "linear"};
    return static_cast<std::uint32_t>(space) < 3 ? names[static_cast<std::uint32_t>(space)] : "unknown";
}
constexpr std::string_view name_of(AlphaMode mode) noexcept {
    constexpr std::string_view names[] = {"none", "straight", "premultiplied"};
    return static_cast<std::uint32_t>(mode) < 3 ? names[static_cast<std::uint32_t>(mode)] : "none";
}

/// Number of levels down to 1x1x1.
constexpr std::uint32_t full_mip_count(std::uint32_t width, std::uint32_t height, std::uint32_t depth = 1) noexcept {
    std::uint32_t largest = std::max({width, height, depth, 1u}), count = 1;
    while (largest >>= 1) ++count;
    return count;
}
/// Extent of level `mip` of an extent of `size` texels at level 0.
constexpr std::uint32_t mip_extent(std::uint32_t size, std::uint32_t mip) noexcept {
    return mip >= 32 ? 1u : std::max(1u, size >> mip);
}

/// What a new texture is to be. Zeroes and defaults give a plain 2D image of a known format.
struct TextureDesc {
    std::uint32_t width = 1;   ///< texels
    std::uint32_t height = 1;
    Format format = Format::Rgba8Unorm;
    TextureShape shape = TextureShape::Plane;
    std::uint32_t depth = 1;   ///< more than 1 only for a volume
    std::uint32_t layers = 1;
    std::uint32_t mips = 1;
    bool is_array = false;
    ColorSpace color_space = ColorSpace::Unknown;
    AlphaMode alpha_mode = AlphaMode::None;
    std::uint32_t flags = 0;      ///< SINTER_TEXTURE_…
    float gamma = 0;              ///< encoding gamma the source named; 0: none
    std::uint32_t channels = 0;   ///< 0: the format's
    /// Only for a format without FormatInfo:
    std::uint32_t block_width = 1, block_height = 1, block_depth = 1, block_bytes = 0;
};

/// Where everything of a texture lies: the rows of its two tables, and the sizes of its chunks.
struct TextureLayout {
    sinter_texture_row row{};
    std::vector<sinter_texture_mip_row> mips;      ///< [0] is the finest
    std::vector<std::uint64_t> chunk_sizes;        ///< bytes, coarse to fine
};

/// Levels up to this many bytes together share the first chunk; each finer level has its own.
inline constexpr std::uint64_t TextureTailBytes = 64 * 1024;
/// No texture is larger, in texels along an edge, in layers, or in bytes of all levels.
inline constexpr std::uint32_t MaxTextureExtent = 65536;
inline constexpr std::uint32_t MaxTextureLayers = 65536;
inline constexpr std::uint64_t MaxTextureBytes = std::uint64_t{1} << 36;

/// Lays a texture out. Errors: Invalid (an extent of 0, too many mips, a shape that contradicts its extents, no
/// block size), TooLarge (over the limits above). No arithmetic here can overflow, whatever the numbers are.
inline Result<TextureLayout> layout_texture(const TextureDesc& desc) {
    const auto* info = format_info(desc.format);
    TextureLayout out;
    auto& row = out.row;
    row.shape = static_cast<std::uint32_t>(desc.shape);
    row.format = static_cast<std::uint32_t>(desc.format);
    row.width = desc.width;
    row.height = desc.height;
    row.depth = desc.depth;
    row.layers = desc.layers;
    row.faces = desc.shape == TextureShape::Cube ? 6 : 1;
    row.mips = desc.mips;
    row.block_width = info ? info->block_width : desc.block_width;
    row.block_height = info ? info->block_height : desc.block_height;
    row.block_depth = info ? 1 : desc.block_depth;
    row.block_bytes = info ? info->block_bytes : desc.block_bytes;
    row.channels = desc.channels != 0 ? desc.channels : (info ? info->channels : 0);
    row.color_space = static_cast<std::uint32_t>(desc.color_space);
    row.alpha_mode = static_cast<std::uint32_t>(desc.alpha_mode);
    row.flags = desc.flags;
    row.gamma = desc.gamma;
    row.is_array = desc.is_array || desc.layers > 1 ? 1 : 0;

    const auto size_text = [&] {
        return std::to_string(desc.width) + "x" + std::to_string(desc.height) + "x" + std::to_string(desc.depth) +
               ", " + std::to_string(desc.layers) + " layers, " + std::to_string(desc.mips) + " mips";
    };
    if (desc.width == 0 || desc.height == 0 || desc.depth == 0 || desc.layers == 0 || desc.mips == 0)
        return {Code::Invalid, "texture: an extent is 0 (" + size_text() + ")"};
    if (desc.width > MaxTextureExtent || desc.height > MaxTextureExtent || desc.depth > MaxTextureExtent ||
        desc.layers > MaxTextureLayers)
        return {Code::TooLarge, "texture: larger than 65536 along an edge (" + size_text() + ")"};
    if (row.block_bytes == 0 || row.block_bytes > 1024 || row.block_width == 0 || row.block_width > 64 ||
        row.block_height == 0 || row.block_height > 64 || row.block_depth == 0 || row.block_depth > 64)
        return {Code::Invalid, "texture: no usable block size for format " + name_of(desc.format)};
    if (desc.mips > full_mip_count(desc.width, desc.height, desc.depth))
        return {Code::Invalid, "texture: more mips than the size has (" + size_text() + ")"};
    if ((desc.depth > 1 && desc.shape != TextureShape::Volume) ||
        (desc.shape == TextureShape::Line && desc.height != 1) ||
        (desc.shape == TextureShape::Cube && desc.width != desc.height))
        return {Code::Invalid, "texture: the extents contradict the shape (" + size_text() + ")"};

    std::uint64_t total = 0;
    out.mips.resize(desc.mips);
    for (std::uint32_t mip = 0; mip < desc.mips; ++mip) {
        auto& level = out.mips[mip];
        level.width = mip_extent(desc.width, mip);
        level.height = mip_extent(desc.height, mip);
        level.depth = mip_extent(desc.depth, mip);
        const std::uint64_t columns = (level.width + row.block_width - 1) / row.block_width;
        const std::uint64_t lines = (level.height + row.block_height - 1) / row.block_height;
        const std::uint64_t slices = (level.depth + row.block_depth - 1) / row.block_depth;
        level.row_pitch = columns * row.block_bytes;       // <= 2^26
        level.slice_pitch = level.row_pitch * lines;       // <= 2^42
        if (level.slice_pitch > MaxTextureBytes / slices)  // keeps the products below 2^36 * 2^16 * 6
            return {Code::TooLarge, "texture: over 64 GiB (" + size_text() + ")"};
        level.size = level.slice_pitch * slices * row.faces;
        if (level.size > MaxTextureBytes / desc.layers)
            return {Code::TooLarge, "texture: over 64 GiB (" + size_text() + ")"};
        level.size *= desc.layers;
        total += level.size;
    }
    if (total > MaxTextureBytes) return {Code::TooLarge, "texture: over 64 GiB (" + size_text() + ")"};

    for (std::uint32_t mip = desc.mips; mip-- > 0;) {
        auto& level = out.mips[mip];
        const bool joins_tail = out.chunk_sizes.size() == 1 && out.chunk_sizes[0] + level.size <= TextureTailBytes;
        if (out.chunk_sizes.empty() || !joins_tail) out.chunk_sizes.push_back(0);
        level.chunk = static_cast<std::uint32_t>(out.chunk_sizes.size() - 1);
        // Levels start on 16 bytes, so that blocks and float texels may be read in place.
        level.offset = (out.chunk_sizes.back() + 15) & ~std::uint64_t{15};
        out.chunk_sizes.back() = level.offset + level.size;
    }
    return out;
}

/// One level of a texture.
struct TextureMip {
    std::uint32_t width, height, depth;      ///< texels
    std::uint64_t row_pitch, slice_pitch;    ///< bytes
    std::span<const std::uint8_t> bytes;     ///< empty when the level is not resident
};

/// A read-only view of a texture asset.
/// Threads: any. Lifetime: as long as what it views.
class Texture {
  public:
    static constexpr AssetType type = AssetType::Texture;

    Texture() = default;
    /// Check `valid()` when the asset comes from somebody else.
    explicit Texture(AssetView asset)
        : asset_(asset), levels_(asset.rows<sinter_texture_mip_row>(SINTER_TEXTURE_MIP_TABLE)) {
        const auto rows = asset.rows<sinter_texture_row>(SINTER_TEXTURE_TABLE);
        if (!rows.empty()) row_ = rows[0];
    }
    /// The tables are there, agree with each other, and every level lies inside its chunk.
    [[nodiscard]] bool valid() const noexcept {
        if (asset_.type() != type || row_.width == 0 || row_.height == 0 || row_.depth == 0 || row_.layers == 0 ||
            (row_.faces != 1 && row_.faces != 6) || row_.mips == 0 || row_.mips != levels_.size() ||
            row_.mips > full_mip_count(row_.width, row_.height, row_.depth) || row_.block_bytes == 0 ||
            row_.block_width == 0 || row_.block_height == 0 || row_.block_depth == 0)
            return false;
        for (std::uint32_t i = 0; i < levels_.size(); ++i) {
            const auto level = levels_[i];
            if (level.width == 0 || level.height == 0 || level.depth == 0 || level.size == 0 ||
                asset_.bytes(level.chunk, level.offset, level.size).size() != level.size)
                return false;
            if ((row_.flags & SINTER_TEXTURE_SUPERCOMPRESSED) == 0 && !level_fits(level, i)) return false;
        }
        return true;
    }
    [[nodiscard]] const sinter_texture_row& row() const noexcept { return row_; }
    [[nodiscard]] std::uint32_t width() const noexcept { return row_.width; }
    [[nodiscard]] std::uint32_t height() const noexcept { return row_.height; }
    [[nodiscard]] std::uint32_t depth() const noexcept { return row_.depth; }
    [[nodiscard]] std::uint32_t layers() const noexcept { return row_.layers; }
    [[nodiscard]] std::uint32_t faces() const noexcept { return row_.faces; }
    [[nodiscard]] std::uint32_t mip_count() const noexcept { return row_.mips; }
    [[nodiscard]] Format format() const noexcept { return static_cast<Format>(row_.format); }
    [[nodiscard]] TextureShape shape() const noexcept { return static_cast<TextureShape>(row_.shape); }
    [[nodiscard]] ColorSpace color_space() const noexcept { return static_cast<ColorSpace>(row_.color_space); }
    [[nodiscard]] AlphaMode alpha_mode() const noexcept { return static_cast<AlphaMode>(row_.alpha_mode); }
    /// Level `index` < mip_count(); 0 is the finest.
    [[nodiscard]] TextureMip mip(std::uint32_t index) const noexcept {
        const auto level = levels_[index];
        return {level.width, level.height, level.depth, level.row_pitch, level.slice_pitch,
                asset_.bytes(level.chunk, level.offset, level.size)};
    }
    [[nodiscard]] const AssetView& asset() const noexcept { return asset_; }
    /// The description that would lay out a texture of the same kind and size.
    [[nodiscard]] TextureDesc desc() const noexcept {
        TextureDesc out;
        out.width = row_.width;
        out.height = row_.height;
        out.format = format();
        out.shape = shape();
        out.depth = row_.depth;
        out.layers = row_.layers;
        out.mips = row_.mips;
        out.is_array = row_.is_array != 0;
        out.color_space = color_space();
        out.alpha_mode = alpha_mode();
        out.flags = row_.flags;
        out.gamma = row_.gamma;
        out.channels = row_.channels;
        out.block_width = row_.block_width;
        out.block_height = row_.block_height;
        out.block_depth = row_.block_depth;
        out.block_bytes = row_.block_bytes;
        return out;
    }

  private:
    [[nodiscard]] bool level_fits(const sinter_texture_mip_row& level, std::uint32_t index) const noexcept {
        if (level.width != mip_extent(row_.width, index) || level.height != mip_extent(row_.height, index) ||
            level.depth != mip_extent(row_.depth, index))
            return false;
        const std::uint64_t columns = (std::uint64_t{level.width} + row_.block_width - 1) / row_.block_width;
        const std::uint64_t lines = (std::uint64_t{level.height} + row_.block_height - 1) / row_.block_height;
        const std::uint64_t slices = (std::uint64_t{level.depth} + row_.block_depth - 1) / row_.block_depth;
        std::uint64_t size = 0;
        return !__builtin_mul_overflow(columns, std::uint64_t{row_.block_bytes}, &size) && size == level.row_pitch &&
               !__builtin_mul_overflow(size, lines, &size) && size == level.slice_pitch &&
               !__builtin_mul_overflow(size, slices, &size) &&
               !__builtin_mul_overflow(size, std::uint64_t{row_.faces}, &size) &&
               !__builtin_mul_overflow(size, std::uint64_t{row_.layers}, &size) && size == level.size;
    }

    AssetView asset_;
    sinter_texture_row row_{};
    Rows<sinter_texture_mip_row> levels_;
};

}  // namespace sinter
