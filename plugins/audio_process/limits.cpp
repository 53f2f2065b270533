// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "figures.hpp"
#include "sound_reader.hpp"
#include "steps.hpp"

namespace sinter {
namespace {

constexpr std::int64_t DefaultBandwidth = 500;
constexpr float MostOffset = 0.01F;
/// A step at a seam is a click when it is larger than this and than 4 times the steps beside it.
constexpr float AudibleStep = 0.02F;
constexpr double ShortestLoopSeconds = 0.01;

std::string decimal(double value, int digits) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    return text;
}

class Checks {
  public:
    Checks(ValidateJob& job, const Audio& sound, std::optional<sinter_audio_figures_row> figures)
        : job_(job), sound_(sound), row_(sound.row()), figures_(figures) {}

    void clipping() {
        const auto severity = job_.setting_string("clipping");
        if (figures_ && figures_->clipped_samples != 0)
            say(severity, "clipped (" + std::to_string(figures_->clipped_samples) +
                              " samples in runs at full scale); master it lower");
    }
    void silence() {
        const auto severity = job_.setting_string("silence");
        const double most = job_.setting_float("max_silence_seconds");
        if (!figures_ || sound_.frames() == 0) return;
        const double rate = sound_.sample_rate();
        const double begin = static_cast<double>(figures_->leading_silence) / rate,
                     end = static_cast<double>(figures_->trailing_silence) / rate;
        if (figures_->leading_silence >= sound_.frames())
            return say(severity, "silent throughout, below -60 dBFS");
        if (begin > most) say(severity, "begins with silence (" + decimal(begin, 2) + " s); cut it off");
        if (end > most && !sound_.loops())
            say(severity, "ends in silence (" + decimal(end, 2) + " s); cut it off");
    }
    void dc_offset() {
        const auto severity = job_.setting_string("dc_offset");
        if (figures_ && figures_->dc_offset > MostOffset)
            say(severity, "has a DC offset (" + decimal(static_cast<double>(figures_->dc_offset), 3) +
                              " of full scale), which clicks at begin and end; filter it out");
    }
    void length() {
        const auto severity = job_.setting_string("length");
        const double most = job_.setting_float("max_seconds");
        if (most > 0 && sound_.seconds() > most)
            say(severity, "longer than max_seconds of " + decimal(most, 1) + " (" +
                              decimal(sound_.seconds(), 1) + " s)");
        if (sound_.frames() == 0) say("warn", "has no samples");
    }
    void sample_rate() {
        const auto severity = job_.setting_string("sample_rate");
        constexpr std::uint32_t usual[] = {8000,  11025, 12000, 16000, 22050, 24000,
                                           32000, 44100, 48000, 88200, 96000};
        if (std::ranges::find(usual, row_.sample_rate) == std::end(usual))
            say(severity, "an unusual sample rate (" + std::to_string(row_.sample_rate) +
                              " Hz); set audio_resample's rate");
    }
    void channels() {
        const auto severity = job_.setting_string("channels");
        if (job_.setting_bool("spatial") && row_.channels > 1)
            say(severity, "placed in space, but not mono (" + std::to_string(row_.channels) +
                              " channels); set audio_downmix's channels = \"mono\"");
    }
    void loop() {
        const auto severity = job_.setting_string("loop");
        if (!sound_.loops()) return;
        const double seconds = static_cast<double>(row_.loop_end - row_.loop_start) / row_.sample_rate;
        if (seconds < ShortestLoopSeconds) say(severity, "a loop of less than 10 ms (" + range() + ")");
        if (figures_ && figures_->loop_jump > AudibleStep && figures_->loop_jump > 4 * figures_->loop_step)
            say(severity, "the loop clicks at its seam (a step of " +
                              decimal(static_cast<double>(figures_->loop_jump), 3) + " of full scale, " +
                              range() + "); move its points to zero crossings");
    }
    void loudness() {
        const auto severity = job_.setting_string("loudness"),
                   peak_severity = job_.setting_string("true_peak");
        const double target = job_.setting_float("target_lufs"),
                     tolerance = job_.setting_float("tolerance_lu");
        if ((row_.flags & SINTER_AUDIO_MEASURED) == 0 || row_.loudness <= -120) return;
        const auto measured = static_cast<double>(row_.loudness);
        if (target < 0 && std::fabs(measured - target) > tolerance)
            say(severity, std::string{measured > target ? "louder" : "softer"} + " than target_lufs of " +
                              decimal(target, 1) + " (" + decimal(measured, 1) +
                              " LUFS); set audio_loudness's target_lufs");
        if (row_.true_peak > 0)
            say(peak_severity, "its true peak is above full scale (" +
                                   decimal(static_cast<double>(row_.true_peak), 1) + " dBTP)");
    }
    void figures() {
        const auto given = job_.platform_integer("disk_bandwidth_mib_s").value_or(0);
        const auto bandwidth = static_cast<double>(given > 0 ? given : DefaultBandwidth) * 1048576;
        double stored = 0;
        for (std::uint32_t i = 0; i < sound_.block_count(); ++i)
            stored += static_cast<double>(sound_.block(i).size);
        const double first = sound_.block_count() == 0 ? 0 : static_cast<double>(sound_.block(0).size);
        job_.stat("uncompressed_bytes", static_cast<double>(sound_.frames()) * sound_.channels() * 2);
        job_.stat("stored_bytes", stored);
        job_.stat("seconds", sound_.seconds());
        if (sound_.frames() != 0) job_.stat("kbit_s", stored * 8 / 1000 / sound_.seconds());
        if ((row_.flags & SINTER_AUDIO_MEASURED) != 0) {
            job_.stat("loudness_lufs", static_cast<double>(row_.loudness));
            job_.stat("loudness_range_lu", static_cast<double>(row_.loudness_range));
            job_.stat("true_peak_dbtp", static_cast<double>(row_.true_peak));
        }
        job_.stat("load_time_estimate_ms", stored / bandwidth * 1000);
        job_.stat("first_second_ms", first / bandwidth * 1000);
    }

  private:
    void say(std::string_view severity, const std::string& what) {
        if (severity == "error") job_.reject("audio_limits: " + what);
        if (severity == "warn") job_.warn("audio_limits: " + what);
    }
    [[nodiscard]] std::string range() const {
        return std::to_string(row_.loop_start) + " to " + std::to_string(row_.loop_end);
    }

    ValidateJob& job_;
    const Audio& sound_;
    const sinter_audio_row& row_;
    std::optional<sinter_audio_figures_row> figures_;
};

}  // namespace

Status AudioLimits::validate(ValidateJob& job) {
    auto sound = input_sound(job.input());
    if (!sound) return sound.status();
    auto figures = sound->figures();
    if (!figures && !is_coded(sound->codec())) {
        auto found = figures_of(job, *sound);
        if (!found) return found.status();
        figures = *found;
    }
    Checks checks{job, *sound, figures};
    checks.clipping();
    checks.silence();
    checks.dc_offset();
    checks.length();
    checks.sample_rate();
    checks.channels();
    checks.loop();
    checks.loudness();
    checks.figures();
    return {};
}

}  // namespace sinter
