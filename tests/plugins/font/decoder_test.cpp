// SPDX-License-Identifier: Apache-2.0
// The font decoder on fonts whose every number is known, because the test writes them.
#include <hb-ot.h>
#include <hb.h>

#include <boost/test/unit_test.hpp>

#include <cmath>

#include <sinter/font.hpp>

#include "sample_font.hpp"
#include "support/plugin_runner.hpp"

namespace sinter::test {
namespace {

const PluginRunner& plugin() {
    static const PluginRunner runner{SINTER_PLUGIN};
    return runner;
}
JobResult decode(const ByteVector& file, const Values& settings = {}) {
    RunOptions options;
    options.settings = settings;
    return plugin().decode("font", file, options);
}
ByteVector plain_font() {
    return samples::write_truetype(sample_font(false));
}
ByteVector flexible_font() {
    return samples::write_truetype(sample_font(true));
}
/// To 1/1000 em, which is a font unit.
bool is_units(float em, double units) {
    return std::abs(static_cast<double>(em) * 1000 - units) < 0.001;
}

BOOST_AUTO_TEST_SUITE(font_decoder)

BOOST_AUTO_TEST_CASE(reads_metrics_names_and_code_points) {
    const auto result = decode(plain_font());
    const Font font{product_of(result).view()};
    BOOST_REQUIRE(font.valid());
    BOOST_TEST(said_by(result) == "");
    const auto& row = font.row();
    BOOST_TEST(font.text(row.family) == "Sample Sans");
    BOOST_TEST(font.text(row.style) == "Regular");
    BOOST_TEST(font.text(row.postscript_name) == "SampleSans-Regular");
    BOOST_TEST(font.text(row.licence) == "Apache-2.0");
    BOOST_TEST(row.units_per_em == 1000);
    BOOST_TEST(row.face_count == 1);
    BOOST_TEST(row.glyph_count == sample_font(false).glyphs.size());
    BOOST_TEST(is_units(row.ascent, 880));
    BOOST_TEST(is_units(row.descent, -260));
    BOOST_TEST(is_units(row.line_gap, 60));
    BOOST_TEST(is_units(row.cap_height, 700));
    BOOST_TEST(is_units(row.x_height, 500));
    BOOST_TEST(is_units(row.underline_position, -90 - 35));  // the table has the upper edge
    BOOST_TEST(row.weight == 400);
    BOOST_TEST(row.embedding == 0);
    BOOST_TEST(font.find('A').value() == 'A' - ' ' + 1u);
    BOOST_TEST(!font.find(0x410));
    BOOST_TEST(row.missing_glyph == 0);
}

BOOST_AUTO_TEST_CASE(outlines_are_exact) {
    const auto result = decode(plain_font());
    const Font font{product_of(result).view()};
    // "I": one stroke of 80 from (94, 40) to (94, 660): a rectangle, and a circle at each end.
    const auto glyph = font.glyphs()[font.find('I').value()];
    BOOST_TEST(is_units(glyph.advance, 188));
    BOOST_TEST(is_units(glyph.ink[0], 54));
    BOOST_TEST(is_units(glyph.ink[1], 0));
    BOOST_TEST(is_units(glyph.ink[2], 134));
    BOOST_TEST(is_units(glyph.ink[3], 700));
    const int expected[5][2] = {{54, 40}, {54, 660}, {134, 660}, {134, 40}, {54, 40}};
    for (std::uint32_t i = 0; i < 5; ++i) {
        const auto p = font.point(glyph.first_point + i);
        BOOST_TEST(p.x == expected[i][0] * 64);
        BOOST_TEST(p.y == expected[i][1] * 64);
        BOOST_TEST(p.kind == (i == 0 ? SINTER_FONT_MOVE : SINTER_FONT_ON));
    }
    BOOST_TEST(font.point(glyph.first_point + 5).kind == SINTER_FONT_MOVE);
    BOOST_TEST(font.point(glyph.first_point + 6).kind == SINTER_FONT_QUADRATIC);
}

BOOST_AUTO_TEST_CASE(kerning_is_of_the_characters_asked_for) {
    const auto pair = [](const Font& font, char left, char right) {
        return font.kerning_between(font.find(static_cast<std::uint32_t>(left)).value(),
                                    font.find(static_cast<std::uint32_t>(right)).value());
    };
    const auto all = decode(plain_font());
    const Font font{product_of(all).view()};
    BOOST_TEST(font.kerning().size() == 3);
    BOOST_TEST(is_units(pair(font, 'A', 'V'), -70));
    BOOST_TEST(is_units(pair(font, 'T', 'o'), -40));
    BOOST_TEST(pair(font, 'o', 'T') == 0);
    const auto some = decode(plain_font(), {{"kerning", Value{std::string{"U+0041-005A"}}}});
    BOOST_TEST(Font{product_of(some).view()}.kerning().size() == 2);
    const auto none = decode(plain_font(), {{"kerning", Value{std::string{}}}});
    BOOST_TEST(Font{product_of(none).view()}.kerning().size() == 0);
    const auto wrong = decode(plain_font(), {{"kerning", Value{std::string{"klingon"}}}});
    BOOST_TEST(wrong.status.code() == Code::Invalid);
}

BOOST_AUTO_TEST_CASE(instances_are_chosen_by_name_or_by_coordinates) {
    const auto advance_of = [](const std::string& instance) {
        const auto result = decode(flexible_font(), {{"instance", Value{instance}}});
        const Font font{product_of(result).view()};
        BOOST_REQUIRE(font.valid());
        BOOST_TEST(font.axes().size() == 1);
        BOOST_TEST(font.instances().size() == 5);
        return static_cast<double>(font.glyphs()[font.find('I').value()].advance) * 1000;
    };
    // The advance is 140 + 0.6 of the stroke: 80 by default, 20 at 100, 150 at 900, and linear between.
    BOOST_TEST(std::abs(advance_of("") - 188) < 0.01);
    BOOST_TEST(std::abs(advance_of("Thin") - 152) < 0.01);
    BOOST_TEST(std::abs(advance_of("Black") - 230) < 0.01);
    BOOST_TEST(std::abs(advance_of("wght=650") - 209) <= 1);
    const auto result = decode(flexible_font(), {{"instance", Value{std::string{"Bold"}}}});
    const Font font{product_of(result).view()};
    BOOST_TEST(font.text(font.row().style) == "Bold");
    BOOST_TEST(font.row().weight == 700);
    BOOST_TEST(font.axes()[0].value == 700);
    BOOST_TEST(font.coordinate(4, 0) == 900);
    for (const std::string bad : {"Heavy", "wdth=100", "wght=1000", "wght=", "wght=4x"})
        BOOST_TEST(decode(flexible_font(), {{"instance", Value{bad}}}).status.code() == Code::Invalid, bad);
    const auto fixed = decode(plain_font(), {{"instance", Value{std::string{"Bold"}}}});
    BOOST_TEST(said_by(fixed) == "warning: instance: the font is not variable (Bold)");
}

BOOST_AUTO_TEST_CASE(layout_tables_shape_as_the_font_does) {
    const auto result = decode(plain_font());
    const Font font{product_of(result).view()};
    const auto tables = font.layout_tables();
    BOOST_REQUIRE(!tables.empty());
    hb_blob_t* blob =
        hb_blob_create(reinterpret_cast<const char*>(tables.data()), static_cast<unsigned>(tables.size()),
                       HB_MEMORY_MODE_READONLY, nullptr, nullptr);
    hb_face_t* face = hb_face_create(blob, 0);
    hb_font_t* shaper = hb_font_create(face);
    hb_buffer_t* buffer = hb_buffer_create();
    hb_buffer_add_utf8(buffer, "AV", 2, 0, 2);
    hb_buffer_guess_segment_properties(buffer);
    hb_shape(shaper, buffer, nullptr, 0);
    unsigned count = 0;
    const auto* infos = hb_buffer_get_glyph_infos(buffer, &count);
    const auto* places = hb_buffer_get_glyph_positions(buffer, &count);
    BOOST_REQUIRE(count == 2);
    BOOST_TEST(infos[0].codepoint == 'A' - ' ' + 1u);
    const auto advance = static_cast<double>(font.glyphs()[infos[0].codepoint].advance) * 1000;
    BOOST_TEST(std::abs(places[0].x_advance - (advance - 70)) < 0.01);
    hb_buffer_destroy(buffer);
    hb_font_destroy(shaper);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
}

// ---- what every decoder must bear ----

BOOST_AUTO_TEST_CASE(refuses_what_is_no_font) {
    for (const std::string_view text :
         {"", "x", "This is a text, whatever its name says.\n", "\x00\x01\x00\x00"}) {
        const auto result = decode(ByteVector(text.begin(), text.end()));
        BOOST_TEST(result.status.code() == Code::Corrupt);
        BOOST_TEST(!result.status.error().text.empty());
    }
}

BOOST_AUTO_TEST_CASE(bears_every_prefix_and_extra_bytes) {
    auto file = plain_font();
    for (std::size_t size = 0; size < file.size(); size += size < 300 ? 1 : 997) {
        const auto result = decode({file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size)});
        for (const auto& product : result.products) BOOST_TEST(Font{product.asset.view()}.valid(), size);
    }
    file.insert(file.end(), 1000, 0xAB);
    BOOST_TEST(Font{product_of(decode(file)).view()}.valid());
}

BOOST_AUTO_TEST_CASE(leaves_a_glyph_made_of_itself_empty) {
    auto font = sample_font(false);
    font.glyphs[5].shape.contours.clear();
    font.glyphs[5].parts = {5};
    font.glyphs[5].offsets = {{0, 0}};
    const auto result = decode(samples::write_truetype(font));
    BOOST_TEST(
        product_of(result).view().rows<sinter_font_glyph_row>(SINTER_FONT_GLYPH_TABLE)[5].point_count == 0);
    BOOST_TEST(said_by(result) ==
               "warning: font: 1 of " + std::to_string(font.glyphs.size()) +
                   " glyphs are damaged and left empty (glyph 5: it is composed of itself, or of glyphs that "
                   "are not there)");
}

BOOST_AUTO_TEST_CASE(stops_when_cancelled_and_bears_less_memory) {
    const auto file = plain_font();
    RunOptions options;
    options.checkpoints_allowed = 0;
    BOOST_TEST(plugin().decode("font", file, options).status.code() == Code::Cancelled);
    options.checkpoints_allowed = SIZE_MAX;
    for (const std::uint64_t limit : {0u, 1000u, 30000u}) {
        options.memory_limit = limit;
        BOOST_TEST(plugin().decode("font", file, options).status.code() == Code::OutOfMemory, limit);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace sinter::test
