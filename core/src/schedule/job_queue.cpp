// SPDX-License-Identifier: Apache-2.0
#include "schedule/job_queue.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace sinter::schedule {

namespace {

// A request that is only a promise has no FIFO; posting under it is an assert of the scheduler.
std::uint8_t level_of(const Request& request) noexcept {
    return static_cast<std::uint8_t>(
        std::min<unsigned>(static_cast<unsigned>(request.priority()), Levels - 1));
}

}  // namespace

Waiting& JobQueue::allocate() {
    if (free_) return *std::exchange(free_, free_->in_queue.next);
    if (unused_ == SlabEntries) {
        ++slab_;
        unused_ = 0;
    }
    if (slab_ == slabs_.size()) slabs_.push_back(std::make_unique_for_overwrite<Slab>());
    return slabs_[slab_]->entries[unused_++];
}

void JobQueue::link(Waiting& entry, Request& request) noexcept {
    entry.request = &request;
    entry.level = level_of(request);
    entry.queued = true;
    auto& level = levels_[entry.level];
    level.fifo.push_back(entry);
    ++(entry.ticket ? level.tickets : level.jobs);
    occupied_ |= 1U << entry.level;
}

void JobQueue::unlink_fifo(Waiting& entry) noexcept {
    auto& level = levels_[entry.level];
    level.fifo.erase(entry);
    --(entry.ticket ? level.tickets : level.jobs);
    if (!level.fifo.front()) occupied_ &= ~(1U << entry.level);
    entry.queued = false;
}

void JobQueue::push(const RequestPtr& request, Job&& job) {
    auto& entry = allocate();
    ++live_;
    entry.job = std::move(job);
    if (request->pending_++ == 0) request->self_ = request;
    link(entry, *request);
    request->waiting_.push_back(entry);
}

void JobQueue::push_ticket(Ticket& ticket, Request& request) {
    link(ticket, request);
    request.waiting_.push_back(ticket);
}

void JobQueue::take(Waiting& entry) noexcept {
    unlink_fifo(entry);
    entry.request->waiting_.erase(entry);
}

void JobQueue::recycle(Waiting& entry, Spent& spent) noexcept {
    if (--entry.request->pending_ == 0) spent.request = std::move(entry.request->self_);
    entry.in_queue.next = std::exchange(free_, &entry);
    if (--live_ == 0) {
        free_ = nullptr;
        slab_ = 0;
        unused_ = 0;
        if (slabs_.size() > KeptSlabs) {
            const auto surplus = slabs_.begin() + KeptSlabs;
            spent.slabs.assign(std::make_move_iterator(surplus), std::make_move_iterator(slabs_.end()));
            slabs_.erase(surplus, slabs_.end());
        }
    }
}

void JobQueue::move(Request& request) noexcept {
    for (auto* entry = request.waiting_.front(); entry; entry = request.waiting_.after(*entry)) {
        unlink_fifo(*entry);
        link(*entry, request);
    }
}

std::uint64_t JobQueue::more_urgent_than(unsigned level) const noexcept {
    constexpr std::uint64_t many = 1024;
    std::uint64_t out = 0;
    for (unsigned k = 0; k < std::min(level, Levels); ++k) out += levels_[k].jobs + levels_[k].tickets * many;
    return out;
}

Chain<&Waiting::in_queue> JobQueue::take_all() noexcept {
    Chain<&Waiting::in_queue> jobs;
    while (auto* const entry = front()) {
        take(*entry);
        if (!entry->ticket) jobs.push_back(*entry);
    }
    return jobs;
}

}  // namespace sinter::schedule
