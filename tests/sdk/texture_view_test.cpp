// SPDX-License-Identifier: Apache-2.0
// A texture view over good tables reads them, and over damaged ones says so.
#include <boost/test/unit_test.hpp>

#include <functional>
#include <random>

#include <sinter/texture.hpp>

namespace sinter {
namespace {

/// A texture's tables and chunks in plain vectors, open to damage.
struct Tables {
    sinter_texture_row row{};
    std::vector<sinter_texture_mip_row> levels;
    std::vector<std::vector<std::uint8_t>> bytes;
    std::vector<sinter_chunk> chunks;
    std::vector<sinter_table> tables;

    explicit Tables(const TextureDesc& desc) {
        auto layout = *layout_texture(desc);
        row = layout.row;
        levels = layout.mips;
        for (const auto size : layout.chunk_sizes) {
            bytes.emplace_back(static_cast<std::size_t>(size));
            chunks.push_back({SINTER_TEXTURE_CHUNK, 64, {bytes.back().data(), size}});
        }
        tables = {{SINTER_TEXTURE_TABLE, 1, sizeof row, 1, reinterpret_cast<const std::uint8_t*>(&row)},
                  {SINTER_TEXTURE_MIP_TABLE, 1, sizeof levels[0], static_cast<std::uint32_t>(levels.size()),
                   reinterpret_cast<const std::uint8_t*>(levels.data())}};
    }
    Tables(const Tables&) = delete;
    [[nodiscard]] AssetView view(sinter_asset_type type = SINTER_TEXTURE) const {
        return AssetView{sinter_asset{type, static_cast<std::uint32_t>(tables.size()),
                                      static_cast<std::uint32_t>(chunks.size()), 0, tables.data(),
                                      chunks.data(), nullptr}};
    }
    [[nodiscard]] bool valid() const { return Texture{view()}.valid(); }
};

TextureDesc sample() {
    TextureDesc desc;
    desc.width = 256;
    desc.height = 64;
    desc.mips = 9;
    desc.layers = 2;
    return desc;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sdk_texture_view)

BOOST_AUTO_TEST_CASE(reads_what_was_laid_out) {
    Tables tables{sample()};
    tables.bytes[0][0] = 42;
    const Texture texture{tables.view()};
    BOOST_TEST(texture.valid());
    BOOST_TEST(texture.width() == 256u);
    BOOST_TEST(texture.height() == 64u);
    BOOST_TEST(texture.layers() == 2u);
    BOOST_TEST(texture.mip_count() == 9u);
    BOOST_TEST((texture.format() == Format::Rgba8Unorm));
    BOOST_TEST(texture.mip(1).width == 128u);
    BOOST_TEST(texture.mip(1).height == 32u);
    BOOST_TEST(texture.mip(1).row_pitch == 512u);
    BOOST_TEST(texture.mip(1).bytes.size() == 512u * 32 * 2);
    BOOST_TEST(texture.mip(8).bytes.size() == 8u);
    BOOST_TEST(texture.mip(8).bytes[0] == 42);
}

BOOST_AUTO_TEST_CASE(its_description_lays_out_the_same_again) {
    const Tables tables{sample()};
    const auto again = layout_texture(Texture{tables.view()}.desc());
    BOOST_TEST_REQUIRE(bool{again});
    BOOST_TEST(std::memcmp(&again->row, &tables.row, sizeof tables.row) == 0);
}

BOOST_AUTO_TEST_CASE(an_empty_asset_is_no_texture) {
    BOOST_TEST(!Texture{}.valid());
    BOOST_TEST(!Texture{AssetView{}}.valid());
    const Tables tables{sample()};
    BOOST_TEST(!Texture{tables.view(SINTER_MODEL)}.valid());
}

BOOST_AUTO_TEST_CASE(every_kind_of_damage_is_seen) {
    const std::pair<const char*, std::function<void(Tables&)>> damages[] = {
        {"no texture table", [](Tables& t) { t.tables[0].tag = 1; }},
        {"no level table", [](Tables& t) { t.tables[1].tag = 1; }},
        {"no rows", [](Tables& t) { t.tables[0].count = 0; }},
        {"a level too few", [](Tables& t) { t.tables[1].count = 8; }},
        {"a texture row cut short", [](Tables& t) { t.tables[0].stride = 8; }},
        {"level rows cut short", [](Tables& t) { t.tables[1].stride = 8; }},
        {"no width", [](Tables& t) { t.row.width = 0; }},
        {"wrong width", [](Tables& t) { t.row.width = 512; }},
        {"width of 2^32 - 1", [](Tables& t) { t.row.width = 0xffffffffu; }},
        {"wrong depth", [](Tables& t) { t.row.depth = 2; }},
        {"no layers", [](Tables& t) { t.row.layers = 0; }},
        {"wrong layers", [](Tables& t) { t.row.layers = 3; }},
        {"layers of 2^32 - 1", [](Tables& t) { t.row.layers = 0xffffffffu; }},
        {"no faces", [](Tables& t) { t.row.faces = 0; }},
        {"wrong faces", [](Tables& t) { t.row.faces = 6; }},
        {"no mips", [](Tables& t) { t.row.mips = 0; }},
        {"mips of 2^32 - 1", [](Tables& t) { t.row.mips = 0xffffffffu; }},
        {"no block width", [](Tables& t) { t.row.block_width = 0; }},
        {"wrong block width", [](Tables& t) { t.row.block_width = 4; }},
        {"no block bytes", [](Tables& t) { t.row.block_bytes = 0; }},
        {"wrong block bytes", [](Tables& t) { t.row.block_bytes = 8; }},
        {"block bytes of 2^32 - 1", [](Tables& t) { t.row.block_bytes = 0xffffffffu; }},
        {"a level's chunk is missing", [](Tables& t) { t.levels[3].chunk = 9; }},
        {"a level outside its chunk", [](Tables& t) { t.levels[0].offset = 1; }},
        {"a level's offset of 2^64 - 1", [](Tables& t) { t.levels[0].offset = ~std::uint64_t{0}; }},
        {"a level's size of 2^64 - 1", [](Tables& t) { t.levels[0].size = ~std::uint64_t{0}; }},
        {"a level without bytes", [](Tables& t) { t.levels[5].size = 0; }},
        {"a level's wrong size", [](Tables& t) { t.levels[1].size -= 4; }},
        {"a level's wrong width", [](Tables& t) { t.levels[1].width = 127; }},
        {"a level's wrong row pitch", [](Tables& t) { t.levels[1].row_pitch = 508; }},
        {"a level's wrong slice pitch", [](Tables& t) { t.levels[1].slice_pitch *= 2; }},
        {"levels swapped", [](Tables& t) { std::swap(t.levels[0], t.levels[1]); }},
        {"a chunk cut by a byte", [](Tables& t) { --t.chunks[0].bytes.size; }},
    };
    for (const auto& [name, damage] : damages) {
        Tables tables{sample()};
        BOOST_TEST_REQUIRE(tables.valid());
        damage(tables);
        BOOST_TEST(!tables.valid(), name);
    }
}

BOOST_AUTO_TEST_CASE(supercompressed_levels_have_the_size_they_have) {
    Tables tables{sample()};
    tables.levels[0].size = 17;
    BOOST_TEST(!tables.valid());
    tables.row.flags = SINTER_TEXTURE_SUPERCOMPRESSED;
    BOOST_TEST(tables.valid());
    tables.levels[0].size = 1 << 30;
    BOOST_TEST(!tables.valid());
}

BOOST_AUTO_TEST_CASE(random_damage_never_gives_bytes_outside_a_chunk) {
    std::mt19937 random{99};
    const auto damage = [&](void* data, std::size_t size) {
        auto* bytes = static_cast<std::uint8_t*>(data);
        for (std::uint32_t n = 1 + random() % 3; n-- > 0;)
            bytes[random() % size] = static_cast<std::uint8_t>(random());
    };
    for (int round = 0; round < 5000; ++round) {
        Tables tables{sample()};
        damage(&tables.row, sizeof tables.row);
        damage(tables.levels.data(), tables.levels.size() * sizeof tables.levels[0]);
        const Texture texture{tables.view()};
        if (!texture.valid()) continue;
        for (std::uint32_t mip = 0; mip < texture.mip_count(); ++mip) {
            const auto bytes = texture.mip(mip).bytes;
            const auto inside = std::any_of(tables.bytes.begin(), tables.bytes.end(), [&](const auto& chunk) {
                return bytes.data() >= chunk.data() &&
                       bytes.data() + bytes.size() <= chunk.data() + chunk.size();
            });
            BOOST_TEST(inside);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter
