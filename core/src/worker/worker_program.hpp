// SPDX-License-Identifier: Apache-2.0
// Where sinter-worker lies.
#pragma once

#include <string>
#include <vector>

#include <sinter/status.hpp>

namespace sinter {

/// `chosen` if it is not empty; else $SINTER_WORKER; else beside the running program (its own folder,
/// ../lib/sinter), beside a folder of plugins (where an installation has both), or where this library was installed
/// to. Errors: Absent, with the places that were looked at.
[[nodiscard]] Result<std::string> find_worker_program(const std::string& chosen,
                                                      const std::vector<std::string>& plugin_folders);

}  // namespace sinter
