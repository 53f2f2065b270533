/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of a font: metrics, glyphs, code points, kerning, axes; and glyphs as outlines or as pages of a signed
 * distance field.
 *
 * Space: x to the right, y up, the origin on the baseline. Lengths are in em unless their comment says otherwise: a font
 * unit is 1 / units_per_em, text of `p` pixels has p pixels per em. Single floats hold every font unit exactly up to one
 * rounding, so that length * units_per_em, rounded, is what the file said.
 *
 * A decoder emits outlines: all glyphs of the font, sorted by glyph id, and one chunk of points (SINTER_FONT_OUTLINE_CHUNK).
 * The step that draws the distance field keeps the glyphs that were asked for, drops the outlines, and adds pages: rows of
 * SINTER_FONT_PAGE_TABLE, each with a chunk of its own, the most used glyphs on the first. Last among the chunks, in both
 * forms, may stand the font's layout tables (SINTER_FONT_LAYOUT_CHUNK) for text that must be shaped.
 *
 * How a field is read. A texel is a byte b at the texel's centre; the signed distance to the outline there is
 * (b / 255 - 0.5) * field_range texels, positive inside. Between centres it is interpolated bilinearly. A glyph drawn with
 * its plane rectangle on the screen at s screen pixels per texel has coverage clamp(0.5 + distance * s, 0, 1). font.hpp has
 * that as code. */
#ifndef SINTER_ABI_FONT_H
#define SINTER_ABI_FONT_H

#include <sinter/abi/asset.h>
#include <sinter/abi/data.h>

#define SINTER_FONT_TABLE SINTER_TAG('F', 'O', 'N', 'T')
#define SINTER_FONT_GLYPH_TABLE SINTER_TAG('F', 'G', 'L', 'Y')
#define SINTER_FONT_CODE_POINT_TABLE SINTER_TAG('F', 'M', 'A', 'P')
#define SINTER_FONT_KERNING_TABLE SINTER_TAG('F', 'K', 'R', 'N')
#define SINTER_FONT_AXIS_TABLE SINTER_TAG('F', 'A', 'X', 'S')
#define SINTER_FONT_INSTANCE_TABLE SINTER_TAG('F', 'I', 'N', 'S')
#define SINTER_FONT_COORDINATE_TABLE SINTER_TAG('F', 'C', 'O', 'R')
#define SINTER_FONT_PAGE_TABLE SINTER_TAG('F', 'P', 'A', 'G')
#define SINTER_FONT_FALLBACK_TABLE SINTER_TAG('F', 'F', 'B', 'K')
#define SINTER_FONT_OUTLINE_CHUNK SINTER_TAG('F', 'O', 'U', 'T')
#define SINTER_FONT_PAGE_CHUNK SINTER_TAG('F', 'S', 'D', 'F')
#define SINTER_FONT_LAYOUT_CHUNK SINTER_TAG('F', 'L', 'A', 'Y')
#define SINTER_FONT_VERSION 1u

#define SINTER_FONT_NONE 0xffffffffu

enum {
    SINTER_FONT_HAS_OUTLINES = 1u << 0,  /* glyphs as points: the form a decoder emits */
    SINTER_FONT_HAS_FIELD = 1u << 1,     /* glyphs on pages of a distance field */
    SINTER_FONT_FIXED_PITCH = 1u << 2,
    SINTER_FONT_ITALIC = 1u << 3,        /* italic or oblique */
    SINTER_FONT_HAS_COLOR = 1u << 4,     /* the source has coloured glyphs too, which are not carried */
    SINTER_FONT_HAS_LIGATURES = 1u << 5, /* GSUB substitutes glyphs: shaping gives better text */
    SINTER_FONT_NEEDS_SHAPING = 1u << 6, /* has a script whose text is wrong without shaping: Arabic, Indic, ... */
    SINTER_FONT_HAS_KERNING = 1u << 7,   /* the source kerns, whether or not pairs were asked for */
    SINTER_FONT_SYMBOLS = 1u << 8        /* its code points are a symbol font's own, U+F000 and up */
};

/* What the owner of the font allows, from OS/2 fsType (OpenType 1.9, "OS/2", fsType). */
enum {
    SINTER_FONT_EMBEDDING_RESTRICTED = 0x0002u,
    SINTER_FONT_EMBEDDING_PREVIEW = 0x0004u,
    SINTER_FONT_EMBEDDING_EDITABLE = 0x0008u,
    SINTER_FONT_EMBEDDING_NO_SUBSETTING = 0x0100u,
    SINTER_FONT_EMBEDDING_BITMAP_ONLY = 0x0200u
};

