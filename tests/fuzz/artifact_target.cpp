// SPDX-License-Identifier: Apache-2.0
// Fuzzes the artifact reader: whatever it accepts can be read whole and survives being written again.
#include <array>
#include <cstring>

#include <xxhash.h>

#include <sinter/abi/data.h>
#include <sinter/texture.hpp>

#include "asset/artifact_reader.hpp"
#include "asset/owned_asset.hpp"
#include "asset_reader.hpp"
#include "exact_buffer.hpp"

namespace sinter::fuzz {
namespace {

using namespace artifact;

std::uint8_t* add(Result<std::uint8_t*> added) {
    require(static_cast<bool>(added), "memory for a seed");
    return *added;
}

OwnedAsset texture(const TextureDesc& desc) {
    const auto layout = layout_texture(desc);
    require(static_cast<bool>(layout), "the layout of a seed");
    OwnedAsset out{AssetType::Texture};
    std::memcpy(add(out.add_table(SINTER_TEXTURE_TABLE, SINTER_TEXTURE_VERSION, sizeof layout->row, 1)),
                &layout->row, sizeof layout->row);
    const auto levels = static_cast<std::uint32_t>(layout->mips.size());
    std::memcpy(add(out.add_table(SINTER_TEXTURE_MIP_TABLE, SINTER_TEXTURE_VERSION,
                                  sizeof(sinter_texture_mip_row), levels)),
                layout->mips.data(), levels * sizeof(sinter_texture_mip_row));
    for (const auto size : layout->chunk_sizes)
        std::memset(add(out.add_chunk(SINTER_TEXTURE_CHUNK, 16, size)), 7, size);
    return out;
}

OwnedAsset material() {
    constexpr std::string_view strings =
        "albedoname"
        "old bricks";
    OwnedAsset out{AssetType::Material};
    const auto index =
        out.add_dependency(SINTER_LOADED_WITH_ME, AssetType::Texture, "textures/brick.png#main");
    std::array<sinter_field_row, 2> rows{};
    rows[0] = {0, 6, SINTER_FIELD_REFERENCE, 0, {}, 0, 0, index, 0, 0, 0};
    rows[1] = {6, 4, SINTER_FIELD_STRING, 0, {}, 10, 10, 0, 0, 0, 0};
    sinter_data_row head{};
    head.root_kind = SINTER_FIELD_OBJECT;
    head.root_count = 2;
    std::memcpy(add(out.add_table(SINTER_DATA_TABLE, SINTER_DATA_VERSION, sizeof head, 1)), &head, sizeof head);
    std::memcpy(add(out.add_table(SINTER_FIELD_TABLE, SINTER_DATA_VERSION, sizeof rows[0], 2)), rows.data(),
                sizeof rows);
    std::memcpy(add(out.add_table(SINTER_STRING_TABLE, SINTER_DATA_VERSION, 1, strings.size())),
                strings.data(), strings.size());
    return out;
}

template <class T>
T get(std::span<const std::uint8_t> file, std::uint64_t at) {
    T out;
    std::memcpy(&out, file.data() + at, sizeof out);
    return out;
}
template <class T>
void put(std::span<std::uint8_t> file, std::uint64_t at, const T& value) {
    std::memcpy(file.data() + at, &value, sizeof value);
}
Checksum checksum_of(std::span<const std::uint8_t> bytes) {
    const auto hash = XXH3_128bits(bytes.data(), bytes.size());
    return {hash.low64, hash.high64};
}

/// Moves every table and chunk to its one legal place, as far as the file reaches.
void lay_out(std::span<std::uint8_t> file, Header& header) {
    const std::uint64_t chunk_directory = sizeof(Header) + std::uint64_t{header.tables} * sizeof(TableEntry);
    const std::uint64_t strings = chunk_directory + std::uint64_t{header.chunks} * sizeof(ChunkEntry) +
                                  std::uint64_t{header.dependencies} * sizeof(DependencyEntry);
    std::uint64_t end = align_up(strings + header.string_bytes, 16);
    if (end > file.size()) return;
    for (std::uint32_t i = 0; i < header.tables; ++i) {
        const auto at = sizeof(Header) + i * sizeof(TableEntry);
        auto entry = get<TableEntry>(file, at);
        entry.offset = end;
        put(file, at, entry);
        const auto size = std::uint64_t{entry.stride} * entry.count;
        if (size > file.size()) return;
        end = align_up(end + size, 16);
    }
    header.head_size = end + sizeof(Checksum);
    end = header.head_size;
    for (std::uint32_t i = 0; i < header.chunks; ++i) {
        const auto at = chunk_directory + i * sizeof(ChunkEntry);
        auto entry = get<ChunkEntry>(file, at);
        const auto offset = chunk_offset(end, entry.alignment);
        if (offset > file.size()) return;
        entry.offset = offset;
        // The last one takes what there is.
        if (i + 1 == header.chunks || entry.size > file.size() - offset) entry.size = file.size() - offset;
        entry.stored_size = entry.size;
        put(file, at, entry);
        end = offset + entry.size;
    }
}

}  // namespace

std::vector<Bytes> seeds() {
    std::vector<Bytes> out;
    out.push_back(artifact_of(OwnedAsset{AssetType::Data}.view()));
    out.push_back(artifact_of(material().view()));
    out.push_back(artifact_of(texture({.width = 4, .height = 4, .mips = 3}).view()));
    out.push_back(artifact_of(texture({.width = 8,
                                       .height = 8,
                                       .format = Format::Bc1RgbUnorm,
                                       .shape = TextureShape::Cube,
                                       .layers = 2})
                                  .view()));
    out.push_back(
        artifact_of(texture({.width = 256, .height = 128, .format = Format::R8Unorm, .mips = 9}).view()));
    return out;
}

void resign(std::span<std::uint8_t> input, std::uint64_t choice) {
    if (input.size() < sizeof(Header)) return;
    auto header = get<Header>(input, 0);
    header.magic = Magic;
    header.format_version = FormatVersion;
    header.file_size = input.size();
    if (choice % 2 == 0) lay_out(input, header);
    put(input, 0, header);
    const std::uint64_t chunk_directory = sizeof(Header) + std::uint64_t{header.tables} * sizeof(TableEntry);
    for (std::uint32_t i = 0; i < header.chunks; ++i) {
        const auto at = chunk_directory + i * sizeof(ChunkEntry);
        if (at > input.size() - sizeof(Header) || at + sizeof(ChunkEntry) > input.size()) break;
        auto entry = get<ChunkEntry>(input, at);
        if (entry.offset > input.size() || entry.stored_size > input.size() - entry.offset) continue;
        entry.checksum = checksum_of(input.subspan(static_cast<std::size_t>(entry.offset),
                                                   static_cast<std::size_t>(entry.stored_size)));
        put(input, at, entry);
    }
    if (header.head_size < sizeof(Checksum) || header.head_size > input.size()) return;
    const auto checked = static_cast<std::size_t>(header.head_size - sizeof(Checksum));
    put(input, checked, checksum_of(input.first(checked)));
}

}  // namespace sinter::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sinter;
    const auto artifact = Artifact::verify(fuzz::exact_buffer({data, size}));
    if (!artifact) {
        const auto code = artifact.code();
        fuzz::require(code == Code::Corrupt || code == Code::Unsupported,
                      "a refusal is corrupt or unsupported");
        return 0;
    }
    fuzz::require(artifact->size_bytes() == size, "an artifact is its whole file");
    fuzz::require(artifact->dependency_ids().size() == artifact->view().dependencies().size(),
                  "an id a dependency");
    fuzz::read_whole(artifact->view());
    (void)fuzz::check_round_trip(artifact->view());
    return 0;
}
