// SPDX-License-Identifier: Apache-2.0
// The view of a font: look-ups, setting of lines, sampling; and that no damage of its tables is taken for
// valid.
#include <boost/test/unit_test.hpp>

#include <cmath>

#include <sinter/font.hpp>

using namespace sinter;

namespace {

/// Two glyphs on a page of 4 x 2 texels, "A" and "V", kerned by -0.25 em, and an outline of a curve.
struct SmallFont {
    sinter_font_row row{};
    sinter_font_glyph_row glyphs[2]{};
    sinter_font_code_point_row code_points[2] = {{'A', 0}, {'V', 1}};
    sinter_font_kerning_row kerning[1] = {{0, 1, -0.25f}};
    sinter_font_page_row pages[1] = {{4, 2, 0, 2}};
    sinter_font_point points[4] = {{0, 0, SINTER_FONT_MOVE},
                                   {64, 0, SINTER_FONT_ON},
                                   {64, 64, SINTER_FONT_QUADRATIC},
                                   {0, 64, SINTER_FONT_ON}};
    std::uint8_t texels[8] = {0, 255, 0, 0, 0, 255, 0, 0};
    char texts[6] = {'R', 'o', 'u', 'n', 'd', '!'};
    sinter_table tables[6]{};
    sinter_chunk chunks[2]{};

