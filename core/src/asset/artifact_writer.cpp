// SPDX-License-Identifier: Apache-2.0
#include "asset/artifact_writer.hpp"

#include <cstring>

#include <xxhash.h>

#include <sinter/core/asset_id.hpp>

namespace sinter {
namespace {

using namespace artifact;

Checksum checksum_of(std::span<const std::uint8_t> bytes) {
    const auto hash = XXH3_128bits(bytes.data(), bytes.size());
    return {hash.low64, hash.high64};
}

template <class T>
void put(std::span<std::uint8_t> head, std::uint64_t offset, const T& value) {
    std::memcpy(head.data() + offset, &value, sizeof value);
}

constexpr std::array<std::uint8_t, 4096> Zeros{};

}  // namespace

Result<ArtifactBytes> write_artifact(const AssetView& asset) {
    const auto tables = asset.tables();
    const auto chunks = asset.chunks();
    const auto dependencies = asset.dependencies();
    std::uint64_t string_bytes = 0;
    for (const auto& dependency : dependencies) string_bytes += dependency.path.size;
    if (tables.size() > MaxTables || chunks.size() > MaxChunks || dependencies.size() > MaxDependencies ||
        string_bytes > MaxStringBytes)
        return {Code::Contract, "artifact: too many parts (" + std::to_string(tables.size()) + " tables, " +
                                    std::to_string(chunks.size()) + " chunks, " +
                                    std::to_string(dependencies.size()) + " dependencies)"};

    const std::uint64_t table_directory = sizeof(Header);
    const std::uint64_t chunk_directory = table_directory + tables.size() * sizeof(TableEntry);
    const std::uint64_t dependency_directory = chunk_directory + chunks.size() * sizeof(ChunkEntry);
    const std::uint64_t strings = dependency_directory + dependencies.size() * sizeof(DependencyEntry);
    std::uint64_t end = align_up(strings + string_bytes, 16);
    const std::uint64_t first_table = end;
    for (const auto& table : tables) end = align_up(end + std::uint64_t{table.stride} * table.count, 16);
    const std::uint64_t head_size = end + sizeof(Checksum);

    ArtifactBytes out;
    out.head = AlignedBuffer::zeroed(static_cast<std::size_t>(head_size));
    if (!out.head) return {Code::OutOfMemory, "artifact: no memory for its head"};
    const auto head = out.head.bytes();

    std::uint64_t offset = first_table;
    for (std::size_t i = 0; i < tables.size(); ++i) {
        const auto& table = tables[i];
        put(head, table_directory + i * sizeof(TableEntry),
            TableEntry{table.tag, table.version, table.stride, table.count, offset, 0});
        const std::uint64_t size = std::uint64_t{table.stride} * table.count;
        if (size != 0) std::memcpy(head.data() + offset, table.rows, static_cast<std::size_t>(size));
        offset = align_up(offset + size, 16);
    }

    offset = 0;
    for (std::size_t i = 0; i < dependencies.size(); ++i) {
        const auto path = to_view(dependencies[i].path);
        put(head, dependency_directory + i * sizeof(DependencyEntry),
            DependencyEntry{AssetId::of(path).value, dependencies[i].kind, dependencies[i].type,
                            static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(path.size())});
        if (!path.empty()) std::memcpy(head.data() + strings + offset, path.data(), path.size());
        offset += path.size();
    }

    out.pieces.push_back(head);
    std::uint64_t file_end = head_size;
    for (std::size_t i = 0; i < chunks.size(); ++i) {
        const auto& chunk = chunks[i];
        const std::span<const std::uint8_t> bytes{chunk.bytes.data,
                                                  static_cast<std::size_t>(chunk.bytes.size)};
        const auto start = chunk_offset(file_end, chunk.alignment);
        put(head, chunk_directory + i * sizeof(ChunkEntry),
            ChunkEntry{chunk.tag, chunk.alignment, 0, 0, start, bytes.size(), bytes.size(),
                       checksum_of(bytes)});
        if (start != file_end)
            out.pieces.push_back(std::span{Zeros}.first(static_cast<std::size_t>(start - file_end)));
        out.pieces.push_back(bytes);
        file_end = start + bytes.size();
    }
    out.size_bytes = file_end;

    put(head, 0,
        Header{Magic,
               FormatVersion,
               asset.abi().type,
               static_cast<std::uint32_t>(tables.size()),
               static_cast<std::uint32_t>(chunks.size()),
               static_cast<std::uint32_t>(dependencies.size()),
               static_cast<std::uint32_t>(string_bytes),
               head_size,
               file_end,
               {}});
    out.fingerprint = checksum_of(head.first(static_cast<std::size_t>(head_size - sizeof(Checksum))));
    put(head, head_size - sizeof(Checksum), out.fingerprint);
    return out;
}

}  // namespace sinter
