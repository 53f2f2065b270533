// SPDX-License-Identifier: Apache-2.0
#include "decoders.hpp"

namespace sinter {

std::uint64_t most_frames(DecodeJob& job, std::uint32_t sample_rate) {
    return static_cast<std::uint64_t>(job.setting_integer("max_minutes")) * 60 * sample_rate;
}

Status too_long(DecodeJob& job) {
    return {Code::TooLarge,
            "audio: longer than max_minutes (" + std::to_string(job.setting_integer("max_minutes")) + ")"};
}

}  // namespace sinter

SINTER_PLUGIN(sinter::OggDecoder, sinter::WavDecoder, sinter::FlacDecoder, sinter::AiffDecoder,
              sinter::Mp3Decoder, sinter::SoundDecoder)
