// SPDX-License-Identifier: Apache-2.0
// TraceHook: who is told what ran when, on which turn.
#pragma once

#include <chrono>
#include <string_view>

#include <sinter/core/load_priority.hpp>

namespace sinter {

/// A stretch of time in which one job held one turn. A job that lends its turn gives one slice before and one
/// after, maybe on another turn; so the slices of one turn never overlap.
struct JobSlice {
    unsigned turn;  ///< 0 to N-1; N: the express thread
    LoadPriority priority;
    std::string_view name;  ///< of the request; valid during the call
    std::chrono::steady_clock::time_point begin;
    std::chrono::steady_clock::time_point end;
};

/// Threads: `ran` is called at the same time by all threads that run jobs, without a lock; it must not block.
/// Lifetime: outlives the scheduler it was given to. Without a hook the scheduler reads no clock for a job.
class TraceHook {
  public:
    virtual void ran(const JobSlice& slice) noexcept = 0;

  protected:
    ~TraceHook() = default;
};

}  // namespace sinter
