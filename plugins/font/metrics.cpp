// SPDX-License-Identifier: Apache-2.0
#include "metrics.hpp"

#include FT_TRUETYPE_TABLES_H
#include FT_TYPE1_TABLES_H
#include <hb-aat.h>
#include <hb-ot.h>

#include <cmath>

#include "variations.hpp"

namespace sinter {
namespace {

/// Scripts whose text is right, if plainer, when each character is one glyph in its place.
constexpr hb_tag_t SimpleScripts[] = {
    HB_TAG('D', 'F', 'L', 'T'), HB_TAG('d', 'f', 'l', 't'), HB_TAG('l', 'a', 't', 'n'),
    HB_TAG('g', 'r', 'e', 'k'), HB_TAG('c', 'y', 'r', 'l'), HB_TAG('a', 'r', 'm', 'n'),
    HB_TAG('g', 'e', 'o', 'r'), HB_TAG('h', 'a', 'n', 'i'), HB_TAG('k', 'a', 'n', 'a'),
    HB_TAG('h', 'a', 'n', 'g'), HB_TAG('b', 'o', 'p', 'o'), HB_TAG('c', 'o', 'p', 't'),
    HB_TAG('g', 'o', 't', 'h'), HB_TAG('c', 'h', 'e', 'r'), HB_TAG('o', 'g', 'a', 'm'),
    HB_TAG('r', 'u', 'n', 'r'), HB_TAG('m', 'a', 't', 'h'), HB_TAG('m', 'u', 's', 'c'),
    HB_TAG('b', 'r', 'a', 'i'), HB_TAG('y', 'i', ' ', ' '),
};

bool needs_shaping(hb_face_t* face) {
    for (const auto table : {HB_OT_TAG_GSUB, HB_OT_TAG_GPOS}) {
        hb_tag_t tags[64];
        unsigned start = 0;
        for (unsigned got = 64; got == 64; start += got) {
            got = 64;
            hb_ot_layout_table_get_script_tags(face, table, start, &got, tags);
            for (unsigned i = 0; i < got; ++i)
                if (std::find(std::begin(SimpleScripts), std::end(SimpleScripts), tags[i]) ==
                    std::end(SimpleScripts))
                    return true;
        }
    }
    return false;
}

bool has_feature(hb_face_t* face, hb_tag_t table, std::initializer_list<hb_tag_t> wanted) {
    hb_tag_t tags[64];
    unsigned start = 0;
    for (unsigned got = 64; got == 64; start += got) {
        got = 64;
        hb_ot_layout_table_get_feature_tags(face, table, start, &got, tags);
        for (unsigned i = 0; i < got; ++i)
            if (std::find(wanted.begin(), wanted.end(), tags[i]) != wanted.end()) return true;
    }
    return false;
}

bool has_table(hb_face_t* face, hb_tag_t tag) {
    hb_blob_t* table = hb_face_reference_table(face, tag);
    const bool has = hb_blob_get_length(table) != 0;
    hb_blob_destroy(table);
    return has;
}

void read_layout_flags(const FontFace& font, FontDraft& draft) {
    hb_face_t* face = font.harfbuzz();
    if (has_feature(face, HB_OT_TAG_GSUB,
                    {HB_TAG('l', 'i', 'g', 'a'), HB_TAG('c', 'l', 'i', 'g'), HB_TAG('c', 'a', 'l', 't'),
                     HB_TAG('r', 'l', 'i', 'g'), HB_TAG('c', 'c', 'm', 'p'), HB_TAG('r', 'c', 'l', 't')}) ||
        hb_aat_layout_has_substitution(face))
        draft.row.flags |= SINTER_FONT_HAS_LIGATURES;
    if (needs_shaping(face)) draft.row.flags |= SINTER_FONT_NEEDS_SHAPING;
    if (has_feature(face, HB_OT_TAG_GPOS, {HB_TAG('k', 'e', 'r', 'n')}) ||
        has_table(face, HB_TAG('k', 'e', 'r', 'n')) || has_table(face, HB_TAG('k', 'e', 'r', 'x')))
        draft.row.flags |= SINTER_FONT_HAS_KERNING;
}

/// A metric in em; 0 when the font lacks it.
float metric(const FontFace& face, hb_ot_metrics_tag_t tag, double otherwise = 0) {
    hb_position_t position = 0;
    if (hb_ot_metrics_get_position(face.shaper(), tag, &position))
        return face.em(static_cast<double>(position) / FontFace::Scale);
    return face.em(otherwise);
}

void read_texts(const FontFace& font, FontDraft& draft) {
    auto& row = draft.row;
    const auto face = font.freetype();
    const auto first_of = [&](std::initializer_list<unsigned> ids, const char* otherwise) {
        for (const auto id : ids)
            if (const auto text = name_of(font, id); !text.empty()) return draft.add_text(text);
        // What is not of the name table has no encoding but ASCII.
        std::string plain = otherwise ? otherwise : "";
        for (auto& letter : plain)
            if (letter < ' ' || letter > '~') letter = '?';
        return draft.add_text(plain);
    };
    PS_FontInfoRec info{};
    const bool is_type1 = FT_Get_PS_Font_Info(face, &info) == 0 && !font.is_sfnt();
    row.family = first_of({HB_OT_NAME_ID_TYPOGRAPHIC_FAMILY, HB_OT_NAME_ID_FONT_FAMILY}, face->family_name);
    row.style =
        first_of({HB_OT_NAME_ID_TYPOGRAPHIC_SUBFAMILY, HB_OT_NAME_ID_FONT_SUBFAMILY}, face->style_name);
    // What was chosen of a variable font is its style.
    if (row.instance < draft.instances.size() && draft.instances[row.instance].name.size != 0)
        row.style = draft.instances[row.instance].name;
    row.full_name = first_of({HB_OT_NAME_ID_FULL_NAME}, is_type1 ? info.full_name : nullptr);
    row.postscript_name = first_of({HB_OT_NAME_ID_POSTSCRIPT_NAME}, FT_Get_Postscript_Name(face));
    row.version = first_of({HB_OT_NAME_ID_VERSION_STRING}, is_type1 ? info.version : nullptr);
    row.copyright = first_of({HB_OT_NAME_ID_COPYRIGHT}, is_type1 ? info.notice : nullptr);
    row.licence = first_of({HB_OT_NAME_ID_LICENSE, HB_OT_NAME_ID_LICENSE_URL}, nullptr);
    row.sample = first_of({HB_OT_NAME_ID_SAMPLE_TEXT}, nullptr);
}

float finite_or_zero(float value) {
    return std::isfinite(value) ? value : 0;
}

}  // namespace

void read_metrics(const FontFace& font, FontDraft& draft) {
    const auto face = font.freetype();
    auto& row = draft.row;
    row.units_per_em = face->units_per_EM;
    row.glyph_count = static_cast<std::uint32_t>(face->num_glyphs);
    row.face_index = static_cast<std::uint32_t>(face->face_index & 0xFFFF);
    row.missing_glyph = face->num_glyphs > 0 ? 0 : SINTER_FONT_NONE;
    row.embedding = FT_Get_FSType_Flags(face);
    if (FT_IS_FIXED_WIDTH(face)) row.flags |= SINTER_FONT_FIXED_PITCH;
    if ((face->style_flags & FT_STYLE_FLAG_ITALIC) != 0) row.flags |= SINTER_FONT_ITALIC;
    if (FT_HAS_COLOR(face) || FT_HAS_SVG(face)) row.flags |= SINTER_FONT_HAS_COLOR;

    row.ascent = metric(font, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER, face->ascender);
    row.descent = metric(font, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER, face->descender);
    row.line_gap = metric(font, HB_OT_METRICS_TAG_HORIZONTAL_LINE_GAP,
                          face->height - (face->ascender - face->descender));
    row.underline_thickness = metric(font, HB_OT_METRICS_TAG_UNDERLINE_SIZE, face->underline_thickness);
    // FreeType gives the middle of the line, the post table and HarfBuzz its upper edge.
    row.underline_position =
        font.is_sfnt() ? metric(font, HB_OT_METRICS_TAG_UNDERLINE_OFFSET, face->underline_position) -
                             row.underline_thickness / 2
                       : font.em(face->underline_position);
    row.strikeout_thickness = metric(font, HB_OT_METRICS_TAG_STRIKEOUT_SIZE);
    row.strikeout_position = metric(font, HB_OT_METRICS_TAG_STRIKEOUT_OFFSET) - row.strikeout_thickness / 2;
    row.cap_height = metric(font, HB_OT_METRICS_TAG_CAP_HEIGHT);
    row.x_height = metric(font, HB_OT_METRICS_TAG_X_HEIGHT);

    row.weight = (face->style_flags & FT_STYLE_FLAG_BOLD) != 0 ? 700 : 400;
    row.width = 100;
    if (const auto* os2 = static_cast<const TT_OS2*>(FT_Get_Sfnt_Table(face, FT_SFNT_OS2)); os2) {
        constexpr float Percents[] = {50, 62.5f, 75, 87.5f, 100, 112.5f, 125, 150, 200};
        if (os2->usWeightClass >= 1 && os2->usWeightClass <= 1000) row.weight = os2->usWeightClass;
        if (os2->usWidthClass >= 1 && os2->usWidthClass <= 9) row.width = Percents[os2->usWidthClass - 1];
    }
    for (const auto& axis : draft.axes) {
        if (axis.tag == SINTER_TAG('w', 'g', 'h', 't')) row.weight = finite_or_zero(axis.value);
        if (axis.tag == SINTER_TAG('w', 'd', 't', 'h')) row.width = finite_or_zero(axis.value);
    }
    PS_FontInfoRec info{};
    if (const auto* post = static_cast<const TT_Postscript*>(FT_Get_Sfnt_Table(face, FT_SFNT_POST)); post)
        row.italic_angle = static_cast<float>(static_cast<double>(post->italicAngle) / 65536);
    else if (FT_Get_PS_Font_Info(face, &info) == 0)
        row.italic_angle = static_cast<float>(info.italic_angle);
    read_layout_flags(font, draft);
    read_texts(font, draft);
}

}  // namespace sinter
