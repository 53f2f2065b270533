// SPDX-License-Identifier: Apache-2.0
// The structures of an artifact file, byte by byte as FORMAT.md describes them.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace sinter::artifact {

static_assert(std::endian::native == std::endian::little,
              "artifacts are read in place on little endian machines");

inline constexpr std::array<std::uint8_t, 8> Magic = {'S', 'I', 'N', 'T', 'E', 'R', 0x1A, 0x0A};
inline constexpr std::uint32_t FormatVersion = 1;
inline constexpr std::uint32_t MaxTables = 4096;
inline constexpr std::uint32_t MaxChunks = 65536;
inline constexpr std::uint32_t MaxDependencies = 1u << 20;
inline constexpr std::uint32_t MaxStringBytes = 1u << 28;

/// XXH3-128, low half first.
struct Checksum {
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    auto operator<=>(const Checksum&) const = default;
};

struct Header {
    std::array<std::uint8_t, 8> magic;
    std::uint32_t format_version;
    std::uint32_t type;
    std::uint32_t tables;
    std::uint32_t chunks;
    std::uint32_t dependencies;
    std::uint32_t string_bytes;
    std::uint64_t head_size;
    std::uint64_t file_size;
    std::array<std::uint64_t, 2> zero;
};
struct TableEntry {
    std::uint32_t tag;
    std::uint32_t version;
    std::uint32_t stride;
    std::uint32_t count;
    std::uint64_t offset;
    std::uint64_t zero;
};
struct ChunkEntry {
    std::uint32_t tag;
    std::uint32_t alignment;
    std::uint32_t codec;
    std::uint32_t zero;
    std::uint64_t offset;
    std::uint64_t stored_size;
    std::uint64_t size;
    Checksum checksum;
};
struct DependencyEntry {
    std::uint64_t id;
    std::uint32_t kind;
    std::uint32_t type;
    std::uint32_t path_offset;
    std::uint32_t path_size;
};
static_assert(sizeof(Header) == 64 && sizeof(TableEntry) == 32 && sizeof(ChunkEntry) == 56 &&
              sizeof(DependencyEntry) == 24 && sizeof(Checksum) == 16);

constexpr std::uint64_t align_up(std::uint64_t offset, std::uint64_t alignment) noexcept {
    return (offset + alignment - 1) & ~(alignment - 1);
}
/// Where a chunk of that alignment starts when the part before it ends at `end`.
constexpr std::uint64_t chunk_offset(std::uint64_t end, std::uint32_t alignment) noexcept {
    return align_up(end, alignment < 64 ? 64 : alignment);
}

}  // namespace sinter::artifact
