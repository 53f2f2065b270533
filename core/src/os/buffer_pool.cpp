// SPDX-License-Identifier: Apache-2.0
#include "os/buffer_pool.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <bit>

namespace sinter {
namespace {

constexpr std::size_t PageBytes = 4096;
constexpr std::size_t HugePageBytes = std::size_t{2} << 20;

/// Eight sizes between one power of two and the next, so that assets of nearly the same size share them.
std::size_t rounded(std::size_t size) noexcept {
    const auto step = std::max(std::bit_floor(size) / 8, PageBytes);
    return (size + step - 1) / step * step;
}

BufferPool::Stretch map(std::size_t size) noexcept {
    // Huge pages lie at multiples of their size; what is mapped for that beyond the stretch goes back at once.
    const auto spare = size >= HugePageBytes ? HugePageBytes : 0;
    void* const mapping =
        ::mmap(nullptr, size + spare, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapping == MAP_FAILED) return {};
    auto* const begin = static_cast<std::uint8_t*>(mapping);
    if (spare == 0) return {begin, size, true};
    const auto before = (HugePageBytes - reinterpret_cast<std::uintptr_t>(begin) % HugePageBytes) % HugePageBytes;
    if (before != 0) ::munmap(begin, before);
    if (before != spare) ::munmap(begin + before + size, spare - before);
    (void)::madvise(begin + before, size, MADV_HUGEPAGE);
    return {begin + before, size, true};
}

}  // namespace

// Room for as many as can be kept, so that giving one back never allocates.
BufferPool::BufferPool() { stretches_.reserve(MostKept / LeastBytes); }

BufferPool& BufferPool::shared() noexcept {
    // Never destroyed: buffers with static storage may outlive it.
    static auto& pool = *new BufferPool;
    return pool;
}

BufferPool::Stretch BufferPool::take(std::size_t size) noexcept {
    if (size > SIZE_MAX / 2) return {};
    size = rounded(size);
    {
        const std::lock_guard lock{mutex_};
        const auto found = std::find_if(stretches_.rbegin(), stretches_.rend(),
                                        [&](const auto& stretch) { return stretch.size == size; });
        if (found != stretches_.rend()) {
            const auto stretch = *found;
            stretches_.erase(std::next(found).base());
            kept_ -= stretch.size;
            return stretch;
        }
    }
    return map(size);
}

void BufferPool::give(Stretch stretch) noexcept {
    stretch.fresh = false;
    std::unique_lock lock{mutex_};
    if (works_ == 0 || stretch.size > MostKept / 2) {
        lock.unlock();
        ::munmap(stretch.data, stretch.size);
        return;
    }
    while (kept_ + stretch.size > MostKept) {
        const auto oldest = stretches_.front();
        stretches_.erase(stretches_.begin());
        kept_ -= oldest.size;
        ::munmap(oldest.data, oldest.size);
    }
    stretches_.push_back(stretch);
    kept_ += stretch.size;
}

void BufferPool::enter() noexcept {
    const std::lock_guard lock{mutex_};
    ++works_;
}

void BufferPool::leave() noexcept {
    const std::lock_guard lock{mutex_};
    if (--works_ != 0) return;
    for (const auto& stretch : stretches_) ::munmap(stretch.data, stretch.size);
    stretches_.clear();
    kept_ = 0;
}

std::size_t BufferPool::kept() const noexcept {
    const std::lock_guard lock{mutex_};
    return kept_;
}

}  // namespace sinter
