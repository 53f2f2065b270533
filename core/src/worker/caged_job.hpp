// SPDX-License-Identifier: Apache-2.0
// CagedJob: one job in a worker, from the kernel's side: serves its questions, enforces its limits, doubts its answer.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include "worker/worker.hpp"
#include "worker/worker_death.hpp"

namespace sinter {

class ProcessorHandoff;

struct CageLimits {
    std::chrono::seconds time{60};           ///< without progress
    std::uint64_t growth_bytes = 0;          ///< of the worker's own memory
    unsigned helpers = 0;                    ///< threads the worker has beside the first
};

/// Threads: `run` on the thread of the job whose turn this uses. It sleeps while the worker works, lends the turn
/// when more urgent work waits (the worker stands still meanwhile), and is awake for a few microseconds a
/// millisecond. Lifetime: one job's.
class CagedJob {
  public:
    /// All is borrowed. `input.world` is not null.
    CagedJob(Worker& worker, const Step& step, const JobInput& input, const CageLimits& limits);

    /// Once. With a death, the worker must be killed, and the result is without a status of its own.
    [[nodiscard]] JobResult run();
    [[nodiscard]] std::optional<WorkerDeath>& death() noexcept { return death_; }
    /// Whether the worker may have other jobs after this one.
    [[nodiscard]] bool worker_is_good() const noexcept { return !death_ && !abandoned_; }

  private:
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] Status send_job();
    void send(wire::Kind kind, std::span<const std::uint8_t> payload);
    /// Until the job is over, or (`in_loop`) its parallel loop.
    void serve(bool in_loop);
    void look_after();
    void watch_progress();
    void receive();
    [[nodiscard]] bool take_frame(wire::FrameHead& head, std::vector<std::uint8_t>& payload);
    void handle(const wire::FrameHead& head, std::span<const std::uint8_t> payload);
    void handle_read(const wire::ReadMessage& message);
    void handle_result(wire::ResultMessage& message);
    void share_turns();
    sinter_code serve_loop();
    sinter_code hold_turn();
    void grant(int change);
    void drain_log();
    void note_log();
    void die(WorkerDeath::Cause cause, int number = 0, std::string detail = {});
    void breach(std::string detail) { die(WorkerDeath::Cause::Breach, 0, std::move(detail)); }

    Worker& worker_;
    const Step& step_;
    const JobInput& input_;
    const CageLimits limits_;
    std::uint64_t number_ = 0;
    ProcessorHandoff* handoff_ = nullptr;
    Clock::time_point started_;
    Clock::time_point deadline_;
    Clock::time_point last_look_;
    std::uint64_t arena_limit_ = 0;  ///< of what this job may have of it, from its start
    float counted_progress_ = 0;
    bool over_ = false;
    bool waited_ = false;  ///< for longer than a short job takes
    bool in_loop_ = false;
    bool loop_over_ = false;
    bool cancelled_ = false;
    bool abandoned_ = false;
    std::vector<std::uint8_t> received_;
    std::set<Discovery> looks_;            // files it asked for
    std::uint64_t neighbour_bytes_ = 0;
    std::string log_;
    std::uint64_t log_bytes_ = 0;
    bool log_is_open_ = true;
    std::string last_words_;
    JobResult result_;
    std::optional<WorkerDeath> death_;

    // While a parallel loop runs.
    std::mutex loop_mutex_;
    std::condition_variable loop_changed_;
    bool loop_serving_ = false;
    bool loop_ended_ = false;
    int granted_ = 0;
};

}  // namespace sinter
