// SPDX-License-Identifier: Apache-2.0
// BufferPool: large stretches of memory that are used again instead of going back to the system in between.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

namespace sinter {

/// What the system takes back it gives out again zeroed, page by page at the first touch: for a texture of 4 MiB that
/// takes longer than copying it. So while there is work, what one asset leaves the next one gets.
/// Threads: any. Lifetime: the process.
class BufferPool {
  public:
    /// Smaller ones are the heap's.
    static constexpr std::size_t LeastBytes = std::size_t{256} << 10;
    /// Kept at most, all together.
    static constexpr std::size_t MostKept = std::size_t{128} << 20;

    struct Stretch {
        std::uint8_t* data = nullptr;  ///< null: the system refused; else at a multiple of 4096
        std::size_t size = 0;          ///< at least what was asked for
        bool fresh = false;            ///< zeroed, and not touched yet
    };

    static BufferPool& shared() noexcept;

    /// At least `size` bytes, which is not 0.
    [[nodiscard]] Stretch take(std::size_t size) noexcept;
    /// Takes back what take() gave.
    void give(Stretch stretch) noexcept;
    /// Gives everything kept to the system: there is no work.
    void trim() noexcept;
    /// Bytes kept now.
    [[nodiscard]] std::size_t kept() const noexcept;

  private:
    BufferPool();

    mutable std::mutex mutex_;
    std::vector<Stretch> stretches_;  // the one that came last is at the end
    std::size_t kept_ = 0;
};

}  // namespace sinter
