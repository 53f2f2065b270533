// SPDX-License-Identifier: Apache-2.0
// Deeds that end the process, or try to.
#include <cfenv>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <stdexcept>

#include <unistd.h>

#include "deed.hpp"

// A sanitizer would catch these before the processor does.
#define MISBEHAVE_RAW __attribute__((noinline, no_sanitize("address", "undefined", "thread")))

namespace sinter::misbehave {
namespace {

volatile bool forever = true;

MISBEHAVE_RAW sinter_code write_nowhere(const Scene&) {
    volatile std::uintptr_t nowhere = 8;
    *reinterpret_cast<volatile int*>(nowhere) = 1;
    return SINTER_OK;
}

MISBEHAVE_RAW sinter_code jump_nowhere(const Scene&) {
    volatile std::uintptr_t nowhere = 16;
    return reinterpret_cast<sinter_code (*)()>(nowhere)();
}

MISBEHAVE_RAW std::uint64_t descend(std::uint64_t depth) {
    volatile char frame[4096];
    frame[depth % sizeof frame] = static_cast<char>(depth);
    if (!forever) return depth;
    return descend(depth + 1) + static_cast<std::uint64_t>(frame[0]);
}
sinter_code overflow_stack(const Scene&) {
    return static_cast<sinter_code>(descend(0) & 1);
}

sinter_code abort_itself(const Scene&) {
    std::abort();
}

MISBEHAVE_RAW sinter_code illegal_instruction(const Scene&) {
    __builtin_trap();
}

MISBEHAVE_RAW sinter_code divide_by_zero(const Scene&) {
    volatile int seven = 7, zero = 0;
    return seven / zero;
}

MISBEHAVE_RAW sinter_code trap_floats(const Scene&) {
    feenableexcept(FE_DIVBYZERO | FE_INVALID | FE_OVERFLOW);
    volatile double zero = 0;
    volatile double result = 1.0 / zero;
    return result > 0 ? SINTER_OK : SINTER_INTERNAL;
}

sinter_code raise_signal(const Scene& scene) {
    std::raise(static_cast<int>(number_of(scene.argument)));
    return fail(scene, SINTER_DENIED, "outlived its signal");
}

sinter_code leave(const Scene& scene) {
    std::exit(static_cast<int>(number_of(scene.argument)));
}
sinter_code leave_at_once(const Scene& scene) {
    _exit(static_cast<int>(number_of(scene.argument)));
}
sinter_code terminate(const Scene&) {
    std::terminate();
}
sinter_code throw_standard(const Scene&) {
    throw std::runtime_error{"thrown by a test"};
}
sinter_code throw_integer(const Scene&) {
    throw 4711;
}

/// Straight through a frame that must not throw, as a library's own thread would.
sinter_code throw_through_noexcept(const Scene& scene) {
    const auto body = [](const Scene& s) noexcept { return throw_integer(s); };
    return body(scene);
}

MISBEHAVE_RAW sinter_code free_twice(const Scene&) {
    // Large, so that the allocator looks at the block.
    void* volatile block = std::malloc(4096);
    std::free(block);
    std::free(block);
    return SINTER_OK;
}

sinter_code crash_body(void*, std::uint64_t index) {
    if (index == 7) std::abort();
    return SINTER_OK;
}
sinter_code die_in_body(const Scene& scene) {
    return scene.host().parallel_for(scene.self(), 64, crash_body, nullptr);
}

constexpr Deed Deeds[] = {
    {"segfault", Harm::Process, write_nowhere},
    {"jump_nowhere", Harm::Process, jump_nowhere},
    {"stack_overflow", Harm::Process, overflow_stack},
    {"abort", Harm::Process, abort_itself},
    {"illegal_instruction", Harm::Process, illegal_instruction},
    {"divide_by_zero", Harm::Process, divide_by_zero},
    {"float_trap", Harm::Process, trap_floats},
    {"raise", Harm::Process, raise_signal},          // number
    {"exit", Harm::Process, leave},                  // status
    {"exit_at_once", Harm::Process, leave_at_once},  // status
    {"terminate", Harm::Process, terminate},
    {"throw_std", Harm::None, throw_standard},
    {"throw_int", Harm::None, throw_integer},
    {"throw_through_noexcept", Harm::Process, throw_through_noexcept},
    {"free_twice", Harm::Process, free_twice},
    {"die_in_body", Harm::Process, die_in_body},
};

}  // namespace

std::span<const Deed> death_deeds() {
    return Deeds;
}

}  // namespace sinter::misbehave
