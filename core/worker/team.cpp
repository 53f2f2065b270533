// SPDX-License-Identifier: Apache-2.0
#include "team.hpp"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace sinter {
namespace {

/// Sleeps while `word` is `seen`. The word is shared between processes.
void wait_while(std::atomic<std::uint32_t>& word, std::uint32_t seen) noexcept {
    ::syscall(SYS_futex, reinterpret_cast<std::uint32_t*>(&word), FUTEX_WAIT, seen, nullptr, nullptr, 0);
}

}  // namespace

Team::Team(unsigned helpers, wire::Control& control, void (*on_thread)()) : control_(control) {
    threads_.reserve(helpers);
    for (unsigned index = 0; index < helpers; ++index) {
        try {
            threads_.emplace_back([this, index, on_thread] {
                on_thread();
                help(index);
            });
        } catch (const std::system_error&) {
            break;  // with fewer threads it is slower, and no worse
        }
    }
}

template <class GoOn>
void Team::work(Loop& loop, GoOn&& go_on) {
    while (!loop.stopped.load(std::memory_order_relaxed) && go_on()) {
        const auto index = loop.next.fetch_add(1, std::memory_order_relaxed);
        if (index >= loop.count) {
            loop.stopped.store(true, std::memory_order_relaxed);
            return;
        }
        if (const auto code = loop.body(loop.user, index); code != SINTER_OK) {
            const std::lock_guard lock{mutex_};
            if (index < loop.failed_index) {
                loop.failed_index = index;
                loop.code = code;
            }
            loop.stopped.store(true, std::memory_order_relaxed);
        }
    }
}

void Team::publish(Loop& loop) {
    const std::lock_guard lock{mutex_};
    loop_ = &loop;
}

sinter_code Team::finish(Loop& loop) {
    bool cancelled = false;
    work(loop, [&] {
        cancelled = control_.cancel.load(std::memory_order_relaxed) != 0;
        return !cancelled;
    });
    loop.stopped.store(true, std::memory_order_relaxed);
    std::unique_lock lock{mutex_};
    loop_ = nullptr;
    left_.wait(lock, [&] { return inside_ == 0; });
    if (loop.code != SINTER_OK) return loop.code;
    return cancelled ? SINTER_CANCELLED : SINTER_OK;
}

void Team::help(unsigned index) {
    for (;;) {
        const auto granted = control_.granted.load(std::memory_order_acquire);
        if (granted <= index) {
            wait_while(control_.granted, granted);
            continue;
        }
        Loop* loop = nullptr;
        {
            const std::lock_guard lock{mutex_};
            if (loop_ && !loop_->stopped.load(std::memory_order_relaxed)) {
                loop = loop_;
                ++inside_;
            }
        }
        if (!loop) {
            // The kernel takes the grant back as soon as it hears of the loop's end.
            wait_while(control_.granted, granted);
            continue;
        }
        work(*loop, [&] { return control_.granted.load(std::memory_order_relaxed) > index; });
        const std::lock_guard lock{mutex_};
        if (--inside_ == 0) left_.notify_one();
    }
}

}  // namespace sinter
