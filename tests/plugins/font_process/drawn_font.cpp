// SPDX-License-Identifier: Apache-2.0
#include "drawn_font.hpp"

namespace sinter::test {
namespace {

template <class Row>
void add_rows(OwnedAsset& asset, std::uint32_t tag, const std::vector<Row>& rows) {
    auto bytes =
        asset.add_table(tag, SINTER_FONT_VERSION, sizeof(Row), static_cast<std::uint32_t>(rows.size()));
    std::memcpy(*bytes, rows.data(), rows.size() * sizeof(Row));
}

}  // namespace

OwnedAsset drawn_font(const std::vector<std::vector<DrawnPoint>>& outlines) {
    sinter_font_row row{};
    row.flags = SINTER_FONT_HAS_OUTLINES;
    row.face_count = 1;
    row.units_per_em = 1000;
    row.glyph_count = static_cast<std::uint32_t>(outlines.size());
    row.ascent = 0.8f;
    row.descent = -0.2f;
    row.missing_glyph = row.instance = row.layout_chunk = SINTER_FONT_NONE;
    std::vector<sinter_font_glyph_row> glyphs;
    std::vector<sinter_font_code_point_row> code_points;
    std::vector<sinter_font_point> points;
    for (std::uint32_t i = 0; i < outlines.size(); ++i) {
        sinter_font_glyph_row glyph{};
        glyph.glyph = i;
        glyph.advance = 1;
        glyph.page = SINTER_FONT_NONE;
        glyph.first_point = static_cast<std::uint32_t>(points.size());
        glyph.point_count = static_cast<std::uint32_t>(outlines[i].size());
        float box[4] = {1e9f, 1e9f, -1e9f, -1e9f};
        for (const auto& p : outlines[i]) {
            points.push_back({p.x * 64, p.y * 64, p.kind});
            const float x = static_cast<float>(p.x) / 1000, y = static_cast<float>(p.y) / 1000;
            box[0] = std::min(box[0], x);
            box[1] = std::min(box[1], y);
            box[2] = std::max(box[2], x);
            box[3] = std::max(box[3], y);
        }
        if (!outlines[i].empty()) std::copy(std::begin(box), std::end(box), glyph.ink);
        glyphs.push_back(glyph);
        code_points.push_back({'A' + i, i});
    }
    OwnedAsset asset{AssetType::Font};
    add_rows(asset, SINTER_FONT_TABLE, std::vector{row});
    add_rows(asset, SINTER_FONT_GLYPH_TABLE, glyphs);
    add_rows(asset, SINTER_FONT_CODE_POINT_TABLE, code_points);
    auto chunk = asset.add_chunk(SINTER_FONT_OUTLINE_CHUNK, 64, points.size() * sizeof(sinter_font_point));
    if (!points.empty()) std::memcpy(*chunk, points.data(), points.size() * sizeof(sinter_font_point));
    return asset;
}

std::vector<DrawnPoint> rectangle(int left, int bottom, int right, int top, bool clockwise) {
    std::vector<DrawnPoint> out{{left, bottom, SINTER_FONT_MOVE},
                                {right, bottom, SINTER_FONT_ON},
                                {right, top, SINTER_FONT_ON},
                                {left, top, SINTER_FONT_ON}};
    if (clockwise) std::swap(out[1], out[3]);
    return out;
}

}  // namespace sinter::test
