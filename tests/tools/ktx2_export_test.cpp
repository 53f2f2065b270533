// SPDX-License-Identifier: Apache-2.0
// Exported KTX2 files against those of other writers (the shared corpus: Khronos' own tools and others):
// header, Basic Data Format Descriptor and levels are theirs, byte by byte.
#include <boost/test/unit_test.hpp>

#include "../../tools/cli/export.hpp"
#include "support/corpus.hpp"
#include "support/plugin_runner.hpp"
#include "tools/texture_asset.hpp"

namespace sinter::test {
namespace {

std::uint64_t little(const ByteVector& bytes, std::size_t at, std::size_t size) {
    std::uint64_t out = 0;
    for (std::size_t i = 0; i < size; ++i) out |= std::uint64_t{bytes.at(at + i)} << 8 * i;
    return out;
}
ByteVector part(const ByteVector& bytes, std::uint64_t at, std::uint64_t size) {
    BOOST_REQUIRE(at <= bytes.size() && size <= bytes.size() - at);
    return {bytes.begin() + static_cast<std::ptrdiff_t>(at),
            bytes.begin() + static_cast<std::ptrdiff_t>(at + size)};
}
ByteVector exported(const AssetView& asset) {
    const auto files = cli::export_texture(asset, {});
    if (!files) throw std::runtime_error(files.error().text);
    return files->front().bytes;
}
std::string hex(const ByteVector& bytes) {
    std::string out;
    for (const auto byte : bytes) {
        out += "0123456789abcdef"[byte >> 4];
        out += "0123456789abcdef"[byte & 15];
    }
    return out;
}
/// The descriptor without what a writer may say freely: primaries and flags.
std::string descriptor_of(const ByteVector& file) {
    auto out = part(file, little(file, 48, 4), little(file, 52, 4));
    out.at(13) = out.at(15) = 0;
    return hex(out);
}
ByteVector level_of(const ByteVector& file, std::uint32_t level) {
    return part(file, little(file, 80 + 24 * level, 8), little(file, 88 + 24 * level, 8));
}

struct Wanted {
    Format format;
    const char* descriptor;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(cli_export_ktx2)

// Written by hand from Khronos Data Format 1.3: section 5.6 (header), 5.10 (samples), table 5.22 and the
// chapters of the block formats. Total size; vendor, type; version, size; model, primaries, transfer, flags;
// block; bytes; samples.
BOOST_AUTO_TEST_CASE(descriptors_are_those_of_the_specification) {
    const Wanted wanted[] = {
        {static_cast<Format>(SINTER_FORMAT_R8G8B8A8_SRGB),
         "5c000000"
         "00000000"
         "02005800"
         "01010200"
         "00000000"
         "0400000000000000"
         "00000700"
         "00000000"
         "00000000"
         "ff000000"
         "08000701"
         "00000000"
         "00000000"
         "ff000000"
         "10000702"
         "00000000"
         "00000000"
         "ff000000"
         "1800071f"
         "00000000"
         "00000000"
         "ff000000"},
        {static_cast<Format>(SINTER_FORMAT_R16G16_SFLOAT),
         "3c000000"
         "00000000"
         "02003800"
         "01010100"
         "00000000"
         "0400000000000000"
         "00000fc0"
         "00000000"
         "000080bf"
         "0000803f"
         "10000fc1"
         "00000000"
         "000080bf"
         "0000803f"},
        {static_cast<Format>(SINTER_FORMAT_BC7_SRGB),
         "2c000000"
         "00000000"
         "02002800"
         "86010200"
         "03030000"
         "1000000000000000"
         "00007f00"
         "00000000"
         "00000000"
         "ffffffff"},
        {static_cast<Format>(SINTER_FORMAT_BC3_UNORM),
         "3c000000"
         "00000000"
         "02003800"
         "82010100"
         "03030000"
         "1000000000000000"
         "00003f0f"
         "00000000"
         "00000000"
         "ffffffff"
         "40003f00"
         "00000000"
         "00000000"
         "ffffffff"},
        {static_cast<Format>(SINTER_FORMAT_ASTC_6x5_UNORM),
         "2c000000"
         "00000000"
         "02002800"
         "a2010100"
         "05040000"
         "1000000000000000"
         "00007f00"
         "00000000"
         "00000000"
         "ffffffff"},
    };
    for (const auto& [format, descriptor] : wanted) {
        TextureDesc desc;
        desc.width = desc.height = 12;
        desc.format = format;
        desc.color_space = format_info(format)->srgb ? ColorSpace::Srgb : ColorSpace::Linear;
        TextureAsset asset{desc};
        const auto file = exported(asset.view());
        BOOST_TEST(hex(part(file, little(file, 48, 4), little(file, 52, 4))) == descriptor);
        BOOST_TEST(little(file, 12, 4) == static_cast<std::uint32_t>(format));
    }
}

BOOST_AUTO_TEST_CASE(a_colour_space_chooses_the_format_of_that_name) {
    TextureDesc desc;
    desc.width = desc.height = 4;
    desc.format = static_cast<Format>(SINTER_FORMAT_R8G8B8A8_UNORM);
    desc.color_space = ColorSpace::Srgb;
    TextureAsset asset{desc};
    BOOST_TEST(little(exported(asset.view()), 12, 4) == std::uint64_t{SINTER_FORMAT_R8G8B8A8_SRGB});
}

BOOST_AUTO_TEST_CASE(files_of_other_writers_come_out_as_they_went_in) {
    const auto folder = corpus_folder();
    if (folder.empty()) return;
    const PluginRunner plugin{SINTER_PLUGIN};
    int same = 0, other_descriptor = 0, unsupported = 0;
    for (const auto& row : corpus_rows(folder, "texture")) {
        if (row.extension() != "ktx2" || row.expected == "error") continue;
        const auto file = corpus_file(folder, row);
        const auto decoded = plugin.decode("ktx2", file);
        if (!decoded.status) continue;
        const auto asset = product_of(decoded).view();
        const auto files = cli::export_texture(asset, {});
        if (!files) {
            BOOST_TEST((files.error().code == Code::Unsupported), row.file << ": " << files.error().text);
            ++unsupported;
            continue;
        }
        const auto& out = files->front().bytes;
        // What we write, our own reader and the writer's header agree on; the descriptor is compared with
        // theirs.
        const auto again = plugin.decode("ktx2", out);
        BOOST_TEST(bool{again.status}, row.file << ": " << again.status.error().text);
        BOOST_TEST(little(out, 20, 4) == little(file, 20, 4), row.file);
        BOOST_TEST(little(out, 24, 4) == little(file, 24, 4), row.file);
        BOOST_TEST(little(out, 28, 4) == little(file, 28, 4), row.file);
        BOOST_TEST(little(out, 32, 4) == little(file, 32, 4), row.file);
        BOOST_TEST(little(out, 36, 4) == little(file, 36, 4), row.file);
        if (little(file, 44, 4) != 0 || little(out, 12, 4) != little(file, 12, 4)) continue;
        if (row.expected == "ok") BOOST_TEST(little(out, 16, 4) == little(file, 16, 4), row.file);
        const auto levels = std::max<std::uint64_t>(1, little(file, 40, 4));
        for (std::uint32_t level = 0; level < levels; ++level)
            BOOST_TEST((level_of(out, level) == level_of(file, level)), row.file << " level " << level);
        // The others are wrong on purpose. UASTC HDR is ASTC in its blocks, and by its VkFormat.
        const bool is_same = descriptor_of(out) == descriptor_of(file);
        ++(is_same ? same : other_descriptor);
        if (row.expected == "ok" && row.file.find("UASTC_HDR") == row.file.npos)
            BOOST_TEST(is_same, row.file << "\n  " << descriptor_of(out) << "\n  " << descriptor_of(file));
    }
    BOOST_TEST_MESSAGE("descriptors: " << same << " the same, " << other_descriptor << " others, "
                                       << unsupported << " files not exported");
    BOOST_TEST(same > 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter::test
