// SPDX-License-Identifier: Apache-2.0
#include "server/outbox.hpp"

#include <utility>

namespace sinter::server {

void Outbox::push(AssetEvent event) {
    {
        const std::lock_guard lock{mutex_};
        events_.push_back(std::move(event));
    }
    arrived_.notify_one();
}

void Outbox::nudge() {
    {
        const std::lock_guard lock{mutex_};
        nudged_ = true;
    }
    arrived_.notify_one();
}

bool Outbox::wait(std::chrono::milliseconds timeout) {
    std::unique_lock lock{mutex_};
    return arrived_.wait_for(lock, timeout, [&] { return !events_.empty() || std::exchange(nudged_, false); });
}

std::size_t Outbox::deliver(std::chrono::microseconds budget) {
    const auto start = std::chrono::steady_clock::now();
    std::size_t delivered = 0;
    for (;;) {
        if (delivering_.empty()) {
            const std::lock_guard lock{mutex_};
            delivering_.swap(events_);
            if (delivering_.empty()) return delivered;
        }
        const AssetEvent event = std::move(delivering_.front());
        delivering_.pop_front();
        // By index: a listener may add another.
        for (std::size_t i = 0; i < listeners_.size(); ++i) listeners_[i](event);
        ++delivered;
        // In the coarser unit: the longest budget does not fit the finer one.
        const auto spent = std::chrono::steady_clock::now() - start;
        if (std::chrono::duration_cast<std::chrono::microseconds>(spent) >= budget) return delivered;
    }
}

}  // namespace sinter::server
