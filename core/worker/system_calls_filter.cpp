// SPDX-License-Identifier: Apache-2.0
#include "system_calls_filter.hpp"

#include <linux/audit.h>
#include <linux/seccomp.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <initializer_list>
#include <iterator>

namespace sinter {
namespace {

// The program works on struct seccomp_data, Documentation/userspace-api/seccomp_filter.rst.
#if defined(__x86_64__)
constexpr std::uint32_t OwnArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t OwnArchitecture = AUDIT_ARCH_AARCH64;
#else
#error "the list of system calls is written for x86_64 and aarch64"
#endif
constexpr std::uint32_t X32Bit = 0x4000'0000;

constexpr std::uint16_t Load = BPF_LD | BPF_W | BPF_ABS;
constexpr std::uint16_t And = BPF_ALU | BPF_AND | BPF_K;
constexpr std::uint16_t IfEqual = BPF_JMP | BPF_JEQ | BPF_K;
constexpr std::uint16_t IfGreater = BPF_JMP | BPF_JGT | BPF_K;
constexpr std::uint16_t Return = BPF_RET | BPF_K;

std::uint32_t answer_of(int error_number) {
    return SECCOMP_RET_ERRNO | (static_cast<std::uint32_t>(error_number) & SECCOMP_RET_DATA);
}

}  // namespace

void CallFilter::allow(long number) {
    program_.push_back({IfEqual, 0, 1, static_cast<std::uint32_t>(number)});
    statement(Return, SECCOMP_RET_ALLOW);
    ++allowed_;
}

void CallFilter::answer(long number, int error_number) {
    program_.push_back({IfEqual, 0, 1, static_cast<std::uint32_t>(number)});
    statement(Return, answer_of(error_number));
}

void CallFilter::allow_if(long number, const std::vector<CallCondition>& conditions, int error_number) {
    std::vector<sock_filter> body;
    for (const auto& condition : conditions) {
        // Both processors are little endian: the lower half comes first.
        const auto offset = 16 + 8 * condition.argument + (condition.high ? 4U : 0U);
        body.push_back({Load, 0, 0, offset});
        if (condition.mask != ~0U) body.push_back({And, 0, 0, condition.mask});
        // Each hit jumps over the remaining values and the refusal behind them.
        auto left = condition.values.size();
        for (const auto value : condition.values)
            body.push_back({IfEqual, static_cast<std::uint8_t>(left--), 0, value});
        body.push_back({Return, 0, 0, answer_of(error_number)});
    }
    body.push_back({Return, 0, 0, SECCOMP_RET_ALLOW});
    program_.push_back(
        {IfEqual, 0, static_cast<std::uint8_t>(body.size()), static_cast<std::uint32_t>(number)});
    program_.insert(program_.end(), body.begin(), body.end());
    ++allowed_;
}

void CallFilter::unknown_above(long number) {
    program_.push_back({IfGreater, 0, 1, static_cast<std::uint32_t>(number)});
    statement(Return, answer_of(ENOSYS));
}

void CallFilter::allow_the_rest() {
    rest_ = true;
}

int CallFilter::apply() const {
    const std::initializer_list<sock_filter> before = {
        {Load, 0, 0, 4},  // the architecture
        {IfEqual, 1, 0, OwnArchitecture},
        {Return, 0, 0, SECCOMP_RET_KILL_PROCESS},
        {Load, 0, 0, 0},  // the number
        {BPF_JMP | BPF_JSET | BPF_K, 0, 1, X32Bit},
        {Return, 0, 0, SECCOMP_RET_KILL_PROCESS},
    };
    std::vector<sock_filter> whole{before};
    whole.insert(whole.end(), program_.begin(), program_.end());
    whole.push_back({Return, 0, 0, rest_ ? SECCOMP_RET_ALLOW : answer_of(EPERM)});
    if (whole.size() > BPF_MAXINSNS) return E2BIG;
    const sock_fprog program{static_cast<unsigned short>(whole.size()), whole.data()};
    // SPEC_ALLOW: kernels before 5.16 would otherwise slow down every load after a store, to protect secrets
    // of the same process; a worker has none.
    const auto result = ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
                                  SECCOMP_FILTER_FLAG_TSYNC | SECCOMP_FILTER_FLAG_SPEC_ALLOW, &program);
    if (result < 0) return errno;
    return result == 0 ? 0 : ESRCH;
}

}  // namespace sinter
