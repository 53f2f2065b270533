// SPDX-License-Identifier: Apache-2.0
#include "distance_field.hpp"

#include <cmath>

#include "boundary.hpp"
#include "field.hpp"
#include "packing.hpp"
#include "selection.hpp"

namespace sinter {
namespace {

/// What is drawn of a font that has none of the characters asked for.
constexpr std::size_t MostUnasked = 2048;

/// The settings, checked against the platform.
struct FieldSettings {
    double size;  ///< texels per em
    float range;  ///< texels
    std::uint32_t page_size, padding;
};

/// A chosen glyph and its rectangle: texel (0, 0) is its top left one.
struct GlyphBox {
    std::uint32_t row;            ///< in the input's glyph table
    std::int64_t left, top;       ///< texels from the origin: x to the right, y up
    std::uint32_t width, height;  ///< texels; 0: nothing to draw
};

FieldSettings read_settings(ProcessJob& job) {
    auto page = job.setting_integer("page_size");
    const auto limit = job.platform_integer("max_texture_size").value_or(0);
    if (limit > 0) page = std::min(page, limit);
    return {job.setting_float("size"), static_cast<float>(job.setting_float("range")),
            static_cast<std::uint32_t>(page), static_cast<std::uint32_t>(job.setting_integer("padding"))};
}

/// The texels around a glyph up to the last that is not 0. Too large for 32 bits: as large as can be.
GlyphBox box_of(const sinter_font_glyph_row& glyph, std::uint32_t row, const FieldSettings& settings) {
    GlyphBox box{row, 0, 0, 0, 0};
    if (glyph.point_count == 0) return box;
    const double margin = static_cast<double>(settings.range) / 2 + 0.5;
    const double left = std::floor(glyph.ink[0] * settings.size - margin);
    const double bottom = std::floor(glyph.ink[1] * settings.size - margin);
    const double right = std::ceil(glyph.ink[2] * settings.size + margin);
    const double top = std::ceil(glyph.ink[3] * settings.size + margin);
    constexpr double Most = 1 << 30;
    if (!(left > -Most && bottom > -Most && right < Most && top < Most)) {
        box.width = box.height = UINT32_MAX;
        return box;
    }
    box.left = static_cast<std::int64_t>(left);
    box.top = static_cast<std::int64_t>(top);
    box.width = static_cast<std::uint32_t>(right - left);
    box.height = static_cast<std::uint32_t>(top - bottom);
    return box;
}

Result<Selection> choose(ProcessJob& job, const Font& font) {
    auto characters = parse_characters(job.setting_string("characters"));
    if (!characters) return std::move(characters).error();
    auto texts = read_texts(job);
    if (!texts) return std::move(texts).error();
    auto selection = select_glyphs(font, *characters, *texts);
    // A font of another script may have a space and no more.
    const bool draws =
        std::any_of(selection.glyphs.begin(), selection.glyphs.end(), [&](const ChosenGlyph& chosen) {
            return chosen.row != font.row().missing_glyph && font.glyphs()[chosen.row].point_count != 0;
        });
    if (draws || characters->all || font.code_points().empty()) return selection;
    Characters every;
    every.mapped = true;
    auto all = select_glyphs(font, every, {});
    if (all.glyphs.size() > MostUnasked) return selection;
    if (all.code_points.size() <= selection.code_points.size()) return selection;
    job.warn("font: it has none of the characters asked for, so all " +
             std::to_string(all.code_points.size()) +
             " that it has are drawn; say which with font_distance_field's characters");
    return all;
}

/// The tables of the result, pages and rectangles aside.
FontDraft draft_of(const Font& font, const Selection& selection) {
    FontDraft draft;
    draft.row = font.row();
    draft.row.missing_glyph = SINTER_FONT_NONE;
    std::vector<std::uint32_t> new_rows(font.glyphs().size(), SINTER_FONT_NONE);
    for (const auto& [row, rank] : selection.glyphs) {
        new_rows[row] = static_cast<std::uint32_t>(draft.glyphs.size());
        if (row == font.row().missing_glyph) draft.row.missing_glyph = new_rows[row];
        draft.glyphs.push_back(font.glyphs()[row]);
    }
    for (const auto& [code_point, glyph] : selection.code_points)
        draft.code_points.push_back({code_point, new_rows[glyph]});
    for (std::uint32_t i = 0; i < font.kerning().size(); ++i) {
        const auto pair = font.kerning()[i];
        const auto left = new_rows[pair.left], right = new_rows[pair.right];
        if (left != SINTER_FONT_NONE && right != SINTER_FONT_NONE)
            draft.kerning.push_back({left, right, pair.advance});
    }
    return draft;
}

/// Packs the boxes and writes rectangles and pages into the draft; what no page can hold is told and left
/// out.
Status place(ProcessJob& job, const FieldSettings& settings, const Selection& selection,
             std::vector<GlyphBox>& boxes, FontDraft& draft) {
    std::vector<PackItem> items;
    std::vector<std::size_t> owners;
    std::size_t refused = 0;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        auto& box = boxes[i];
        if (box.width == 0) continue;
        if (box.width > settings.page_size || box.height > settings.page_size) {
            box.width = box.height = 0;
            ++refused;
            continue;
        }
        items.push_back({box.width, box.height, selection.glyphs[i].rank, 0, 0, 0});
        owners.push_back(i);
    }
    if (refused != 0)
        job.warn("font: " + std::to_string(refused) + " glyphs are larger than a page of " +
                 std::to_string(settings.page_size) + " texels and are left out; lower size or range");
    auto pages = pack(items, settings.page_size, settings.padding);
    if (!pages) return std::move(pages).error();
    for (std::uint32_t i = 0; i < pages->size(); ++i)
        draft.pages.push_back({(*pages)[i].width, (*pages)[i].height, i, 0});
    for (std::size_t i = 0; i < items.size(); ++i) {
        const auto& box = boxes[owners[i]];
        auto& row = draft.glyphs[owners[i]];
        row.page = items[i].page;
        row.x = items[i].x;
        row.y = items[i].y;
        row.width = box.width;
        row.height = box.height;
        row.plane[0] = static_cast<float>(static_cast<double>(box.left) / settings.size);
        row.plane[1] = static_cast<float>(static_cast<double>(box.top - box.height) / settings.size);
        row.plane[2] = static_cast<float>(static_cast<double>(box.left + box.width) / settings.size);
        row.plane[3] = static_cast<float>(static_cast<double>(box.top) / settings.size);
        ++draft.pages[row.page].glyphs;
    }
    return {};
}

Status add_fallbacks(ProcessJob& job, Output& output, FontDraft& draft) {
    const auto kind = job.setting_string("fallback_loading") == "with_me" ? DependencyKind::LoadedWithMe
                                                                          : DependencyKind::LoadedOnDemand;
    for (const auto& entry : job.setting_strings("fallback")) {
        auto index = output.add_dependency(kind, AssetType::Font, to_view(entry));
        if (!index) return {Code::Invalid, "fallback: " + index.error().text};
        draft.fallbacks.push_back({*index});
    }
    return {};
}

}  // namespace

