// SPDX-License-Identifier: Apache-2.0
// What a plugin that makes fonts adds to its job: the tables of a font, gathered and then written at once.
#pragma once

#include <vector>

#include <sinter/font.hpp>
#include <sinter/plugin.hpp>

namespace sinter {

/// The tables of a font being made. Fill it, then write it to an output; its chunks are the caller's to add.
/// Threads: one.
struct FontDraft {
    sinter_font_row row{};
    std::vector<sinter_font_glyph_row> glyphs;            ///< sorted by glyph id
    std::vector<sinter_font_code_point_row> code_points;  ///< sorted
    std::vector<sinter_font_kerning_row> kerning;         ///< sorted
    std::vector<sinter_font_axis_row> axes;
    std::vector<sinter_font_instance_row> instances;
    std::vector<float> coordinates;  ///< instances × axes
    std::vector<sinter_font_page_row> pages;
    std::vector<sinter_font_fallback_row> fallbacks;
    std::string texts;

    FontDraft() {
        row.face_count = 1;
        row.missing_glyph = row.instance = row.layout_chunk = row.outline_chunk = SINTER_FONT_NONE;
    }
    /// Keeps a text, up to 64 KiB of it; its place for a row.
    sinter_text_range add_text(std::string_view text) {
        text = text.substr(0, 65536);
        const sinter_text_range range{text.empty() ? 0 : static_cast<std::uint32_t>(texts.size()),
                                      static_cast<std::uint32_t>(text.size())};
        texts += text;
        return range;
    }
    /// Writes every table that has rows. Errors: OutOfMemory.
    Status write(Output& output) const {
        if (auto done = add(output, SINTER_FONT_TABLE, std::span{&row, 1}); !done) return done;
        if (auto done = add(output, SINTER_FONT_GLYPH_TABLE, std::span{glyphs}); !done) return done;
        if (auto done = add(output, SINTER_FONT_CODE_POINT_TABLE, std::span{code_points}); !done) return done;
        if (auto done = add(output, SINTER_FONT_KERNING_TABLE, std::span{kerning}); !done) return done;
        if (auto done = add(output, SINTER_FONT_AXIS_TABLE, std::span{axes}); !done) return done;
        if (auto done = add(output, SINTER_FONT_INSTANCE_TABLE, std::span{instances}); !done) return done;
        if (auto done = add(output, SINTER_FONT_COORDINATE_TABLE, std::span{coordinates}); !done) return done;
        if (auto done = add(output, SINTER_FONT_PAGE_TABLE, std::span{pages}); !done) return done;
        if (auto done = add(output, SINTER_FONT_FALLBACK_TABLE, std::span{fallbacks}); !done) return done;
        return add(output, SINTER_STRING_TABLE, std::span{texts});
    }

  private:
    template <class Row, std::size_t Extent>
    static Status add(Output& output, std::uint32_t tag, std::span<Row, Extent> rows) {
        if (rows.empty()) return {};
        const auto version = tag == SINTER_STRING_TABLE ? SINTER_DATA_VERSION : SINTER_FONT_VERSION;
        auto out =
            output.add_table<std::remove_const_t<Row>>(tag, version, static_cast<std::uint32_t>(rows.size()));
        if (!out) return std::move(out).error();
        std::copy(rows.begin(), rows.end(), out->begin());
        return {};
    }
};

}  // namespace sinter
