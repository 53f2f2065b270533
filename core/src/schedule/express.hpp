// SPDX-License-Identifier: Apache-2.0
// Express: the one thread for loads of finished artifacts that cannot wait.
#pragma once

#include <array>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <thread>

#include "schedule/request.hpp"
#include "schedule/runner.hpp"

namespace sinter::schedule {

/// Runs short jobs, Critical before High, first come first served within each. Holds no turn.
/// Threads: every function from any; `join` once, after `stop`.
class Express {
  public:
    /// `turn` is the number that its jobs see and that the hook is told.
    Express(unsigned turn, TraceHook* trace);

    void post(LoadPriority priority, const RequestPtr& request, Job&& job);
    /// Drops what waits; later posts are dropped.
    void stop();
    void join() { thread_.join(); }

    [[nodiscard]] std::uint64_t queued() const;
    [[nodiscard]] std::uint64_t executed() const;
    [[nodiscard]] std::uint64_t dropped() const;
    /// How long after `stop` the last job ended, and its name; after `join`.
    [[nodiscard]] Clock::duration stop_time() const;
    [[nodiscard]] std::string stop_name() const;

  private:
    struct Entry {
        RequestPtr request;
        Job job;
    };
    void run() noexcept;
    [[nodiscard]] bool empty() const noexcept { return queues_[0].empty() && queues_[1].empty(); }

    const unsigned turn_;
    TraceHook* const trace_;
    const std::array<RequestPtr, 2> nameless_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::array<std::deque<Entry>, 2> queues_;
    std::uint64_t executed_ = 0;
    std::uint64_t dropped_ = 0;
    bool stopping_ = false;
    Clock::time_point stopped_at_{};
    Clock::duration stop_time_{};
    std::string stop_name_;
    Attention attention_{AttentionNone};
    std::thread thread_;
};

}  // namespace sinter::schedule
