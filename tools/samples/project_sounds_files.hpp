// SPDX-License-Identifier: Apache-2.0
// Sound files: WAV by our own writer, Ogg Vorbis and FLAC by their libraries.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <sinter/status.hpp>

#include "image.hpp"

namespace sinter::samples {

/// A sound in memory: interleaved, full scale 1.
struct Sound {
    std::uint32_t channels = 1;
    std::uint32_t rate = 48000;
    std::vector<float> samples;

    [[nodiscard]] std::size_t frames() const { return samples.size() / channels; }
};

enum class WavSamples : std::uint8_t { Bits8, Bits16, Bits24, Float };

struct LoopPoints {
    std::uint32_t start = 0, end = 0;  ///< frames, the end exclusive; both 0: no loop
};

/// RIFF WAVE; a loop becomes a smpl chunk, `markers` (frame, name) a cue chunk with labels.
[[nodiscard]] Bytes write_wav(const Sound& sound, WavSamples form, LoopPoints loop = {},
                              const std::vector<std::pair<std::uint32_t, std::string>>& markers = {});
/// `quality` -0.1 to 1; `comments` as "KEY=value". Errors: Internal.
[[nodiscard]] Result<Bytes> write_ogg_vorbis(const Sound& sound, float quality,
                                             const std::vector<std::string>& comments);
/// 16 bits. Errors: Internal.
[[nodiscard]] Result<Bytes> write_flac(const Sound& sound);

}  // namespace sinter::samples