Status FontDistanceField::process(ProcessJob& job) {
    const Font font{job.input()};
    if (const auto* table = job.input().table(SINTER_FONT_TABLE);
        table && table->version > SINTER_FONT_VERSION)
        return {Code::Unsupported,
                "font: its tables are newer than this step (" + std::to_string(table->version) + ")"};
    if (!font.valid()) return {Code::Corrupt, "font: the tables do not agree"};
    if ((font.row().flags & SINTER_FONT_HAS_OUTLINES) == 0) return {};
    const auto settings = read_settings(job);
    auto selection = choose(job, font);
    if (!selection) return std::move(selection).error();

    auto draft = draft_of(font, *selection);
    std::vector<GlyphBox> boxes;
    for (auto& row : draft.glyphs) {
        boxes.push_back(box_of(row, selection->glyphs[boxes.size()].row, settings));
        row.first_point = row.point_count = 0;
    }
    if (auto done = place(job, settings, *selection, boxes, draft); !done) return done;
    draft.row.flags = (draft.row.flags & ~SINTER_FONT_HAS_OUTLINES) | SINTER_FONT_HAS_FIELD;
    draft.row.outline_chunk = SINTER_FONT_NONE;
    draft.row.field_size = static_cast<float>(settings.size);
    draft.row.field_range = settings.range;
    const auto layout = job.setting_bool("layout") ? font.layout_tables() : std::span<const std::uint8_t>{};
    draft.row.layout_chunk =
        layout.empty() ? SINTER_FONT_NONE : static_cast<std::uint32_t>(draft.pages.size());

    auto output = job.new_asset();
    if (!output) return std::move(output).error();
    if (auto done = job.pass_through(
            *output, {SINTER_FONT_TABLE, SINTER_FONT_GLYPH_TABLE, SINTER_FONT_CODE_POINT_TABLE,
                      SINTER_FONT_KERNING_TABLE, SINTER_FONT_PAGE_TABLE, SINTER_FONT_FALLBACK_TABLE});
        !done)
        return done;
    if (auto done = add_fallbacks(job, *output, draft); !done) return done;
    if (auto done = draft.write(*output); !done) return done;
    std::vector<std::span<std::uint8_t>> pages;
    for (const auto& page : draft.pages) {
        auto chunk = output->add_chunk(SINTER_FONT_PAGE_CHUNK, std::uint64_t{page.width} * page.height);
        if (!chunk) return std::move(chunk).error();
        pages.push_back(*chunk);
    }
    if (!layout.empty()) {
        auto chunk = output->add_chunk(SINTER_FONT_LAYOUT_CHUNK, layout.size());
        if (!chunk) return std::move(chunk).error();
        std::copy(layout.begin(), layout.end(), chunk->begin());
    }

    const double scale = settings.size / font.row().units_per_em / 64;
    auto drawn = job.parallel_for(boxes.size(), [&](std::uint64_t i) -> Status {
        const auto& box = boxes[i];
        if (box.width == 0) return {};
        if (!job.checkpoint(static_cast<float>(i) / static_cast<float>(boxes.size())))
            return Job::cancelled();
        const auto& row = draft.glyphs[i];
        const Placement placement{scale, static_cast<double>(-box.left), static_cast<double>(box.top)};
        const auto contours = flatten(font, font.glyphs()[box.row], placement);
        const std::size_t pitch = draft.pages[row.page].width;
        draw_field(contours, boundary_of(contours), settings.range,
                   {pages[row.page].data() + row.y * pitch + row.x, box.width, box.height, pitch});
        return {};
    });
    if (!drawn) return drawn;
    return job.emit(*output);
}

}  // namespace sinter
