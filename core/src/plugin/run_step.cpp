// SPDX-License-Identifier: Apache-2.0
#include "plugin/run_step.hpp"

#include <cassert>

namespace sinter {

JobResult run_step(Step& step, const JobInput& input) {
    auto lease = step.lease();
    if (!lease) {
        JobResult refused;
        refused.status = std::move(lease).error();
        return refused;
    }
    switch (step.kind()) {
        case StepKind::Decoder: return run_decoder(lease->decoder(), lease->self(), input);
        case StepKind::Processor: return run_processor(lease->processor(), lease->self(), input);
        case StepKind::Validator: return run_validator(lease->validator(), lease->self(), input);
        case StepKind::Reload: break;
    }
    assert(false && "run_step: a reload handler has no job");
    return {};
}

}  // namespace sinter
