// SPDX-License-Identifier: Apache-2.0
// Distance fields of real fonts against what FreeType draws: distances to a rasterisation that is 16 times
// finer, text at other sizes, and kerning against HarfBuzz shaping each pair by itself.
#include <hb-ot.h>
#include <hb.h>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstdio>
#include <iostream>

#include "font_steps.hpp"
#include "freetype_glyph.hpp"

namespace sinter::test {
namespace {

constexpr int Size = 40;
constexpr float Range = 8;

const char* const Fonts[] = {
    "fonts/debian-apache/RobotoCondensed-Light.ttf",  // quadratic, thin
    "fonts/debian-ofl/Cantarell-Bold.otf",            // cubic
    "fonts/debian-ofl/Inter-Medium.otf",
    "fonts/debian-other/DejaVuSansMono.ttf",
    "fonts/unicode-tests/Selawik-variable.ttf",     // variable, with overlapping contours
    "fonts/debian-other/NimbusSans-BoldItalic.t1",  // Type 1
};

struct Point {
    float x, y;
};

/// Where the coverage of neighbouring fine pixels passes one half, in texels from the origin, y up. `finer`:
/// pixels per texel.
std::vector<Point> outline_of(const DrawnGlyph& drawn, int finer) {
    std::vector<Point> out;
    const auto add = [&](float x, float y) {
        out.push_back({(static_cast<float>(drawn.left) + x) / static_cast<float>(finer),
                       (static_cast<float>(drawn.top) - y) / static_cast<float>(finer)});
    };
    for (int y = -1; y <= drawn.height; ++y) {
        for (int x = -1; x <= drawn.width; ++x) {
            const auto cx = static_cast<float>(x) + 0.5f, cy = static_cast<float>(y) + 0.5f;
            const float here = static_cast<float>(drawn.at(x, y)) - 127.5f;
            const float right = static_cast<float>(drawn.at(x + 1, y)) - 127.5f;
            const float below = static_cast<float>(drawn.at(x, y + 1)) - 127.5f;
            if ((here > 0) != (right > 0)) add(cx + here / (here - right), cy);
            if ((here > 0) != (below > 0)) add(cx, cy + here / (here - below));
        }
    }
    return out;
}

struct Errors {
    double sum = 0, largest = 0;
    std::size_t count = 0;
    void add(double error) {
        sum += std::abs(error);
        largest = std::max(largest, std::abs(error));
        ++count;
    }
    [[nodiscard]] double mean() const { return count == 0 ? 0 : sum / static_cast<double>(count); }
};

/// Of every texel of a glyph whose distance is not clamped.
void compare_distances(const Font& font, std::uint32_t row, const DrawnGlyph& drawn, int finer,
                       Errors& errors) {
    const auto glyph = font.glyphs()[row];
    const auto page = font.page(glyph.page);
    const auto outline = outline_of(drawn, finer);
    for (std::uint32_t y = 0; y < glyph.height; ++y) {
        for (std::uint32_t x = 0; x < glyph.width; ++x) {
            const float px = std::round(glyph.plane[0] * Size) + static_cast<float>(x) + 0.5f;
            const float py = std::round(glyph.plane[3] * Size) - static_cast<float>(y) - 0.5f;
            float nearest = 1e9f;
            for (const auto& p : outline)
                nearest = std::min(nearest, (p.x - px) * (p.x - px) + (p.y - py) * (p.y - py));
            const int fine_x = static_cast<int>(std::floor(px * static_cast<float>(finer))) - drawn.left;
            const int fine_y = drawn.top - 1 - static_cast<int>(std::floor(py * static_cast<float>(finer)));
            const float true_distance = std::sqrt(nearest) * (drawn.at(fine_x, fine_y) >= 128 ? 1.0f : -1.0f);
            const float own = sample_distance(page, Range, static_cast<float>(glyph.x + x) + 0.5f,
                                              static_cast<float>(glyph.y + y) + 0.5f);
            if (std::abs(true_distance) < Range / 2 - 0.1f) errors.add(own - true_distance);
        }
    }
}

/// Coverage of each pixel of a glyph set at a size, from the field, against FreeType's own.
void compare_coverage(const Font& font, std::uint32_t row, const DrawnGlyph& drawn, float pixels,
                      Errors& errors) {
    const auto glyph = font.glyphs()[row];
    const auto page = font.page(glyph.page);
    const float scale = pixels / Size;
    for (int y = 0; y < drawn.height; ++y) {
        for (int x = 0; x < drawn.width; ++x) {
            const float em_x = (static_cast<float>(drawn.left + x) + 0.5f) / pixels;
            const float em_y = (static_cast<float>(drawn.top - y) - 0.5f) / pixels;
            const float own = coverage_of(
                sample_distance(page, Range, static_cast<float>(glyph.x) + (em_x - glyph.plane[0]) * Size,
                                static_cast<float>(glyph.y) + (glyph.plane[3] - em_y) * Size),
                scale);
            errors.add(own - drawn.at(x, y) / 255.0);
        }
    }
}

std::uint32_t ascii_row(const Font& font, char letter) {
    return font.find(static_cast<std::uint32_t>(letter)).value();
}

BOOST_AUTO_TEST_SUITE(quality_of_distance_fields)

/// Of some letters of a font, against FreeType's raster.
Errors distance_errors(const Font& font, const FreetypeFont& judge, std::string_view letters, int finer) {
    Errors errors;
    for (const char letter : letters) {
        const auto row = ascii_row(font, letter);
        const auto drawn = judge.draw(font.glyphs()[row].glyph, static_cast<unsigned>(Size * finer));
        compare_distances(font, row, drawn, finer, errors);
    }
    return errors;
}

BOOST_AUTO_TEST_CASE(distances_agree_with_a_finer_raster) {
    const auto corpus = corpus_folder();
    if (corpus.empty()) return;
    for (const std::string name : Fonts) {
        BOOST_TEST_CONTEXT(name) {
            const auto file = font_file(corpus, name);
            const auto cooked =
                cook_font(file, {{"size", Value{double{Size}}}, {"range", Value{double{Range}}}});
            const auto font = cooked.field();
            BOOST_REQUIRE(font.valid());
            const FreetypeFont judge{file};
            const auto coarse = distance_errors(font, judge, "AQRW&@%gas8#{", 16);
            const auto fine = distance_errors(font, judge, "AQR&", 96);
            std::printf(
                "%-46s at 16x: %zu texels, mean %.4f, largest %.4f; at 96x: mean %.4f, largest %.4f texels\n",
                name.c_str(), coarse.count, coarse.mean(), coarse.largest, fine.mean(), fine.largest);
            // A byte is 0.031 texels wide, so that rounding alone gives a mean of 0.008. A raster of 16
            // pixels a texel loses the tips of acute corners, some 2 pixels of them, and one of 96 a sixth of
            // that.
            BOOST_TEST(coarse.mean() < 0.012);
            BOOST_TEST(coarse.largest < 0.2);
            BOOST_TEST(fine.mean() < 0.01);
            BOOST_TEST(fine.largest < 0.05);
        }
    }
}

BOOST_AUTO_TEST_CASE(text_at_other_sizes_looks_like_freetypes) {
    const auto corpus = corpus_folder();
    if (corpus.empty()) return;
    for (const std::string name : Fonts) {
        BOOST_TEST_CONTEXT(name) {
            const auto file = font_file(corpus, name);
            const auto cooked =
                cook_font(file, {{"size", Value{double{Size}}}, {"range", Value{double{Range}}}});
            const auto font = cooked.field();
            const FreetypeFont judge{file};
            std::printf("%-48s", name.c_str());
            for (const unsigned pixels : {16u, 24u, 40u, 80u, 160u}) {
                Errors errors;
                for (char letter = '!'; letter <= '~'; ++letter) {
                    const auto row = ascii_row(font, letter);
                    compare_coverage(font, row, judge.draw(font.glyphs()[row].glyph, pixels),
                                     static_cast<float>(pixels), errors);
                }
                std::printf("  %u px: %.4f", pixels, errors.mean());
                BOOST_TEST(errors.mean() < 0.035, pixels << " pixels");
            }
            std::printf("\n");
        }
    }
}

BOOST_AUTO_TEST_CASE(kerning_is_what_harfbuzz_adds_to_each_pair) {
    const auto corpus = corpus_folder();
    if (corpus.empty()) return;
    for (const std::string name : {Fonts[0], Fonts[2], "fonts/debian-apache/OpenSans-SemiboldItalic.ttf"}) {
        BOOST_TEST_CONTEXT(name) {
            const auto file = font_file(corpus, name);
            const auto cooked = cook_font(file);
            const auto font = cooked.field();
            hb_blob_t* blob =
                hb_blob_create(reinterpret_cast<const char*>(file.data()), static_cast<unsigned>(file.size()),
                               HB_MEMORY_MODE_READONLY, nullptr, nullptr);
            hb_face_t* face = hb_face_create(blob, 0);
            hb_font_t* shaper = hb_font_create(face);
            std::size_t kerned = 0, wrong = 0;
            const hb_feature_t plain[] = {{HB_TAG('l', 'i', 'g', 'a'), 0, 0, ~0u},
                                          {HB_TAG('c', 'a', 'l', 't'), 0, 0, ~0u}};
            for (char left = '!'; left <= '~'; ++left) {
                for (char right = '!'; right <= '~'; ++right) {
                    hb_buffer_t* buffer = hb_buffer_create();
                    const char pair[2] = {left, right};
                    hb_buffer_add_utf8(buffer, pair, 2, 0, 2);
                    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
                    hb_buffer_set_script(buffer, HB_SCRIPT_LATIN);
                    hb_shape(shaper, buffer, plain, 2);
                    unsigned count = 0;
                    const auto* infos = hb_buffer_get_glyph_infos(buffer, &count);
                    const auto* places = hb_buffer_get_glyph_positions(buffer, &count);
                    if (count == 2) {
                        const auto alone = hb_font_get_glyph_h_advance(shaper, infos[0].codepoint) +
                                           hb_font_get_glyph_h_advance(shaper, infos[1].codepoint);
                        const auto together = places[0].x_advance + places[1].x_advance;
                        const double extra = static_cast<double>(together - alone) / hb_face_get_upem(face);
                        const auto own = font.kerning_between(ascii_row(font, left), ascii_row(font, right));
                        if (extra != 0) ++kerned;
                        if (std::abs(extra - static_cast<double>(own)) > 1e-6) ++wrong;
                    }
                    hb_buffer_destroy(buffer);
                }
            }
            hb_font_destroy(shaper);
            hb_face_destroy(face);
            hb_blob_destroy(blob);
            std::printf("%-48s %zu of 8836 pairs are kerned, %zu differ\n", name.c_str(), kerned, wrong);
            BOOST_TEST(kerned > 100);
            BOOST_TEST(wrong == 0);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace sinter::test
