// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>

#include <cstring>

#include <xxhash.h>

#include "asset/artifact_reader.hpp"
#include "asset/artifact_writer.hpp"

using namespace sinter;

namespace {

std::vector<std::uint8_t> joined(const ArtifactBytes& bytes) {
    std::vector<std::uint8_t> out;
    for (const auto piece : bytes.pieces) out.insert(out.end(), piece.begin(), piece.end());
    return out;
}

AlignedBuffer buffer_of(std::span<const std::uint8_t> bytes) {
    auto out = AlignedBuffer::uninitialised(bytes.size());
    if (!bytes.empty()) std::memcpy(out.data(), bytes.data(), bytes.size());
    return out;
}

Result<Artifact> verified(std::span<const std::uint8_t> bytes) { return Artifact::verify(buffer_of(bytes)); }

/// Two tables, two dependencies, a small and an aligned chunk.
OwnedAsset sample() {
    OwnedAsset asset{AssetType::Data};
    auto* rows = *asset.add_table(SINTER_TAG('A', 'B', 'C', 'D'), 3, 6, 3);
    for (int i = 0; i < 18; ++i) rows[i] = static_cast<std::uint8_t>(i + 1);
    (void)asset.add_table(SINTER_TAG('N', 'O', 'N', 'E'), 1, 4, 0);
    (void)asset.add_dependency(SINTER_LOADED_WITH_ME, AssetType::Texture, "textures/brick.png");
    (void)asset.add_dependency(SINTER_LOADED_ON_DEMAND, AssetType::Unknown, "fox.glb#Walk");
    std::memcpy(*asset.add_chunk(SINTER_TAG('O', 'N', 'E', ' '), 4, 5), "hello", 5);
    std::memset(*asset.add_chunk(SINTER_TAG('T', 'W', 'O', ' '), 256, 100), 0xAB, 100);
    return asset;
}

template <class T>
T at(std::span<const std::uint8_t> bytes, std::size_t offset) {
    T value;
    std::memcpy(&value, bytes.data() + offset, sizeof value);
    return value;
}

/// Makes the head's checksum right again, so that what is behind it gets looked at.
void resign(std::vector<std::uint8_t>& file) {
    const auto head_size = at<std::uint64_t>(file, 32);
    const auto hash = XXH3_128bits(file.data(), head_size - 16);
    std::memcpy(file.data() + head_size - 16, &hash.low64, 8);
    std::memcpy(file.data() + head_size - 8, &hash.high64, 8);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(artifact)

BOOST_AUTO_TEST_CASE(gives_back_what_was_written) {
    const auto asset = sample();
    const auto written = write_artifact(asset.view());
    BOOST_REQUIRE(written);
    const auto file = joined(*written);
    BOOST_TEST(file.size() == written->size_bytes);
    const auto read = verified(file);
    BOOST_REQUIRE(read);
    const auto view = read->view();
    BOOST_CHECK(view.type() == AssetType::Data);
    BOOST_REQUIRE(view.tables().size() == 2);
    const auto* table = view.table(SINTER_TAG('A', 'B', 'C', 'D'));
    BOOST_REQUIRE(table);
    BOOST_TEST(table->version == 3);
    BOOST_TEST(table->stride == 6);
    BOOST_TEST(table->count == 3);
    for (int i = 0; i < 18; ++i) BOOST_TEST(table->rows[i] == i + 1);
    BOOST_REQUIRE(view.dependencies().size() == 2);
    BOOST_TEST(to_view(view.dependencies()[1].path) == "fox.glb#Walk");
    BOOST_TEST(view.dependencies()[1].kind == SINTER_LOADED_ON_DEMAND);
    BOOST_CHECK(read->dependency_ids()[0] == AssetId::of("textures/brick.png"));
    BOOST_REQUIRE(view.chunks().size() == 2);
    BOOST_TEST((std::string{reinterpret_cast<const char*>(view.chunks()[0].bytes.data), 5} == "hello"));
    BOOST_TEST(view.chunks()[1].bytes.size == 100);
    BOOST_TEST(view.chunks()[1].bytes.data[99] == 0xAB);
    BOOST_CHECK(read->fingerprint() == written->fingerprint);
}

// Every number here is worked out by hand from FORMAT.md.
BOOST_AUTO_TEST_CASE(lays_bytes_out_as_the_format_says) {
    const auto asset = sample();
    const auto file = joined(*write_artifact(asset.view()));
    BOOST_TEST(std::memcmp(file.data(), "SINTER\x1a\n", 8) == 0);
    BOOST_TEST(at<std::uint32_t>(file, 8) == 1);   // format
    BOOST_TEST(at<std::uint32_t>(file, 12) == 10); // SINTER_DATA
    BOOST_TEST(at<std::uint32_t>(file, 16) == 2);  // tables
    BOOST_TEST(at<std::uint32_t>(file, 20) == 2);  // chunks
    BOOST_TEST(at<std::uint32_t>(file, 24) == 2);  // dependencies
    BOOST_TEST(at<std::uint32_t>(file, 28) == 30); // 18 + 12 characters
    // 64 header + 2*32 + 2*56 + 2*24 = 288, strings to 318, tables from 320: 18 bytes, padded to 352, checksum to 368.
    BOOST_TEST(at<std::uint64_t>(file, 32) == 368);
    // Chunk one at 384 (64-aligned) to 389, chunk two at 512 (256-aligned) to 612.
    BOOST_TEST(at<std::uint64_t>(file, 40) == 612);
    BOOST_TEST(file.size() == 612);
    BOOST_TEST(at<std::uint64_t>(file, 64 + 16) == 320);  // first table's offset
    BOOST_TEST(file[320] == 1);
    BOOST_TEST(at<std::uint64_t>(file, 128 + 16) == 384);  // first chunk's offset
    BOOST_TEST(std::memcmp(file.data() + 384, "hello", 5) == 0);
    BOOST_TEST(at<std::uint64_t>(file, 128 + 56 + 16) == 512);
    const auto hash = XXH3_128bits("hello", 5);
    BOOST_TEST(at<std::uint64_t>(file, 128 + 40) == hash.low64);
    BOOST_TEST(at<std::uint64_t>(file, 128 + 48) == hash.high64);
    BOOST_TEST(at<std::uint64_t>(file, 240) == XXH3_64bits("textures/brick.png", 18));
}

BOOST_AUTO_TEST_CASE(refuses_every_prefix) {
    const auto file = joined(*write_artifact(sample().view()));
    for (std::size_t size = 0; size < file.size(); ++size) {
        const auto read = verified(std::span{file}.first(size));
        BOOST_REQUIRE(!read);
        BOOST_REQUIRE(read.code() == Code::Corrupt);
    }
}

BOOST_AUTO_TEST_CASE(refuses_bytes_behind_the_end) {
    auto file = joined(*write_artifact(sample().view()));
    file.push_back(0);
    BOOST_CHECK(verified(file).code() == Code::Corrupt);
}

// Bytes that are padding carry nothing; a flip anywhere else must be found.
BOOST_AUTO_TEST_CASE(finds_every_flipped_bit_but_those_of_padding_between_chunks) {
    const auto good = joined(*write_artifact(sample().view()));
    std::size_t unnoticed = 0;
    for (std::size_t i = 0; i < good.size(); ++i) {
        for (int bit = 0; bit < 8; ++bit) {
            auto file = good;
            file[i] = static_cast<std::uint8_t>(file[i] ^ (1 << bit));
            if (!verified(file)) continue;
            ++unnoticed;
            BOOST_REQUIRE(((i >= 368 && i < 384) || (i >= 389 && i < 512)));
        }
    }
    BOOST_TEST(unnoticed == (16 + 123) * 8);
}

struct Damage {
    const char* name;
    std::size_t offset;
    std::uint32_t value;
    Code code;
};
std::ostream& operator<<(std::ostream& out, const Damage& damage) { return out << damage.name; }

// With a right checksum, as somebody with bad intentions would make it.
const Damage damages[] = {
    {"a newer format", 8, 2, Code::Unsupported},
    {"no such type", 12, 99, Code::Corrupt},
    {"more tables than there are", 16, 3, Code::Corrupt},
    {"four billion tables", 16, 0xFFFFFFFF, Code::Corrupt},
    {"four billion chunks", 20, 0xFFFFFFFF, Code::Corrupt},
    {"four billion dependencies", 24, 0xFFFFFFFF, Code::Corrupt},
    {"strings past the head", 28, 0x0FFFFFFF, Code::Corrupt},
    {"a stride of 0", 64 + 8, 0, Code::Corrupt},
    {"a huge stride", 64 + 8, 0xFFFFFFFF, Code::Corrupt},
    {"a huge count", 64 + 12, 0xFFFFFFFF, Code::Corrupt},
    {"a table elsewhere", 64 + 16, 336, Code::Corrupt},
    {"an alignment of 0", 128 + 4, 0, Code::Corrupt},
    {"an alignment of 3", 128 + 4, 3, Code::Corrupt},
    {"an alignment of 8192", 128 + 4, 8192, Code::Corrupt},
    {"an unknown codec", 128 + 8, 1, Code::Unsupported},
    {"a chunk elsewhere", 128 + 16, 448, Code::Corrupt},
    {"a chunk past the end", 128 + 24, 0x7FFFFFFF, Code::Corrupt},
    {"a chunk of another size", 128 + 32, 6, Code::Corrupt},
    {"a path outside the strings", 240 + 16, 31, Code::Corrupt},
    {"a path longer than the strings", 240 + 20, 0xFFFFFFFF, Code::Corrupt},
};

BOOST_AUTO_TEST_CASE(refuses_signed_damage) {
    const auto good = joined(*write_artifact(sample().view()));
    for (const auto& damage : damages) {
        BOOST_TEST_CONTEXT(damage.name) {
            auto file = good;
            std::memcpy(file.data() + damage.offset, &damage.value, 4);
            resign(file);
            const auto read = verified(file);
            BOOST_REQUIRE(!read);
            BOOST_CHECK(read.code() == damage.code);
        }
    }
}

BOOST_AUTO_TEST_CASE(holds_an_asset_of_nothing) {
    const OwnedAsset empty{AssetType::Data};
    const auto file = joined(*write_artifact(empty.view()));
    BOOST_TEST(file.size() == 80);
    const auto read = verified(file);
    BOOST_REQUIRE(read);
    BOOST_TEST(read->view().tables().empty());
}

BOOST_AUTO_TEST_CASE(gives_equal_assets_equal_bytes_and_fingerprints) {
    const auto first = sample(), second = sample();
    const auto one = write_artifact(first.view());
    const auto two = write_artifact(second.view());
    BOOST_CHECK(joined(*one) == joined(*two));
    BOOST_CHECK(one->fingerprint == two->fingerprint);
    auto other = sample();
    (void)other.add_dependency(SINTER_LOADED_WITH_ME, AssetType::Texture, "one more.png");
    BOOST_CHECK(!(write_artifact(other.view())->fingerprint == one->fingerprint));
}

BOOST_AUTO_TEST_SUITE_END()
