// SPDX-License-Identifier: Apache-2.0
// Deeds that take their time.
#include <atomic>
#include <cmath>
#include <csignal>
#include <limits>

#include <time.h>
#include <unistd.h>

#include "deed.hpp"

namespace sinter::misbehave {
namespace {

std::atomic<std::uint64_t> turned{0};  // what a loop does, so that no compiler removes it

[[noreturn]] void spin() {
    for (;;) turned.fetch_add(1, std::memory_order_relaxed);
}

sinter_code loop(const Scene&) {
    spin();
}

sinter_code creep(const Scene& scene) {
    while (scene.host().checkpoint(scene.self(), 0.5f) == SINTER_OK) {
    }
    return SINTER_CANCELLED;
}

/// About a millisecond of honest work. It does not look at the clock: that would make the system count.
sinter_code work(const Scene& scene) {
    volatile int done = 0;
    while (done < 2'000'000) done = done + 1;
    return act_honestly(scene);
}

/// Always a little further: a thousand million steps from 0 to 1.
sinter_code progress(const Scene& scene) {
    for (float now = 0;; now = std::nextafter(now, 1.0f))
        if (scene.host().checkpoint(scene.self(), now) != SINTER_OK) return SINTER_CANCELLED;
}

sinter_code ignore_cancel(const Scene& scene) {
    while (scene.host().checkpoint(scene.self(), 0.25f) == SINTER_OK) {
    }
    spin();
}

sinter_code odd_progress(const Scene& scene) {
    constexpr auto Infinite = std::numeric_limits<float>::infinity();
    for (const float value : {std::nanf(""), Infinite, -Infinite, -1.0f, 1e30f, 0.75f, 0.25f, -0.0f})
        if (scene.host().checkpoint(scene.self(), value) != SINTER_OK) return SINTER_CANCELLED;
    return act_honestly(scene);
}

sinter_code sleep_long(const Scene& scene) {
    const timespec hour{3600, 0};
    if (nanosleep(&hour, nullptr) != 0) return refused(scene, "nanosleep");
    return fail(scene, SINTER_INTERNAL, "slept for an hour");
}

sinter_code pause_for_ever(const Scene& scene) {
    pause();
    return refused(scene, "pause");
}

sinter_code hang_body(void*, std::uint64_t index) {
    if (index == 7) spin();
    return SINTER_OK;
}
sinter_code hang_in_body(const Scene& scene) {
    return scene.host().parallel_for(scene.self(), 64, hang_body, nullptr);
}

/// Nothing but SIGKILL and SIGSTOP reach it any more.
sinter_code block_signals(const Scene&) {
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, nullptr);
    spin();
}

/// A fault whose handler returns happens again, for ever.
sinter_code fault_for_ever(const Scene&) {
    struct sigaction action {};
    action.sa_handler = [](int) {};
    sigaction(SIGSEGV, &action, nullptr);
    volatile std::uintptr_t nowhere = 8;
    *reinterpret_cast<volatile int*>(nowhere) = 1;
    spin();
}

constexpr Deed Deeds[] = {
    {"endless_loop", Harm::Process, loop},           {"creep", Harm::None, creep},
    {"progress_forever", Harm::None, progress},      {"ignore_cancel", Harm::Process, ignore_cancel},
    {"odd_progress", Harm::None, odd_progress},      {"sleep", Harm::Process, sleep_long},
    {"pause", Harm::Process, pause_for_ever},        {"hang_in_body", Harm::Process, hang_in_body},
    {"block_signals", Harm::Process, block_signals}, {"fault_forever", Harm::Process, fault_for_ever},
    {"work", Harm::None, work},
};

}  // namespace

std::span<const Deed> time_deeds() {
    return Deeds;
}

}  // namespace sinter::misbehave
