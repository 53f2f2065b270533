// SPDX-License-Identifier: Apache-2.0
// resample: one level from a larger one, of any extents, by a separable filter.
#pragma once

#include <sinter/texture_job.hpp>

#include "axis.hpp"
#include "level.hpp"

namespace sinter::texels {

struct Resampling {
    const Codec& codec;
    Filter filter;
    Edge edge;
    std::uint64_t images;  ///< layers times faces
    float progress_from;   ///< of the job, 0 to 1, at the beginning …
    float progress_to;     ///< … and at the end
};

/// Fills `to` from `from`, in parallel over bands of rows whose borders depend on the extents alone. A cube's
/// faces are filtered each by itself. Errors: Cancelled, OutOfMemory.
Status resample(ProcessJob& job, const Resampling& how, const SourceLevel& from, const TargetLevel& to);

}  // namespace sinter::texels
