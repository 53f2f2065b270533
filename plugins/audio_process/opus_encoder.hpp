// SPDX-License-Identifier: Apache-2.0
// Opus by libopus.
#pragma once

#include "coded_sound.hpp"

namespace sinter {

/// Encodes `sound`: not coded, with frames, of 1 or 2 channels, at a rate that Opus has. Every packet is
/// coded without prediction from those before it, in MDCT mode, so that a decoder that was reset and has
/// heard four packets gives the very samples that one gives which heard all. Errors: Unsupported, Internal
/// (the library), Cancelled.
Result<CodedSound> encode_opus(Job& job, const Audio& sound, EncodeQuality quality);

/// The rate of Opus for a sound: the lowest of 8, 12, 16, 24 and 48 kHz that loses nothing, at most 48 kHz.
[[nodiscard]] constexpr std::uint32_t opus_rate_for(std::uint32_t rate) noexcept {
    for (const std::uint32_t own : {8000u, 12000u, 16000u, 24000u})
        if (rate <= own) return own;
    return 48000;
}

}  // namespace sinter
