// SPDX-License-Identifier: Apache-2.0
// No system calls but a few: the seccomp half of the cage.
#pragma once

#include "worker/walls.hpp"

namespace sinter {

/// The last wall, after the threads are made: all threads of this process may only compute, allocate, wait,
/// tell the time, talk over the descriptors they have, and end. The others answer: EACCES what opens or looks
/// at files, ENOTTY every ioctl, ESPIPE a seek, ENOSYS clone3 and calls newer than the list, EPERM the rest.
/// Nothing is killed but a call through another architecture's entry. Memory never becomes executable.
/// Signals reach this process only. Also sets the limit of processes to 0, which stands without seccomp for
/// users other than root. `in_force` is tried, not believed: a socket must be refused.
[[nodiscard]] WallState deny_calls();

/// For the process that forks the workers, after deny_files: what deny_calls allows, and what making a worker
/// takes (fork without namespaces, threads, waiting for children, signals, limits, descriptors moved and
/// closed, seccomp). Filters add up, so a worker's list can only be shorter; where this one is refused,
/// deny_calls will say so.
WallState deny_calls_of_fork_server();

}  // namespace sinter
