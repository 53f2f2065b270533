// SPDX-License-Identifier: Apache-2.0
// JobQueue: the four FIFOs, and the memory of their entries.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <memory>
#include <vector>

#include "schedule/request.hpp"
#include "schedule/waiting.hpp"

namespace sinter::schedule {

/// Critical, High, Normal, Low. OnDemand never waits here.
inline constexpr unsigned Levels = 4;

/// The jobs that wait, most urgent first and first come first served within one priority.
/// Entries come from slabs that are reused, so a post does not allocate once the queue has been as long
/// before. Threads: one at a time; the scheduler's lock guards it.
class JobQueue {
  public:
    static constexpr std::size_t SlabEntries = 256;
    static constexpr std::size_t KeptSlabs = 64;  // 1.5 MiB
    struct Slab {
        std::array<Waiting, SlabEntries> entries;
    };
    /// What is left over after a job; release it without the lock.
    struct Spent {
        RequestPtr request;
        std::vector<std::unique_ptr<Slab>> slabs;

        void release() noexcept {
            request.reset();
            slabs.clear();
        }
    };

    /// Appends a job at its request's priority.
    void push(const RequestPtr& request, Job&& job);
    /// Appends an entry of the caller's own. `front` shows it until `take` removes it.
    void push_ticket(Ticket& ticket, Request& request);
    /// 0 to 3, or `Levels` when nothing waits.
    [[nodiscard]] unsigned most_urgent() const noexcept { return std::countr_zero(occupied_ | 1U << Levels); }
    /// The first entry of the most urgent priority, or null.
    [[nodiscard]] Waiting* front() const noexcept {
        return occupied_ == 0 ? nullptr : levels_[most_urgent()].fifo.front();
    }
    /// Removes an entry from the queue; a job's memory is kept until `recycle`.
    void take(Waiting& entry) noexcept;
    /// Takes back the entry of a job that was taken, has run and is empty. `spent` is empty before.
    void recycle(Waiting& entry, Spent& spent) noexcept;
    /// Moves the request's entries, in their order, to the end of the FIFO of its present priority.
    void move(Request& request) noexcept;
    /// How many turns could be at work on what is more urgent than `level`; a ticket counts as many.
    [[nodiscard]] std::uint64_t more_urgent_than(unsigned level) const noexcept;
    /// Jobs that wait at `level`, tickets not counted.
    [[nodiscard]] std::uint64_t jobs(unsigned level) const noexcept { return levels_[level].jobs; }
    /// Takes every job, in the order in which they would have started, and forgets the tickets.
    [[nodiscard]] Chain<&Waiting::in_queue> take_all() noexcept;

  private:
    struct Level {
        Chain<&Waiting::in_queue> fifo;
        std::uint64_t jobs = 0;
        std::uint64_t tickets = 0;
    };
    Waiting& allocate();
    void link(Waiting& entry, Request& request) noexcept;
    void unlink_fifo(Waiting& entry) noexcept;

    std::array<Level, Levels> levels_;
    unsigned occupied_ = 0;  // bit k: level k has an entry
    std::vector<std::unique_ptr<Slab>> slabs_;
    Waiting* free_ = nullptr;  // given back, chained by in_queue.next
    // Entries never given out since the queue was last empty: those of slabs_[slab_] from unused_, and later
    // slabs.
    std::size_t slab_ = 0;
    std::size_t unused_ = 0;
    std::uint64_t live_ = 0;
};

}  // namespace sinter::schedule
