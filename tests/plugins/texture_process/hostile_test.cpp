// SPDX-License-Identifier: Apache-2.0
// Malformed assets, refused memory and cancelling: an error, never a crash, and nothing half made.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <functional>

#include "process_step.hpp"

namespace {

using namespace sinter;
using namespace sinter::test;
namespace data = boost::unit_test::data;

/// A texture whose rows a test may change; the asset views them.
struct Forged {
    sinter_texture_row row{};
    std::vector<sinter_texture_mip_row> mips;
    std::vector<std::uint8_t> texels;
    std::vector<sinter_table> tables;
    std::vector<sinter_chunk> chunks;
    sinter_asset asset{};

    explicit Forged(const TextureDesc& desc) {
        const auto layout = layout_texture(desc);
        row = layout->row;
        mips = layout->mips;
        texels.resize(layout->chunk_sizes.at(0));
    }
    const sinter_asset& finish() {
        tables = {{SINTER_TEXTURE_TABLE, 1, sizeof row, 1, reinterpret_cast<const std::uint8_t*>(&row)},
                  {SINTER_TEXTURE_MIP_TABLE, 1, sizeof mips[0], static_cast<std::uint32_t>(mips.size()),
                   reinterpret_cast<const std::uint8_t*>(mips.data())}};
        chunks = {{SINTER_TEXTURE_CHUNK, 64, {texels.data(), texels.size()}}};
        asset = {SINTER_TEXTURE, 2, 1, 0, tables.data(), chunks.data(), nullptr};
        return asset;
    }
};

struct Lie {
    const char* what;
    std::function<void(Forged&)> tell;
};
std::ostream& operator<<(std::ostream& out, const Lie& lie) {
    return out << lie.what;
}
const std::vector<Lie> Lies = {
    {"width 0", [](Forged& f) { f.row.width = 0; }},
    {"huge width", [](Forged& f) { f.row.width = 0xffffffff; }},
    {"huge height", [](Forged& f) { f.row.height = 0xffffffff; }},
    {"depth of a plane", [](Forged& f) { f.row.depth = 2; }},
    {"huge layers", [](Forged& f) { f.row.layers = 0xffffffff; }},
    {"5 faces", [](Forged& f) { f.row.faces = 5; }},
    {"unknown shape", [](Forged& f) { f.row.shape = 77; }},
    {"cube that is none", [](Forged& f) { f.row.shape = SINTER_TEXTURE_CUBE; }},
    {"more mips than rows", [](Forged& f) { f.row.mips = 9; }},
    {"larger texels than the format's", [](Forged& f) { f.row.format = SINTER_FORMAT_R32G32B32A32_SFLOAT; }},
    {"block of 0", [](Forged& f) { f.row.block_width = 0; }},
    {"blocks of a plain format", [](Forged& f) { f.row.block_width = f.row.block_height = 8; }},
    {"block bytes", [](Forged& f) { f.row.block_bytes = 0x40000000; }},
    {"no such chunk", [](Forged& f) { f.mips[0].chunk = 1; }},
    {"offset beyond", [](Forged& f) { f.mips[0].offset = 1; }},
    {"offset wraps", [](Forged& f) { f.mips[0].offset = ~std::uint64_t{0} - 3; }},
    {"size beyond", [](Forged& f) { f.mips[0].size += 1; }},
    {"row pitch", [](Forged& f) { f.mips[0].row_pitch = 1; }},
    {"level size", [](Forged& f) { f.mips[0].width = 3; }},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(texture_process_hostile)

BOOST_AUTO_TEST_CASE(the_forged_texture_without_a_lie_is_accepted) {
    Forged forged{plane(8, 8, Format::Rgba8Srgb, ColorSpace::Srgb)};
    BOOST_TEST(levels_made(mipmaps().run(forged.finish())).size() == 4u);
}

BOOST_DATA_TEST_CASE(tables_that_lie_are_refused, data::make(Lies), lie) {
    Forged forged{plane(8, 8, Format::Rgba8Srgb, ColorSpace::Srgb)};
    lie.tell(forged);
    for (const auto* step : {&mipmaps(), &resize()}) {
        const auto result = step->run(forged.finish(), {}, {{"max_texture_size", integer(4)}});
        BOOST_TEST(result.status.code() == Code::Corrupt);
        BOOST_TEST(result.products.empty());
    }
}

BOOST_AUTO_TEST_CASE(missing_and_double_rows_are_refused) {
    const auto code_of = [](std::function<void(Forged&)> change) {
        Forged forged{plane(8, 8, Format::Rgba8Srgb, ColorSpace::Srgb)};
        forged.finish();
        change(forged);
        return mipmaps().run(forged.asset).status.code();
    };
    BOOST_TEST(code_of([](Forged& f) { f.asset.table_count = 0; }) == Code::Corrupt);
    BOOST_TEST(code_of([](Forged& f) { f.asset.table_count = 1; }) == Code::Corrupt);
    BOOST_TEST(code_of([](Forged& f) { f.asset.chunk_count = 0; }) == Code::Corrupt);
    BOOST_TEST(code_of([](Forged& f) { f.tables[0].count = 0; }) == Code::Corrupt);
    BOOST_TEST(code_of([](Forged& f) { f.tables[1].stride = 16; }) == Code::Corrupt);
    BOOST_TEST(code_of([](Forged& f) { f.tables[0].version = 2; }) == Code::Unsupported);
    BOOST_TEST(code_of([](Forged& f) { f.tables[1].version = 2; }) == Code::Unsupported);
}

BOOST_AUTO_TEST_CASE(texels_may_begin_anywhere) {
    Forged forged{plane(4, 4, Format::Rgba32Sfloat, ColorSpace::Linear)};
    forged.texels.insert(forged.texels.begin(), 3, 0);
    forged.mips[0].offset = 3;
    for (const char* filter : {"box", "kaiser"})
        BOOST_TEST(levels_made(mipmaps().run(forged.finish(), {{"filter", text(filter)}})).size() == 3u);
}

BOOST_AUTO_TEST_CASE(supercompressed_levels_go_on_untouched) {
    Forged forged{plane(8, 8, Format::Rgba8Srgb, ColorSpace::Srgb)};
    forged.row.flags = SINTER_TEXTURE_SUPERCOMPRESSED;
    forged.row.supercompression = 1;
    forged.mips[0].size = 10;
    BOOST_TEST(levels_made(mipmaps().run(forged.finish())).empty());
    const auto result = resize().run(forged.finish(), {{"max_size", integer(4)}});
    BOOST_TEST(levels_made(result).empty());
    BOOST_TEST(result.diagnostics.size() == 1u);
}

BOOST_AUTO_TEST_CASE(refused_memory_is_an_error_at_every_limit) {
    const auto input = noise_texture(plane(64, 48, Format::Rgba8Srgb, ColorSpace::Srgb, AlphaMode::Straight));
    for (const char* filter : {"box", "kaiser"}) {
        const auto enough = mipmaps().run(input.view().abi(), {{"filter", text(filter)}}).peak_memory_bytes;
        BOOST_TEST(enough > 0u);
        for (std::uint64_t limit = 0; limit < enough; limit += limit < 512 ? 16 : 4096) {
            const auto result =
                mipmaps().run(input.view().abi(), {{"filter", text(filter)}}, {}, nullptr, limit);
            BOOST_TEST_REQUIRE(result.status.code() == Code::OutOfMemory);
        }
        BOOST_TEST(
            !!mipmaps().run(input.view().abi(), {{"filter", text(filter)}}, {}, nullptr, enough).status);
    }
    const auto refused = resize().run(input.view().abi(), {{"max_size", integer(32)}}, {}, nullptr, 1000);
    BOOST_TEST(refused.status.code() == Code::OutOfMemory);
}

BOOST_AUTO_TEST_CASE(cancelling_stops_at_any_checkpoint) {
    const auto input =
        noise_texture(plane(600, 500, Format::Rgba8Srgb, ColorSpace::Srgb, AlphaMode::Straight));
    for (const char* filter : {"box", "kaiser"})
        for (const unsigned threads : {1u, 4u})
            for (std::int64_t allowed = 0;; ++allowed) {
                ThreadedWorld world{threads, allowed};
                const auto result = mipmaps().run(input.view().abi(), {{"filter", text(filter)}}, {}, &world);
                if (result.status) {
                    BOOST_TEST(allowed >= 8);
                    break;
                }
                BOOST_TEST_REQUIRE(result.status.code() == Code::Cancelled);
                BOOST_TEST_REQUIRE(result.products.empty());
            }
}

BOOST_AUTO_TEST_SUITE_END()
