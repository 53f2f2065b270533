// SPDX-License-Identifier: Apache-2.0
// OwnedAsset: an asset in memory that owns its tables, chunks and dependencies.
#pragma once

#include <deque>
#include <map>
#include <tuple>
#include <vector>

#include <sinter/asset.hpp>

#include "os/aligned_buffer.hpp"

namespace sinter {

/// What a job makes and a stage hands on.
/// Threads: one at a time while it is built; then any may read. Lifetime: views live as long as it does, also
/// when it is moved.
class OwnedAsset {
  public:
    /// `buffers`: where its memory comes from, and outlives it; null: the heap.
    explicit OwnedAsset(AssetType type, BufferSource* buffers = nullptr) : type_(type), source_(buffers) {}
    OwnedAsset(OwnedAsset&&) noexcept = default;
    OwnedAsset& operator=(OwnedAsset&&) noexcept = default;

    /// `count` zeroed rows of `stride` bytes. Errors: Contract (stride 0, a tag twice, over 2^32 bytes),
    /// OutOfMemory.
    [[nodiscard]] Result<std::uint8_t*> add_table(std::uint32_t tag, std::uint32_t version,
                                                  std::uint32_t stride, std::uint32_t count);
    /// `size` zeroed bytes at `alignment` (a power of two in 1..4096) or 64, whichever is larger.
    /// Errors: Contract, OutOfMemory.
    [[nodiscard]] Result<std::uint8_t*> add_chunk(std::uint32_t tag, std::uint32_t alignment,
                                                  std::uint64_t size);
    /// Index of the dependency; the same path, kind and type gives the same index.
    [[nodiscard]] std::uint32_t add_dependency(sinter_dependency_kind kind, AssetType type, std::string path);

    [[nodiscard]] AssetType type() const noexcept { return type_; }
    [[nodiscard]] AssetView view() const noexcept;
    /// Bytes of all tables and chunks.
    [[nodiscard]] std::uint64_t size_bytes() const noexcept { return size_bytes_; }

  private:
    [[nodiscard]] AlignedBuffer zeroed(std::uint64_t size, std::size_t alignment) {
        const auto bytes = static_cast<std::size_t>(size);
        return source_ ? source_->zeroed(bytes, alignment) : AlignedBuffer::zeroed(bytes, alignment);
    }

    AssetType type_;
    BufferSource* source_;
    std::uint64_t size_bytes_ = 0;
    std::vector<AlignedBuffer> buffers_;
    std::vector<sinter_table> tables_;
    std::vector<sinter_chunk> chunks_;
    std::deque<std::string> paths_;  // a deque: strings keep their address
    std::vector<sinter_dependency> dependencies_;
    std::map<std::tuple<std::uint32_t, std::uint32_t, std::string_view>, std::uint32_t>
        known_;  // views of paths_
};

}  // namespace sinter
