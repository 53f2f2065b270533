// SPDX-License-Identifier: Apache-2.0
// No files: the Landlock half of the cage.
#pragma once

#include "worker/walls.hpp"

namespace sinter {

/// After the plugins are loaded and before a thread is made: denies every right to every file that Landlock
/// knows, and, where the kernel's version offers it, TCP bind and connect, abstract unix sockets, and signals
/// to processes outside. Holds for the calling thread and its later threads and children; descriptors open
/// already stay usable. Signals between the processes and threads that come after it stay allowed. `in_force`
/// is tried, not believed: opening "/" must fail.
[[nodiscard]] WallState deny_files();

}  // namespace sinter
