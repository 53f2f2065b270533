// SPDX-License-Identifier: Apache-2.0
// Distance fields of the step font_distance_field against FreeType's own (FT_RENDER_MODE_SDF), in one run on
// one thread.
//
//     font_bench FONT [<texels per em>] [<rounds>]
//
// Workload: the outlines of every ASCII character of FONT, 40 texels per em, distances up to 4 texels on
// either side. Ours includes the selection, the packing and the tables; FreeType's the loading of each glyph
// without hinting. Figures: median of the rounds, glyphs per second.
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_MODULE_H

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include <sinter/font.hpp>

#include "bench.hpp"
#include "support/plugin_runner.hpp"

namespace {

using namespace sinter;
using namespace sinter::bench;

constexpr int Spread = 4;  ///< texels

void draw_with_freetype(FT_Face face, int& glyphs) {
    for (FT_ULong letter = '!'; letter <= '~'; ++letter) {
        const auto glyph = FT_Get_Char_Index(face, letter);
        if (glyph == 0 || FT_Load_Glyph(face, glyph, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0) continue;
        if (FT_Render_Glyph(face->glyph, FT_RENDER_MODE_SDF) == 0) ++glyphs;
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "usage: font_bench FONT [<texels per em>] [<rounds>]\n");
        return 2;
    }
    const int size = argc > 2 ? std::atoi(argv[2]) : 40, rounds = argc > 3 ? std::atoi(argv[3]) : 9;
    std::ifstream file{argv[1], std::ios::binary};
    const test::ByteVector bytes{std::istreambuf_iterator<char>{file}, {}};
    const test::PluginRunner decoder{SINTER_FONT_DECODER}, process{SINTER_FONT_STEPS};
    const auto decoded = decoder.decode("font", bytes);
    if (!decoded.status) {
        std::fprintf(stderr, "%s\n", test::said_by(decoded).c_str());
        return 1;
    }
    test::RunOptions options;
    options.settings = {{"characters", Value{std::string{"ascii"}}},
                        {"size", Value{static_cast<double>(size)}},
                        {"range", Value{2.0 * Spread}}};
    FT_Library library = nullptr;
    FT_Face face = nullptr;
    if (FT_Init_FreeType(&library) != 0 ||
        FT_New_Memory_Face(library, bytes.data(), static_cast<FT_Long>(bytes.size()), 0, &face) != 0 ||
        FT_Set_Pixel_Sizes(face, 0, static_cast<FT_UInt>(size)) != 0)
        return 1;
    const FT_Int spread = Spread;
    FT_Property_Set(library, "sdf", "spread", &spread);

    std::vector<double> ours, theirs;
    int drawn = 0;
    for (int round = 0; round < rounds; ++round) {
        ours.push_back(seconds([&] {
                           const auto result = process.process(
                               "font_distance_field", test::product_of(decoded).view().abi(), options);
                           drawn = 0;
                           const Font font{test::product_of(result).view()};
                           for (std::uint32_t i = 0; i < font.glyphs().size(); ++i)
                               drawn += font.glyphs()[i].width != 0 ? 1 : 0;
                       }) /
                       drawn);
        int count = 0;
        theirs.push_back(seconds([&] { draw_with_freetype(face, count); }) / count);
    }
    FT_Done_Face(face);
    FT_Done_FreeType(library);
    std::printf("%d glyphs, %d texels per em: ours %.0f glyphs/s, FreeType %.0f glyphs/s, ratio %.1f\n",
                drawn, size, 1 / median(ours), 1 / median(theirs), median(theirs) / median(ours));
    return 0;
}
