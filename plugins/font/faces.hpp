// SPDX-License-Identifier: Apache-2.0
// FontFace: one face of a font file, as FreeType and HarfBuzz see it.
#pragma once

#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb.h>

#include <memory>
#include <span>

#include <sinter/status.hpp>

namespace sinter {

/// FreeType's library, kept between jobs.
class FontLibrary {
  public:
    FontLibrary();
    ~FontLibrary();
    FontLibrary(const FontLibrary&) = delete;
    FontLibrary& operator=(const FontLibrary&) = delete;
    [[nodiscard]] FT_Library get() const { return library_; }

  private:
    FT_Library library_ = nullptr;
};

struct DestroyHarfBuzz {
    void operator()(hb_face_t* face) const { hb_face_destroy(face); }
    void operator()(hb_font_t* font) const { hb_font_destroy(font); }
    void operator()(hb_buffer_t* buffer) const { hb_buffer_destroy(buffer); }
    void operator()(hb_set_t* set) const { hb_set_destroy(set); }
};
template <class T>
using HarfBuzz = std::unique_ptr<T, DestroyHarfBuzz>;

/// A face opened by both libraries. HarfBuzz reads its tables through FreeType, which has unpacked WOFF and
/// WOFF2. Threads: one. Lifetime: within that of the library and of the file's bytes.
class FontFace {
  public:
    /// Units of HarfBuzz's positions per font unit.
    static constexpr int Scale = 64;

    /// Errors: Corrupt, Unsupported (no outlines; a variant FreeType does not read), OutOfMemory, TooLarge.
    static Result<std::unique_ptr<FontFace>> open(const FontLibrary& library,
                                                  std::span<const std::uint8_t> file, std::uint32_t index);
    ~FontFace();
    FontFace(const FontFace&) = delete;
    FontFace& operator=(const FontFace&) = delete;

    [[nodiscard]] FT_Face freetype() const { return face_; }
    [[nodiscard]] hb_face_t* harfbuzz() const { return tables_.get(); }
    /// Positions in 1/64 font unit. At the coordinates last set by set_coordinates in variations.hpp.
    [[nodiscard]] hb_font_t* shaper() const { return shaper_.get(); }
    [[nodiscard]] bool is_sfnt() const { return FT_IS_SFNT(face_); }
    /// A length in font units as the em that rows hold.
    [[nodiscard]] float em(double font_units) const {
        return static_cast<float>(font_units / face_->units_per_EM);
    }

  private:
    FontFace() = default;
    FT_Face face_ = nullptr;
    HarfBuzz<hb_face_t> tables_;
    HarfBuzz<hb_font_t> shaper_;
};

/// What FreeType says, in our words. `what`: "font", "glyph 12".
[[nodiscard]] Status freetype_status(FT_Error error, const std::string& what);

}  // namespace sinter
