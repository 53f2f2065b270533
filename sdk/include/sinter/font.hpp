// SPDX-License-Identifier: Apache-2.0
// Font: a read-only view of a font asset; how a line of it is set, and how its distance field is sampled.
#pragma once

#include <sinter/abi/font.h>
#include <sinter/asset.hpp>

namespace sinter {

/// One page of the distance field.
struct FontPage {
    std::uint32_t width = 0, height = 0;   ///< texels
    std::span<const std::uint8_t> texels;  ///< width * height, rows from the top; empty when not resident
};

/// A glyph set on a line: where its rectangle of texels goes.
struct PlacedGlyph {
    std::uint32_t glyph;  ///< row of the glyph table
    float x;              ///< of its origin from the line's start, em
};

/// A read-only view of a font asset.
/// Threads: any. Lifetime: as long as what it views.
class Font {
  public:
    static constexpr AssetType type = AssetType::Font;
    /// The farthest that a coordinate of a point may be from 0, in 1/64 font unit: 2^24 font units.
    static constexpr std::int32_t FarthestPoint = 1 << 30;

    Font() = default;
    /// Check `valid()` when the asset comes from somebody else.
    explicit Font(AssetView asset)
        : asset_(asset),
          glyphs_(asset.rows<sinter_font_glyph_row>(SINTER_FONT_GLYPH_TABLE)),
          code_points_(asset.rows<sinter_font_code_point_row>(SINTER_FONT_CODE_POINT_TABLE)),
          kerning_(asset.rows<sinter_font_kerning_row>(SINTER_FONT_KERNING_TABLE)),
          axes_(asset.rows<sinter_font_axis_row>(SINTER_FONT_AXIS_TABLE)),
          instances_(asset.rows<sinter_font_instance_row>(SINTER_FONT_INSTANCE_TABLE)),
          coordinates_(asset.rows<float>(SINTER_FONT_COORDINATE_TABLE)),
          pages_(asset.rows<sinter_font_page_row>(SINTER_FONT_PAGE_TABLE)),
          fallbacks_(asset.rows<sinter_font_fallback_row>(SINTER_FONT_FALLBACK_TABLE)) {
        const auto rows = asset.rows<sinter_font_row>(SINTER_FONT_TABLE);
        if (!rows.empty()) row_ = rows[0];
        if (const auto* texts = asset.table(SINTER_STRING_TABLE); texts && texts->stride == 1)
            texts_ = {reinterpret_cast<const char*>(texts->rows), texts->count};
    }

    /// The tables are there and sorted, agree with each other, every number is finite, every index, text,
    /// rectangle and chunk lies inside what it refers to, and every outline follows its grammar.
    [[nodiscard]] bool valid() const noexcept {
        return asset_.type() == type && valid_row() && valid_glyphs() && valid_code_points() &&
               valid_kerning() && valid_axes() && valid_pages() && valid_fallbacks();
    }

    [[nodiscard]] const sinter_font_row& row() const noexcept { return row_; }
    [[nodiscard]] const Rows<sinter_font_glyph_row>& glyphs() const noexcept { return glyphs_; }
    [[nodiscard]] const Rows<sinter_font_code_point_row>& code_points() const noexcept {
        return code_points_;
    }
    [[nodiscard]] const Rows<sinter_font_kerning_row>& kerning() const noexcept { return kerning_; }
    [[nodiscard]] const Rows<sinter_font_axis_row>& axes() const noexcept { return axes_; }
    [[nodiscard]] const Rows<sinter_font_instance_row>& instances() const noexcept { return instances_; }
    [[nodiscard]] const Rows<sinter_font_page_row>& pages() const noexcept { return pages_; }
    [[nodiscard]] const Rows<sinter_font_fallback_row>& fallbacks() const noexcept { return fallbacks_; }
    [[nodiscard]] const AssetView& asset() const noexcept { return asset_; }

