// SPDX-License-Identifier: Apache-2.0
// Gates: how the tests decide what happens before what, instead of sleeping.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string>
#include <vector>

namespace sinter::test {

/// Counts up; `wait_for(n)` returns once it has reached n, and ends the program when that takes minutes.
class Count {
  public:
    void add() {
        const std::lock_guard lock(mutex_);
        ++value_;
        // With the lock held: who waits may destroy this as soon as it sees the value.
        changed_.notify_all();
    }
    void wait_for(unsigned value) {
        std::unique_lock lock(mutex_);
        if (changed_.wait_for(lock, std::chrono::minutes(2), [&] { return value_ >= value; })) return;
        std::fprintf(stderr, "gate: waited in vain for %u, there are %u\n", value, value_);
        std::abort();
    }
    [[nodiscard]] unsigned value() const {
        const std::lock_guard lock(mutex_);
        return value_;
    }

  private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    unsigned value_ = 0;
};

/// Closed until `open`.
class Gate {
  public:
    void open() { count_.add(); }
    void wait() { count_.wait_for(1); }
    [[nodiscard]] bool is_open() const { return count_.value() != 0; }

  private:
    Count count_;
};

/// What happened, in order.
class Diary {
  public:
    void write(std::string line) {
        const std::lock_guard lock(mutex_);
        lines_.push_back(std::move(line));
    }
    [[nodiscard]] std::string text() const {
        const std::lock_guard lock(mutex_);
        std::string out;
        for (const auto& line : lines_) out += (out.empty() ? "" : " ") + line;
        return out;
    }

  private:
    mutable std::mutex mutex_;
    std::vector<std::string> lines_;
};

/// How many hold a turn at once, and the most that ever did.
class Crowd {
  public:
    void enter() {
        const int now = ++inside_;
        int most = most_.load();
        while (now > most && !most_.compare_exchange_weak(most, now)) {
        }
    }
    void leave() { --inside_; }
    [[nodiscard]] int most() const { return most_.load(); }

  private:
    std::atomic<int> inside_{0};
    std::atomic<int> most_{0};
};

}  // namespace sinter::test
