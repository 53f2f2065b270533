// SPDX-License-Identifier: Apache-2.0
// SoundReader: the samples of an uncompressed sound as floats, from the begin or from anywhere.
#pragma once

#include <sinter/audio_job.hpp>

namespace sinter {

/// The job's sound. Errors: Corrupt (tables that contradict each other), Unsupported (rows of a newer
/// version).
Result<Audio> input_sound(const AssetView& asset);

/// Reads frames in order. What is no number is 0: libraries behind here get finite samples only.
class SoundReader {
  public:
    /// `sound` is valid and not coded.
    explicit SoundReader(const Audio& sound) : sound_(sound) {}

    void seek(std::uint64_t frame) { at_ = std::min(frame, sound_.frames()); }
    [[nodiscard]] std::uint64_t position() const { return at_; }
    /// The next frames, at most `frames`, interleaved; empty at the end. Valid until the next call.
    std::span<const float> read(std::size_t frames);

  private:
    const Audio& sound_;
    std::uint64_t at_ = 0;
    std::vector<float> samples_;
};

/// A piece that is read at once, frames.
inline constexpr std::size_t ReadPiece = 4096;

}  // namespace sinter