/* Exactly one row. */
typedef struct sinter_font_row {
    uint32_t flags;               /* SINTER_FONT_... */
    uint32_t face_index;          /* in the source file */
    uint32_t face_count;          /* of the source file, >= 1 */
    uint32_t glyph_count;         /* of the face in the source; the glyph table may hold fewer */
    uint32_t units_per_em;        /* font units, >= 1 */
    uint32_t embedding;           /* SINTER_FONT_EMBEDDING_...; 0: installable, or the font does not say */
    float ascent;                 /* from the baseline up */
    float descent;                /* below the baseline: negative */
    float line_gap;               /* lines are ascent - descent + line_gap apart */
    float underline_position;     /* middle of the line; negative: below the baseline */
    float underline_thickness;
    float strikeout_position;
    float strikeout_thickness;
    float cap_height;             /* 0: unknown */
    float x_height;               /* 0: unknown */
    float italic_angle;           /* degrees counter-clockwise from upright: italics are negative */
    float weight;                 /* 1 to 1000; 400 regular, 700 bold */
    float width;                  /* percent of the normal width: 50 to 200 */
    uint32_t missing_glyph;       /* row of the glyph shown for what the font lacks; none: there is no glyph */
    uint32_t instance;            /* row of the named instance that was chosen; none */
    uint32_t layout_chunk;        /* index; none */
    uint32_t outline_chunk;       /* index; none */
    float field_size;             /* texels per em; 0: no field */
    float field_range;            /* texels between the distances of byte 0 and byte 255 */
    sinter_text_range family;
    sinter_text_range style;       /* "Regular", "Bold Italic" */
    sinter_text_range full_name;
    sinter_text_range postscript_name;
    sinter_text_range version;
    sinter_text_range copyright;
    sinter_text_range licence;     /* description, or its address */
    sinter_text_range sample;      /* text that the designer wants shown */
} sinter_font_row;

/* Sorted by `glyph`, each once. */
typedef struct sinter_font_glyph_row {
    uint32_t glyph;       /* id in the source: what a shaper over the layout chunk returns */
    float advance;        /* to the next glyph's origin */
    float ink[4];         /* left, bottom, right, top of the outline; all 0 when there is nothing to draw */
    float plane[4];       /* left, bottom, right, top: where the texels of the field lie; all 0 without */
    uint32_t page;        /* row; none: nothing to draw, or no field */
    uint32_t x;           /* texels from the page's left edge */
    uint32_t y;           /* texels from the page's top edge; the top row of texels lies at plane[3] */
    uint32_t width;       /* texels; 0 without a page */
    uint32_t height;
    uint32_t first_point; /* of the outline; 0 without */
    uint32_t point_count;
    uint32_t reserved;
} sinter_font_glyph_row;

/* A point of an outline. A contour is a MOVE, then for each segment its control points and an ON: a line has none, a
 * quadratic Bezier one, a cubic two. It closes with a line to its first point. What is filled has a winding number
 * other than 0. The chunk is an array of these, little endian. */
typedef uint32_t sinter_font_point_kind;
enum {
    SINTER_FONT_MOVE = 0,
    SINTER_FONT_ON = 1,
    SINTER_FONT_QUADRATIC = 2,
    SINTER_FONT_CUBIC = 3
};
typedef struct sinter_font_point {
    int32_t x; /* 1/64 font unit: exact for every format, also the points that TrueType implies */
    int32_t y;
    sinter_font_point_kind kind;
} sinter_font_point;

/* Sorted by `code_point`, each once. */
typedef struct sinter_font_code_point_row {
    uint32_t code_point; /* Unicode */
    uint32_t glyph;      /* row */
} sinter_font_code_point_row;

/* Sorted by `left`, then `right`; each pair once. Pairs without a row are not kerned. */
typedef struct sinter_font_kerning_row {
    uint32_t left;  /* row of the glyph that stands first */
    uint32_t right; /* row */
    float advance;  /* added to the advance of `left` */
} sinter_font_kerning_row;

typedef struct sinter_font_axis_row {
    uint32_t tag;         /* as SINTER_TAG: 'w','g','h','t' */
    float minimum;        /* in the axis' own scale */
    float default_value;
    float maximum;
    float value;          /* of the outlines here */
    uint32_t hidden;      /* 1: not for users */
    sinter_text_range name;
} sinter_font_axis_row;

/* Its coordinates: rows [i * axes, (i + 1) * axes) of the coordinate table, whose rows are one float each. */
typedef struct sinter_font_instance_row {
    sinter_text_range name;            /* "Bold" */
    sinter_text_range postscript_name;
} sinter_font_instance_row;

/* A page: the whole of chunk `chunk`, height rows of width bytes from the top, nothing padded. */
typedef struct sinter_font_page_row {
    uint32_t width;  /* texels, 1 to 65536 */
    uint32_t height;
    uint32_t chunk;  /* index */
    uint32_t glyphs; /* that lie on it */
} sinter_font_page_row;

/* Where to look for what this font lacks, first row first. */
typedef struct sinter_font_fallback_row {
    uint32_t dependency; /* index into the asset's dependencies: a font */
} sinter_font_fallback_row;

SINTER_STATIC_ASSERT(sizeof(sinter_font_row) == 160, "sinter_font_row has no padding");
SINTER_STATIC_ASSERT(offsetof(sinter_font_row, family) == 96, "sinter_font_row layout");
SINTER_STATIC_ASSERT(sizeof(sinter_font_glyph_row) == 72, "sinter_font_glyph_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_font_point) == 12, "sinter_font_point has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_font_code_point_row) == 8, "sinter_font_code_point_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_font_kerning_row) == 12, "sinter_font_kerning_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_font_axis_row) == 32, "sinter_font_axis_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_font_instance_row) == 16, "sinter_font_instance_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_font_page_row) == 16, "sinter_font_page_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_font_fallback_row) == 4, "sinter_font_fallback_row has no padding");

#endif
