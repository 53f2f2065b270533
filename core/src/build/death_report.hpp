// SPDX-License-Identifier: Apache-2.0
// DeathReport: the file that tells a developer how a job took its worker with it, and how to see it again.
#pragma once

#include <string>

#include "build/project.hpp"
#include "worker/worker_death.hpp"

namespace sinter {

/// Writes <output>/deaths/<asset id>-<input>.txt, over an earlier report of the same asset and input. Returns its
/// path. Errors: Io. `input_hash`: of what the step worked on, in hexadecimal. `deaths`: with this one.
[[nodiscard]] Result<std::string> write_death_report(const Project& project, const Step& step, const JobInput& input,
                                                     const std::string& input_hash, const WorkerDeath& death,
                                                     unsigned deaths);

}  // namespace sinter
