// SPDX-License-Identifier: Apache-2.0
// The fork server: a process with a plugin loaded that makes workers of itself in about a millisecond each.
#pragma once

#include <vector>

#include "plugin_host.hpp"
#include "worker/walls.hpp"

namespace sinter {

/// Says that it is ready, then forks workers and tells how they ended, until the kernel hangs up. Descriptor
/// wire::WireFile is the connection. `walls`: what stands already. Returns an exit status; in a worker it does not
/// return.
[[nodiscard]] int serve_forks(PluginHost& plugin, std::vector<WallState> walls);

/// Says why there will be no worker.
void refuse(const std::string& text);

}  // namespace sinter
