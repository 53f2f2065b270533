// SPDX-License-Identifier: Apache-2.0
#include "asset/artifact_reader.hpp"

#include <bit>
#include <cstring>

#include <xxhash.h>

#include "asset/asset_check.hpp"

namespace sinter {
namespace {

using namespace artifact;

template <class T>
T get(std::span<const std::uint8_t> file, std::uint64_t offset) {
    T value;
    std::memcpy(&value, file.data() + offset, sizeof value);
    return value;
}

bool matches(const Checksum& wanted, std::span<const std::uint8_t> bytes) {
    const auto hash = XXH3_128bits(bytes.data(), bytes.size());
    return wanted == Checksum{hash.low64, hash.high64};
}

Error corrupt(std::string text, std::uint64_t offset) {
    return {Code::Corrupt, "artifact: " + std::move(text), {.path = {}, .offset = offset}};
}

/// Checks everything that the rest of the head's layout follows from. After it, all directories lie inside
/// the file.
Result<Header> read_header(std::span<const std::uint8_t> file) {
    if (file.size() < sizeof(Header)) return corrupt("shorter than its header", file.size());
    const auto header = get<Header>(file, 0);
    if (header.magic != Magic) return corrupt("wrong magic", 0);
    if (header.format_version != FormatVersion)
        return {Code::Unsupported, "artifact: format " + std::to_string(header.format_version) +
                                       ", this reads " + std::to_string(FormatVersion)};
    if (header.file_size != file.size())
        return corrupt(
            "is " + std::to_string(file.size()) + " bytes, should be " + std::to_string(header.file_size),
            40);
    if (header.head_size > file.size() || header.head_size % 16 != 0)
        return corrupt("head size (" + std::to_string(header.head_size) + ")", 32);
    if (header.tables > MaxTables || header.chunks > MaxChunks || header.dependencies > MaxDependencies ||
        header.string_bytes > MaxStringBytes)
        return corrupt("too many parts", 16);
    const std::uint64_t directories = sizeof(Header) + header.tables * sizeof(TableEntry) +
                                      header.chunks * sizeof(ChunkEntry) +
                                      header.dependencies * sizeof(DependencyEntry) + header.string_bytes;
    if (align_up(directories, 16) + sizeof(Checksum) > header.head_size)
        return corrupt("directories pass the head", 32);
    const auto checked = static_cast<std::size_t>(header.head_size - sizeof(Checksum));
    if (!matches(get<Checksum>(file, checked), file.first(checked))) return corrupt("head checksum", checked);
    return header;
}

}  // namespace

Result<Artifact> Artifact::verify(AlignedBuffer buffer) {
    Artifact out;
    out.file_ = std::move(buffer);
    const std::span<const std::uint8_t> file = std::as_const(out.file_).bytes();
    const auto header = read_header(file);
    if (!header) return header.error();
    out.type_ = header->type;
    out.fingerprint_ = get<Checksum>(file, header->head_size - sizeof(Checksum));

    const std::uint64_t chunk_directory = sizeof(Header) + header->tables * sizeof(TableEntry);
    const std::uint64_t dependency_directory = chunk_directory + header->chunks * sizeof(ChunkEntry);
    const std::uint64_t strings = dependency_directory + header->dependencies * sizeof(DependencyEntry);
    const std::uint64_t tables_end = header->head_size - sizeof(Checksum);

    std::uint64_t end = align_up(strings + header->string_bytes, 16);
    out.tables_.reserve(header->tables);
    for (std::uint32_t i = 0; i < header->tables; ++i) {
        const std::uint64_t at = sizeof(Header) + i * sizeof(TableEntry);
        const auto entry = get<TableEntry>(file, at);
        const std::uint64_t size = std::uint64_t{entry.stride} * entry.count;
        if (entry.stride == 0 || entry.offset != end || size > tables_end - end)
            return corrupt("table " + std::to_string(i) + " lies outside its place", at);
        out.tables_.push_back(
            {entry.tag, entry.version, entry.stride, entry.count, file.data() + entry.offset});
        end = align_up(end + size, 16);
        if (end > tables_end) return corrupt("table " + std::to_string(i) + " passes the head", at);
    }
    if (end != tables_end) return corrupt("the head has bytes that nothing explains", end);

    out.dependencies_.reserve(header->dependencies);
    out.ids_.reserve(header->dependencies);
    for (std::uint32_t i = 0; i < header->dependencies; ++i) {
        const std::uint64_t at = dependency_directory + i * sizeof(DependencyEntry);
        const auto entry = get<DependencyEntry>(file, at);
        if (entry.path_offset > header->string_bytes ||
            entry.path_size > header->string_bytes - entry.path_offset)
            return corrupt("dependency " + std::to_string(i) + " lies outside the strings", at);
        const auto* path = reinterpret_cast<const char*>(file.data() + strings + entry.path_offset);
        out.dependencies_.push_back({entry.kind, entry.type, {path, entry.path_size}});
        out.ids_.push_back({entry.id});
    }

    std::uint64_t file_end = header->head_size;
    out.chunks_.reserve(header->chunks);
    for (std::uint32_t i = 0; i < header->chunks; ++i) {
        const std::uint64_t at = chunk_directory + i * sizeof(ChunkEntry);
        const auto entry = get<ChunkEntry>(file, at);
        if (entry.codec != 0)
            return {Code::Unsupported, "artifact: chunk " + std::to_string(i) + " uses codec " +
                                           std::to_string(entry.codec) + ", this reads 0"};
        if (!std::has_single_bit(entry.alignment) || entry.alignment > 4096)
            return corrupt("chunk " + std::to_string(i) + "'s alignment", at);
        if (entry.offset != chunk_offset(file_end, entry.alignment) || entry.offset > file.size() ||
            entry.stored_size > file.size() - entry.offset || entry.size != entry.stored_size)
            return corrupt("chunk " + std::to_string(i) + " lies outside its place", at);
        const auto bytes =
            file.subspan(static_cast<std::size_t>(entry.offset), static_cast<std::size_t>(entry.stored_size));
        if (!matches(entry.checksum, bytes))
            return corrupt("checksum of chunk " + std::to_string(i), entry.offset);
        out.chunks_.push_back({entry.tag, entry.alignment, {bytes.data(), bytes.size()}});
        file_end = entry.offset + entry.stored_size;
    }
    if (file_end != file.size()) return corrupt("bytes behind the last chunk", file_end);

    if (auto checked = check_asset(out.view()); !checked)
        return {Code::Corrupt, "artifact: " + checked.error().text};
    return out;
}

AssetView Artifact::view() const noexcept {
    sinter_asset asset{};
    asset.type = type_;
    asset.table_count = static_cast<std::uint32_t>(tables_.size());
    asset.chunk_count = static_cast<std::uint32_t>(chunks_.size());
    asset.dependency_count = static_cast<std::uint32_t>(dependencies_.size());
    asset.tables = tables_.data();
    asset.chunks = chunks_.data();
    asset.dependencies = dependencies_.data();
    return AssetView{asset};
}

}  // namespace sinter
