// SPDX-License-Identifier: Apache-2.0
// Loop: one parallel_for in progress.
#pragma once

#include <atomic>
#include <cstdint>
#include <limits>
#include <mutex>

#include "schedule/checkpoint.hpp"
#include "schedule/waiting.hpp"

namespace sinter::schedule {

struct Runner;

/// Lives on its caller's stack. Indices are claimed in rising order, so when index i has failed every lower
/// one has been claimed already and only those still running can lower the answer: it is the same for any
/// number of turns.
struct Loop {
    Loop(std::uint64_t how_many, LoopBody what, void* with) noexcept
        : count(how_many), body(what), user(with), end(how_many) {}

    const std::uint64_t count;
    const LoopBody body;
    void* const user;

    /// Runs bodies until none is left to claim, or `go_on()` says no.
    template <class GoOn>
    void work(GoOn&& go_on) {
        // Looking first keeps `next` within a few of `count`, so it cannot wrap.
        while (!exhausted() && go_on()) {
            const auto index = next.fetch_add(1, std::memory_order_relaxed);
            if (index >= end.load(std::memory_order_relaxed)) return;
            if (const Code code = body(user, index); code != Code::Ok) fail(index, code);
        }
    }
    [[nodiscard]] bool exhausted() const noexcept {
        return next.load(std::memory_order_relaxed) >= end.load(std::memory_order_relaxed);
    }
    /// No further index is begun.
    void stop() noexcept {
        stopped.store(true, std::memory_order_relaxed);
        end.store(0, std::memory_order_relaxed);
    }
    /// After the last runner has left.
    [[nodiscard]] Code result() const noexcept {
        if (failed != Code::Ok) return failed;
        return stopped.load(std::memory_order_relaxed) ? Code::Cancelled : Code::Ok;
    }

    // Guarded by the scheduler's lock.
    Ticket ticket{*this};
    Runner* caller = nullptr;  // set while it waits for the helpers
    unsigned helpers = 0;

  private:
    void fail(std::uint64_t index, Code code) {
        const std::lock_guard lock(failure);
        if (index < failed_index) {
            failed_index = index;
            failed = code;
        }
        end.store(0, std::memory_order_relaxed);
    }

    alignas(64) std::atomic<std::uint64_t> next{0};
    std::atomic<std::uint64_t> end;  // first index that is not begun
    std::atomic<bool> stopped{false};
    std::mutex failure;
    std::uint64_t failed_index = std::numeric_limits<std::uint64_t>::max();
    Code failed = Code::Ok;
};

}  // namespace sinter::schedule
