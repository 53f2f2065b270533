// SPDX-License-Identifier: Apache-2.0
#include "schedule/express.hpp"

#include <cassert>
#include <utility>

namespace sinter::schedule {

Express::Express(unsigned turn, TraceHook* trace)
    : turn_(turn),
      trace_(trace),
      nameless_{make_request("express", LoadPriority::Critical), make_request("express", LoadPriority::High)},
      thread_([this] { run(); }) {}

void Express::post(LoadPriority priority, const RequestPtr& request, Job&& job) {
    assert((priority == LoadPriority::Critical || priority == LoadPriority::High) &&
           "scheduler: the express thread serves Critical and High only");
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) {
            ++dropped_;
            return;
        }
        queues_[priority == LoadPriority::Critical ? 0 : 1].push_back({request, std::move(job)});
    }
    changed_.notify_one();
}

void Express::stop() {
    std::array<std::deque<Entry>, 2> entries;
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        stopped_at_ = Clock::now();
        attention_.store(AttentionStop, std::memory_order_relaxed);
        entries.swap(queues_);
        dropped_ += entries[0].size() + entries[1].size();
    }
    changed_.notify_one();
}

void Express::run() noexcept {
    Runner runner(nullptr, attention_, trace_);
    runner.turn = turn_;
    current_runner() = &runner;
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] { return stopping_ || !empty(); });
        if (empty()) break;
        const std::size_t level = queues_[0].empty() ? 1 : 0;
        Entry entry = std::move(queues_[level].front());
        queues_[level].pop_front();
        lock.unlock();
        runner.anonymous = !entry.request;
        runner.request = runner.anonymous ? nameless_[level].get() : entry.request.get();
        runner.begin_slice();
        run_and_release(entry.job, *runner.request);
        runner.end_slice();
        lock.lock();
        ++executed_;
        if (stopping_) {
            stop_time_ = Clock::now() - stopped_at_;
            stop_name_ = runner.request->name();
        }
    }
}

std::uint64_t Express::queued() const {
    const std::lock_guard lock(mutex_);
    return queues_[0].size() + queues_[1].size();
}

std::uint64_t Express::executed() const {
    const std::lock_guard lock(mutex_);
    return executed_;
}

std::uint64_t Express::dropped() const {
    const std::lock_guard lock(mutex_);
    return dropped_;
}

Clock::duration Express::stop_time() const {
    const std::lock_guard lock(mutex_);
    return stop_time_;
}

std::string Express::stop_name() const {
    const std::lock_guard lock(mutex_);
    return stop_name_;
}

}  // namespace sinter::schedule