    /// Empty when the font does not say, or the range lies outside the string table.
    [[nodiscard]] std::string_view text(sinter_text_range range) const noexcept {
        if (range.offset > texts_.size() || range.size > texts_.size() - range.offset) return {};
        return texts_.substr(range.offset, range.size);
    }
    /// Coordinate of an instance along an axis, in the axis' scale.
    [[nodiscard]] float coordinate(std::uint32_t instance, std::uint32_t axis) const noexcept {
        return coordinates_[instance * axes_.size() + axis];
    }
    /// Row of the glyph for a Unicode code point; nothing when the font lacks it. O(log n).
    [[nodiscard]] std::optional<std::uint32_t> find(std::uint32_t code_point) const noexcept {
        const auto at = lower_bound(code_points_.size(),
                                    [&](std::uint32_t i) { return code_points_[i].code_point < code_point; });
        if (at == code_points_.size()) return std::nullopt;
        const auto found = code_points_[at];
        return found.code_point == code_point ? std::optional{found.glyph} : std::nullopt;
    }
    /// Row of a glyph by its id in the source, as a shaper names it. O(log n).
    [[nodiscard]] std::optional<std::uint32_t> find_glyph(std::uint32_t id) const noexcept {
        const auto at = lower_bound(glyphs_.size(), [&](std::uint32_t i) { return glyphs_[i].glyph < id; });
        return at != glyphs_.size() && glyphs_[at].glyph == id ? std::optional{at} : std::nullopt;
    }
    /// What is added to the advance of glyph row `left` when glyph row `right` follows, em. O(log n).
    [[nodiscard]] float kerning_between(std::uint32_t left, std::uint32_t right) const noexcept {
        const auto at = lower_bound(kerning_.size(), [&](std::uint32_t i) {
            const auto pair = kerning_[i];
            return pair.left != left ? pair.left < left : pair.right < right;
        });
        if (at == kerning_.size()) return 0;
        const auto pair = kerning_[at];
        return pair.left == left && pair.right == right ? pair.advance : 0;
    }
    /// Page `index` < pages().size().
    [[nodiscard]] FontPage page(std::uint32_t index) const noexcept {
        const auto page = pages_[index];
        return {page.width, page.height,
                asset_.bytes(page.chunk, 0, std::uint64_t{page.width} * page.height)};
    }
    /// Number of points of all outlines; 0 without outlines.
    [[nodiscard]] std::uint64_t point_count() const noexcept {
        return outline_bytes().size() / sizeof(sinter_font_point);
    }
    /// Point `index` < point_count() of the outlines.
    [[nodiscard]] sinter_font_point point(std::uint64_t index) const noexcept {
        sinter_font_point out;
        std::memcpy(&out, outline_bytes().data() + index * sizeof(out), sizeof(out));
        return out;
    }
    /// An OpenType file of the tables that shaping reads (GSUB, GPOS, GDEF, kern, cmap, hmtx, …): give it to
    /// HarfBuzz as a blob. Glyph ids are those of sinter_font_glyph_row. Empty without.
    [[nodiscard]] std::span<const std::uint8_t> layout_tables() const noexcept {
        if (row_.layout_chunk >= asset_.chunks().size()) return {};
        return asset_.bytes(row_.layout_chunk, 0, asset_.chunks()[row_.layout_chunk].bytes.size);
    }

    /// Sets one line without shaping: advances and pair kerning; what the font lacks is its missing glyph, or
    /// is left out when it has none. `place` is called with a PlacedGlyph for each glyph. Result: the width,
    /// em.
    template <class Place>
    float set_line(std::string_view utf8, Place&& place) const {
        float x = 0;
        std::uint32_t before = SINTER_FONT_NONE;
        while (!utf8.empty()) {
            const auto found = find(next_code_point(utf8));
            const auto glyph = found.value_or(row_.missing_glyph);
            if (glyph >= glyphs_.size()) continue;
            if (before != SINTER_FONT_NONE) x += kerning_between(before, glyph);
            place(PlacedGlyph{glyph, x});
            x += glyphs_[glyph].advance;
            before = glyph;
        }
        return x;
    }
    /// Takes a code point off the front of UTF-8 text that is not empty; U+FFFD for a byte that is none.
    static std::uint32_t next_code_point(std::string_view& utf8) noexcept {
        const auto at = [&](std::size_t i) { return static_cast<std::uint8_t>(utf8[i]); };
        const std::uint32_t lead = at(0);
        const std::size_t size = lead < 0x80                   ? 1
                                 : lead >= 0xC2 && lead < 0xE0 ? 2
                                 : (lead & 0xF0) == 0xE0       ? 3
                                 : lead >= 0xF0 && lead < 0xF5 ? 4
                                                               : 0;
        std::uint32_t code = size == 1 ? lead : lead & (0x7Fu >> size);
        bool good = size != 0 && size <= utf8.size();
        for (std::size_t i = 1; good && i < size; ++i) {
            good = (at(i) & 0xC0) == 0x80;
            code = code << 6 | (at(i) & 0x3Fu);
        }
        good = good && !(size == 3 && (code < 0x800 || (code >= 0xD800 && code < 0xE000))) &&
               !(size == 4 && (code < 0x10000 || code > 0x10FFFF));
        utf8.remove_prefix(good ? size : 1);
        return good ? code : 0xFFFD;
    }

