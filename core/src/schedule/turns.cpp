// SPDX-License-Identifier: Apache-2.0
#include "schedule/turns.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <utility>

#include <boost/asio/post.hpp>

#include "os/buffer_pool.hpp"

namespace sinter::schedule {

namespace {

// In pauses of some ns: together longer than the lock is usually held, and shorter than a thread takes to
// sleep and wake.
constexpr int LockSpins = 64;
constexpr int LingerSpins = 128;

void spin_once() noexcept {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("yield");
#endif
}

unsigned level_of(const Runner& runner) noexcept {
    return static_cast<unsigned>(runner.request->priority());
}

}  // namespace

Turns::Turns(unsigned count, TraceHook* trace)
    : count_(count),
      threads_(count * Levels),
      trace_(trace),
      free_turns_(count == Most ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1),
      pool_(threads_) {
    assert(count >= 1 && count <= Most && "scheduler: number of turns out of range");
}

Turns::Lock Turns::hold() const {
    for (int k = 0; k < LockSpins; ++k) {
        if (mutex_.try_lock()) return Lock(mutex_, std::adopt_lock);
        spin_once();
    }
    return Lock(mutex_);
}

// A drainer that found nothing looks on for a moment: in a stream of short jobs the next one is near, and a
// sleeping thread would have to be woken for it. It keeps its turn meanwhile, so it looks at the queue again
// afterwards.
void Turns::linger(Lock& lock) {
    ++lingering_;
    lock.unlock();
    for (int k = 0; k < LingerSpins && attention_.load(std::memory_order_relaxed) == AttentionNone; ++k) {
        spin_once();
    }
    lock = hold();
    --lingering_;
}

void Turns::post(const RequestPtr& request, Job&& job) {
    assert(request && "scheduler: a job without a request");
    assert(request->priority() != LoadPriority::OnDemand &&
           "scheduler: OnDemand is a promise, it is never queued");
    unsigned turn = NoTurn;
    {
        const Lock lock = hold();
        if (!stopping_) {
            queue_.push(request, std::move(job));
            refresh_attention();
            turn = another_turn();
        } else {
            ++dropped_;
        }
    }
    // A job that is dropped goes with the caller's value, outside the lock: it may own anything.
    if (turn != NoTurn) start(turn);
}

void Turns::raise(Request& request, LoadPriority priority) {
    const Lock lock = hold();
    if (priority >= request.priority()) return;
    request.priority_.store(priority, std::memory_order_relaxed);
    if (!request.cancelled()) {
        request.pace_.store(static_cast<std::uint8_t>(priority), std::memory_order_relaxed);
    }
    queue_.move(request);
    refresh_attention();
}

void Turns::cancel(Request& request) {
    const Lock lock = hold();
    request.pace_.store(Request::Cancelled, std::memory_order_relaxed);
}

bool Turns::checkpoint(Runner& runner) {
    Lock lock = hold();
    if (runner.must_stop()) return false;
    const unsigned level = level_of(runner);
    Runner* const resumable = most_urgent_suspended();
    // Drainers on their way will take as many jobs without this turn.
    const bool to_queue = spare_thread() && queue_.more_urgent_than(level) > arriving_;
    const bool to_suspended = resumable && level_of(*resumable) < level;
    if (!to_queue && !to_suspended) return true;

    const unsigned turn = std::exchange(runner.turn, NoTurn);
    const bool hand_over = to_suspended && (!to_queue || level_of(*resumable) <= queue_.most_urgent());
    if (hand_over) {
        grant(*resumable, turn);
    } else {
        ++busy_;
        ++arriving_;
    }
    ++lent_;
    --running_;
    suspend(runner);
    const auto lent_at = trace_ ? Clock::now() : Clock::time_point{};
    lock.unlock();
    runner.tell(turn, lent_at);
    if (!hand_over) start(turn);
    lock = hold();
    await_turn(runner, lock);
    return !runner.must_stop();
}

Code Turns::run(Loop& loop, Runner& caller) {
    unsigned turn = NoTurn;
    {
        const Lock lock = hold();
        if (!stopping_) {
            queue_.push_ticket(loop.ticket, *caller.request);
            refresh_attention();
            turn = another_turn();
        }
    }
    if (turn != NoTurn) start(turn);
    caller.in_body = true;
    loop.work([&loop] {
        if (sinter::checkpoint()) return true;
        loop.stop();
        return false;
    });
    caller.in_body = false;

    Lock lock = hold();
    if (loop.ticket.queued) {
        queue_.take(loop.ticket);
        refresh_attention();
    }
    if (loop.helpers != 0) {
        // Holding the turn while waiting could leave none for the helpers, whose turns may be lent.
        loop.caller = &caller;
        --running_;
        const unsigned left = std::exchange(caller.turn, NoTurn);
        const unsigned to_start = pass_on(left);
        const auto left_at = trace_ ? Clock::now() : Clock::time_point{};
        lock.unlock();
        caller.tell(left, left_at);
        if (to_start != NoTurn) start(to_start);
        lock = hold();
        await_turn(caller, lock);
    }
    return loop.result();
}

Turns::Figures Turns::figures() const {
    const Lock lock = hold();
    Figures out;
    for (unsigned level = 0; level < Levels; ++level) out.queued[level] = queue_.jobs(level);
    out.running = running_;
    for (const auto* runner = suspended_; runner; runner = runner->next) ++out.suspended;
    out.executed = executed_;
    out.lent = lent_;
    return out;
}

void Turns::stop() {
    Chain<&Waiting::in_queue> jobs;
    {
        const Lock lock = hold();
        stopping_ = true;
        stop_time_ = Clock::now();
        attention_.store(AttentionStop, std::memory_order_relaxed);
        for (unsigned level = 0; level < Levels; ++level) dropped_ += queue_.jobs(level);
        jobs = queue_.take_all();
    }
    for (auto* entry = jobs.front(); entry;) {
        auto* const next = jobs.after(*entry);
        entry->job.reset();
        JobQueue::Spent spent;
        {
            const Lock lock = hold();
            queue_.recycle(*entry, spent);
        }
        entry = next;
    }
}

Turns::Slowest Turns::join() {
    {
        Lock lock(mutex_);
        idle_.wait(lock, [this] { return busy_ == 0; });
    }
    pool_.join();
    const Lock lock = hold();
    return slowest_;
}

std::uint64_t Turns::dropped() const {
    const Lock lock = hold();
    return dropped_;
}

void Turns::start(unsigned turn) {
    boost::asio::post(pool_, [this, turn] { drain(turn); });
}

void Turns::drain(unsigned turn) noexcept {
    const BufferPool::Work work;
    Runner runner(this, attention_, trace_);
    current_runner() = &runner;
    JobQueue::Spent spent;
    Lock lock = hold();
    --arriving_;
    bool lingered = false;
    for (;;) {
        Runner* const resumable = most_urgent_suspended();
        Waiting* const waiting = queue_.front();
        if (resumable && (!waiting || level_of(*resumable) <= waiting->level)) {
            grant(*resumable, turn);
        } else if (waiting) {
            runner.turn = turn;
            if (waiting->ticket) {
                help(runner, static_cast<Ticket&>(*waiting), lock);
            } else {
                run_job(runner, *waiting, lock, spent);
            }
            turn = runner.turn;
            lingered = false;
            continue;
        } else if (!lingered) {
            linger(lock);
            lingered = true;
            continue;
        } else {
            free_turns_ |= std::uint64_t{1} << turn;
        }
        // Jobs can wait beside free turns when no thread was left to start one: this one is.
        if (free_turns_ == 0 || !queue_.front()) break;
        turn = static_cast<unsigned>(std::countr_zero(free_turns_));
        free_turns_ &= free_turns_ - 1;
    }
    --busy_;
    if (busy_ == 0) idle_.notify_all();
    current_runner() = nullptr;
    lock.unlock();
}

void Turns::run_job(Runner& runner, Waiting& waiting, Lock& lock, JobQueue::Spent& spent) {
    queue_.take(waiting);
    refresh_attention();
    ++running_;
    runner.request = waiting.request;
    const unsigned another = another_turn();
    lock.unlock();
    spent.release();
    if (another != NoTurn) start(another);
    runner.begin_slice();
    run_and_release(waiting.job, *waiting.request);
    runner.end_slice();
    lock = hold();
    --running_;
    ++executed_;
    if (stopping_) note_stopped(runner);
    queue_.recycle(waiting, spent);
}

void Turns::help(Runner& runner, Ticket& ticket, Lock& lock) {
    Loop& loop = ticket.loop;
    if (loop.exhausted()) {
        queue_.take(ticket);
        refresh_attention();
        return;
    }
    ++loop.helpers;
    ++running_;
    runner.request = ticket.request;
    runner.in_body = true;
    const unsigned another = another_turn();
    lock.unlock();
    if (another != NoTurn) start(another);
    runner.begin_slice();
    loop.work([&runner, &loop] {
        if (runner.undisturbed()) return true;
        // Between bodies nothing is on this stack: leaving is cheaper than lending.
        if (runner.must_stop()) loop.stop();
        return false;
    });
    runner.end_slice();
    lock = hold();
    runner.in_body = false;
    --running_;
    if (stopping_) note_stopped(runner);
    if (--loop.helpers == 0 && loop.caller) suspend(*loop.caller);
}

// A free turn for what waits, to be started, or NoTurn. One thread at a time is woken, and wakes the next
// when it has found work and left some: in a stream of short jobs, waking one for each would cost more than
// the jobs. Who lingers counts as awake.
unsigned Turns::another_turn() noexcept {
    const bool somebody_looks = arriving_ != 0 || lingering_ != 0;
    if (free_turns_ == 0 || somebody_looks || !spare_thread() || !queue_.front()) return NoTurn;
    return take_free_turn();
}

unsigned Turns::take_free_turn() noexcept {
    const auto turn = static_cast<unsigned>(std::countr_zero(free_turns_));
    free_turns_ &= free_turns_ - 1;
    ++busy_;
    ++arriving_;
    return turn;
}

// Gives a turn to whoever should have it. Returns it when a drainer has to be started with it, else NoTurn.
unsigned Turns::pass_on(unsigned turn) noexcept {
    Runner* const resumable = most_urgent_suspended();
    const unsigned waiting = queue_.most_urgent();
    if (resumable && (level_of(*resumable) <= waiting || !spare_thread())) {
        grant(*resumable, turn);
        return NoTurn;
    }
    free_turns_ |= std::uint64_t{1} << turn;
    return waiting != Levels && spare_thread() ? take_free_turn() : NoTurn;
}

Runner* Turns::most_urgent_suspended() const noexcept {
    Runner* best = suspended_;
    for (auto* runner = suspended_; runner; runner = runner->next) {
        if (level_of(*runner) < level_of(*best)) best = runner;
    }
    return best;
}

void Turns::suspend(Runner& runner) noexcept {
    Runner** end = &suspended_;
    while (*end) end = &(*end)->next;
    *end = &runner;
    runner.next = nullptr;
    refresh_attention();
}

void Turns::grant(Runner& runner, unsigned turn) noexcept {
    Runner** place = &suspended_;
    while (*place != &runner) place = &(*place)->next;
    *place = runner.next;
    refresh_attention();
    ++running_;
    runner.turn = turn;
    runner.granted = true;
    runner.wake.notify_one();
}

void Turns::await_turn(Runner& runner, Lock& lock) {
    runner.wake.wait(lock, [&runner] { return runner.granted; });
    runner.granted = false;
    if (stopping_) runner.resumed = Clock::now();
    runner.begin_slice();
}

void Turns::refresh_attention() noexcept {
    if (stopping_) return;
    unsigned level = queue_.most_urgent();
    if (const auto* const runner = most_urgent_suspended()) level = std::min(level, level_of(*runner));
    const auto signal = static_cast<std::uint8_t>(level + 1);
    // Every runner reads it at every checkpoint: write only what changed.
    if (attention_.load(std::memory_order_relaxed) != signal)
        attention_.store(signal, std::memory_order_relaxed);
}

void Turns::note_stopped(const Runner& runner) {
    const auto time = Clock::now() - std::max(stop_time_, runner.resumed);
    if (time <= slowest_.time) return;
    slowest_.time = time;
    slowest_.name = runner.request->name();
}

}  // namespace sinter::schedule
