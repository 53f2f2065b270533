// SPDX-License-Identifier: Apache-2.0
// Fuzzes the index of asset records: whatever it gives survives being written again, and can be shown.
#include "memory_file.hpp"
#include "record_samples.hpp"
#include "registry/asset_index.hpp"
#include "registry/record_codec.hpp"
#include "sealed_input.hpp"

namespace sinter::fuzz {
namespace {

// INDEX.md.
constexpr std::string_view Magic = "SNTINDEX";
constexpr std::uint32_t Version = 1;

Bytes index_of(const std::vector<std::pair<std::string, AssetRecord>>& records) {
    ByteWriter out;
    out.put(static_cast<std::uint32_t>(records.size()));
    for (const auto& [key, record] : records) {
        ByteWriter bytes;
        put(bytes, record);
        out.put(std::string_view{key});
        out.put_bytes(bytes.bytes());
    }
    return sealed(Magic, Version, out.bytes());
}

void check_record(const AssetRecord& record) {
    ByteWriter once;
    put(once, record);
    ByteReader in{once.bytes()};
    const auto back = get_record(in);
    require(in.good() && in.at_end(), "a record that was written can be read, to its end");
    ByteWriter twice;
    put(twice, back);
    require(once.bytes() == twice.bytes(), "a record that was read is the one that was written");
    for (const auto& product : record.products)
        for (const auto& [name, value] : product.facts) (void)sinter::to_text(value);
}

}  // namespace

std::vector<Bytes> seeds() {
    return {index_of({}), index_of({{"textures/wall.png", sample_record(false)}}),
            index_of({{"textures/wall.png", sample_record(true)},
                      {"textures/wall.png?mips=1", sample_record(false)}})};
}

void resign(std::span<std::uint8_t> input, std::uint64_t) {
    reseal(Magic, Version, input);
}

}  // namespace sinter::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sinter;
    const fuzz::MemoryFile file{{data, size}};
    const AssetIndex index{file.path()};
    const auto records = index.all();
    fuzz::require(records.size() <= index.size(), "no more records than keys");
    for (const auto& record : records) fuzz::check_record(*record);
    if (const auto wall = index.find("textures/wall.png", "mips=1")) fuzz::check_record(*wall);
    return 0;
}
