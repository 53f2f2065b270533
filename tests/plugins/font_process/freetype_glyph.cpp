// SPDX-License-Identifier: Apache-2.0
#include "freetype_glyph.hpp"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <stdexcept>

namespace sinter::test {

struct FreetypeFont::Handles {
    FT_Library library = nullptr;
    FT_Face face = nullptr;
};

FreetypeFont::FreetypeFont(const std::vector<std::uint8_t>& file) : handles_(new Handles) {
    if (FT_Init_FreeType(&handles_->library) != 0 ||
        FT_New_Memory_Face(handles_->library, file.data(), static_cast<FT_Long>(file.size()), 0,
                           &handles_->face) != 0)
        throw std::runtime_error("FreeType cannot open it");
}

FreetypeFont::~FreetypeFont() {
    FT_Done_Face(handles_->face);
    FT_Done_FreeType(handles_->library);
    delete handles_;
}

DrawnGlyph FreetypeFont::draw(std::uint32_t glyph, unsigned pixels_per_em) const {
    const auto face = handles_->face;
    if (FT_Set_Pixel_Sizes(face, 0, pixels_per_em) != 0 ||
        FT_Load_Glyph(face, glyph, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0 ||
        FT_Render_Glyph(face->glyph, FT_RENDER_MODE_NORMAL) != 0)
        throw std::runtime_error("FreeType cannot draw a glyph");
    const auto& bitmap = face->glyph->bitmap;
    DrawnGlyph out{face->glyph->bitmap_left,
                   face->glyph->bitmap_top,
                   static_cast<int>(bitmap.width),
                   static_cast<int>(bitmap.rows),
                   {}};
    for (int y = 0; y < out.height; ++y)
        out.coverage.insert(out.coverage.end(), bitmap.buffer + y * bitmap.pitch,
                            bitmap.buffer + y * bitmap.pitch + out.width);
    return out;
}

}  // namespace sinter::test