    SmallFont() {
        row.flags = SINTER_FONT_HAS_FIELD | SINTER_FONT_HAS_OUTLINES;
        row.face_count = row.units_per_em = 1;
        row.field_size = 4;
        row.field_range = 2;
        row.missing_glyph = row.instance = row.layout_chunk = SINTER_FONT_NONE;
        row.outline_chunk = 1;
        row.family = {0, 5};
        for (std::uint32_t i = 0; i < 2; ++i) {
            glyphs[i].glyph = 10 + i;
            glyphs[i].advance = 1;
            glyphs[i].x = i * 2;
            glyphs[i].width = glyphs[i].height = 2;
        }
        glyphs[0].point_count = 4;
    }
    [[nodiscard]] AssetView view() {
        const auto table = [](std::uint32_t tag, auto& rows, std::uint32_t count) {
            return sinter_table{tag, 1, sizeof(rows[0]), count,
                                reinterpret_cast<const std::uint8_t*>(&rows[0])};
        };
        auto* one = &row;
        tables[0] = table(SINTER_FONT_TABLE, one, 1);
        tables[1] = table(SINTER_FONT_GLYPH_TABLE, glyphs, 2);
        tables[2] = table(SINTER_FONT_CODE_POINT_TABLE, code_points, 2);
        tables[3] = table(SINTER_FONT_KERNING_TABLE, kerning, 1);
        tables[4] = table(SINTER_FONT_PAGE_TABLE, pages, 1);
        tables[5] = table(SINTER_STRING_TABLE, texts, 6);
        chunks[0] = {SINTER_FONT_PAGE_CHUNK, 64, {texels, sizeof(texels)}};
        chunks[1] = {
            SINTER_FONT_OUTLINE_CHUNK, 64, {reinterpret_cast<const std::uint8_t*>(points), sizeof(points)}};
        return AssetView{sinter_asset{SINTER_FONT, 6, 2, 0, tables, chunks, nullptr}};
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(FontView)

BOOST_AUTO_TEST_CASE(finds_characters_glyphs_and_pairs) {
    SmallFont small;
    const Font font{small.view()};
    BOOST_REQUIRE(font.valid());
    BOOST_TEST(font.find('V').value() == 1);
    BOOST_TEST(!font.find('B'));
    BOOST_TEST(!font.find('W'));
    BOOST_TEST(font.find_glyph(11).value() == 1);
    BOOST_TEST(!font.find_glyph(12));
    BOOST_TEST(font.kerning_between(0, 1) == -0.25f);
    BOOST_TEST(font.kerning_between(1, 0) == 0);
    BOOST_TEST(font.text(font.row().family) == "Round");
}

BOOST_AUTO_TEST_CASE(sets_a_line) {
    SmallFont small;
    small.row.missing_glyph = 0;
    const Font font{small.view()};
    std::vector<std::pair<std::uint32_t, float>> placed;
    const float width =
        font.set_line("AVxV", [&](const PlacedGlyph& p) { placed.emplace_back(p.glyph, p.x); });
    // A at 0; V at 1 - 0.25; x is the missing glyph A, not kerned behind V; then V again, kerned.
    BOOST_REQUIRE(placed.size() == 4);
    BOOST_TEST(placed[1].second == 0.75f);
    BOOST_TEST(placed[2].first == 0);
    BOOST_TEST(placed[2].second == 1.75f);
    BOOST_TEST(placed[3].second == 2.5f);
    BOOST_TEST(width == 3.5f);
}

BOOST_AUTO_TEST_CASE(takes_utf8_apart) {
    // The examples of RFC 3629, and of Unicode 15, table 3-8.
    const auto all = [](std::string_view text) {
        std::vector<std::uint32_t> out;
        while (!text.empty()) out.push_back(Font::next_code_point(text));
        return out;
    };
    const std::vector<std::uint32_t> good = {0x41, 0x2262, 0x391, 0x65E5, 0x233B4};
    BOOST_TEST(all("A\xE2\x89\xA2\xCE\x91\xE6\x97\xA5\xF0\xA3\x8E\xB4") == good,
               boost::test_tools::per_element());
    for (const std::string_view bad :
         {"\xC0\xAF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF4\x91\x92\x93", "\xFF", "\xC3"})
        for (const auto code_point : all(bad)) BOOST_TEST(code_point == 0xFFFD);
}

BOOST_AUTO_TEST_CASE(samples_between_texels) {
    SmallFont small;
    const Font font{small.view()};
    const auto page = font.page(0);
    // Bytes 0 and 255 are distances of -1 and 1 texel; the centre of the second texel is at 1.5.
    BOOST_TEST(sample_distance(page, 2, 1.5f, 1) == 1.0f);
    BOOST_TEST(std::abs(sample_distance(page, 2, 1.0f, 1)) < 1e-6f);
    BOOST_TEST(std::abs(sample_distance(page, 2, 1.25f, 0.1f) - 0.5f) < 1e-6f);
    BOOST_TEST(sample_distance(page, 2, -100, 100) == -1.0f);
    BOOST_TEST(coverage_of(0, 3) == 0.5f);
    BOOST_TEST(coverage_of(0.125f, 2) == 0.75f);
    BOOST_TEST(coverage_of(-1, 4) == 0);
    BOOST_TEST(coverage_of(1, 4) == 1);
}

BOOST_AUTO_TEST_CASE(knows_damage) {
    const auto is_valid = [](auto damage) {
        SmallFont small;
        damage(small);
        return Font{small.view()}.valid();
    };
    using S = SmallFont;
    BOOST_TEST(is_valid([](S&) {}));
    BOOST_TEST(!is_valid([](S& s) { s.row.units_per_em = 0; }));
    BOOST_TEST(!is_valid([](S& s) { s.row.ascent = std::nanf(""); }));
    BOOST_TEST(!is_valid([](S& s) { s.row.missing_glyph = 2; }));
    BOOST_TEST(!is_valid([](S& s) { s.row.layout_chunk = 2; }));
    BOOST_TEST(!is_valid([](S& s) { s.row.family = {2, 5}; }));
    BOOST_TEST(!is_valid([](S& s) { s.row.field_range = 0; }));
    BOOST_TEST(!is_valid([](S& s) { s.glyphs[1].glyph = 10; }));
    BOOST_TEST(!is_valid([](S& s) { s.glyphs[1].x = 3; }));
    BOOST_TEST(!is_valid([](S& s) { s.glyphs[1].x = UINT32_MAX; }));
    BOOST_TEST(!is_valid([](S& s) { s.glyphs[1].page = 1; }));
    BOOST_TEST(!is_valid([](S& s) { s.glyphs[1].page = SINTER_FONT_NONE; }));
    BOOST_TEST(!is_valid([](S& s) { s.glyphs[0].plane[0] = 1; }));
    BOOST_TEST(!is_valid([](S& s) { s.glyphs[0].point_count = 5; }));
    BOOST_TEST(!is_valid([](S& s) { s.glyphs[0].first_point = 1; }));
    BOOST_TEST(!is_valid([](S& s) { s.points[1].kind = SINTER_FONT_CUBIC; }));
    BOOST_TEST(!is_valid([](S& s) { s.points[3].kind = SINTER_FONT_QUADRATIC; }));
    BOOST_TEST(!is_valid([](S& s) { s.points[2].kind = SINTER_FONT_CUBIC; }));
    BOOST_TEST(!is_valid([](S& s) { s.points[2].kind = 4; }));
    BOOST_TEST(!is_valid([](S& s) { s.points[1].x = INT32_MIN; }));
    BOOST_TEST(!is_valid([](S& s) { s.code_points[1].glyph = 2; }));
    BOOST_TEST(!is_valid([](S& s) { s.code_points[1].code_point = 'A'; }));
    BOOST_TEST(!is_valid([](S& s) { s.kerning[0].right = 2; }));
    BOOST_TEST(!is_valid([](S& s) { s.pages[0].height = 3; }));
    BOOST_TEST(!is_valid([](S& s) { s.pages[0].chunk = 7; }));
    BOOST_TEST(!is_valid([](S& s) { s.pages[0] = {65536, 65536, 0, 0}; }));
}

BOOST_AUTO_TEST_SUITE_END()
