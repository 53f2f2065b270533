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

/// A job that waits for a turn, or (`loop` set) a parallel_for that invites idle turns.
/// It stands in two chains: the FIFO of its priority, and its request's, which finds it again for `raise`.
struct Waiting {
    Links in_queue;
    Links in_request;
    Request* request = nullptr;
    Loop* loop = nullptr;
    std::uint8_t level = 0;
    bool queued = false;
    Job job;
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
    void erase(Waiting& entry) noexcept {
        const Links links = entry.*Hook;
        (links.previous ? (links.previous->*Hook).next : first_) = links.next;
        (links.next ? (links.next->*Hook).previous : last_) = links.previous;
        (entry.*Hook) = {};
    }

  private:
    Waiting* first_ = nullptr;
    Waiting* last_ = nullptr;
};

}  // namespace sinter::schedule
