// SPDX-License-Identifier: Apache-2.0
// Request: on whose behalf jobs run: a name, a priority that can be raised, and a wish to stop.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <sinter/core/load_priority.hpp>

#include "schedule/waiting.hpp"

namespace sinter {

class Request;
using RequestPtr = std::shared_ptr<Request>;

namespace schedule {
class JobQueue;
class Turns;
}  // namespace schedule

/// What a job is run for. Its jobs share its priority; raising it moves those that wait.
/// Threads: all functions from any. `Scheduler::raise` and `Scheduler::cancel` change it; it belongs to one
/// scheduler. Lifetime: shared; the scheduler keeps it while a job of it waits or runs.
class Request {
  public:
    /// `name` appears in traces and in the shutdown report; usually the asset's path.
    Request(std::string name, LoadPriority priority) : name_(std::move(name)) {
        priority_.store(priority, std::memory_order_relaxed);
        pace_.store(static_cast<std::uint8_t>(priority), std::memory_order_relaxed);
    }
    Request(const Request&) = delete;
    Request& operator=(const Request&) = delete;

    [[nodiscard]] std::string_view name() const noexcept { return name_; }
    [[nodiscard]] LoadPriority priority() const noexcept { return priority_.load(std::memory_order_relaxed); }
    [[nodiscard]] bool cancelled() const noexcept {
        return pace_.load(std::memory_order_relaxed) == Cancelled;
    }

    /// What a checkpoint compares with the most urgent waiting work: the priority, or 255 once cancelled.
    [[nodiscard]] std::uint8_t pace() const noexcept { return pace_.load(std::memory_order_relaxed); }

  private:
    friend class schedule::JobQueue;
    friend class schedule::Turns;
    static constexpr std::uint8_t Cancelled = 255;

    const std::string name_;
    std::atomic<LoadPriority> priority_;
    std::atomic<std::uint8_t> pace_;

    // Under the scheduler's lock. The queue holds one reference for all entries together: counting each with
    // the shared_ptr would bounce its counter between the threads that post and those that run.
    schedule::Chain<&schedule::Waiting::in_request> waiting_;
    std::uint64_t pending_ = 0;  // jobs waiting or running
    RequestPtr self_;            // set while pending_ > 0
};

[[nodiscard]] inline RequestPtr make_request(std::string name, LoadPriority priority) {
    return std::make_shared<Request>(std::move(name), priority);
}

}  // namespace sinter
