// SPDX-License-Identifier: Apache-2.0
// SoundDecoder: the samples of a sound's blocks, whatever their codec.
#pragma once

#include <memory>
#include <vector>

#include <sinter/audio.hpp>
#include <sinter/status.hpp>

namespace sinter::cli {

/// Decodes any block alone, in any order. Threads: one at a time. Lifetime: within that of the sound.
class SoundDecoder {
  public:
    /// `sound` is valid. Errors: Corrupt (headers that the codec does not take).
    static Result<SoundDecoder> make(const Audio& sound);
    SoundDecoder(SoundDecoder&&) noexcept;
    ~SoundDecoder();

    /// The frames of block `index`, interleaved in the order of the channel mask: exactly the number that its
    /// row says. Errors: Corrupt. Valid until the next call.
    Result<std::span<const float>> block(std::uint32_t index);

  private:
    class Coded;
    class VorbisBlocks;
    class OpusBlocks;
    explicit SoundDecoder(const Audio& sound);

    Audio sound_;
    std::unique_ptr<Coded> coded_;  ///< null: uncompressed
    std::vector<float> samples_;
};

}  // namespace sinter::cli
