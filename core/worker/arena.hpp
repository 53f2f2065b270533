// SPDX-License-Identifier: Apache-2.0
// Arena: where a worker's job finds its input and makes its outputs, in memory that it shares with the kernel.
#pragma once

#include <functional>

#include "os/aligned_buffer.hpp"
#include "os/shared_memory.hpp"
#include "worker/wire.hpp"

namespace sinter {

/// Hands out stretches one after the other and takes none back before the next job: what a job makes is its result.
/// Threads: the job's own. Lifetime: the worker's.
class Arena final : public BufferSource {
  public:
    /// `grow(size)` asks the kernel for an arena of that many bytes and returns how many may be touched then.
    Arena(SharedMemory memory, std::function<std::uint64_t(std::uint64_t)> grow)
        : memory_(std::move(memory)), grow_(std::move(grow)) {}

    /// Forgets the last job.
    void begin(const wire::JobMessage& job) noexcept {
        next_ = job.free_from;
        dirty_until_ = job.dirty_until;
        granted_ = job.granted;
    }

    AlignedBuffer zeroed(std::size_t size, std::size_t alignment) override;

    /// Where the next 64-aligned stretch begins, for the kernel to write a file there …
    [[nodiscard]] std::uint64_t next_offset() const noexcept { return (next_ + 63) & ~std::uint64_t{63}; }
    /// … and takes the stretch that it wrote.
    void adopt(std::uint64_t size, std::uint64_t granted) noexcept {
        next_ = next_offset() + size;
        granted_ = granted;
    }

    [[nodiscard]] wire::Control& control() const noexcept {
        return *reinterpret_cast<wire::Control*>(memory_.data());
    }
    [[nodiscard]] std::uint8_t* at(std::uint64_t offset) const noexcept { return memory_.data() + offset; }
    /// Of an address in it.
    [[nodiscard]] std::uint64_t offset_of(const std::uint8_t* data) const noexcept {
        return static_cast<std::uint64_t>(data - memory_.data());
    }

  private:
    SharedMemory memory_;
    std::function<std::uint64_t(std::uint64_t)> grow_;
    std::uint64_t next_ = 0;
    std::uint64_t dirty_until_ = 0;
    std::uint64_t granted_ = 0;
};

}  // namespace sinter
