// SPDX-License-Identifier: Apache-2.0
#include "downmix_matrix.hpp"
#include "sound_reader.hpp"
#include "steps.hpp"

namespace sinter {
namespace {

/// Whether every frame has the same sample in all channels, byte by byte.
bool has_equal_channels(const Audio& sound) {
    const std::size_t size = sample_bytes(sound.codec());
    for (std::uint32_t i = 0; i < sound.block_count(); ++i) {
        const auto bytes = sound.bytes(i);
        for (std::size_t at = 0; at < bytes.size(); at += sound.frame_bytes())
            for (std::uint32_t c = 1; c < sound.channels(); ++c)
                if (std::memcmp(&bytes[at], &bytes[at + c * size], size) != 0) return false;
    }
    return sound.channels() > 1 && sound.frames() != 0;
}

std::uint32_t wanted_channels(const Audio& sound, std::string_view setting, bool equal) {
    if (setting == "mono") return 1;
    if (setting == "stereo") return 2;
    if (setting == "keep") return sound.channels();
    return equal ? 1 : std::min(sound.channels(), 2u);
}

/// The first channel alone, its samples untouched.
Status take_first(ProcessJob& job, const Audio& sound, NewAudio& out) {
    const std::size_t size = sample_bytes(sound.codec());
    std::vector<std::uint8_t> first;
    for (std::uint32_t i = 0; i < sound.block_count(); ++i) {
        const auto bytes = sound.bytes(i);
        first.clear();
        for (std::size_t at = 0; at < bytes.size(); at += sound.frame_bytes())
            first.insert(first.end(), &bytes[at], &bytes[at] + size);
        if (auto done = out.append(first); !done) return done;
        if (!job.checkpoint(static_cast<float>(i) / static_cast<float>(sound.block_count())))
            return Job::cancelled();
    }
    return {};
}

Status mix(ProcessJob& job, const Audio& sound, std::uint32_t channels, NewAudio& out) {
    const DownmixMatrix matrix{sound.channels(), sound.row().channel_mask, channels};
    SoundReader reader{sound};
    std::vector<float> mixed;
    for (std::span<const float> samples; !(samples = reader.read(ReadPiece)).empty();) {
        mixed.resize(samples.size() / sound.channels() * channels);
        matrix.apply(samples, mixed);
        if (auto done = out.append(std::span<const float>{mixed}); !done) return done;
        if (!job.checkpoint(static_cast<float>(reader.position()) / static_cast<float>(sound.frames())))
            return Job::cancelled();
    }
    return {};
}

}  // namespace

Status AudioDownmix::process(ProcessJob& job) {
    const auto setting = job.setting_string("channels");
    auto sound = input_sound(job.input());
    if (!sound) return sound.status();
    if (is_coded(sound->codec())) return {};
    // Where all are equal, one is all there is, and its samples stay exact.
    const bool equal = has_equal_channels(*sound);
    const auto channels = wanted_channels(*sound, setting, equal);
    if (channels == sound->channels()) return {};

    auto output = job.new_asset();
    if (!output) return output.status();
    if (auto passed = job.pass_through(*output, {SINTER_AUDIO_TABLE, SINTER_AUDIO_BLOCK_TABLE,
                                                 SINTER_AUDIO_PEAK_TABLE, SINTER_AUDIO_FIGURES_TABLE});
        !passed)
        return passed;
    auto row = sound->row();
    row.channels = channels;
    row.channel_mask = usual_channel_mask(channels);
    row.flags &= ~std::uint32_t{SINTER_AUDIO_MEASURED};
    const bool exact = equal && channels == 1;
    if (!exact) row.codec = SINTER_AUDIO_F32;
    NewAudio out{*output, row};
    if (auto done = exact ? take_first(job, *sound, out) : mix(job, *sound, channels, out); !done)
        return done;
    if (auto done = out.finish(); !done) return done;
    return job.emit(*output);
}

}  // namespace sinter