  private:
    template <class Less>
    static std::uint32_t lower_bound(std::uint32_t count, Less less) noexcept {
        std::uint32_t first = 0;
        while (count > 0) {
            const auto half = count / 2;
            if (less(first + half)) {
                first += half + 1;
                count -= half + 1;
            } else {
                count = half;
            }
        }
        return first;
    }
    [[nodiscard]] std::span<const std::uint8_t> outline_bytes() const noexcept {
        if (row_.outline_chunk >= asset_.chunks().size()) return {};
        return asset_.bytes(row_.outline_chunk, 0, asset_.chunks()[row_.outline_chunk].bytes.size);
    }
    template <class... Floats>
    static bool finite(Floats... values) noexcept {
        return (... && (values - values == 0));
    }
    /// Left, bottom, right, top.
    static bool is_box(const float (&box)[4]) noexcept {
        return finite(box[0], box[1], box[2], box[3]) && box[0] <= box[2] && box[1] <= box[3];
    }
    [[nodiscard]] bool is_text(sinter_text_range range) const noexcept {
        return range.size == 0 ||
               (range.offset <= texts_.size() && range.size <= texts_.size() - range.offset);
    }
    [[nodiscard]] bool valid_row() const noexcept {
        const auto is_chunk = [&](std::uint32_t chunk) {
            return chunk == SINTER_FONT_NONE || chunk < asset_.chunks().size();
        };
        const auto& r = row_;
        const bool has_field = (r.flags & SINTER_FONT_HAS_FIELD) != 0;
        const bool has_outlines = (r.flags & SINTER_FONT_HAS_OUTLINES) != 0;
        return r.units_per_em != 0 && r.face_count != 0 && r.face_index < r.face_count &&
               finite(r.ascent, r.descent, r.line_gap, r.underline_position, r.underline_thickness) &&
               finite(r.strikeout_position, r.strikeout_thickness, r.cap_height, r.x_height,
                      r.italic_angle) &&
               finite(r.weight, r.width, r.field_size, r.field_range) &&
               (r.missing_glyph == SINTER_FONT_NONE || r.missing_glyph < glyphs_.size()) &&
               (r.instance == SINTER_FONT_NONE || r.instance < instances_.size()) &&
               is_chunk(r.layout_chunk) && is_chunk(r.outline_chunk) &&
               has_outlines == (r.outline_chunk != SINTER_FONT_NONE) &&
               (has_field ? r.field_size > 0 && r.field_range > 0 : pages_.empty()) && is_text(r.family) &&
               is_text(r.style) && is_text(r.full_name) && is_text(r.postscript_name) && is_text(r.version) &&
               is_text(r.copyright) && is_text(r.licence) && is_text(r.sample);
    }
    [[nodiscard]] bool valid_glyphs() const noexcept {
        const auto points = point_count();
        for (std::uint32_t i = 0; i < glyphs_.size(); ++i) {
            const auto glyph = glyphs_[i];
            if ((i > 0 && glyphs_[i - 1].glyph >= glyph.glyph) || !finite(glyph.advance) ||
                !is_box(glyph.ink) || !is_box(glyph.plane) || glyph.first_point > points ||
                glyph.point_count > points - glyph.first_point ||
                !is_outline(glyph.first_point, glyph.point_count))
                return false;
            if (glyph.page == SINTER_FONT_NONE) {
                if (glyph.width != 0 || glyph.height != 0) return false;
                continue;
            }
            if (glyph.page >= pages_.size()) return false;
            const auto page = pages_[glyph.page];
            if (glyph.x > page.width || glyph.width > page.width - glyph.x || glyph.y > page.height ||
                glyph.height > page.height - glyph.y || glyph.width == 0 || glyph.height == 0)
                return false;
        }
        return true;
    }
    [[nodiscard]] bool is_outline(std::uint32_t first, std::uint32_t count) const noexcept {
        sinter_font_point_kind before = SINTER_FONT_ON;  // what stands before; ON where a contour may begin
        std::uint32_t run = 0;                           // of control points
        for (std::uint32_t i = 0; i < count; ++i) {
            const auto p = point(std::uint64_t{first} + i);
            if (p.x < -FarthestPoint || p.x > FarthestPoint || p.y < -FarthestPoint || p.y > FarthestPoint)
                return false;
            const bool is_control = p.kind == SINTER_FONT_QUADRATIC || p.kind == SINTER_FONT_CUBIC;
            if (p.kind > SINTER_FONT_CUBIC || (i == 0 && p.kind != SINTER_FONT_MOVE) ||
                (p.kind == SINTER_FONT_MOVE && run != 0))
                return false;
            if (is_control) {
                if (run != 0 && (p.kind != before || p.kind == SINTER_FONT_QUADRATIC || run == 2))
                    return false;
                ++run;
            } else {
                if (p.kind == SINTER_FONT_ON && before == SINTER_FONT_CUBIC && run != 2) return false;
                run = 0;
            }
            before = p.kind;
        }
        return run == 0;
    }
    [[nodiscard]] bool valid_code_points() const noexcept {
        for (std::uint32_t i = 0; i < code_points_.size(); ++i) {
            const auto row = code_points_[i];
            if (row.glyph >= glyphs_.size() || row.code_point > 0x10FFFF ||
                (i > 0 && code_points_[i - 1].code_point >= row.code_point))
                return false;
        }
        return true;
    }
    [[nodiscard]] bool valid_kerning() const noexcept {
        std::uint64_t before = 0;
        for (std::uint32_t i = 0; i < kerning_.size(); ++i) {
            const auto row = kerning_[i];
            const auto key = std::uint64_t{row.left} << 32 | row.right;
            if (row.left >= glyphs_.size() || row.right >= glyphs_.size() || !finite(row.advance) ||
                (i > 0 && before >= key))
                return false;
            before = key;
        }
        return true;
    }
    [[nodiscard]] bool valid_axes() const noexcept {
        for (std::uint32_t i = 0; i < axes_.size(); ++i) {
            const auto row = axes_[i];
            if (!finite(row.minimum, row.default_value, row.maximum, row.value) || !is_text(row.name))
                return false;
        }
        for (std::uint32_t i = 0; i < instances_.size(); ++i)
            if (!is_text(instances_[i].name) || !is_text(instances_[i].postscript_name)) return false;
        for (std::uint32_t i = 0; i < coordinates_.size(); ++i)
            if (!finite(coordinates_[i])) return false;
        return std::uint64_t{instances_.size()} * axes_.size() == coordinates_.size();
    }
    [[nodiscard]] bool valid_pages() const noexcept {
        for (std::uint32_t i = 0; i < pages_.size(); ++i) {
            const auto row = pages_[i];
            const auto size = std::uint64_t{row.width} * row.height;
            if (row.width == 0 || row.width > 65536 || row.height == 0 || row.height > 65536 ||
                row.chunk >= asset_.chunks().size() || asset_.chunks()[row.chunk].bytes.size != size)
                return false;
        }
        return true;
    }
    [[nodiscard]] bool valid_fallbacks() const noexcept {
        for (std::uint32_t i = 0; i < fallbacks_.size(); ++i)
            if (fallbacks_[i].dependency >= asset_.dependencies().size()) return false;
        return true;
    }

