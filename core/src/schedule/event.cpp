// SPDX-License-Identifier: Apache-2.0
#include "schedule/event.hpp"

#include <utility>

#include "schedule/routine.hpp"

namespace sinter::schedule {

namespace {

// Destroying a frame may set or destroy other events, so it happens without the lock. The frames were all
// detached before, and none owns another.
void drop(Parked* first, Parked* Parked::*next) noexcept {
    while (first) {
        const auto frame = first->frame;
        first = first->*next;
        frame.destroy();
    }
}

}  // namespace

bool Parking::park(Event& event, Parked& parked) {
    {
        const std::lock_guard lock(mutex_);
        if (event.set_) return false;
        if (!closed_) {
            parked.event = &event;
            parked.next = all_;
            if (all_) all_->previous = &parked;
            all_ = &parked;
            (event.last_ ? event.last_->next_of_event : event.first_) = &parked;
            event.last_ = &parked;
            return true;
        }
    }
    parked.frame.destroy();
    return true;
}

void Parking::set(Event& event) {
    Parked* waiter = nullptr;
    {
        const std::lock_guard lock(mutex_);
        event.set_ = true;
        waiter = detach(event);
    }
    while (waiter) {
        // Once posted, the frame may run and end at any moment, and the waiter is in it.
        const auto request = std::move(waiter->request);
        auto& scheduler = *waiter->scheduler;
        SuspendedFrame frame(waiter->frame);
        waiter = waiter->next_of_event;
        scheduler.post(request, std::move(frame));
    }
}

bool Parking::is_set(const Event& event) const {
    const std::lock_guard lock(mutex_);
    return event.set_;
}

void Parking::abandon(Event& event) {
    Parked* waiters = nullptr;
    {
        const std::lock_guard lock(mutex_);
        waiters = detach(event);
    }
    drop(waiters, &Parked::next_of_event);
}

void Parking::close() {
    Parked* waiters = nullptr;
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        waiters = std::exchange(all_, nullptr);
        for (auto* parked = waiters; parked; parked = parked->next) {
            parked->event->first_ = nullptr;
            parked->event->last_ = nullptr;
        }
    }
    drop(waiters, &Parked::next);
}

Parked* Parking::detach(Event& event) noexcept {
    event.last_ = nullptr;
    Parked* const first = std::exchange(event.first_, nullptr);
    for (auto* parked = first; parked; parked = parked->next_of_event) {
        (parked->previous ? parked->previous->next : all_) = parked->next;
        if (parked->next) parked->next->previous = parked->previous;
    }
    return first;
}

}  // namespace sinter::schedule
