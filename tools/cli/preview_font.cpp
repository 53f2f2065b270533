// SPDX-License-Identifier: Apache-2.0
// A specimen of a font, set from its own pages by the reference of sinter/font.hpp, with its first page
// beside it.
#include <sinter/font.hpp>

#include <cmath>

#include "preview.hpp"

namespace sinter::cli {
namespace {

constexpr std::uint32_t Width = 1280, Height = 720, Margin = 48, PageEdge = 512;
constexpr std::string_view Pangram = "Sphinx of black quartz, judge my vow";
constexpr std::string_view Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view SmallLetters = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view Figures = "0123456789 &@?!%*/()[]{}#";

struct Colour {
    float red, green, blue;  ///< light, 0 to 1
};
constexpr Colour Ground{0.008f, 0.010f, 0.016f}, Ink{0.88f, 0.86f, 0.80f}, Soft{0.26f, 0.29f, 0.36f},
    Accent{0.95f, 0.42f, 0.10f}, Shade{0.016f, 0.020f, 0.031f};

/// A picture in linear light.
class Sheet {
  public:
    Sheet() : light_(std::size_t{Width} * Height, Ground) {}

    void blend(std::int64_t x, std::int64_t y, const Colour& colour, float share) {
        if (x < 0 || y < 0 || x >= Width || y >= Height || share <= 0) return;
        auto& at = light_[static_cast<std::size_t>(y) * Width + static_cast<std::size_t>(x)];
        at.red += (colour.red - at.red) * share;
        at.green += (colour.green - at.green) * share;
        at.blue += (colour.blue - at.blue) * share;
    }
    void fill(std::uint32_t left, std::uint32_t top, std::uint32_t right, std::uint32_t bottom,
              const Colour& colour) {
        for (auto y = top; y < bottom; ++y)
            for (auto x = left; x < right; ++x) blend(x, y, colour, 1);
    }
    [[nodiscard]] Picture finish() const {
        Picture out{Width, Height, false, {}};
        out.rgba.reserve(light_.size() * 4);
        // The curve of IEC 61966-2-1 is close to a square root.
        const auto code = [](float light) {
            return static_cast<std::uint8_t>(std::sqrt(light) * 255.0f + 0.5f);
        };
        for (const auto& c : light_)
            for (const auto byte : {code(c.red), code(c.green), code(c.blue), std::uint8_t{255}})
                out.rgba.push_back(byte);
        return out;
    }

  private:
    std::vector<Colour> light_;
};

/// One line, its baseline at (x, y). `pixels`: per em.
void draw_line(Sheet& sheet, const Font& font, std::string_view text, float x, float y, float pixels,
               const Colour& colour) {
    const float size = font.row().field_size, range = font.row().field_range;
    font.set_line(text, [&](const PlacedGlyph& placed) {
        const auto glyph = font.glyphs()[placed.glyph];
        if (glyph.page == SINTER_FONT_NONE) return;
        const auto page = font.page(glyph.page);
        if (page.texels.empty()) return;
        const float left = x + (placed.x + glyph.plane[0]) * pixels, top = y - glyph.plane[3] * pixels;
        const float right = x + (placed.x + glyph.plane[2]) * pixels, bottom = y - glyph.plane[1] * pixels;
        if (!(left < Width && right > 0 && top < Height && bottom > 0)) return;
        for (auto j = std::max(0, static_cast<int>(top)); j < std::min<float>(bottom, Height); ++j) {
            for (auto i = std::max(0, static_cast<int>(left)); i < std::min<float>(right, Width); ++i) {
                const float u = (static_cast<float>(i) + 0.5f - left) / pixels * size;
                const float v = (static_cast<float>(j) + 0.5f - top) / pixels * size;
                if (u < 0 || v < 0 || u > static_cast<float>(glyph.width) ||
                    v > static_cast<float>(glyph.height))
                    continue;
                const float distance = sample_distance(page, range, static_cast<float>(glyph.x) + u,
                                                       static_cast<float>(glyph.y) + v);
                sheet.blend(i, j, colour, coverage_of(distance, pixels / size));
            }
        }
    });
}

float width_of(const Font& font, std::string_view text) {
    return font.set_line(text, [](const PlacedGlyph&) {});
}

/// Pixels per em at which a text of `wanted` fits `room` pixels.
float fitting(const Font& font, std::string_view text, float wanted, float room) {
    const float width = width_of(font, text);
    return width * wanted > room ? room / width : wanted;
}

bool has_all(const Font& font, std::string_view text) {
    while (!text.empty())
        if (!font.find(Font::next_code_point(text))) return false;
    return true;
}

void append_utf8(std::string& out, std::uint32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 0x3F))};
    } else if (c < 0x10000) {
        out += {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3F)),
                static_cast<char>(0x80 | (c & 0x3F))};
    } else {
        out += {static_cast<char>(0xF0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 0x3F)),
                static_cast<char>(0x80 | (c >> 6 & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))};
    }
}

