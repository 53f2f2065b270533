// SPDX-License-Identifier: Apache-2.0
// Scheduler: runs jobs by priority on N turns. What a running job may ask of it is in checkpoint.hpp.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include <boost/asio/execution_context.hpp>
#include <boost/asio/io_context.hpp>

#include "schedule/checkpoint.hpp"
#include "schedule/executor.hpp"
#include "schedule/job.hpp"
#include "schedule/request.hpp"
#include "schedule/trace_hook.hpp"

namespace sinter {

namespace schedule {
class Parking;
}

/// What the end of a scheduler cost.
struct ShutdownReport {
    std::uint64_t dropped = 0;                ///< jobs that were destroyed without having run
    std::chrono::nanoseconds longest_stop{};  ///< the longest time a running job took to end once it was told
    std::string slowest;                      ///< that job's request; empty when nothing was running
};

struct ScheduleStats {
    std::array<std::uint64_t, 4> queued{};  ///< jobs waiting: Critical, High, Normal, Low
    unsigned turns = 0;
    unsigned running = 0;          ///< jobs, and bodies of parallel_for on other turns, that hold a turn now
    unsigned suspended = 0;        ///< jobs that lent their turn and have not got one back
    std::uint64_t executed = 0;    ///< jobs run to their end
    std::uint64_t lent_turns = 0;  ///< times a checkpoint lent its turn
    std::uint64_t express_queued = 0;
    std::uint64_t express_executed = 0;
};

/// Runs jobs, the most urgent first, and first come first served within one priority. A job runs while it
/// holds a turn; there are N. `checkpoint` lends a job's turn to more urgent work, which runs on a spare
/// thread; 4 N threads (turns times priorities) carry every nesting. Beside the turns: one express thread and
/// one io thread. A job must not throw: that ends the program with a text. It must not wait for another job;
/// await an Event instead. Threads: every function from any, the destructor from one that is no job's.
/// Lifetime: outlives its executors' use and all I/O objects on `io()`.
class Scheduler final : public boost::asio::execution_context {
  public:
    static constexpr unsigned MostTurns = 64;
    struct Options {
        unsigned turns = 0;          ///< 0: as many as cores, at most 8; above `MostTurns`: `MostTurns`
        TraceHook* trace = nullptr;  ///< told of every slice; null: no clock is read
    };

    /// How many turns `Options::turns` gives on this machine.
    [[nodiscard]] static unsigned turns_for(unsigned wanted) noexcept;

    Scheduler() : Scheduler(Options{}) {}
    explicit Scheduler(Options options);
    /// As `shutdown()`.
    ~Scheduler();

    [[nodiscard]] unsigned turns() const noexcept;

    /// Queues a job at its request's priority; OnDemand is an assert. Returns at once and never runs the job
    /// inline. A cancelled request's jobs still run, so that their owner hears of it. After shutdown the job
    /// is dropped.
    void post(const RequestPtr& request, Job job);

    /// Raises to a more urgent priority: the request's waiting jobs move, in their order, to the end of the
    /// new FIFO; its running jobs compare with the new one at their next checkpoint. A less urgent or equal
    /// one does nothing.
    void raise(Request& request, LoadPriority priority);

    /// Asks the request's jobs to stop: `checkpoint` returns false in those that run, and in those that will.
    void cancel(Request& request);

    /// A Boost.Asio executor that posts under this request.
    [[nodiscard]] Executor executor(RequestPtr request) noexcept { return {*this, std::move(request)}; }

    /// Queues a load of a finished artifact on the express thread: Critical before High (another priority is
    /// an assert), first come first served in each. The job must be short: it holds no turn and delays the
    /// next load. `request`, if given, names it in traces and can cancel it.
    void post_express(LoadPriority priority, Job job, const RequestPtr& request = nullptr);

    /// Served by one thread of its own, for timers, watchers and sockets: busy turns never delay them.
    /// Handlers there are short and post what is longer. Objects made on it must be gone before the scheduler
    /// is.
    [[nodiscard]] boost::asio::io_context& io() noexcept;

    [[nodiscard]] ScheduleStats stats() const;

    /// Ends everything: waiting jobs are dropped (destroyed, not run), routines that await an Event are
    /// dropped with all they own, `checkpoint` says no to what runs, and the call returns when that has
    /// ended. So it takes as long as the longest stretch without a checkpoint. Again, or at the same time:
    /// waits, and returns the same report. Not from a job of this scheduler, nor its io thread: assert.
    ShutdownReport shutdown();

    /// Where routines wait for events; for Event.
    [[nodiscard]] const std::shared_ptr<schedule::Parking>& parking() const noexcept { return parking_; }

  private:
    struct Parts;
    std::shared_ptr<schedule::Parking> parking_;
    std::unique_ptr<Parts> parts_;
};

inline void Executor::post(Job job) const {
    scheduler_->post(request_, std::move(job));
}

}  // namespace sinter
