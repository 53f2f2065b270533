// SPDX-License-Identifier: Apache-2.0
// The KTX2 decoder on files written by hand from the specification.
#include <boost/test/unit_test.hpp>

#include "decoder_family.hpp"
#include "ktx2_samples.hpp"

namespace sinter::test {
namespace {

using At = Ktx2Offsets;

Ktx2Sample plain(std::size_t size = 64) {
    return {.levels = {counting_bytes(size)}};
}

Ktx2Sample etc1s() {
    return {.vk_format = 0,
            .scheme = 1,
            .model = 163,
            .block_width = 4,
            .block_height = 4,
            .block_bytes = 0,
            .samples = {0x003f0000},
            .global_data = counting_bytes(90),
            .levels = {counting_bytes(33)},
            .uncompressed = {0}};
}

BOOST_AUTO_TEST_SUITE(ktx2)

BOOST_AUTO_TEST_CASE(passes_levels_layers_and_faces_through) {
    // A cube array of two, 4x4 and 2x2 and 1x1: KTX2 orders levels as Sinter does.
    const auto result =
        decode("ktx2", make_ktx2({.layers = 2,
                                  .faces = 6,
                                  .level_count = 3,
                                  .levels = {counting_bytes(768), counting_bytes(192), counting_bytes(48)}}));
    const auto texture = texture_of(result);
    BOOST_TEST(texture.shape() == TextureShape::Cube);
    BOOST_TEST(texture.layers() == 2u);
    BOOST_TEST(texture.faces() == 6u);
    BOOST_TEST(texture.mip_count() == 3u);
    BOOST_TEST(texture.format() == Format::Rgba8Unorm);
    BOOST_TEST(texture.row().is_array == 1u);
    BOOST_TEST(texture.row().channels == 4u);
    BOOST_TEST(level_of(result, 0) == counting_bytes(768));
    BOOST_TEST(level_of(result, 1) == counting_bytes(192));
    BOOST_TEST(level_of(result, 2) == counting_bytes(48));
    BOOST_TEST(warnings_of(result).empty());
}

BOOST_AUTO_TEST_CASE(tells_lines_planes_and_volumes_apart) {
    auto sample = plain(16);
    sample.height = 0;
    BOOST_TEST(texture_of(decode("ktx2", make_ktx2(sample))).shape() == TextureShape::Line);
    sample = plain(192);
    sample.depth = 3;
    const auto volume = decode("ktx2", make_ktx2(sample));
    BOOST_TEST(texture_of(volume).shape() == TextureShape::Volume);
    BOOST_TEST(texture_of(volume).depth() == 3u);
    const auto plane = decode("ktx2", make_ktx2(plain()));
    BOOST_TEST(texture_of(plane).shape() == TextureShape::Plane);
    BOOST_TEST(texture_of(plane).row().is_array == 0u);
    sample = plain();
    sample.layers = 1;
    BOOST_TEST(texture_of(decode("ktx2", make_ktx2(sample))).row().is_array == 1u);
    sample = plain();
    sample.level_count = 0;  // the reader is to make the others
    BOOST_TEST(texture_of(decode("ktx2", make_ktx2(sample))).mip_count() == 1u);
}

BOOST_AUTO_TEST_CASE(notes_transfer_function_and_premultiplied_alpha) {
    auto sample = plain();
    BOOST_TEST(texture_of(decode("ktx2", make_ktx2(sample))).color_space() == ColorSpace::Linear);
    BOOST_TEST(texture_of(decode("ktx2", make_ktx2(sample))).alpha_mode() == AlphaMode::Straight);
    sample.flags = 1;
    BOOST_TEST(texture_of(decode("ktx2", make_ktx2(sample))).alpha_mode() == AlphaMode::Premultiplied);
    sample.vk_format = 43;
    sample.transfer = 2;
    BOOST_TEST(texture_of(decode("ktx2", make_ktx2(sample))).color_space() == ColorSpace::Srgb);
    sample.vk_format = 37;
    sample.transfer = 0;
    BOOST_TEST(texture_of(decode("ktx2", make_ktx2(sample))).color_space() == ColorSpace::Unknown);
}

BOOST_AUTO_TEST_CASE(carries_a_format_by_the_block_size_of_its_descriptor) {
    // ASTC 3x3x3: 4x4x4 texels are 2x2x2 blocks.
    const auto result = decode("ktx2", make_ktx2({.vk_format = 1000288000,
                                                  .depth = 4,
                                                  .model = 162,
                                                  .block_width = 3,
                                                  .block_height = 3,
                                                  .block_depth = 3,
                                                  .block_bytes = 16,
                                                  .samples = {0x007f0000},
                                                  .levels = {counting_bytes(128)}}));
    const auto row = texture_of(result).row();
    BOOST_TEST(row.format == 1000288000u);
    BOOST_TEST(row.block_depth == 3u);
    BOOST_TEST(row.block_bytes == 16u);
    BOOST_TEST(level_of(result) == counting_bytes(128));
}

BOOST_AUTO_TEST_CASE(keeps_the_descriptor_of_a_format_without_number) {
    // UASTC: 16 bytes for 4x4 texels.
    const auto result = decode("ktx2", make_ktx2({.vk_format = 0,
                                                  .model = 166,
                                                  .block_width = 4,
                                                  .block_height = 4,
                                                  .block_bytes = 16,
                                                  .samples = {0x037f0000},
                                                  .levels = {counting_bytes(16)}}));
    const auto texture = texture_of(result);
    BOOST_TEST(texture.format() == Format::Undefined);
    BOOST_TEST(texture.row().block_bytes == 16u);
    BOOST_TEST(texture.alpha_mode() == AlphaMode::Straight);
    const auto* descriptor = texture.asset().table(SINTER_TAG('K', 'D', 'F', 'D'));
    BOOST_REQUIRE(descriptor);
    BOOST_TEST(descriptor->count * descriptor->stride == 44u);
    BOOST_TEST(descriptor->rows[12] == 166);
}

BOOST_AUTO_TEST_CASE(undoes_zstandard_and_zlib) {
    const auto fine = counting_bytes(64), coarse = counting_bytes(16);
    for (const auto scheme : {2u, 3u}) {
        const auto pack = scheme == 2 ? &zstd_packed : &zlib_packed;
        auto sample = Ktx2Sample{.level_count = 2,
                                 .scheme = scheme,
                                 .levels = {pack(fine), pack(coarse)},
                                 .uncompressed = {64, 16}};
        const auto result = decode("ktx2", make_ktx2(sample));
        BOOST_TEST(level_of(result, 0) == fine);
        BOOST_TEST(level_of(result, 1) == coarse);
        BOOST_TEST(texture_of(result).row().supercompression == 0u);

        const auto refused = [&](ByteVector level) {
            sample.levels[0] = std::move(level);
            return decode("ktx2", make_ktx2(sample)).status.code() == Code::Corrupt;
        };
        BOOST_TEST(refused(pack(counting_bytes(63))));
        BOOST_TEST(refused(pack(counting_bytes(65))));
        BOOST_TEST(refused(pack(ByteVector(64 << 20))));  // a bomb inflates no further than its level
        auto truncated = pack(fine);
        truncated.pop_back();
        BOOST_TEST(refused(truncated));
        auto longer = pack(fine);
        longer.push_back(0);
        BOOST_TEST(refused(longer));
        BOOST_TEST(refused(counting_bytes(40)));
    }
}

BOOST_AUTO_TEST_CASE(keeps_basis_lz_with_all_that_its_reader_needs) {
    const auto result = decode("ktx2", make_ktx2(etc1s()));
    const auto texture = texture_of(result);
    const auto& row = texture.row();
    BOOST_TEST(row.flags == SINTER_TEXTURE_SUPERCOMPRESSED);
    BOOST_TEST(row.supercompression == 1u);
    BOOST_TEST(row.block_width == 4u);
    BOOST_TEST(level_of(result) == counting_bytes(33));
    const auto chunks = texture.asset().chunks();
    BOOST_REQUIRE_EQUAL(chunks.size(), 2u);
    BOOST_TEST(chunks[0].tag == SINTER_TAG('K', 'S', 'G', 'D'));
    BOOST_TEST(chunks[0].bytes.size == 90u);
    BOOST_TEST(texture.asset().table(SINTER_TAG('K', 'D', 'F', 'D')));
    // A vendor's scheme is carried too.
    auto vendor = plain();
    vendor.scheme = 0x10007;
    vendor.levels = {counting_bytes(5)};
    vendor.uncompressed = {64};
    BOOST_TEST(texture_of(decode("ktx2", make_ktx2(vendor))).row().supercompression == 0x10007u);
}

BOOST_AUTO_TEST_CASE(warns_of_metadata_that_changes_the_meaning) {
    const auto warnings = [](std::vector<std::pair<std::string, std::string>> metadata) {
        auto sample = plain();
        sample.metadata = std::move(metadata);
        const auto result = decode("ktx2", make_ktx2(sample));
        BOOST_TEST(level_of(result) == counting_bytes(64));
        return warnings_of(result).size();
    };
    BOOST_TEST(warnings({{"KTXorientation", "rd"}, {"KTXswizzle", "rgba"}, {"KTXwriter", "hand"}}) == 0u);
    BOOST_TEST(warnings({{"KTXorientation", "ru"}}) == 1u);
    BOOST_TEST(warnings({{"KTXorientation", "ru"}, {"KTXswizzle", "rrr1"}}) == 2u);
    BOOST_TEST(warnings({{"KTXcubemapIncomplete", "\x03"}}) == 1u);
}

BOOST_AUTO_TEST_CASE(refuses_a_header_that_contradicts_itself) {
    const auto is_corrupt = [](std::size_t offset, std::uint32_t value) {
        auto file = make_ktx2(plain());
        set_u32(file, offset, value);
        const auto result = decode("ktx2", file);
        BOOST_TEST(result.peak_memory_bytes <= 192u);  // the true texture's
        return result.status.code() == Code::Corrupt;
    };
    BOOST_TEST(is_corrupt(At::VkFormat, 11));          // R8_USCALED is prohibited
    BOOST_TEST(is_corrupt(At::VkFormat, 1000156003));  // several planes
    BOOST_TEST(is_corrupt(At::VkFormat, 0xfeedfeed));  // no format
    BOOST_TEST(is_corrupt(At::VkFormat, 43));          // sRGB, which the descriptor denies
    BOOST_TEST(is_corrupt(At::VkFormat, 145));         // BC7, whose block is another
    BOOST_TEST(is_corrupt(At::TypeSize, 3));
    BOOST_TEST(is_corrupt(At::Width, 0));
    BOOST_TEST(is_corrupt(At::Height, 0));  // then the level is too long
    BOOST_TEST(is_corrupt(At::Depth, 2));
    BOOST_TEST(is_corrupt(At::Layers, 2));
    BOOST_TEST(is_corrupt(At::Faces, 0));
    BOOST_TEST(is_corrupt(At::Faces, 6));
    BOOST_TEST(is_corrupt(At::LevelCount, 4));
    BOOST_TEST(is_corrupt(At::LevelCount, 0xffffffff));
    BOOST_TEST(is_corrupt(At::Scheme, 5));
    BOOST_TEST(is_corrupt(At::Scheme, 0x20000));
    BOOST_TEST(is_corrupt(At::Scheme, 1));  // BasisLZ without global data
    BOOST_TEST(is_corrupt(At::Scheme, 2));  // not Zstandard
    BOOST_TEST(is_corrupt(At::Dfd, 0));
    BOOST_TEST(is_corrupt(At::Dfd, 108));
    BOOST_TEST(is_corrupt(At::DfdSize, 0));
    BOOST_TEST(is_corrupt(At::DfdSize, 90));
    BOOST_TEST(is_corrupt(At::DfdSize, 0xffffffff));
    BOOST_TEST(is_corrupt(At::Kvd, 196));
    BOOST_TEST(is_corrupt(At::KvdSize, 4));
    BOOST_TEST(is_corrupt(At::Sgd, 200));
    BOOST_TEST(is_corrupt(At::SgdSize, 8));
    BOOST_TEST(is_corrupt(At::SgdSize + 4, 0x80000000));
    BOOST_TEST(is_corrupt(At::Levels, 100));  // over the descriptor
    BOOST_TEST(is_corrupt(At::Levels + 4, 0xffffffff));
    BOOST_TEST(is_corrupt(At::Levels + 8, 0));
    BOOST_TEST(is_corrupt(At::Levels + 8, 60));
    BOOST_TEST(is_corrupt(At::Levels + 12, 0xffffffff));
    BOOST_TEST(is_corrupt(At::Levels + 16, 60));
}

BOOST_AUTO_TEST_CASE(refuses_a_descriptor_that_contradicts_itself) {
    const auto code_of = [](std::size_t offset, std::uint8_t value) {
        auto file = make_ktx2(plain());
        file[104 + offset] = value;
        return decode("ktx2", file).status.code();
    };
    BOOST_TEST(code_of(0, 96) == Code::Corrupt);   // its size
    BOOST_TEST(code_of(4, 1) == Code::Corrupt);    // a vendor's
    BOOST_TEST(code_of(8, 3) == Code::Corrupt);    // version
    BOOST_TEST(code_of(10, 87) == Code::Corrupt);  // block size
    BOOST_TEST(code_of(11, 255) == Code::Corrupt);
    BOOST_TEST(code_of(13, 77) == Code::Corrupt);  // primaries
    BOOST_TEST(code_of(14, 77) == Code::Corrupt);  // transfer
    BOOST_TEST(code_of(16, 3) == Code::Corrupt);   // block width
    BOOST_TEST(code_of(19, 1) == Code::Corrupt);   // fourth dimension
    BOOST_TEST(code_of(20, 8) == Code::Corrupt);   // bytes of a block
    BOOST_TEST(code_of(20, 0) == Code::Corrupt);
    BOOST_TEST(code_of(21, 1) == Code::Unsupported);  // a second plane
    BOOST_TEST(code_of(30, 100) == Code::Corrupt);    // bits of the first sample
}

BOOST_AUTO_TEST_CASE(refuses_metadata_that_does_not_fit) {
    auto sample = plain();
    sample.metadata = {{"KTXorientation", "rd"}};
    const auto file = make_ktx2(sample);
    const auto with = [&](std::size_t offset, std::uint8_t value) {
        auto damaged = file;
        damaged[104 + 92 + offset] = value;
        return decode("ktx2", damaged).status.code();
    };
    BOOST_TEST(with(0, 1) == Code::Corrupt);
    BOOST_TEST(with(0, 200) == Code::Corrupt);
    BOOST_TEST(with(3, 255) == Code::Corrupt);
    BOOST_TEST(with(4, 0) == Code::Corrupt);
    sample = plain();
    sample.height = 0;
    sample.levels = {counting_bytes(16)};
    sample.metadata = {{"KTXcubemapIncomplete", "\x03"}};
    BOOST_TEST(decode("ktx2", make_ktx2(sample)).status.code() == Code::Corrupt);
}

BOOST_AUTO_TEST_CASE(refuses_levels_that_overlap_or_stand_in_the_wrong_order) {
    const auto file = make_ktx2({.level_count = 2, .levels = {counting_bytes(64), counting_bytes(16)}});
    // Levels begin at multiples of 48 behind the 220 bytes of header, index and descriptor: the coarse at
    // 240, the fine at 288.
    BOOST_TEST(texture_of(decode("ktx2", file)).mip_count() == 2u);
    auto overlapping = file;
    set_u64(overlapping, At::Levels, 248);
    BOOST_TEST(decode("ktx2", overlapping).status.code() == Code::Corrupt);
    auto reversed = make_ktx2({.level_count = 2, .levels = {counting_bytes(64), counting_bytes(64)}});
    set_u64(reversed, At::Levels, 240);
    set_u64(reversed, At::Levels + 24, 336);
    set_u64(reversed, At::Levels + 32, 16);
    set_u64(reversed, At::Levels + 40, 16);
    BOOST_TEST(decode("ktx2", reversed).status.code() == Code::Corrupt);
}

BOOST_AUTO_TEST_CASE(refuses_absurd_sizes_without_asking_for_memory) {
    for (const auto& [offset, value] : {std::pair{At::Width, 0xffffffffu},
                                        {At::Height, 0x10001u},
                                        {At::Layers, 0xffffffffu},
                                        {At::Layers, 65536u},
                                        {At::Width, 65536u}}) {
        auto file = make_ktx2(plain());
        set_u32(file, offset, value);
        const auto result = decode("ktx2", file);
        BOOST_TEST((result.status.code() == Code::TooLarge || result.status.code() == Code::Corrupt));
        BOOST_TEST(result.peak_memory_bytes == 0u);
    }
}

BOOST_AUTO_TEST_CASE(passes_the_family) {
    const auto sample = make_ktx2({.level_count = 3,
                                   .metadata = {{"KTXwriter", "hand"}},
                                   .levels = {counting_bytes(64), counting_bytes(16), counting_bytes(4)}});
    check_refuses_other_magic("ktx2", sample);
    check_every_prefix("ktx2", sample, [](std::size_t) { return false; });
    check_extra_bytes("ktx2", sample);
    check_refused_memory("ktx2", sample);
    check_every_byte_damaged("ktx2", sample);
    check_every_byte_damaged("ktx2", make_ktx2(etc1s()));
    const auto large = counting_bytes(600 * 600 * 4);
    for (const auto scheme : {0u, 2u, 3u})
        check_cancelled_midway("ktx2", make_ktx2({.width = 600,
                                                  .height = 600,
                                                  .scheme = scheme,
                                                  .levels = {scheme == 0   ? large
                                                             : scheme == 2 ? zstd_packed(large)
                                                                           : zlib_packed(large)},
                                                  .uncompressed = {large.size()}}));
    check_every_byte_damaged(
        "ktx2", make_ktx2({.scheme = 2, .levels = {zstd_packed(counting_bytes(64))}, .uncompressed = {64}}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace sinter::test