    AssetView asset_;
    sinter_font_row row_{};
    Rows<sinter_font_glyph_row> glyphs_;
    Rows<sinter_font_code_point_row> code_points_;
    Rows<sinter_font_kerning_row> kerning_;
    Rows<sinter_font_axis_row> axes_;
    Rows<sinter_font_instance_row> instances_;
    Rows<float> coordinates_;
    Rows<sinter_font_page_row> pages_;
    Rows<sinter_font_fallback_row> fallbacks_;
    std::string_view texts_;
};

// ---- the reference for a shader: a GPU's R8 texture with bilinear filtering and clamp to edge does the
// first ----

/// Signed distance, in texels and positive inside, at (x, y) texels from a page's left and top edge. `range`:
/// the font row's field_range. The page has texels.
inline float sample_distance(const FontPage& page, float range, float x, float y) noexcept {
    const auto clamped = [](float at, std::uint32_t size) {
        const float last = static_cast<float>(size - 1);
        return at > 0 ? (at < last ? at : last) : 0;
    };
    const float u = clamped(x - 0.5f, page.width), v = clamped(y - 0.5f, page.height);
    const auto column = static_cast<std::uint32_t>(u), line = static_cast<std::uint32_t>(v);
    const float across = u - static_cast<float>(column), down = v - static_cast<float>(line);
    const std::uint32_t right = column + 1 < page.width ? column + 1 : column;
    const std::uint32_t below = line + 1 < page.height ? line + 1 : line;
    const auto texel = [&](std::uint32_t i, std::uint32_t j) {
        return static_cast<float>(page.texels[std::size_t{j} * page.width + i]);
    };
    const float upper = texel(column, line) + (texel(right, line) - texel(column, line)) * across;
    const float lower = texel(column, below) + (texel(right, below) - texel(column, below)) * across;
    return ((upper + (lower - upper) * down) / 255.0f - 0.5f) * range;
}

/// How much of a pixel a glyph covers, 0 to 1. `distance`: of the pixel's centre, texels. `scale`: screen
/// pixels per texel, which is pixels per em / field_size; below 1 / field_range a field cannot be drawn
/// smoothly any more.
inline float coverage_of(float distance, float scale) noexcept {
    const float covered = 0.5f + distance * scale;
    return covered > 0 ? (covered < 1 ? covered : 1) : 0;
}

}  // namespace sinter
