// SPDX-License-Identifier: Apache-2.0
#include "code_points.hpp"

namespace sinter {
namespace {

constexpr FT_ULong LastCodePoint = 0x10FFFF;

FT_CharMap first_map(FT_Face face, FT_Encoding encoding) {
    for (FT_Int i = 0; i < face->num_charmaps; ++i)
        if (face->charmaps[i]->encoding == encoding) return face->charmaps[i];
    return nullptr;
}

}  // namespace

void read_code_points(const FontFace& font, FontDraft& draft) {
    const auto face = font.freetype();
    FT_ULong last = LastCodePoint;
    if (FT_Select_Charmap(face, FT_ENCODING_UNICODE) != 0) {
        if (const auto symbols = first_map(face, FT_ENCODING_MS_SYMBOL)) {
            FT_Set_Charmap(face, symbols);
            draft.row.flags |= SINTER_FONT_SYMBOLS;
        } else if (face->num_charmaps > 0) {
            // An encoding of its own; all there are agree with ASCII below 0x7F.
            FT_Set_Charmap(face, face->charmaps[0]);
            last = 0x7E;
        } else {
            return;
        }
    }
    auto& out = draft.code_points;
    FT_UInt glyph = 0;
    for (FT_ULong code = FT_Get_First_Char(face, &glyph); glyph != 0 && code <= last;) {
        if (glyph < draft.glyphs.size()) out.push_back({static_cast<std::uint32_t>(code), glyph});
        const auto before = code;
        code = FT_Get_Next_Char(face, code, &glyph);
        if (code <= before) break;  // a damaged map may go round
    }
    if ((draft.row.flags & SINTER_FONT_SYMBOLS) != 0) {
        // Old programs write symbols as the bytes 0x20 to 0xFF.
        const auto count = out.size();
        for (std::size_t i = 0; i < count; ++i)
            if (out[i].code_point >= 0xF020 && out[i].code_point <= 0xF0FF)
                out.push_back({out[i].code_point & 0xFF, out[i].glyph});
    }
    const auto by_code_point = [](const auto& a, const auto& b) { return a.code_point < b.code_point; };
    std::stable_sort(out.begin(), out.end(), by_code_point);
    const auto end = std::unique(out.begin(), out.end(),
                                 [](const auto& a, const auto& b) { return a.code_point == b.code_point; });
    out.erase(end, out.end());
}

}  // namespace sinter
