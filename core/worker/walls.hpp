// SPDX-License-Identifier: Apache-2.0
// What a worker gives up about itself: privileges, descriptors, environment, limits.
//
// The order of the walls in a program that loads plugins, forks workers and makes their threads:
//   enclose()  load plugins  drop_capabilities()  deny_files()  deny_calls_of_fork_server()
//   fork: die_with_parent()  close_all_but()  make threads  deny_calls()
// Each wall that the system does not offer is reported and left out; the others stand without it.
#pragma once

#include <sys/types.h>

#include <span>
#include <vector>

#include "worker/walls.hpp"

namespace sinter {

/// The first thing in main, before plugin code and before a second thread. No new privileges; not dumpable
/// (so not to be traced by its equals); dies with `parent`; all descriptors closed but `keep`; the
/// environment cleared, and the strings that the program was started with overwritten; limits: no core file,
/// 64 descriptors, no file grows, 24 hours of processor. Also: a session of its own without a terminal, the
/// folder "/", umask 077, no signal blocked; INT, TERM, HUP, QUIT, PIPE and XFSZ ignored, because the kernel
/// decides when its worker ends. Gives NoNewPrivileges to Limits, in order. Ends the process with status 1
/// when `parent` has ended already: see die_with_parent.
[[nodiscard]] std::vector<WallState> enclose(pid_t parent, std::span<const int> keep);

/// SIGKILL for this process when its parent ends; fork clears it, so each child calls this again. Precisely
/// when the *thread* of the parent ends that started this process. False when `parent`, the caller's parent
/// as it knows it, has ended already: nothing will end the caller then but itself.
[[nodiscard]] bool die_with_parent(pid_t parent);

/// Closes every descriptor but `keep`. Those of 0, 1, 2 that are not kept become /dev/null where that can be
/// opened, so that no later descriptor takes their number.
[[nodiscard]] WallState close_all_but(std::span<const int> keep);

/// Gives up every capability (root has all). After the plugins are loaded: without them root may not read the
/// folder of another user. Acts on the calling thread and its later children.
[[nodiscard]] WallState drop_capabilities();

}  // namespace sinter
