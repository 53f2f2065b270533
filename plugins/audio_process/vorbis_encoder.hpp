// SPDX-License-Identifier: Apache-2.0
// Vorbis by libvorbisenc.
#pragma once

#include "coded_sound.hpp"

namespace sinter {

/// Encodes `sound`, which is not coded and has frames. Blocks of a second share one packet with their
/// neighbours: Vorbis overlaps each window with the one before it and keeps nothing else, so that a restarted
/// decoder gives the same samples. Errors: Unsupported (channels or rate that the encoder has no mode for),
/// Cancelled.
Result<CodedSound> encode_vorbis(Job& job, const Audio& sound, EncodeQuality quality);

}  // namespace sinter
