// SPDX-License-Identifier: Apache-2.0
// Team: the threads of a worker that share a loop, as far as the kernel grants them turns.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include <sinter/abi/host.h>

#include "worker/wire.hpp"

namespace sinter {

/// Helper k runs bodies while the kernel grants more than k turns beside the job's own.
/// Threads: `run` from one at a time. Lifetime: the process's; its threads are never joined.
class Team {
  public:
    /// Makes the threads. `on_thread` is called once on each.
    Team(unsigned helpers, wire::Control& control, void (*on_thread)());
    Team(const Team&) = delete;
    Team& operator=(const Team&) = delete;

    [[nodiscard]] unsigned helpers() const noexcept { return static_cast<unsigned>(threads_.size()); }

    /// As sinter_host_v0::parallel_for. `open` is called when helpers that are granted would find the loop.
    template <class Open>
    [[nodiscard]] sinter_code run(std::uint64_t count, sinter_parallel_body body, void* user, Open&& open) {
        Loop loop{count, body, user};
        publish(loop);
        open();
        return finish(loop);
    }

  private:
    struct Loop {
        std::uint64_t count;
        sinter_parallel_body body;
        void* user;
        std::atomic<std::uint64_t> next{0};
        std::atomic<bool> stopped{false};
        std::uint64_t failed_index = UINT64_MAX;  // under mutex_, as `code`
        sinter_code code = SINTER_OK;
    };

    void publish(Loop& loop);
    [[nodiscard]] sinter_code finish(Loop& loop);
    void help(unsigned index);
    template <class GoOn>
    void work(Loop& loop, GoOn&& go_on);

    wire::Control& control_;
    std::mutex mutex_;
    std::condition_variable left_;
    Loop* loop_ = nullptr;
    unsigned inside_ = 0;  // helpers that hold `loop_`
    std::vector<std::thread> threads_;
};

}  // namespace sinter
