// SPDX-License-Identifier: Apache-2.0
#include <array>

#include <ebur128.h>

#include "decibel.hpp"
#include "sound_reader.hpp"
#include "steps.hpp"

namespace sinter {
namespace {

constexpr float Silence = -120.0F;

struct DeleteState {
    void operator()(ebur128_state* state) const { ebur128_destroy(&state); }
};
using State = std::unique_ptr<ebur128_state, DeleteState>;

/// Where each channel stands (ITU-R BS.1770-4, table 3): the surrounds of 5.1 and the sides of 7.1
/// weigh 1.41.
void place_channels(ebur128_state& state, std::uint32_t channels, std::uint32_t mask) {
    if (channels == 1) {
        ebur128_set_channel(&state, 0, EBUR128_CENTER);
        return;
    }
    const bool has_sides = (mask & 0x600) != 0;
    std::uint32_t rest = mask;
    for (std::uint32_t i = 0; i < channels && mask != 0; ++i) {
        const std::uint32_t bit = rest & (~rest + 1);
        rest &= rest - 1;
        int place = EBUR128_UNUSED;
        switch (bit) {
            case 0x1:
                place = EBUR128_LEFT;
                break;
            case 0x2:
                place = EBUR128_RIGHT;
                break;
            case 0x4:
                place = EBUR128_CENTER;
                break;
            case 0x8:
                place = EBUR128_UNUSED;
                break;
            case 0x10:
                place = has_sides ? EBUR128_Mp135 : EBUR128_LEFT_SURROUND;
                break;
            case 0x20:
                place = has_sides ? EBUR128_Mm135 : EBUR128_RIGHT_SURROUND;
                break;
            case 0x100:
                place = EBUR128_Mp180;
                break;
            case 0x200:
                place = EBUR128_Mp090;
                break;
            case 0x400:
                place = EBUR128_Mm090;
                break;
            default:
                place = EBUR128_Mp030;
                break;
        }
        ebur128_set_channel(&state, i, place);
    }
}

float decibels_of(double peak) {
    return peak > 0 ? std::max(Silence, static_cast<float>(decibels_of_ratio(peak))) : Silence;
}

/// Fills in the figures of `row`. Errors: OutOfMemory, Cancelled.
Status measure(ProcessJob& job, const Audio& sound, sinter_audio_row& row) {
    const State state{ebur128_init(sound.channels(), sound.sample_rate(),
                                   EBUR128_MODE_I | EBUR128_MODE_LRA | EBUR128_MODE_TRUE_PEAK)};
    if (!state) return {Code::OutOfMemory, "ebur128: no memory, or a rate it does not take"};
    place_channels(*state, sound.channels(), row.channel_mask);
    SoundReader reader{sound};
    for (std::span<const float> samples; !(samples = reader.read(ReadPiece)).empty();) {
        if (ebur128_add_frames_float(state.get(), samples.data(), samples.size() / sound.channels()) != 0)
            return {Code::OutOfMemory, "ebur128: no memory"};
        if (!job.checkpoint(0.8F * static_cast<float>(reader.position()) /
                            static_cast<float>(sound.frames())))
            return Job::cancelled();
    }
    double loudness = 0, range = 0, most = 0;
    const bool known = ebur128_loudness_global(state.get(), &loudness) == 0 && std::isfinite(loudness);
    row.loudness = known ? std::max(Silence, static_cast<float>(loudness)) : Silence;
    row.loudness_range = ebur128_loudness_range(state.get(), &range) == 0 && std::isfinite(range)
                             ? static_cast<float>(range)
                             : 0.0F;
    for (std::uint32_t c = 0; c < sound.channels(); ++c) {
        double peak = 0;
        if (ebur128_true_peak(state.get(), c, &peak) == 0) most = std::max(most, peak);
    }
    row.true_peak = decibels_of(most);
    row.flags |= SINTER_AUDIO_MEASURED;
    return {};
}

/// Decibels to add.
double gain_for(ProcessJob& job, const sinter_audio_row& row, double target, double limit) {
    if (target == 0) return 0;
    if (row.loudness <= Silence) {
        job.report(Severity::Note, Code::Ok,
                   "audio_loudness: silent, or shorter than 400 ms: it keeps its level");
        return 0;
    }
    const double wanted = target - static_cast<double>(row.loudness);
    const double allowed = limit - static_cast<double>(row.true_peak);
    if (wanted > allowed) {
        char text[160];
        std::snprintf(
            text, sizeof text,
            "audio_loudness: the true peak allows %.1f dB of the %.1f dB to the target of %.1f LUFS", allowed,
            wanted, target);
        job.report(Severity::Note, Code::Ok, text);
    }
    return std::min(wanted, allowed);
}

}  // namespace

Status AudioLoudness::process(ProcessJob& job) {
    const double target = job.setting_float("target_lufs"), limit = job.setting_float("true_peak_limit");
    auto sound = input_sound(job.input());
    if (!sound) return sound.status();
    if (is_coded(sound->codec()) || sound->frames() == 0) return {};
    auto row = sound->row();
    if (auto done = measure(job, *sound, row); !done) return done;
    const double gain = gain_for(job, row, target, limit);

    auto output = job.new_asset();
    if (!output) return output.status();
    if (auto passed = job.pass_through(*output, {SINTER_AUDIO_TABLE, SINTER_AUDIO_BLOCK_TABLE,
                                                 SINTER_AUDIO_PEAK_TABLE, SINTER_AUDIO_FIGURES_TABLE});
        !passed)
        return passed;
    if (gain != 0) {
        row.codec = SINTER_AUDIO_F32;
        row.gain += static_cast<float>(gain);
        row.loudness += static_cast<float>(gain);
        row.true_peak += static_cast<float>(gain);
    }
    NewAudio out{*output, row};
    if (gain == 0) {
        for (std::uint32_t i = 0; i < sound->block_count(); ++i)
            if (auto done = out.append(sound->bytes(i)); !done) return done;
    } else {
        const double ratio = ratio_of_decibels(gain);
        SoundReader reader{*sound};
        std::vector<float> louder;
        for (std::span<const float> samples; !(samples = reader.read(ReadPiece)).empty();) {
            louder.resize(samples.size());
            std::ranges::transform(samples, louder.begin(), [&](float sample) {
                return static_cast<float>(static_cast<double>(sample) * ratio);
            });
            if (auto done = out.append(std::span<const float>{louder}); !done) return done;
        }
    }
    if (auto done = out.finish(); !done) return done;
    return job.emit(*output);
}

}  // namespace sinter
