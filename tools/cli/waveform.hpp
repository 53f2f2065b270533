// SPDX-License-Identifier: Apache-2.0
// Waveform: a sound seen in columns of a picture.
#pragma once

#include <vector>

#include <sinter/audio.hpp>
#include <sinter/status.hpp>

namespace sinter::cli {

/// What one column of one channel shows; full scale is 1.
struct WaveformColumn {
    float low = 0, high = 0, rms = 0;
};

/// `columns` >= 1 of each channel, by channel: from the samples, or of long sounds (over 2^26 samples) from
/// the peaks. Errors: Corrupt.
[[nodiscard]] Result<std::vector<WaveformColumn>> waveform_of(const Audio& sound, std::uint32_t columns);

}  // namespace sinter::cli
