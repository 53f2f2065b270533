// SPDX-License-Identifier: Apache-2.0
// serve_jobs: the life of a worker, from its lock-in to the end of its connection.
#pragma once

#include "plugin_host.hpp"
#include "wire_world.hpp"

namespace sinter {

/// Answers jobs until the kernel hangs up, which ends the process.
[[noreturn]] void serve_jobs(PluginHost& plugin, WireWorld& world);

/// The number of the job that runs now, 0 between jobs. Async-signal-safe.
[[nodiscard]] std::uint64_t running_job() noexcept;

}  // namespace sinter
