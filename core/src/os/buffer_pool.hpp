// SPDX-License-Identifier: Apache-2.0
// BufferPool: large stretches of memory that are used again instead of going back to the system in between.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

namespace sinter {

/// What the system takes back it gives out again zeroed, page by page at the first touch: for a texture of 4 MiB that
/// takes longer than copying it. So while there is work, what one asset leaves the next one gets; when the work is
/// over, and for an engine that lets go of what it has loaded, memory goes back to the system at once.
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

    /// While one of these lives, there is work in this process.
    class Work {
      public:
        Work() noexcept { shared().enter(); }
        ~Work() { shared().leave(); }
        Work(const Work&) = delete;
        Work& operator=(const Work&) = delete;
    };

    static BufferPool& shared() noexcept;

    /// At least `size` bytes, which is not 0.
    [[nodiscard]] Stretch take(std::size_t size) noexcept;
    /// Takes back what take() gave.
    void give(Stretch stretch) noexcept;
    /// Bytes kept now.
    [[nodiscard]] std::size_t kept() const noexcept;

  private:
    BufferPool();
    void enter() noexcept;
    void leave() noexcept;

    mutable std::mutex mutex_;
    std::size_t works_ = 0;
    std::vector<Stretch> stretches_;  // the one that came last is at the end
    std::size_t kept_ = 0;
};

}  // namespace sinter
