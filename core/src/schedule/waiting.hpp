// SPDX-License-Identifier: Apache-2.0
// Waiting: one entry of the queue, and the chains that it stands in.
#pragma once

#include <cassert>
#include <cstdint>

#include "schedule/job.hpp"

namespace sinter {
class Request;
}

namespace sinter::schedule {

struct Loop;
struct Waiting;

struct Links {
    Waiting* previous = nullptr;
    Waiting* next = nullptr;
};

/// A job that waits for a turn, or a `Ticket`.
/// It stands in two chains: the FIFO of its priority, and its request's, which finds it again for `raise`.
struct Waiting {
    Links in_queue;
    Links in_request;
    Request* request = nullptr;
    std::uint8_t level = 0;
    bool queued = false;
    bool ticket = false;
    Job job;
};
// A long queue is a walk through memory: a job costs one and a half cache lines.
static_assert(sizeof(void*) != 8 || sizeof(Waiting) == 96);

/// A parallel_for that invites idle turns; its job is empty.
struct Ticket : Waiting {
    explicit Ticket(Loop& owner) noexcept : loop(owner) { ticket = true; }
    Loop& loop;
};

/// A doubly linked list through one of a Waiting's links; it owns nothing.
template <Links Waiting::*Hook>
class Chain {
  public:
    [[nodiscard]] Waiting* front() const noexcept { return first_; }
    [[nodiscard]] static Waiting* after(const Waiting& entry) noexcept { return (entry.*Hook).next; }

    void push_back(Waiting& entry) noexcept {
        (entry.*Hook) = {last_, nullptr};
        (last_ ? (last_->*Hook).next : first_) = &entry;
        last_ = &entry;
    }
    /// The entry's links are left as they were.
    void erase(Waiting& entry) noexcept {
        const Links links = entry.*Hook;
        (links.previous ? (links.previous->*Hook).next : first_) = links.next;
        (links.next ? (links.next->*Hook).previous : last_) = links.previous;
    }

  private:
    Waiting* first_ = nullptr;
    Waiting* last_ = nullptr;
};

}  // namespace sinter::schedule
