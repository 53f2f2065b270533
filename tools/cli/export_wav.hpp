// SPDX-License-Identifier: Apache-2.0
// WAV: RIFF WAVE with loop, cues and tags.
#pragma once

#include <vector>

#include <sinter/audio.hpp>
#include <sinter/status.hpp>

namespace sinter::cli {

/// Samples of PCM as they are, of its width (8 bits where the source had no more); coded sounds as 32-bit
/// floats. A loop becomes a smpl chunk, cues a cue chunk with labels, tags a LIST INFO. Errors: Corrupt,
/// TooLarge (over 4 GiB, which RIFF cannot say).
[[nodiscard]] Result<std::vector<std::uint8_t>> write_wav(const Audio& sound);

}  // namespace sinter::cli
