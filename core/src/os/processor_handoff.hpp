// SPDX-License-Identifier: Apache-2.0
// ProcessorHandoff: a thread that goes to sleep lends its processor to the process it waits for.
#pragma once

#include <sched.h>
#include <sys/types.h>

namespace sinter {

/// Linux wakes a sleeper on an idle processor rather than on the one that is about to be free. Bringing that out of its
/// sleep costs more than a short job: on a virtual machine 50 us and more, on each way. So both stay on one processor
/// until the answer is there, or until it is clear that it takes longer.
/// Threads: the one that made it. What it cannot do it leaves out.
class ProcessorHandoff {
  public:
    /// Keeps the calling thread, and the first thread of `other`, on the calling thread's processor. `other_is_on`:
    /// where an earlier handoff left `other`, -1 for nowhere; updated.
    ProcessorHandoff(pid_t other, int& other_is_on) noexcept;
    ProcessorHandoff(const ProcessorHandoff&) = delete;
    ProcessorHandoff& operator=(const ProcessorHandoff&) = delete;
    /// Gives the calling thread its processors back. `other`, asleep, stays where it is.
    ~ProcessorHandoff();
    /// It takes longer: both get their processors back.
    void give_up() noexcept;

  private:
    const pid_t other_;
    int& other_is_on_;
    bool kept_ = false;
    cpu_set_t own_;
};

}  // namespace sinter
