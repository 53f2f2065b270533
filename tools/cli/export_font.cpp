// SPDX-License-Identifier: Apache-2.0
// A font as JSON with its pages as PNG. Characters and kernings have the fields of AngelCode's bitmap fonts,
// in texels at `info.size` texels per em; plugins/font_process/README.md says what each means.
#include <spng.h>

#include <charconv>
#include <memory>

#include <sinter/font.hpp>

#include "export.hpp"

namespace sinter::cli {
namespace {

constexpr std::size_t MostKernings = std::size_t{1} << 20;

/// JSON text (RFC 8259), one value a line where it helps the eye.
class JsonText {
  public:
    JsonText& open(char bracket) {
        comma();
        text_ += bracket;
        first_ = true;
        return *this;
    }
    JsonText& close(char bracket) {
        text_ += bracket;
        first_ = false;
        return *this;
    }
    JsonText& line() {
        comma();
        text_ += '\n';
        first_ = true;
        return *this;
    }
    JsonText& key(std::string_view name) {
        comma();
        quote(name);
        text_ += ':';
        first_ = true;
        return *this;
    }
    JsonText& value(std::string_view text) {
        comma();
        quote(text);
        return *this;
    }
    template <class Number>
    requires std::is_arithmetic_v<Number> JsonText& value(Number number) {
        comma();
        char digits[64];
        const auto [end, error] = std::to_chars(digits, digits + sizeof(digits), number);
        text_.append(digits, error == std::errc{} ? end : digits);
        return *this;
    }
    template <class T>
    JsonText& field(std::string_view name, const T& content) {
        return key(name).value(content);
    }
    JsonText& box(std::string_view name, const float (&box)[4]) {
        key(name).open('[');
        for (const float side : box) value(side);
        return close(']');
    }
    [[nodiscard]] std::vector<std::uint8_t> bytes() const { return {text_.begin(), text_.end()}; }

  private:
    void comma() {
        if (!first_) text_ += ',';
        first_ = false;
    }
    void quote(std::string_view text) {
        static constexpr char Digits[] = "0123456789abcdef";
        text_ += '"';
        while (!text.empty()) {
            const auto before = text;
            const auto code_point = Font::next_code_point(text);
            const auto own = before.substr(0, before.size() - text.size());
            if (code_point == '"' || code_point == '\\') {
                text_ += '\\';
                text_ += own;
            } else if (code_point < 0x20) {
                text_ += "\\u00";
                text_ += Digits[code_point >> 4];
                text_ += Digits[code_point & 15];
            } else if (code_point == 0xFFFD) {
                text_ += "\xEF\xBF\xBD";
            } else {
                text_ += own;
            }
        }
        text_ += '"';
    }

