// SPDX-License-Identifier: Apache-2.0
// Deeds that make an honest product and leave the process changed for the job behind them.
#include <cfenv>
#include <clocale>
#include <csignal>

#include <xmmintrin.h>

#include "deed.hpp"

namespace sinter::misbehave {
namespace {

sinter_code round_upward(const Scene& scene) {
    const auto code = act_honestly(scene);
    std::fesetround(FE_UPWARD);
    return code;
}

sinter_code flush_denormals(const Scene& scene) {
    const auto code = act_honestly(scene);
    _mm_setcsr(_mm_getcsr() | 0x8040);  // FTZ, DAZ
    return code;
}

sinter_code lower_precision(const Scene& scene) {
    const auto code = act_honestly(scene);
    std::uint16_t control = 0;
    __asm__ volatile("fnstcw %0" : "=m"(control));
    control = static_cast<std::uint16_t>(control & ~0x300);  // x87: 24 bits of mantissa
    __asm__ volatile("fldcw %0" : : "m"(control));
    return code;
}

/// The next division by zero is a signal.
sinter_code arm_traps(const Scene& scene) {
    const auto code = act_honestly(scene);
    feenableexcept(FE_DIVBYZERO | FE_INVALID);
    return code;
}

/// On every thread that the worker has.
sinter_code leave_in_bodies(const Scene& scene) {
    const auto body = [](void*, std::uint64_t) -> sinter_code {
        std::fesetround(FE_UPWARD);
        _mm_setcsr(_mm_getcsr() | 0x8040);
        return SINTER_OK;
    };
    const auto code = act_honestly(scene);
    (void)scene.host().parallel_for(scene.self(), 10'000, body, nullptr);
    return code;
}

sinter_code change_locale(const Scene& scene) {
    const auto code = act_honestly(scene);
    std::setlocale(LC_ALL, "C.UTF-8");  // glibc has it without files
    return code;
}

sinter_code change_signals(const Scene& scene) {
    const auto code = act_honestly(scene);
    struct sigaction action {};
    action.sa_handler = SIG_IGN;
    for (int number = 1; number < 65; ++number) sigaction(number, &action, nullptr);
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, nullptr);
    return code;
}

constexpr Deed Deeds[] = {
    {"leave_rounding", Harm::Process, round_upward},
    {"leave_flushed_denormals", Harm::Process, flush_denormals},
    {"leave_low_precision", Harm::Process, lower_precision},
    {"leave_armed_traps", Harm::Process, arm_traps},
    {"leave_bodies", Harm::Process, leave_in_bodies},
    {"leave_locale", Harm::Process, change_locale},
    {"leave_signals", Harm::Process, change_signals},
};

}  // namespace

std::span<const Deed> state_deeds() {
    return Deeds;
}

}  // namespace sinter::misbehave
