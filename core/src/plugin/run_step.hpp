// SPDX-License-Identifier: Apache-2.0
// run_step: one job of a decoder, processor or validator on the calling thread, inside this process.
#pragma once

#include "plugin/job.hpp"
#include "plugin/step.hpp"

namespace sinter {

/// Takes an instance of `step` for the time of the job. The result's status also says why there is none.
[[nodiscard]] JobResult run_step(Step& step, const JobInput& input);

}  // namespace sinter