    std::string text_;
    bool first_ = true;
};

Result<std::vector<std::uint8_t>> png_of(const FontPage& page) {
    const std::unique_ptr<spng_ctx, decltype(&spng_ctx_free)> context{spng_ctx_new(SPNG_CTX_ENCODER),
                                                                      spng_ctx_free};
    if (!context) return {Code::OutOfMemory, "export: out of memory"};
    spng_ihdr header{};
    header.width = page.width;
    header.height = page.height;
    header.bit_depth = 8;
    header.color_type = SPNG_COLOR_TYPE_GRAYSCALE;
    int error = spng_set_option(context.get(), SPNG_ENCODE_TO_BUFFER, 1);
    if (error == 0) error = spng_set_ihdr(context.get(), &header);
    if (error == 0)
        error = spng_encode_image(context.get(), page.texels.data(), page.texels.size(), SPNG_FMT_PNG,
                                  SPNG_ENCODE_FINALIZE);
    std::size_t size = 0;
    const std::unique_ptr<void, decltype(&std::free)> bytes{
        error == 0 ? spng_get_png_buffer(context.get(), &size, &error) : nullptr, &std::free};
    if (!bytes)
        return {Code::Internal, std::string{"export: libspng refused ("} + spng_strerror(error) + ")"};
    const auto* first = static_cast<const std::uint8_t*>(bytes.get());
    return std::vector<std::uint8_t>{first, first + size};
}

std::string page_suffix(std::uint32_t page) {
    return "_page" + std::to_string(page) + ".png";
}

void write_info(JsonText& out, const Font& font) {
    const auto& row = font.row();
    out.line().key("info").open('{');
    out.field("face", font.text(row.family)).field("style", font.text(row.style));
    out.field("fullName", font.text(row.full_name)).field("postscriptName", font.text(row.postscript_name));
    out.field("version", font.text(row.version)).field("copyright", font.text(row.copyright));
    out.field("licence", font.text(row.licence))
        .field("weight", row.weight)
        .field("stretchPercent", row.width);
    out.field("italic", row.flags & SINTER_FONT_ITALIC ? 1 : 0).field("unitsPerEm", row.units_per_em);
    out.field("size", row.field_size).close('}');
    out.line().key("distanceField").open('{').field("fieldType", std::string_view{"sdf"});
    out.field("distanceRange", row.field_range).close('}');
    out.line().key("metrics").open('{').field("emSize", 1).field("ascender", row.ascent);
    out.field("descender", row.descent).field("lineGap", row.line_gap);
    out.field("lineHeight", row.ascent - row.descent + row.line_gap);
    out.field("underlineY", row.underline_position).field("underlineThickness", row.underline_thickness);
    out.field("strikeoutY", row.strikeout_position).field("strikeoutThickness", row.strikeout_thickness);
    out.field("capHeight", row.cap_height).field("xHeight", row.x_height);
    out.field("italicAngle", row.italic_angle).close('}');
    out.line().key("common").open('{').field("lineHeight",
                                             (row.ascent - row.descent + row.line_gap) * row.field_size);
    out.field("base", row.ascent * row.field_size)
        .field("scaleW", font.pages().empty() ? 0 : font.pages()[0].width);
    out.field("scaleH", font.pages().empty() ? 0 : font.pages()[0].height)
        .field("pages", font.pages().size())
        .close('}');
}

void write_glyph(JsonText& out, const Font& font, std::uint32_t row) {
    const auto glyph = font.glyphs()[row];
    const float size = font.row().field_size;
    out.field("index", glyph.glyph).field("x", glyph.x).field("y", glyph.y);
    out.field("width", glyph.width).field("height", glyph.height).field("xoffset", glyph.plane[0] * size);
    out.field("yoffset", glyph.width == 0 ? 0 : (font.row().ascent - glyph.plane[3]) * size);
    out.field("xadvance", glyph.advance * size)
        .field("page", glyph.page == SINTER_FONT_NONE ? 0 : glyph.page);
    out.field("chnl", 15).field("advance", glyph.advance);
    if (glyph.width != 0) out.box("planeBounds", glyph.plane).box("inkBounds", glyph.ink);
}

Status write_glyphs(JsonText& out, const Font& font) {
    std::vector<std::vector<std::uint32_t>> characters(font.glyphs().size());
    out.line().key("chars").open('[');
    for (std::uint32_t i = 0; i < font.code_points().size(); ++i) {
        const auto row = font.code_points()[i];
        characters[row.glyph].push_back(row.code_point);
        out.line().open('{').field("id", row.code_point);
        write_glyph(out, font, row.glyph);
        out.close('}');
    }
    out.close(']').line().key("glyphs").open('[');
    for (std::uint32_t i = 0; i < font.glyphs().size(); ++i) {
        if (!characters[i].empty()) continue;
        out.line().open('{');
        write_glyph(out, font, i);
        out.close('}');
    }
    out.close(']').line().key("kernings").open('[');
    std::size_t count = 0;
    for (std::uint32_t i = 0; i < font.kerning().size(); ++i) {
        const auto pair = font.kerning()[i];
        for (const auto first : characters[pair.left]) {
            for (const auto second : characters[pair.right]) {
                if (++count > MostKernings)
                    return {Code::TooLarge, "export: more than 1048576 kerning pairs"};
                out.line().open('{').field("first", first).field("second", second);
                out.field("amount", pair.advance * font.row().field_size)
                    .field("advance", pair.advance)
                    .close('}');
            }
        }
    }
    out.close(']');
    return {};
}

void write_axes(JsonText& out, const Font& font) {
    out.line().key("axes").open('[');
    for (std::uint32_t i = 0; i < font.axes().size(); ++i) {
        const auto axis = font.axes()[i];
        char tag[4];
        for (unsigned c = 0; c < 4; ++c) tag[c] = static_cast<char>(axis.tag >> (8 * c) & 0xFF);
        out.line().open('{').field("tag", std::string_view{tag, 4}).field("name", font.text(axis.name));
        out.field("minimum", axis.minimum)
            .field("default", axis.default_value)
            .field("maximum", axis.maximum);
        out.field("value", axis.value).close('}');
    }
    out.close(']').line().key("instances").open('[');
    for (std::uint32_t i = 0; i < font.instances().size(); ++i) {
        out.line().open('{').field("name", font.text(font.instances()[i].name)).key("coordinates").open('[');
        for (std::uint32_t a = 0; a < font.axes().size(); ++a) out.value(font.coordinate(i, a));
        out.close(']').close('}');
    }
    out.close(']');
}

}  // namespace

Result<std::vector<ExportedFile>> export_font(const AssetView& asset, const ExportOptions&) {
    const Font font{asset};
    if (!font.valid()) return {Code::Corrupt, "export: the font's tables do not agree"};
    if ((font.row().flags & SINTER_FONT_HAS_FIELD) == 0)
        return {Code::Unsupported, "export: the font has no pages; it needs the step font_distance_field"};
    std::vector<ExportedFile> files(1);
    JsonText json;
    json.open('{');
    write_info(json, font);
    json.line().key("pages").open('[');
    for (std::uint32_t i = 0; i < font.pages().size(); ++i) {
        const auto page = font.page(i);
        auto png = png_of(page);
        if (!png) return std::move(png).error();
        files.push_back({page_suffix(i), *std::move(png)});
        json.line().open('{').field("id", i).field("file", std::string_view{page_suffix(i)});
        json.field("width", page.width).field("height", page.height).close('}');
    }
    json.close(']');
    if (auto done = write_glyphs(json, font); !done) return std::move(done).error();
    write_axes(json, font);
    json.close('}');
    files[0] = {".json", json.bytes()};
    return files;
}

}  // namespace sinter::cli
