// SPDX-License-Identifier: Apache-2.0
#include "layout_tables.hpp"

#include FT_TRUETYPE_TABLES_H

namespace sinter {
namespace {

constexpr FT_ULong MostBytes = FT_ULong{64} << 20;

struct KnownTable {
    char tag[5];
    bool asks;  ///< a font with it has something to shape by
};
/// In the order of their tags, which the directory must have.
constexpr KnownTable Tables[] = {
    {"BASE", false}, {"GDEF", false}, {"GPOS", true},  {"GSUB", true},  {"HVAR", false}, {"MVAR", false},
    {"OS/2", false}, {"VORG", false}, {"VVAR", false}, {"ankr", false}, {"avar", false}, {"cmap", false},
    {"feat", false}, {"fvar", false}, {"head", false}, {"hhea", false}, {"hmtx", false}, {"kern", true},
    {"kerx", true},  {"maxp", false}, {"morx", true},  {"trak", false}, {"vhea", false}, {"vmtx", false},
};

void put16(std::vector<std::uint8_t>& out, std::uint32_t value) {
    out.push_back(static_cast<std::uint8_t>(value >> 8));
    out.push_back(static_cast<std::uint8_t>(value));
}
void put32(std::vector<std::uint8_t>& out, std::uint32_t value) {
    put16(out, value >> 16);
    put16(out, value);
}
/// The sum of a table's big-endian words, as its directory entry holds it.
std::uint32_t checksum(std::span<const std::uint8_t> bytes) {
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) sum += std::uint32_t{bytes[i]} << (24 - 8 * (i % 4));
    return sum;
}

}  // namespace

Result<std::vector<std::uint8_t>> layout_tables(const FontFace& font) {
    struct Found {
        std::uint32_t tag;
        std::vector<std::uint8_t> bytes;
    };
    std::vector<Found> found;
    bool asks = false;
    FT_ULong total = 0;
    if (!font.is_sfnt()) return std::vector<std::uint8_t>{};
    for (const auto& [tag, is_asking] : Tables) {
        const auto number = FT_MAKE_TAG(tag[0], tag[1], tag[2], tag[3]);
        FT_ULong size = 0;
        if (FT_Load_Sfnt_Table(font.freetype(), number, 0, nullptr, &size) != 0 || size == 0) continue;
        if (size > MostBytes || total + size > MostBytes)
            return {Code::TooLarge, "font: its layout tables have over 64 MiB"};
        std::vector<std::uint8_t> bytes(size);
        if (FT_Load_Sfnt_Table(font.freetype(), number, 0, bytes.data(), &size) != 0) continue;
        total += size;
        asks = asks || is_asking;
        found.push_back({static_cast<std::uint32_t>(number), std::move(bytes)});
    }
    if (!asks) return std::vector<std::uint8_t>{};

    std::vector<std::uint8_t> out;
    const auto count = static_cast<std::uint32_t>(found.size());
    std::uint32_t power = 0;
    while ((2u << power) <= count) ++power;
    put32(out, 0x00010000);
    put16(out, count);
    put16(out, 16u << power);
    put16(out, power);
    put16(out, count * 16 - (16u << power));
    auto offset = static_cast<std::uint32_t>(12 + 16 * count);
    for (const auto& table : found) {
        put32(out, table.tag);
        put32(out, checksum(table.bytes));
        put32(out, offset);
        put32(out, static_cast<std::uint32_t>(table.bytes.size()));
        offset += static_cast<std::uint32_t>((table.bytes.size() + 3) / 4 * 4);
    }
    for (const auto& table : found) {
        out.insert(out.end(), table.bytes.begin(), table.bytes.end());
        out.resize((out.size() + 3) / 4 * 4);
    }
    return out;
}

}  // namespace sinter
