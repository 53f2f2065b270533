// SPDX-License-Identifier: Apache-2.0
// The specimen and the export of a font whose page is drawn by hand: one square glyph, "A".
#include <png.h>

#include <boost/test/unit_test.hpp>

#include <cstring>
#include <memory>

#include <sinter/font.hpp>

#include "../../tools/cli/export.hpp"
#include "../../tools/cli/preview.hpp"
#include "sdk/print_code.hpp"

using namespace sinter;

namespace {

/// "A" of 16 x 16 texels at 16 texels per em, all of it inside but a border of one texel.
struct SquareFont {
    sinter_font_row row{};
    sinter_font_glyph_row glyph{};
    sinter_font_code_point_row code_point{'A', 0};
    sinter_font_page_row page{16, 16, 0, 1};
    std::uint8_t texels[256]{};
    std::string texts = "Quote \" and \\";
    sinter_table tables[5]{};
    sinter_chunk chunk{};

    SquareFont() {
        row.flags = SINTER_FONT_HAS_FIELD;
        row.face_count = 1;
        row.units_per_em = 1000;
        row.ascent = 1;
        row.missing_glyph = row.instance = row.layout_chunk = row.outline_chunk = SINTER_FONT_NONE;
        row.field_size = 16;
        row.field_range = 4;
        row.family = {0, static_cast<std::uint32_t>(texts.size())};
        glyph.glyph = 7;
        glyph.advance = 1.25f;
        glyph.ink[2] = glyph.ink[3] = glyph.plane[2] = glyph.plane[3] = 1;
        glyph.width = glyph.height = 16;
        for (int y = 1; y < 15; ++y) std::memset(texels + y * 16 + 1, 255, 14);
    }
    [[nodiscard]] AssetView view() {
        const auto table = [](std::uint32_t tag, const auto& value, std::uint32_t stride,
                              std::uint32_t count) {
            return sinter_table{tag, 1, stride, count, reinterpret_cast<const std::uint8_t*>(&value)};
        };
        tables[0] = table(SINTER_FONT_TABLE, row, sizeof(row), 1);
        tables[1] = table(SINTER_FONT_GLYPH_TABLE, glyph, sizeof(glyph), 1);
        tables[2] = table(SINTER_FONT_CODE_POINT_TABLE, code_point, sizeof(code_point), 1);
        tables[3] = table(SINTER_FONT_PAGE_TABLE, page, sizeof(page), 1);
        tables[4] = table(SINTER_STRING_TABLE, texts[0], 1, static_cast<std::uint32_t>(texts.size()));
        chunk = {SINTER_FONT_PAGE_CHUNK, 64, {texels, sizeof(texels)}};
        return AssetView{sinter_asset{SINTER_FONT, 5, 1, 0, tables, &chunk, nullptr}};
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(FontViews)

BOOST_AUTO_TEST_CASE(exports_angelcode_fields_and_the_page) {
    SquareFont square;
    const auto files = cli::export_font(square.view(), {});
    BOOST_REQUIRE(files);
    BOOST_REQUIRE(files->size() == 2);
    const std::string json{(*files)[0].bytes.begin(), (*files)[0].bytes.end()};
    BOOST_TEST((*files)[0].suffix == ".json");
    const auto has = [&](std::string_view text) { return json.find(text) != json.npos; };
    BOOST_TEST(has("\"face\":\"Quote \\\" and \\\\\""));
    // Texels at 16 per em: 1.25 em are 20; its top lies at the ascent.
    BOOST_TEST(
        has("{\"id\":65,\"index\":7,\"x\":0,\"y\":0,\"width\":16,\"height\":16,\"xoffset\":0,\"yoffset\":0,"
            "\"xadvance\":20,\"page\":0,\"chnl\":15,\"advance\":1.25,\"planeBounds\":[0,0,1,1]"));
    BOOST_TEST(has("\"distanceField\":{\"fieldType\":\"sdf\",\"distanceRange\":4}"));
    BOOST_TEST(has("{\"id\":0,\"file\":\"_page0.png\",\"width\":16,\"height\":16}"));

    BOOST_TEST((*files)[1].suffix == "_page0.png");
    const auto& png = (*files)[1].bytes;
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    BOOST_REQUIRE(png_image_begin_read_from_memory(&image, png.data(), png.size()));
    BOOST_TEST(image.format == static_cast<unsigned>(PNG_FORMAT_GRAY));
    std::uint8_t texels[256];
    BOOST_REQUIRE(png_image_finish_read(&image, nullptr, texels, 0, nullptr));
    BOOST_TEST(std::memcmp(texels, square.texels, 256) == 0);
}

BOOST_AUTO_TEST_CASE(draws_text_from_the_page) {
    SquareFont square;
    const auto picture = cli::draw_font(square.view());
    BOOST_REQUIRE(picture);
    BOOST_TEST(picture->rgba.size() == std::size_t{picture->width} * picture->height * 4);
    // The square is ink where its middle lies: bright, and bright at many pixels.
    std::size_t bright = 0;
    for (std::size_t i = 0; i < picture->rgba.size(); i += 4)
        if (picture->rgba[i] > 200) ++bright;
    BOOST_TEST(bright > 500);
}

BOOST_AUTO_TEST_CASE(refuses_damage_and_fonts_without_pages) {
    SquareFont square;
    square.glyph.x = 1;
    BOOST_TEST(cli::draw_font(square.view()).code() == Code::Corrupt);
    BOOST_TEST(cli::export_font(square.view(), {}).code() == Code::Corrupt);
    const AssetView empty{sinter_asset{SINTER_FONT, 0, 0, 0, nullptr, nullptr, nullptr}};
    BOOST_TEST(cli::draw_font(empty).code() == Code::Corrupt);
}

BOOST_AUTO_TEST_SUITE_END()
