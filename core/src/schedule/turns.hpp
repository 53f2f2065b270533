// SPDX-License-Identifier: Apache-2.0
// Turns: who runs now. N turns, the jobs that wait for one, and the threads that carry them.
#pragma once

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>

#include <boost/asio/thread_pool.hpp>

#include "schedule/job_queue.hpp"
#include "schedule/loop.hpp"
#include "schedule/runner.hpp"

namespace sinter::schedule {

/// A turn is the right to run. It is always in one of three places: with a running job, with a drainer (a
/// thread that is choosing or about to choose what to run next), or free, which it is only while nothing
/// waits.
///
/// Threads needed: a job starts only when no unfinished job that is at least as urgent waits for a turn, so
/// at most N jobs of each priority are under way, and with four priorities 4 N threads carry every nesting of
/// lent turns. A caller of parallel_for that waits for its helpers also occupies a thread; should none be
/// spare because of that, a checkpoint keeps its turn, and freed turns go to jobs already under way, so there
/// is always one that advances.
///
/// Threads: every function from any thread.
class Turns {
  public:
    static constexpr unsigned Most = 64;

    struct Figures {
        std::array<std::uint64_t, Levels> queued{};
        unsigned running = 0;    ///< jobs and bodies that hold a turn now
        unsigned suspended = 0;  ///< under way without a turn
        std::uint64_t executed = 0;
        std::uint64_t lent = 0;
    };
    struct Slowest {
        std::chrono::nanoseconds time{};
        std::string name;
    };

    /// 1 <= count <= Most.
    Turns(unsigned count, TraceHook* trace);
    /// After `stop` and `join`.
    ~Turns() = default;

    [[nodiscard]] unsigned count() const noexcept { return count_; }
    void post(const RequestPtr& request, Job&& job);
    void raise(Request& request, LoadPriority priority);
    void cancel(Request& request);
    /// The rest of `checkpoint`, once the quick look was disturbed.
    [[nodiscard]] bool checkpoint(Runner& runner);
    [[nodiscard]] Code run(Loop& loop, Runner& caller);
    [[nodiscard]] Figures figures() const;

    /// Drops what waits; from now on checkpoints say no and posts are dropped. Once.
    void stop();
    /// Waits for running jobs; then the number of jobs dropped is final. Once, after `stop`.
    [[nodiscard]] Slowest join();
    [[nodiscard]] std::uint64_t dropped() const;

  private:
    using Lock = std::unique_lock<std::mutex>;

    [[nodiscard]] Lock hold() const;
    void linger(Lock& lock);
    void start(unsigned turn);
    void drain(unsigned turn) noexcept;
    void run_job(Runner& runner, Waiting& waiting, Lock& lock, JobQueue::Spent& spent);
    void help(Runner& runner, Ticket& ticket, Lock& lock);

    // All below: with the lock held.
    [[nodiscard]] unsigned another_turn() noexcept;
    [[nodiscard]] unsigned take_free_turn() noexcept;
    [[nodiscard]] unsigned pass_on(unsigned turn) noexcept;
    [[nodiscard]] Runner* most_urgent_suspended() const noexcept;
    void suspend(Runner& runner) noexcept;
    void grant(Runner& runner, unsigned turn) noexcept;
    void await_turn(Runner& runner, Lock& lock);
    void refresh_attention() noexcept;
    void note_stopped(const Runner& runner);
    [[nodiscard]] bool spare_thread() const noexcept { return busy_ < threads_; }

    const unsigned count_;
    const unsigned threads_;
    TraceHook* const trace_;

    mutable std::mutex mutex_;
    JobQueue queue_;
    Runner* suspended_ = nullptr;  // in order of waiting
    std::uint64_t free_turns_;     // bit k: turn k is free
    unsigned busy_ = 0;            // threads that drain, or are about to
    unsigned arriving_ = 0;        // drainers that have not chosen yet
    unsigned lingering_ = 0;       // drainers that found nothing and look once more
    unsigned running_ = 0;
    std::uint64_t executed_ = 0;
    std::uint64_t lent_ = 0;
    std::uint64_t dropped_ = 0;
    bool stopping_ = false;
    Clock::time_point stop_time_{};
    Slowest slowest_;
    std::condition_variable idle_;

    alignas(64) Attention attention_{AttentionNone};
    boost::asio::thread_pool pool_;
};

}  // namespace sinter::schedule
