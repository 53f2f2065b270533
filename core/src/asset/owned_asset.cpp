// SPDX-License-Identifier: Apache-2.0
#include "asset/owned_asset.hpp"

#include <bit>

namespace sinter {

Result<std::uint8_t*> OwnedAsset::add_table(std::uint32_t tag, std::uint32_t version, std::uint32_t stride,
                                            std::uint32_t count) {
    if (stride == 0) return {Code::Contract, "asset: a table with rows of 0 bytes"};
    for (const auto& table : tables_)
        if (table.tag == tag) return {Code::Contract, "asset: a table twice"};
    const std::uint64_t size = std::uint64_t{stride} * count;
    if (size > UINT32_MAX) return {Code::Contract, "asset: a table of over 4 GiB"};
    auto buffer = zeroed(size, 64);
    if (!buffer)
        return {Code::OutOfMemory, "asset: no memory for a table (" + std::to_string(size) + " bytes)"};
    auto* rows = buffer.data();
    tables_.push_back({tag, version, stride, count, rows});
    buffers_.push_back(std::move(buffer));
    size_bytes_ += size;
    return rows;
}

Result<std::uint8_t*> OwnedAsset::add_chunk(std::uint32_t tag, std::uint32_t alignment, std::uint64_t size) {
    if (!std::has_single_bit(alignment) || alignment > 4096)
        return {Code::Contract, "asset: a chunk's alignment is no power of two up to 4096 (" +
                                    std::to_string(alignment) + ")"};
    auto buffer = zeroed(size, std::max(alignment, 64u));
    if (!buffer)
        return {Code::OutOfMemory, "asset: no memory for a chunk (" + std::to_string(size) + " bytes)"};
    auto* data = buffer.data();
    chunks_.push_back({tag, alignment, {data, size}});
    buffers_.push_back(std::move(buffer));
    size_bytes_ += size;
    return data;
}

std::uint32_t OwnedAsset::add_dependency(sinter_dependency_kind kind, AssetType type, std::string path) {
    const auto number = static_cast<std::uint32_t>(type);
    if (const auto known = known_.find({kind, number, path}); known != known_.end()) return known->second;
    paths_.push_back(std::move(path));
    dependencies_.push_back({kind, number, to_abi(paths_.back())});
    const auto index = static_cast<std::uint32_t>(dependencies_.size() - 1);
    known_.emplace(std::tuple{kind, number, std::string_view{paths_.back()}}, index);
    return index;
}

AssetView OwnedAsset::view() const noexcept {
    sinter_asset asset{};
    asset.type = static_cast<std::uint32_t>(type_);
    asset.table_count = static_cast<std::uint32_t>(tables_.size());
    asset.chunk_count = static_cast<std::uint32_t>(chunks_.size());
    asset.dependency_count = static_cast<std::uint32_t>(dependencies_.size());
    asset.tables = tables_.data();
    asset.chunks = chunks_.data();
    asset.dependencies = dependencies_.data();
    return AssetView{asset};
}

}  // namespace sinter
