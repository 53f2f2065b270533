// SPDX-License-Identifier: Apache-2.0
#include "faces.hpp"

#include FT_TRUETYPE_TABLES_H
#include <hb-ot.h>

#include <cstdlib>
#include <new>

namespace sinter {
namespace {

constexpr FT_Long MostGlyphs = 65536;

/// A table of the font in memory that HarfBuzz frees; the empty blob when there is none.
hb_blob_t* load_table(hb_face_t*, hb_tag_t tag, void* user) {
    const auto face = static_cast<FT_Face>(user);
    FT_ULong size = 0;
    if (FT_Load_Sfnt_Table(face, tag, 0, nullptr, &size) != 0 || size == 0 || size > UINT32_MAX)
        return nullptr;
    auto* bytes = static_cast<char*>(std::malloc(size));
    if (!bytes) return nullptr;
    if (FT_Load_Sfnt_Table(face, tag, 0, reinterpret_cast<FT_Byte*>(bytes), &size) != 0) {
        std::free(bytes);
        return nullptr;
    }
    return hb_blob_create(bytes, static_cast<unsigned>(size), HB_MEMORY_MODE_WRITABLE, bytes, &std::free);
}

}  // namespace

FontLibrary::FontLibrary() {
    if (FT_Init_FreeType(&library_) != 0) throw std::bad_alloc{};
}

FontLibrary::~FontLibrary() {
    FT_Done_FreeType(library_);
}

FontFace::~FontFace() {
    shaper_.reset();
    tables_.reset();
    if (face_) FT_Done_Face(face_);
}

Result<std::unique_ptr<FontFace>> FontFace::open(const FontLibrary& library,
                                                 std::span<const std::uint8_t> file, std::uint32_t index) {
    std::unique_ptr<FontFace> out{new FontFace};
    const auto error = FT_New_Memory_Face(library.get(), file.data(), static_cast<FT_Long>(file.size()),
                                          static_cast<FT_Long>(index), &out->face_);
    if (error != 0) {
        out->face_ = nullptr;
        return freetype_status(error, "font").error();
    }
    const auto face = out->face_;
    if (!FT_IS_SCALABLE(face)) return {Code::Unsupported, "font: it has bitmaps only, no outlines"};
    if (face->units_per_EM == 0) return {Code::Corrupt, "font: 0 units per em"};
    if (face->num_glyphs < 0 || face->num_glyphs > MostGlyphs)
        return {Code::TooLarge, "font: more than 65536 glyphs (" + std::to_string(face->num_glyphs) + ")"};
    out->tables_.reset(hb_face_create_for_tables(&load_table, face, nullptr));
    hb_face_set_index(out->tables_.get(), index);
    hb_face_set_upem(out->tables_.get(), face->units_per_EM);
    hb_face_set_glyph_count(out->tables_.get(), static_cast<unsigned>(face->num_glyphs));
    out->shaper_.reset(hb_font_create(out->tables_.get()));
    hb_font_set_scale(out->shaper_.get(), face->units_per_EM * Scale, face->units_per_EM * Scale);
    hb_ot_font_set_funcs(out->shaper_.get());
    return out;
}

Status freetype_status(FT_Error error, const std::string& what) {
    const auto text = [&](const char* says) { return what + ": " + says; };
    switch (FT_ERROR_BASE(error)) {
        case FT_Err_Ok:
            return {};
        case FT_Err_Out_Of_Memory:
        case FT_Err_Array_Too_Large:
            return {Code::OutOfMemory, text("FreeType was refused its memory")};
        case FT_Err_Unknown_File_Format:
            return {Code::Corrupt, text("no font that FreeType knows")};
        case FT_Err_Unimplemented_Feature:
            return {Code::Unsupported, text("a variant of the format that FreeType does not read")};
        case FT_Err_Invalid_Stream_Operation:
        case FT_Err_Invalid_Stream_Read:
        case FT_Err_Invalid_Stream_Skip:
        case FT_Err_Invalid_Frame_Operation:
            return {Code::Corrupt, text("it ends too early, or is no font")};
        case FT_Err_Table_Missing:
        case FT_Err_Locations_Missing:
        case FT_Err_Horiz_Header_Missing:
        case FT_Err_Hmtx_Table_Missing:
        case FT_Err_CMap_Table_Missing:
        case FT_Err_Name_Table_Missing:
        case FT_Err_Post_Table_Missing:
            return {Code::Corrupt, text("a table that every font needs is missing")};
        case FT_Err_Invalid_Table:
            return {Code::Corrupt, text("a table contradicts its format")};
        case FT_Err_Invalid_Composite:
            return {Code::Corrupt, text("it is composed of itself, or of glyphs that are not there")};
        case FT_Err_Invalid_Outline:
            return {Code::Corrupt, text("its outline contradicts its format")};
        default:
            return {Code::Corrupt, text("FreeType refuses it") + " (error " + std::to_string(error) + ")"};
    }
}

}  // namespace sinter
