// SPDX-License-Identifier: Apache-2.0
// The decoders of this plugin.
#pragma once

#include <sinter/audio_job.hpp>

namespace sinter {

/// Whatever libsndfile reads of the formats on our list. Errors: those of SoundFile::open, Corrupt for a file
/// without a whole frame, TooLarge over `max_minutes`.
Status decode_sound_file(DecodeJob& job);

/// Ogg: Vorbis by libvorbis, FLAC and Opus by libsndfile.
struct OggDecoder : Decoder {
    static constexpr std::string_view id = "ogg";
    Status decode(DecodeJob& job) override;
};

#define SINTER_SOUND_FILE_DECODER(type, name)                                     \
    struct type : Decoder {                                                       \
        static constexpr std::string_view id = name;                              \
        Status decode(DecodeJob& job) override { return decode_sound_file(job); } \
    }
SINTER_SOUND_FILE_DECODER(WavDecoder, "wav");
SINTER_SOUND_FILE_DECODER(FlacDecoder, "flac");
SINTER_SOUND_FILE_DECODER(AiffDecoder, "aiff");
SINTER_SOUND_FILE_DECODER(Mp3Decoder, "mp3");
SINTER_SOUND_FILE_DECODER(SoundDecoder, "sound");
#undef SINTER_SOUND_FILE_DECODER

/// The setting `max_minutes` as frames.
std::uint64_t most_frames(DecodeJob& job, std::uint32_t sample_rate);
Status too_long(DecodeJob& job);

}  // namespace sinter
