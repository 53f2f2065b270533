// SPDX-License-Identifier: Apache-2.0
// AlignedBuffer: owned bytes at an aligned address.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace sinter {

/// Bytes of its own, aligned to 64 or more. Allocation failure is an empty buffer, never an exception: callers
/// handle sizes that a file chose. Large ones come from the BufferPool.
/// Threads: as a vector. Lifetime: its own; move only.
class AlignedBuffer {
  public:
    AlignedBuffer() = default;
    AlignedBuffer(AlignedBuffer&& other) noexcept
        : base_(std::exchange(other.base_, nullptr)),
          pooled_(std::exchange(other.pooled_, 0)),
          data_(std::exchange(other.data_, nullptr)),
          size_(std::exchange(other.size_, 0)) {}
    AlignedBuffer& operator=(AlignedBuffer&& other) noexcept {
        if (this != &other) {
            release();
            base_ = std::exchange(other.base_, nullptr);
            pooled_ = std::exchange(other.pooled_, 0);
            data_ = std::exchange(other.data_, nullptr);
            size_ = std::exchange(other.size_, 0);
        }
        return *this;
    }
    ~AlignedBuffer() { release(); }

    /// `size` bytes of any content. `alignment`: a power of two, 64..4096. data() is nullptr when refused; a
    /// buffer of 0 bytes has a data() too.
    [[nodiscard]] static AlignedBuffer uninitialised(std::size_t size, std::size_t alignment = 64) noexcept {
        return AlignedBuffer{size, alignment, false};
    }
    /// The same, zeroed. Fresh pages, which the system has zeroed already, are not touched.
    [[nodiscard]] static AlignedBuffer zeroed(std::size_t size, std::size_t alignment = 64) noexcept {
        return AlignedBuffer{size, alignment, true};
    }

    /// Someone else's bytes, which outlive it; nothing is freed.
    [[nodiscard]] static AlignedBuffer borrowed(std::uint8_t* data, std::size_t size) noexcept {
        AlignedBuffer out;
        out.data_ = data;
        out.size_ = size;
        return out;
    }

    [[nodiscard]] std::uint8_t* data() noexcept { return data_; }
    [[nodiscard]] const std::uint8_t* data() const noexcept { return data_; }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] std::span<std::uint8_t> bytes() noexcept { return {data_, size_}; }
    [[nodiscard]] std::span<const std::uint8_t> bytes() const noexcept { return {data_, size_}; }
    explicit operator bool() const noexcept { return data_ != nullptr; }

  private:
    AlignedBuffer(std::size_t size, std::size_t alignment, bool zero) noexcept;
    void release() noexcept;

    void* base_ = nullptr;    // of the heap or of the pool; none of borrowed bytes
    std::size_t pooled_ = 0;  // bytes the pool gave; 0: the heap's
    std::uint8_t* data_ = nullptr;
    std::size_t size_ = 0;
};

/// Where zeroed memory comes from, when not from the heap.
class BufferSource {
  public:
    virtual ~BufferSource() = default;
    /// As AlignedBuffer::zeroed.
    [[nodiscard]] virtual AlignedBuffer zeroed(std::size_t size, std::size_t alignment) = 0;
};

}  // namespace sinter
