// SPDX-License-Identifier: Apache-2.0
// SharedMemory: memory that two processes see, owned and sized by one of them.
#pragma once

#include <cstdint>

#include <sinter/status.hpp>

#include "os/file_descriptor.hpp"

namespace sinter {

/// A stretch of address space over a memory file that grows up to it, and never shrinks: whoever maps it can touch
/// every byte below size() without a fault, whatever the other side does.
/// Threads: one at a time. Lifetime: the mapping is this object's, the memory is freed with the last one that has it.
class SharedMemory {
  public:
    /// A new one: `capacity` bytes of address space, none of memory yet. Errors: Io.
    [[nodiscard]] static Result<SharedMemory> create(std::uint64_t capacity);
    /// Maps what another process made and handed over. Errors: Io.
    [[nodiscard]] static Result<SharedMemory> map(FileDescriptor file, std::uint64_t capacity);

    SharedMemory() = default;
    SharedMemory(SharedMemory&& other) noexcept;
    SharedMemory& operator=(SharedMemory&& other) noexcept;
    ~SharedMemory();

    [[nodiscard]] std::uint8_t* data() const noexcept { return data_; }
    [[nodiscard]] std::uint64_t capacity() const noexcept { return capacity_; }
    /// Bytes that may be touched; of a mapped one: 0, its maker knows.
    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
    [[nodiscard]] int file() const noexcept { return file_.get(); }

    /// Makes at least `size` bytes touchable, and takes the memory for them; new ones are zero. Errors: TooLarge (over
    /// the capacity), Io (there is no memory).
    [[nodiscard]] Status grow(std::uint64_t size);
    /// Gives the memory from `offset`, rounded up to a page, back to the system; it must be asked for again.
    void release_from(std::uint64_t offset) noexcept;

  private:
    FileDescriptor file_;
    std::uint8_t* data_ = nullptr;
    std::uint64_t capacity_ = 0;
    std::uint64_t size_ = 0;
};

}  // namespace sinter
