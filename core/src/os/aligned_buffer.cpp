// SPDX-License-Identifier: Apache-2.0
#include "os/aligned_buffer.hpp"

#include <cstdlib>
#include <cstring>

#include "os/address_sanitizer.hpp"
#include "os/buffer_pool.hpp"

namespace sinter {
namespace {

#ifdef SINTER_HAS_ASAN
// It guards the borders of what the heap gives out, and only of that.
constexpr bool UsesPool = false;
#else
constexpr bool UsesPool = true;
#endif

}  // namespace

AlignedBuffer::AlignedBuffer(std::size_t size, std::size_t alignment, bool zero) noexcept {
    if (size > SIZE_MAX - alignment) return;
    if (UsesPool && size >= BufferPool::LeastBytes) {
        const auto stretch = BufferPool::shared().take(size);
        if (!stretch.data) return;
        base_ = data_ = stretch.data;
        pooled_ = stretch.size;
        if (zero && !stretch.fresh) std::memset(data_, 0, size);
    } else {
        // calloc knows which pages are fresh, aligned_alloc does not: so aligned by hand.
        base_ = zero ? std::calloc(1, size + alignment) : std::malloc(size + alignment);
        if (!base_) return;
        const auto address = (reinterpret_cast<std::uintptr_t>(base_) + alignment - 1) & ~(alignment - 1);
        data_ = reinterpret_cast<std::uint8_t*>(address);
    }
    size_ = size;
}

void AlignedBuffer::release() noexcept {
    if (pooled_ != 0)
        BufferPool::shared().give({static_cast<std::uint8_t*>(base_), pooled_, false});
    else
        std::free(base_);
}

}  // namespace sinter
