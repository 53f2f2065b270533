// SPDX-License-Identifier: Apache-2.0
#include "project.hpp"
#include "project_fonts_truetype.hpp"

namespace sinter::samples {
namespace {

constexpr double Thin = 24, Regular = 78, Bold = 122, Black = 150;

/// A letter with marks above it.
struct Accented {
    char32_t code_point;
    char32_t letter, mark;
};
constexpr Accented AccentedLetters[] = {
    {U'\u00C4', U'A', U'\u00A8'}, {U'\u00D6', U'O', U'\u00A8'}, {U'\u00DC', U'U', U'\u00A8'},
    {U'\u00E4', U'a', U'\u00A8'}, {U'\u00F6', U'o', U'\u00A8'}, {U'\u00FC', U'u', U'\u00A8'},
    {U'\u00C9', U'E', U'\u00B4'}, {U'\u00E9', U'e', U'\u00B4'}, {U'\u00E1', U'a', U'\u00B4'},
    {U'\u00F3', U'o', U'\u00B4'}, {U'\u00FA', U'u', U'\u00B4'}, {U'\u00E8', U'e', U'`'},
    {U'\u00E0', U'a', U'`'},
};

/// Pairs of letters with a hole between them, and how much of it is taken back, in font units.
struct Kerned {
    std::string_view left, right;
    int units;
};
constexpr Kerned KernedLetters[] = {
    {"A", "VWYT", -70},  {"VWYT", "A", -70},  {"L", "TVWY", -80}, {"P", "A.,", -60}, {"T", "aeocsu", -70},
    {"VWY", "aeo", -45}, {"TVWY", ".,", -90}, {"r", ".,", -50},   {"f", ".,", -30},  {"K", "OC", -25},
};

std::uint16_t glyph_of(const TrueTypeFont& font, char32_t code_point) {
    for (std::size_t i = 0; i < font.glyphs.size(); ++i)
        if (font.glyphs[i].code_point == code_point) return static_cast<std::uint16_t>(i);
    return 0;
}

void add_kerning(TrueTypeFont& font) {
    for (const auto& [left, right, units] : KernedLetters)
        for (const char l : left)
            for (const char r : right) {
                const auto first = glyph_of(font, static_cast<std::uint8_t>(l));
                const auto second = glyph_of(font, static_cast<std::uint8_t>(r));
                if (first != 0 && second != 0) font.kerning[{first, second}] = units;
            }
}

/// The whole alphabet at one thickness; with both ends of the weight axis when it is variable.
TrueTypeFont make_font(std::string family, std::string style, double thickness, bool variable) {
    TrueTypeFont font;
    font.family = std::move(family);
    font.style = std::move(style);
    font.variable = variable;
    static constexpr Letter Missing{
        0, 380, "l 0 0 0 700; l 0 700 380 700; l 380 700 380 0; l 380 0 0 0; l 0 0 380 700"};
    const auto add = [&](const Letter& letter) {
        font.glyphs.push_back({letter.code_point,
                               draw_letter(letter, thickness),
                               draw_letter(letter, Thin),
                               draw_letter(letter, Black),
                               {},
                               {}});
    };
    add(Missing);
    for (const auto& letter : alphabet()) add(letter);
    for (const auto& [code_point, letter, mark] : AccentedLetters) {
        const auto base = glyph_of(font, letter), above = glyph_of(font, mark);
        TrueTypeGlyph glyph{code_point, {{}, font.glyphs[base].shape.advance}, {}, {}, {base, above}, {}};
        const double dx = (font.glyphs[base].shape.advance - font.glyphs[above].shape.advance) / 2;
        const int up = letter < U'a' ? 190 : 0;
        glyph.offsets = {{0, 0}, {static_cast<int>(dx), up}};
        font.glyphs.push_back(std::move(glyph));
    }
    add_kerning(font);
    return font;
}

/// Glyph 1 is made of itself: a reader that follows it never comes back.
Bytes composed_of_itself() {
    auto font = make_font("Sinter Loop", "Regular", Regular, false);
    auto& glyph = font.glyphs[glyph_of(font, U'A')];
    glyph.shape.contours.clear();
    glyph.parts = {glyph_of(font, U'A')};
    glyph.offsets = {{0, 0}};
    return write_truetype(font);
}

}  // namespace

void add_fonts(OutputFolder& out) {
    const auto regular = write_truetype(make_font("Sinter Round", "Regular", Regular, false));
    auto bold = make_font("Sinter Round", "Bold", Bold, false);
    bold.weight = 700;
    out.add("assets/fonts/sinter_round.ttf", regular);
    out.add("assets/fonts/sinter_round_bold.ttf", write_truetype(bold));
    out.add("assets/fonts/sinter_flex.ttf",
            write_truetype(make_font("Sinter Flex", "Regular", Regular, true)));
    out.add_text(
        "assets/fonts/sinter_round_bold.ttf.sinter.toml",
        "# Headlines: larger and with a wide field for outlines; what it lacks comes from the other weight.\n"
        "[set.font_distance_field]\nsize = 56.0\nrange = 16.0\nfallback = [\"sinter_round.ttf\"]\n");

    auto cut = regular;
    cut.resize(cut.size() / 3);
    out.add("assets/broken/truncated.ttf", cut);
    out.add("assets/formats/composed_of_itself.ttf", composed_of_itself());
    out.add_text("assets/broken/not_a_font.ttf", "This is a text, whatever its name says.\n");
    auto restricted = make_font("Sinter Round", "Restricted", Regular, false);
    restricted.embedding = 0x0002;
    out.add("assets/broken/embedding_forbidden.ttf", write_truetype(restricted));
    out.add_text("assets/broken/embedding_forbidden.ttf.sinter.toml",
                 "[set.font_limits]\nembedding = \"error\"\n");
}

}  // namespace sinter::samples
