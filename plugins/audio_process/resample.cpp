// SPDX-License-Identifier: Apache-2.0
#include "resampler.hpp"
#include "sound_reader.hpp"
#include "steps.hpp"

namespace sinter {

Status AudioResample::process(ProcessJob& job) {
    const auto fixed = static_cast<std::uint32_t>(job.setting_integer("rate"));
    const auto most = static_cast<std::uint32_t>(job.setting_integer("max_rate"));
    const bool very_high = job.setting_string("quality") == "very_high";
    auto sound = input_sound(job.input());
    if (!sound) return sound.status();
    if (is_coded(sound->codec())) return {};
    const auto rate = fixed != 0  ? fixed
                      : most != 0 ? std::min(most, sound->sample_rate())
                                  : sound->sample_rate();
    if (rate == sound->sample_rate()) return {};

    auto output = job.new_asset();
    if (!output) return output.status();
    if (auto passed =
            job.pass_through(*output, {SINTER_AUDIO_TABLE, SINTER_AUDIO_BLOCK_TABLE, SINTER_AUDIO_PEAK_TABLE,
                                       SINTER_AUDIO_FIGURES_TABLE, SINTER_AUDIO_CUE_TABLE});
        !passed)
        return passed;
    auto row = sound->row();
    row.codec = SINTER_AUDIO_F32;
    move_row(row, rate);
    NewAudio out{*output, row};
    if (auto done = resample(job, *sound, rate, very_high,
                             [&](std::span<const float> samples) { return out.append(samples); });
        !done)
        return done;
    if (auto done = write_moved_cues(*output, *sound, rate); !done) return done;
    if (auto done = out.finish(); !done) return done;
    return job.emit(*output);
}

}  // namespace sinter
