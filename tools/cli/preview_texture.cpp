// SPDX-License-Identifier: Apache-2.0
#include "preview.hpp"

#include <algorithm>
#include <vector>

#include "preview_texels.hpp"

namespace sinter::cli {
namespace {

constexpr std::uint64_t LongestEdge = 1024;
constexpr std::uint64_t LongestSheetEdge = 4096;
constexpr std::uint32_t MostImages = 64;
constexpr std::uint64_t MostTexels = std::uint64_t{1} << 28;

/// Where the images of a level stand in the picture, in cells of the level's size.
struct Sheet {
    std::uint32_t columns = 1, lines = 1;
    struct Cell {
        std::uint64_t image;  ///< in the order in which the level stores them
        std::uint32_t column, line;
    };
    std::vector<Cell> cells;
};

/// The cube unfolded, +Z in the middle.
Sheet cross() {
    return {4, 3, {{0, 2, 1}, {1, 0, 1}, {2, 1, 0}, {3, 1, 2}, {4, 1, 1}, {5, 3, 1}}};
}

/// `count` images of `width` x `height` in as square a picture as they give.
Sheet grid(std::uint32_t count, std::uint32_t width, std::uint32_t height) {
    const std::uint32_t shown = std::min(count, MostImages);
    const auto lines_for = [&](std::uint32_t columns) { return (shown + columns - 1) / columns; };
    const auto edge_for = [&](std::uint32_t columns) {
        return std::max(std::uint64_t{columns} * width, std::uint64_t{lines_for(columns)} * height);
    };
    Sheet out;
    for (std::uint32_t columns = 2; columns <= shown; ++columns)
        if (edge_for(columns) <= edge_for(out.columns)) out.columns = columns;
    out.lines = lines_for(out.columns);
    for (std::uint32_t i = 0; i < shown; ++i)
        out.cells.push_back({std::uint64_t{i} * count / shown, i % out.columns, i / out.columns});
    return out;
}

Sheet sheet_of(const Texture& texture, const TextureMip& level) {
    if (texture.shape() == TextureShape::Cube) return cross();
    const std::uint32_t count = texture.shape() == TextureShape::Volume ? level.depth : texture.layers();
    return grid(count, level.width, level.height);
}

struct Chosen {
    TextureMip level;
    Sheet sheet;
    [[nodiscard]] std::uint64_t width() const { return std::uint64_t{level.width} * sheet.columns; }
    [[nodiscard]] std::uint64_t height() const { return std::uint64_t{level.height} * sheet.lines; }
};

Chosen choose(const Texture& texture) {
    for (std::uint32_t mip = 0;; ++mip) {
        const auto level = texture.mip(mip);
        Chosen out{level, sheet_of(texture, level)};
        const bool fits = std::max(level.width, level.height) <= LongestEdge &&
                          std::max(out.width(), out.height()) <= LongestSheetEdge;
        if (fits || mip + 1 == texture.mip_count()) return out;
    }
}

/// What Texture::valid() leaves to its users: the shape says how many faces and slices there are.
bool agrees(const sinter_texture_row& row) {
    return row.faces == (row.shape == SINTER_TEXTURE_CUBE ? 6u : 1u) &&
           (row.depth == 1 || row.shape == SINTER_TEXTURE_3D);
}

}  // namespace

Result<Picture> draw_texture(const AssetView& asset) {
    const Texture texture{asset};
    if (!texture.valid() || !agrees(texture.row()))
        return {Code::Corrupt, "preview: the tables of the texture do not agree"};
    const auto painter = TexelPainter::make(texture.row());
    if (!painter) return painter.error();
    const auto chosen = choose(texture);
    const auto& level = chosen.level;
    if (chosen.width() > MostTexels || chosen.height() > MostTexels / chosen.width())
        return {Code::TooLarge, "preview: the picture would have over 2^28 texels (" +
                                    std::to_string(chosen.width()) + "x" + std::to_string(chosen.height()) +
                                    ")"};

    Picture picture{static_cast<std::uint32_t>(chosen.width()),
                    static_cast<std::uint32_t>(chosen.height()),
                    painter->has_alpha(),
                    {}};
    const std::size_t pitch = std::size_t{picture.width} * 4;
    picture.rgba.resize(pitch * picture.height);
    const auto image_bytes = static_cast<std::size_t>(level.slice_pitch);
    for (const auto& cell : chosen.sheet.cells)
        painter->paint(level.bytes.subspan(static_cast<std::size_t>(cell.image) * image_bytes, image_bytes),
                       level.width, level.height,
                       picture.rgba.data() + std::size_t{cell.line} * level.height * pitch +
                           std::size_t{cell.column} * level.width * 4,
                       pitch);
    return picture;
}

}  // namespace sinter::cli
