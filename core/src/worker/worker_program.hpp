// SPDX-License-Identifier: Apache-2.0
// Where sinter-worker lies.
#pragma once

#include <string>

#include <sinter/status.hpp>

namespace sinter {

/// `chosen` if it is not empty; else $SINTER_WORKER; else beside the running program (its own folder,
/// ../libexec/sinter), else where this library was installed to. Errors: Absent, with the places that were looked at.
[[nodiscard]] Result<std::string> find_worker_program(const std::string& chosen);

}  // namespace sinter
