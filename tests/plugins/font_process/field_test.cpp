// SPDX-License-Identifier: Apache-2.0
// Distance fields of shapes whose distances are known by geometry; packing, selection, and determinism.
#include <boost/test/unit_test.hpp>

#include <cmath>

#include "drawn_font.hpp"
#include "font_steps.hpp"

namespace sinter::test {
namespace {

/// 50 texels per em: a texel is 20 font units.
const Values Plain = {
    {"size", Value{50.0}}, {"range", Value{8.0}}, {"characters", Value{std::string{"ascii"}}}};

JobResult make_field(const OwnedAsset& font, Values settings = Plain, unsigned threads = 1) {
    RunOptions options;
    options.settings = std::move(settings);
    options.threads = threads;
    return process_plugin().process("font_distance_field", font.view().abi(), options);
}

/// The distance at a place of a glyph, in font units.
float distance_at(const Font& font, std::uint32_t row, float x, float y) {
    const auto glyph = font.glyphs()[row];
    const float size = font.row().field_size, unit = 1000 / size;
    return unit * sample_distance(font.page(glyph.page), font.row().field_range,
                                  static_cast<float>(glyph.x) + (x / 1000 - glyph.plane[0]) * size,
                                  static_cast<float>(glyph.y) + (glyph.plane[3] - y / 1000) * size);
}

std::vector<DrawnPoint> joined(std::vector<DrawnPoint> first, const std::vector<DrawnPoint>& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

BOOST_AUTO_TEST_SUITE(font_fields)

BOOST_AUTO_TEST_CASE(measures_a_square) {
    const auto source = drawn_font({rectangle(100, 100, 700, 700)});
    const auto result = make_field(source);
    const Font font{product_of(result).view()};
    BOOST_REQUIRE(font.valid());
    // Half a byte of the field is 0.3 font units; bilinear filtering is exact along straight edges.
    BOOST_TEST(std::abs(distance_at(font, 0, 150, 400) - 50) < 0.5f);
    BOOST_TEST(std::abs(distance_at(font, 0, 60, 400) - -40) < 0.5f);
    BOOST_TEST(std::abs(distance_at(font, 0, 400, 700)) < 0.5f);
    // Beyond a corner: 3, 4, 5, at a texel's centre.
    BOOST_TEST(std::abs(distance_at(font, 0, 730, 740 + 10) - -std::hypot(30.0f, 50.0f)) < 1.0f);
    BOOST_TEST(distance_at(font, 0, 400, 400) == 80.0f);  // clamped: half the range is 4 texels
}

BOOST_AUTO_TEST_CASE(measures_curves) {
    // A parabola's segment from (0, 0) over (400, 800) to (800, 0): its top is (400, 400).
    const auto source =
        drawn_font({{{0, 0, SINTER_FONT_MOVE}, {400, 800, SINTER_FONT_QUADRATIC}, {800, 0, SINTER_FONT_ON}},
                    // The same as a cubic: two thirds of the way to the control point.
                    {{0, 0, SINTER_FONT_MOVE},
                     {0 + 800 / 3, 1600 / 3, SINTER_FONT_CUBIC},
                     {800 - 800 / 3, 1600 / 3, SINTER_FONT_CUBIC},
                     {800, 0, SINTER_FONT_ON}}});
    const auto result = make_field(source);
    const Font font{product_of(result).view()};
    for (const std::uint32_t row : {0u, 1u}) {
        BOOST_TEST(std::abs(distance_at(font, row, 400, 450) - -50) < 1.0f);
        BOOST_TEST(std::abs(distance_at(font, row, 400, 370) - 30) < 1.0f);
        BOOST_TEST(std::abs(distance_at(font, row, 400, -30) - -30) < 1.0f);
    }
}

BOOST_AUTO_TEST_CASE(overlapping_contours_are_one_shape) {
    const auto one = rectangle(100, 300, 900, 500);
    const auto source = drawn_font({
        joined(one, rectangle(300, 100, 500, 700)),        // a cross
        joined(one, rectangle(200, 320, 800, 480)),        // one inside the other, turning alike: no hole
        joined(one, rectangle(200, 320, 800, 480, true)),  // turning against each other: a hole
        joined(rectangle(100, 300, 500, 500), rectangle(500, 300, 900, 500)),  // side by side
        joined(one, one),                                                      // twice
    });
    const auto result = make_field(source);
    const Font font{product_of(result).view()};
    BOOST_TEST(distance_at(font, 0, 400, 400) == 80.0f);  // far from every edge of the union
    BOOST_TEST(std::abs(distance_at(font, 0, 310, 310) - std::hypot(10.0f, 10.0f)) < 3.0f);  // inner corner
    BOOST_TEST(distance_at(font, 1, 220, 400) == 80.0f);
    BOOST_TEST(std::abs(distance_at(font, 2, 400, 410) - -70) < 0.5f);  // in the hole
    BOOST_TEST(std::abs(distance_at(font, 2, 400, 310) - 10) < 1.0f);
    BOOST_TEST(distance_at(font, 3, 500, 400) == 80.0f);  // no seam
    BOOST_TEST(distance_at(font, 4, 500, 400) == 80.0f);
    BOOST_TEST(std::abs(distance_at(font, 4, 500, 320) - 20) < 0.5f);
}

BOOST_AUTO_TEST_CASE(bytes_do_not_depend_on_threads) {
    std::vector<std::vector<DrawnPoint>> outlines;
    for (int i = 0; i < 40; ++i)
        outlines.push_back(joined(rectangle(0, 0, 100 + 7 * i, 700), rectangle(50, 50, 90, 650, true)));
    const auto source = drawn_font(outlines);
    const auto one = make_field(source, Plain, 1), four = make_field(source, Plain, 4);
    const auto first = product_of(one).view().chunks(), second = product_of(four).view().chunks();
    BOOST_REQUIRE(first.size() == second.size());
    for (std::size_t i = 0; i < first.size(); ++i) {
        BOOST_REQUIRE(first[i].bytes.size == second[i].bytes.size);
        BOOST_TEST(std::memcmp(first[i].bytes.data, second[i].bytes.data, first[i].bytes.size) == 0);
    }
}

#ifdef SINTER_FONT_AVX2
BOOST_AUTO_TEST_CASE(bytes_do_not_depend_on_the_instruction_set, *boost::unit_test::precondition([](auto) {
                         return __builtin_cpu_supports("avx2") != 0;
                     })) {
    const PluginRunner wide{SINTER_FONT_AVX2};
    std::vector<std::vector<DrawnPoint>> outlines;
    for (int i = 1; i < 30; ++i) {
        const int x = 23 * i, y = 900 - 17 * i;
        outlines.push_back(joined({{0, 0, SINTER_FONT_MOVE},
                                   {x, y, SINTER_FONT_QUADRATIC},
                                   {700, 13 * i, SINTER_FONT_ON},
                                   {y, x, SINTER_FONT_CUBIC},
                                   {31, 777, SINTER_FONT_CUBIC},
                                   {5 * i, 400, SINTER_FONT_ON}},
                                  rectangle(100, 100, 100 + x, 400)));
    }
    // Beziers lie within their control points, so that drawn_font's box holds them.
    const auto source = drawn_font(outlines);
    const auto plain = make_field(source);
    RunOptions options;
    options.settings = Plain;
    const auto other = wide.process("font_distance_field", source.view().abi(), options);
    const auto first = product_of(plain).view().chunks(), second = product_of(other).view().chunks();
    BOOST_REQUIRE(first.size() == second.size());
    for (std::size_t i = 0; i < first.size(); ++i) {
        BOOST_REQUIRE(first[i].bytes.size == second[i].bytes.size);
        BOOST_TEST(std::memcmp(first[i].bytes.data, second[i].bytes.data, first[i].bytes.size) == 0);
    }
}
#endif

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace sinter::test
