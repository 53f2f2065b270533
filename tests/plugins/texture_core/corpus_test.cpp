// SPDX-License-Identifier: Apache-2.0
// Every PNG, JPEG, DDS and KTX2 of the shared corpus, against what its manifest expects. The pixels' hashes
// in the manifest are OpenImageIO's.
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdio>
#include <iostream>

#include "png_samples.hpp"
#include "support/corpus.hpp"
#include "support/decoded_texture.hpp"

namespace sinter::test {
namespace {

/// Turned by EXIF onto its side, which the manifest's size is not: what ImageMagick's -auto-orient makes of
/// it.
const std::map<std::string, std::pair<std::uint32_t, std::uint32_t>> TurnedOnSide = {
    {"textures/pillow-jpg/orientation_rectangle.jpg", {1, 2}},
};
/// Turned in place: their pixels are not in the stored order.
const std::vector<std::string> Turned = {
    "textures/pillow-jpg/orientation_rectangle.jpg", "textures/pillow-jpg/hopper_orientation_3.jpg",
    "textures/pillow-jpg/hopper_orientation_4.jpg",  "textures/pillow-jpg/hopper_orientation_7.jpg",
    "textures/pillow-jpg/hopper_orientation_8.jpg",  "textures/image-rs/portrait_2.jpg",
};

std::string hash_of(std::span<const std::uint8_t> bytes) {
    std::uint64_t hash = 1469598103934665603u;  // the offset that the manifest was made with
    for (const auto byte : bytes) hash = (hash ^ byte) * 0x100000001b3;
    char text[17];
    std::snprintf(text, sizeof(text), "%016llx", static_cast<unsigned long long>(hash));
    return text;
}

void check_size(const CorpusRow& row, std::string_view decoder, const Texture& texture) {
    if (decoder == "ktx2") {
        BOOST_TEST(texture.width() == row.number("w"));
        BOOST_TEST(texture.height() == std::max(1.0, row.number("h")));
        BOOST_TEST(texture.depth() == std::max(1.0, row.number("d")));
        BOOST_TEST(texture.layers() == std::max(1.0, row.number("layers")));
        BOOST_TEST(texture.faces() == row.number("faces"));
        BOOST_TEST(texture.mip_count() == std::max(1.0, row.number("levels")));
        BOOST_TEST(texture.row().format == row.number("vkFormat"));
        BOOST_TEST(texture.row().supercompression ==
                   (row.number("supercompression") == 2 || row.number("supercompression") == 3
                        ? 0
                        : row.number("supercompression")));
        return;
    }
    auto width = row.number("w"), height = row.number("h");
    if (const auto turned = TurnedOnSide.find(row.file); turned != TurnedOnSide.end())
        std::tie(width, height) = turned->second;
    BOOST_TEST(texture.width() == width);
    BOOST_TEST(texture.height() * texture.faces() == height);  // OpenImageIO stacks the faces of a cube
    if (decoder != "dds") return;
    BOOST_TEST(texture.depth() == row.number("d"));
    BOOST_TEST(texture.mip_count() == row.number("mips"));
}

/// 8-bit texels with red first and without the unused fourth byte, as OpenImageIO gives them; empty for
/// others.
ByteVector rgb_order(const Texture& texture) {
    const auto* info = format_info(texture.format());
    if (!info || info->numeric != Numeric::Unorm8 || texture.faces() > 1) return {};
    const auto kept = std::min<std::size_t>(info->channels, texture.row().channels);
    ByteVector out;
    const auto texels = texture.mip(0).bytes;
    for (std::size_t at = 0; at < texels.size(); at += info->channels)
        for (std::size_t c = 0; c < kept; ++c) out.push_back(texels[at + (info->bgr && c < 3 ? 2 - c : c)]);
    return out;
}

/// The first level's pixels as OpenImageIO would give them. Empty where it would not give the same: it
/// multiplies by alpha, does not turn by EXIF, and decompresses blocks.
ByteVector comparable(const CorpusRow& row, std::string_view decoder, const Texture& texture) {
    if (std::find(Turned.begin(), Turned.end(), row.file) != Turned.end()) return {};
    if (texture.row().channels != row.number("c") || texture.alpha_mode() != AlphaMode::None) return {};
    if (decoder == "dds") return rgb_order(texture);
    const auto texels = texture.mip(0).bytes;
    return decoder == "ktx2" ? ByteVector{} : ByteVector{texels.begin(), texels.end()};
}

BOOST_AUTO_TEST_SUITE(corpus)

BOOST_AUTO_TEST_CASE(decodes_what_is_ok_refuses_what_is_broken_and_survives_the_rest) {
    const auto folder = corpus_folder();
    if (folder.empty()) return;
    std::map<std::string, int> counts;
    for (const auto& row : corpus_rows(folder, "texture")) {
        const auto decoder = texture_plugin().decoder_of(row.extension());
        if (decoder.empty()) continue;
        const auto bytes = corpus_file(folder, row);
        BOOST_TEST_CONTEXT(row.file) {
            const auto result = decode(decoder, bytes);
            ++counts[decoder + " " + row.expected + (result.status ? " decoded" : " refused")];
            if (!result.status) {
                BOOST_TEST(!result.status.error().text.empty());
                BOOST_TEST(result.status.code() != Code::Internal);
                BOOST_TEST(result.status.code() != Code::Contract);
            }
            if (row.expected == "error") BOOST_TEST(!result.status);
            if (row.expected != "ok") continue;
            BOOST_TEST(!!result.status, result.status.error().text);
            if (!result.status) continue;
            const auto texture = texture_of(result);
            check_size(row, decoder, texture);
            if (const auto pixels = comparable(row, decoder, texture); !pixels.empty()) {
                ++counts[decoder + " ok with OpenImageIO's pixels"];
                BOOST_TEST(hash_of(pixels) == row.details.at("fnv"));
            }
            if (decoder == "png") {
                const auto image = read_with_libpng(bytes);
                if (!image) continue;  // refused for an ancillary chunk
                ++counts["png ok with libpng's pixels"];
                BOOST_TEST((level_of(result) == image->texels));
            }
        }
    }
    for (const auto& [what, count] : counts) std::cout << what << ": " << count << std::endl;
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace sinter::test
