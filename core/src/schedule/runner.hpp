// SPDX-License-Identifier: Apache-2.0
// Runner: a thread while it serves the scheduler, as checkpoint sees it.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>

#include "schedule/checkpoint.hpp"
#include "schedule/request.hpp"
#include "schedule/trace_hook.hpp"

namespace sinter::schedule {

class Turns;
using Clock = std::chrono::steady_clock;

/// The most urgent waiting level plus one; a checkpoint must look closer when this is not above its request's
/// pace.
using Attention = std::atomic<std::uint8_t>;
inline constexpr std::uint8_t AttentionStop = 0;  ///< shutting down
inline constexpr std::uint8_t AttentionNone = 5;

/// Lives on the stack of a thread from its first job to its last.
/// Threads: its own; the fields below the line are guarded by the lock of `turns`.
struct Runner {
    Runner(Turns* owner, const Attention& signal, TraceHook* hook) noexcept
        : turns(owner), attention(&signal), trace(hook) {}
    Runner(const Runner&) = delete;
    Runner& operator=(const Runner&) = delete;

    Turns* const turns;  // null on the express thread, which never lends
    const Attention* const attention;
    TraceHook* const trace;
    Request* request = nullptr;
    bool anonymous = false;  // the request is a stand-in
    bool in_body = false;
    unsigned turn = NoTurn;
    Clock::time_point slice_begin{};

    void begin_slice() noexcept {
        if (trace) slice_begin = Clock::now();
    }
    /// Tells the hook; `turn` and `end` are given, for the turn may be someone else's by now.
    void tell(unsigned on_turn, Clock::time_point end) const noexcept {
        if (trace) trace->ran({on_turn, request->priority(), request->name(), slice_begin, end});
    }
    void end_slice() const noexcept {
        if (trace) tell(turn, Clock::now());
    }
    /// True: nothing asks this runner to stop or to lend its turn.
    [[nodiscard]] bool undisturbed() const noexcept {
        return attention->load(std::memory_order_relaxed) > request->pace();
    }
    [[nodiscard]] bool must_stop() const noexcept {
        return attention->load(std::memory_order_relaxed) == AttentionStop || request->cancelled();
    }
    // ----
    Runner* next = nullptr;  // in the list of those that wait for a turn
    std::condition_variable wake;
    bool granted = false;
    Clock::time_point resumed{};
};

/// The calling thread's runner while it serves a scheduler, else null.
[[nodiscard]] Runner*& current_runner() noexcept;

/// Calls a job, releases what it owns, and ends the program with a text if it throws.
void run_and_release(Job& job, const Request& request) noexcept;

/// Ends the program, naming the exception that is being handled.
[[noreturn]] void end_by_exception(const char* who) noexcept;

}  // namespace sinter::schedule
