// SPDX-License-Identifier: Apache-2.0
// Outbox: events on their way to update().
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <vector>

#include <sinter/core/events.hpp>

namespace sinter::server {

/// Threads: `push` and `wait` from any; `deliver` and `listen` from the one that calls update.
class Outbox {
  public:
    void push(AssetEvent event);
    /// There is something else for update to do.
    void nudge();
    /// True: there is something to deliver.
    [[nodiscard]] bool wait(std::chrono::milliseconds timeout);

    void listen(EventListener listener) { listeners_.push_back(std::move(listener)); }
    /// Calls the listeners for waiting events until there are none or the time is over; at least one event is
    /// delivered. Returns the number delivered.
    std::size_t deliver(std::chrono::microseconds budget);

  private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<AssetEvent> events_;
    bool nudged_ = false;
    std::vector<EventListener> listeners_;
    std::deque<AssetEvent> delivering_;
};

}  // namespace sinter::server