/// Lines to show: the alphabet, or of a font without it what it has.
std::vector<std::string> specimen(const Font& font) {
    if (has_all(font, Alphabet) && has_all(font, Pangram)) {
        std::vector<std::string> lines{std::string{Pangram}, std::string{Alphabet}, std::string{SmallLetters},
                                       std::string{Figures}};
        for (const std::string_view more : {"ÄÖÜ äöü ß ÀÉÎÕ çñ æøå ¿¡ §", "Жизнь прекрасна — ΑΒΓΔ αβγδ"})
            if (has_all(font, more)) lines.emplace_back(more);
        return lines;
    }
    std::vector<std::string> lines(1);
    std::uint32_t on_line = 0;
    for (std::uint32_t i = 0; i < font.code_points().size() && lines.size() < 7; ++i) {
        const auto row = font.code_points()[i];
        if (font.glyphs()[row.glyph].page == SINTER_FONT_NONE) continue;
        append_utf8(lines.back(), row.code_point);
        if (++on_line % 16 == 0) lines.emplace_back();
    }
    return lines;
}

/// The first page, in a frame, as far as its edge allows without enlarging it.
void draw_page(Sheet& sheet, const Font& font, std::uint32_t left, std::uint32_t top) {
    const auto page = font.page(0);
    if (page.texels.empty()) return;
    const float scale = std::max(1.0f, static_cast<float>(std::max(page.width, page.height)) / PageEdge);
    const auto width = static_cast<std::uint32_t>(static_cast<float>(page.width) / scale);
    const auto height = static_cast<std::uint32_t>(static_cast<float>(page.height) / scale);
    sheet.fill(left - 12, top - 12, left + PageEdge + 12, top + std::max(height, PageEdge) + 12, Shade);
    left += (PageEdge - width) / 2;
    top += (PageEdge - height) / 2;
    for (std::uint32_t j = 0; j < height; ++j) {
        for (std::uint32_t i = 0; i < width; ++i) {
            const float distance = sample_distance(page, 1, (static_cast<float>(i) + 0.5f) * scale,
                                                   (static_cast<float>(j) + 0.5f) * scale);
            const float light = (distance + 0.5f) * (distance + 0.5f);
            sheet.blend(left + i, top + j, distance > 0 ? Ink : Soft, light);
        }
    }
}

std::string figures_line(const Font& font) {
    const auto number = [](std::uint64_t n) { return std::to_string(n); };
    return number(font.glyphs().size()) + " glyphs, " + number(font.kerning().size()) + " pairs, " +
           number(font.pages().size()) + (font.pages().size() == 1 ? " page" : " pages");
}

}  // namespace

Result<Picture> draw_font(const AssetView& asset) {
    const Font font{asset};
    if (!font.valid()) return {Code::Corrupt, "preview: the font's tables do not agree"};
    if ((font.row().flags & SINTER_FONT_HAS_FIELD) == 0 || font.pages().empty())
        return {Code::Unsupported, "preview: the font has no pages; it needs the step font_distance_field"};
    Sheet sheet;
    constexpr float Room = Width - 3 * Margin - PageEdge, Left = Margin;
    const auto lines = specimen(font);
    auto title = std::string{font.text(font.row().family)};
    if (title.empty() || !has_all(font, title))
        title = lines[0].substr(0, lines[0].size() > 24 ? 0 : lines[0].size());
    const auto style = std::string{font.text(font.row().style)};

    float y = Margin + 52;
    if (!title.empty()) draw_line(sheet, font, title, Left, y, fitting(font, title, 64, Room), Ink);
    sheet.fill(Margin, Margin + 76, Margin + 72, Margin + 80, Accent);
    y = Margin + 116;
    if (has_all(font, style + figures_line(font)))
        draw_line(sheet, font, style + "  " + figures_line(font), Left, y, 18, Soft);
    y += 64;
    for (const auto& line : lines) {
        const float pixels = fitting(font, line, 40, Room);
        draw_line(sheet, font, line, Left, y, pixels, Ink);
        y += pixels * 1.2f + 14;
    }
    // The same line at the sizes of an interface, and one that shows how far the field goes.
    for (const float pixels : {14.0f, 18.0f, 24.0f}) {
        draw_line(sheet, font, lines[0], Left, y, fitting(font, lines[0], pixels, Room), Soft);
        y += pixels * 1.2f + 8;
    }
    // Large: what the field's size bears.
    const auto word = lines[0].substr(0, lines[0].find(' '));
    const float large = fitting(font, word, std::min(150.0f, Height - Margin - y), Room);
    if (large > 60) draw_line(sheet, font, word, Left, Height - Margin - 8, large, Accent);
    draw_page(sheet, font, Width - Margin - PageEdge, (Height - PageEdge) / 2);
    return sheet.finish();
}

}  // namespace sinter::cli
