// SPDX-License-Identifier: Apache-2.0
// Fuzzes the font decoder: what stands between FreeType or HarfBuzz and the tables of a font. Whatever a font
// claims, the product's tables agree. Checksums of tables need no mending: nobody looks at them.
#include "decoder_check.hpp"
#include "project_fonts_truetype.hpp"

namespace sinter::fuzz {
namespace {

Bytes small_font(bool variable) {
    samples::TrueTypeFont font;
    font.family = "Fuzz";
    font.style = "Regular";
    font.variable = variable;
    for (const auto& letter : samples::alphabet())
        if (std::u32string_view{U" .AVi"}.find(letter.code_point) != std::u32string_view::npos)
            font.glyphs.push_back({letter.code_point,
                                   samples::draw_letter(letter, 80),
                                   samples::draw_letter(letter, 20),
                                   samples::draw_letter(letter, 150),
                                   {},
                                   {}});
    samples::TrueTypeGlyph composed{U'\u00C4', {{}, 600}, {}, {}, {2, 1}, {{0, 0}, {10, 700}}};
    font.glyphs.push_back(composed);
    font.kerning = {{{2, 3}, -70}, {{3, 2}, -50}};
    return samples::write_truetype(font);
}

}  // namespace

std::vector<Bytes> seeds() {
    return {small_font(false), small_font(true)};
}

void resign(std::span<std::uint8_t>, std::uint64_t) {}

}  // namespace sinter::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sinter;
    const Values settings = {{"instance", Value{std::string{}}}, {"kerning", Value{std::string{"ascii"}}}};
    fuzz::check_decoder({"font", "fuzz.ttf", settings}, {data, size});
    return 0;
}
