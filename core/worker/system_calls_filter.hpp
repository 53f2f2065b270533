// SPDX-License-Identifier: Apache-2.0
// CallFilter: a list of system calls as a seccomp program.
#pragma once

#include <linux/filter.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sinter {

/// One argument of a system call must hold, after `mask`, one of `values`.
struct CallCondition {
    std::uint32_t argument = 0;  ///< 0 to 5
    std::uint32_t mask = ~0U;
    std::vector<std::uint32_t> values;
    bool high = false;  ///< the upper 32 bits of the argument rather than the lower
};

/// Rules in order; the first one that names a call decides. Numbers that are not this processor's own
/// (another architecture's entry, x32) kill the process: the rules would read them wrongly. Written by hand
/// rather than with libseccomp: a worker applies it after each fork, and this takes microseconds. Threads: as
/// a vector.
class CallFilter {
  public:
    void allow(long number);
    /// Allowed when all of `conditions` hold, otherwise answered with `error_number`.
    void allow_if(long number, const std::vector<CallCondition>& conditions, int error_number);
    void answer(long number, int error_number);
    /// Calls of higher numbers than `number` answer ENOSYS, as a kernel does that has never heard of them.
    void unknown_above(long number);
    /// Every call that no rule names passes. For tests and for what stands around a worker.
    void allow_the_rest();

    /// How many calls pass, always or by their arguments.
    [[nodiscard]] std::size_t allowed() const noexcept { return allowed_; }

    /// Acts on all threads of this process, for good. Needs no_new_privs. Gives 0, or errno's value; ESRCH
    /// when another thread stands under a filter of its own.
    [[nodiscard]] int apply() const;

  private:
    void statement(std::uint16_t code, std::uint32_t value) { program_.push_back({code, 0, 0, value}); }

    std::vector<sock_filter> program_;
    std::size_t allowed_ = 0;
    bool rest_ = false;
};

}  // namespace sinter
