// SPDX-License-Identifier: Apache-2.0
// AssetIndex: the records of all sources built for one platform.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "registry/asset_record.hpp"

namespace sinter {

/// One file per platform (INDEX.md), read whole at start and looked up in place; records are decoded when somebody asks.
/// It only saves work: without it, traces and objects give the same records.
/// Threads: any. Lifetime: records are immutable and outlive the index.
class AssetIndex {
  public:
    /// Reads `file`; a missing or damaged one is an empty index.
    explicit AssetIndex(std::string file);

    /// `variant`: the settings a request overrides, as canonical text; empty for the product everybody gets.
    [[nodiscard]] std::shared_ptr<const AssetRecord> find(std::string_view path, std::string_view variant = {}) const;
    void put(std::shared_ptr<const AssetRecord> record, std::string_view variant = {});
    /// Forgets every source for which `keep` is false.
    void retain(const std::function<bool(std::string_view path)>& keep);
    /// Every source (no variants), sorted by path.
    [[nodiscard]] std::vector<std::shared_ptr<const AssetRecord>> all() const;
    [[nodiscard]] std::size_t size() const;

    /// Writes the file in one step if anything changed. Errors: Io.
    [[nodiscard]] Status save();

  private:
    using Key = std::string;  // path, or path '?' variant
    struct Slot {
        std::shared_ptr<const AssetRecord> record;
        std::span<const std::uint8_t> bytes;  // in file_, until it is decoded
    };
    [[nodiscard]] std::shared_ptr<const AssetRecord> decoded(Slot& slot) const;

    std::string file_path_;
    AlignedBuffer file_;
    mutable std::mutex mutex_;
    mutable std::unordered_map<Key, Slot> slots_;
    bool changed_ = false;
};

}  // namespace sinter
