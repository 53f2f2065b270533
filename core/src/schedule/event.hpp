// SPDX-License-Identifier: Apache-2.0
// Event: something that happens once, and that routines wait for.
#pragma once

#include <coroutine>
#include <memory>
#include <mutex>

#include "schedule/scheduler.hpp"

namespace sinter {

class Event;

namespace schedule {

/// A suspended routine that waits for an event; lives in the routine's frame.
struct Parked {
    std::coroutine_handle<> frame;
    Scheduler* scheduler = nullptr;
    RequestPtr request;
    Event* event = nullptr;
    Parked* previous = nullptr;  // among all that are parked
    Parked* next = nullptr;
    Parked* next_of_event = nullptr;
};

/// All routines of one scheduler that wait for events. It can drop them at shutdown, which their events could
/// not: a routine usually shares the event that it waits for, and would keep it, and so itself, for ever.
/// Threads: every function from any.
class Parking {
  public:
    /// False: the event was set before, go on. Otherwise the frame must not be touched: it waits, may be
    /// running already, or, after `close`, is gone.
    [[nodiscard]] bool park(Event& event, Parked& parked);
    /// Posts those who wait for the event, in the order in which they came. Later ones do not wait.
    /// Idempotent.
    void set(Event& event);
    [[nodiscard]] bool is_set(const Event& event) const;
    /// Drops those who wait for the event.
    void abandon(Event& event);
    /// Drops all, now and in future.
    void close();

  private:
    [[nodiscard]] Parked* detach(Event& event) noexcept;

    mutable std::mutex mutex_;
    Parked* all_ = nullptr;
    bool closed_ = false;
};

}  // namespace schedule

/// Happens once, by `set`. Routines that await it before are posted again under their requests, in order;
/// later ones go straight on. Destroyed unset, it drops the routines that wait for it, as shutdown does.
/// Threads: every function from any. Lifetime: usually shared by who sets and who waits; may outlive the
/// scheduler.
class Event {
  public:
    explicit Event(Scheduler& scheduler) : scheduler_(&scheduler), parking_(scheduler.parking()) {}
    Event(const Event&) = delete;
    Event& operator=(const Event&) = delete;
    ~Event() { parking_->abandon(*this); }

    void set() { parking_->set(*this); }
    [[nodiscard]] bool is_set() const { return parking_->is_set(*this); }

    /// `co_await event.wait(request)` in a Routine: gives up the turn until the event is set. False when the
    /// request has been cancelled meanwhile (cancelling does not set the event).
    [[nodiscard]] auto wait(RequestPtr request) noexcept {
        struct Awaiter {
            Event& event;
            schedule::Parked parked;
            const Request& request;
            [[nodiscard]] bool await_ready() const noexcept { return false; }
            bool await_suspend(std::coroutine_handle<> frame) {
                parked.frame = frame;
                return event.parking_->park(event, parked);
            }
            [[nodiscard]] bool await_resume() const noexcept { return !request.cancelled(); }
        };
        const Request& asking = *request;
        return Awaiter{
            *this, {{}, scheduler_, std::move(request), nullptr, nullptr, nullptr, nullptr}, asking};
    }

  private:
    friend class schedule::Parking;
    Scheduler* const scheduler_;
    const std::shared_ptr<schedule::Parking> parking_;
    // Guarded by the parking's lock.
    bool set_ = false;
    schedule::Parked* first_ = nullptr;
    schedule::Parked* last_ = nullptr;
};

}  // namespace sinter
