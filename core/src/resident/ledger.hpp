// SPDX-License-Identifier: Apache-2.0
// Ledger: how much memory resident assets hold, by type.
#pragma once

#include <array>
#include <atomic>

#include <sinter/asset.hpp>

namespace sinter {

/// Counts bytes while they are held, by whomever: an asset leaves the ledger with its last Ref.
/// Threads: any.
class Ledger {
  public:
    void add(AssetType type, std::uint64_t bytes) noexcept {
        bytes_[index(type)].fetch_add(bytes, std::memory_order_relaxed);
        assets_.fetch_add(1, std::memory_order_relaxed);
    }
    void remove(AssetType type, std::uint64_t bytes) noexcept {
        bytes_[index(type)].fetch_sub(bytes, std::memory_order_relaxed);
        assets_.fetch_sub(1, std::memory_order_relaxed);
    }
    [[nodiscard]] std::uint64_t bytes(AssetType type) const noexcept {
        return bytes_[index(type)].load(std::memory_order_relaxed);
    }
    [[nodiscard]] std::uint64_t assets() const noexcept { return assets_.load(std::memory_order_relaxed); }

  private:
    static std::size_t index(AssetType type) noexcept {
        const auto number = static_cast<std::size_t>(type);
        return number < AssetTypeNames.size() ? number : 0;
    }
    std::array<std::atomic<std::uint64_t>, AssetTypeNames.size()> bytes_{};
    std::atomic<std::uint64_t> assets_{0};
};

}  // namespace sinter
