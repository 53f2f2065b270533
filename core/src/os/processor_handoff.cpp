// SPDX-License-Identifier: Apache-2.0
#include "os/processor_handoff.hpp"

namespace sinter {

ProcessorHandoff::ProcessorHandoff(pid_t other, int& other_is_on) noexcept : other_(other), other_is_on_(other_is_on) {
    const int here = ::sched_getcpu();
    if (here < 0 || here >= CPU_SETSIZE || ::sched_getaffinity(0, sizeof own_, &own_) != 0) return;
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(here, &one);
    if (::sched_setaffinity(0, sizeof one, &one) != 0) return;
    kept_ = true;
    if (other_is_on_ != here && ::sched_setaffinity(other_, sizeof one, &one) == 0) other_is_on_ = here;
}

ProcessorHandoff::~ProcessorHandoff() {
    if (kept_) (void)::sched_setaffinity(0, sizeof own_, &own_);
}

void ProcessorHandoff::give_up() noexcept {
    if (!kept_) return;
    kept_ = false;
    (void)::sched_setaffinity(0, sizeof own_, &own_);
    if (::sched_setaffinity(other_, sizeof own_, &own_) == 0) other_is_on_ = -1;
}

}  // namespace sinter
