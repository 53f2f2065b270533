// SPDX-License-Identifier: Apache-2.0
// What the samples of a sound are like: clipping, silence at its ends, offset, the seam of its loop.
#pragma once

#include <sinter/audio_job.hpp>

namespace sinter {

/// Of a sound that is not coded. Errors: Cancelled.
Result<sinter_audio_figures_row> figures_of(Job& job, const Audio& sound);

}  // namespace sinter
