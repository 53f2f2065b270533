// SPDX-License-Identifier: Apache-2.0
// Routine: a coroutine that runs on turns and reads from top to bottom.
#pragma once

#include <coroutine>
#include <utility>

#include "schedule/event.hpp"
#include "schedule/scheduler.hpp"

namespace sinter {

namespace schedule {

/// Owns a suspended coroutine: resumes it once, or destroys it with all that it owns.
class SuspendedFrame {
  public:
    explicit SuspendedFrame(std::coroutine_handle<> frame) noexcept : frame_(frame) {}
    SuspendedFrame(SuspendedFrame&& other) noexcept : frame_(std::exchange(other.frame_, {})) {}
    SuspendedFrame& operator=(SuspendedFrame&&) = delete;
    ~SuspendedFrame() {
        if (frame_) frame_.destroy();
    }
    void operator()() { std::exchange(frame_, {}).resume(); }

  private:
    std::coroutine_handle<> frame_;
};

[[noreturn]] void end_by_exception(const char* who) noexcept;

}  // namespace schedule

/// The return type of a fire-and-forget coroutine; nothing is returned and nothing can be joined: share an
/// Event. It begins on its caller's stack, so its first line is usually `co_await hop(scheduler, request)`;
/// parameters are to be taken by value. Its frame is released at its end, or, with everything in it, when
/// shutdown drops it. A foreseen failure is a value; an exception that leaves the body ends the program with
/// a text.
///
///     Routine build(Scheduler& scheduler, RequestPtr request, std::shared_ptr<Event> header_is_built) {
///         if (!co_await hop(scheduler, request)) co_return;           // now on a turn
///         ...
///         if (!co_await header_is_built->wait(request)) co_return;    // no turn is held meanwhile
///     }
struct Routine {
    struct promise_type {
        Routine get_return_object() noexcept { return {}; }
        std::suspend_never initial_suspend() noexcept { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() noexcept {}
        void unhandled_exception() noexcept { schedule::end_by_exception("a routine was"); }
    };
};

/// `co_await hop(scheduler, request)`: gives up the turn and waits in the queue at the request's priority,
/// behind those who came before. False when the request is cancelled by then; the routine goes on either way.
[[nodiscard]] inline auto hop(Scheduler& scheduler, RequestPtr request) noexcept {
    struct Awaiter {
        Scheduler& scheduler;
        RequestPtr request;
        [[nodiscard]] bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<> frame) const {
            // The frame, and this awaiter in it, may be gone before `post` returns.
            const RequestPtr posted = request;
            scheduler.post(posted, schedule::SuspendedFrame(frame));
        }
        [[nodiscard]] bool await_resume() const noexcept { return !request->cancelled(); }
    };
    return Awaiter{scheduler, std::move(request)};
}

}  // namespace sinter
