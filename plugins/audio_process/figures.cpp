// SPDX-License-Identifier: Apache-2.0
#include "figures.hpp"

#include "sound_reader.hpp"

namespace sinter {
namespace {

/// -60 dBFS.
constexpr float SilenceLevel = 0.001F;
constexpr std::uint32_t ClippedRun = 3;

/// Runs of samples of one channel at full scale. Integers reach it at one step below 1.
class ClipCounter {
  public:
    explicit ClipCounter(float full) : full_(full) {}
    void add(float sample) {
        const bool clipped = std::fabs(sample) >= full_;
        run_ = clipped && (sample > 0) == positive_ ? run_ + 1 : clipped ? 1 : 0;
        positive_ = sample > 0;
        if (run_ == ClippedRun) count_ += ClippedRun;
        if (run_ > ClippedRun) ++count_;
    }
    [[nodiscard]] std::uint64_t count() const { return count_; }

  private:
    float full_;
    std::uint32_t run_ = 0;
    std::uint64_t count_ = 0;
    bool positive_ = false;
};

/// The largest positive sample of an integer format of so many bits.
float full_scale(const sinter_audio_row& row) {
    if (row.bits == 0) return 1.0F;
    const auto steps = static_cast<double>(std::uint64_t{1} << (std::clamp(row.bits, 8u, 24u) - 1));
    return static_cast<float>((steps - 1) / steps);
}

/// One frame.
std::vector<float> frame_at(const Audio& sound, std::uint64_t frame) {
    SoundReader reader{sound};
    reader.seek(frame);
    const auto samples = reader.read(1);
    return {samples.begin(), samples.end()};
}

/// Largest step of a channel between two frames.
float step_between(const std::vector<float>& a, const std::vector<float>& b) {
    float most = 0;
    for (std::size_t c = 0; c < std::min(a.size(), b.size()); ++c)
        most = std::max(most, std::fabs(a[c] - b[c]));
    return most;
}

void look_at_seam(const Audio& sound, sinter_audio_figures_row& out) {
    const auto& row = sound.row();
    if (row.loop_mode != SINTER_AUDIO_LOOP_FORWARD) return;
    const auto last = frame_at(sound, row.loop_end - 1), first = frame_at(sound, row.loop_start);
    out.loop_jump = step_between(last, first);
    if (row.loop_end - row.loop_start < 2) return;
    out.loop_step = std::max(step_between(frame_at(sound, row.loop_end - 2), last),
                             step_between(first, frame_at(sound, row.loop_start + 1)));
}

}  // namespace

Result<sinter_audio_figures_row> figures_of(Job& job, const Audio& sound) {
    sinter_audio_figures_row out{};
    const auto channels = sound.channels();
    std::vector<ClipCounter> clips(channels, ClipCounter{full_scale(sound.row())});
    std::vector<double> sums(channels);
    std::uint64_t frame = 0, first_heard = sound.frames(), last_heard = 0;
    bool equal = channels > 1 && sound.frames() != 0;
    SoundReader reader{sound};
    for (std::span<const float> samples; !(samples = reader.read(ReadPiece)).empty();) {
        for (std::size_t i = 0; i < samples.size(); i += channels, ++frame) {
            float loudest = 0;
            for (std::uint32_t c = 0; c < channels; ++c) {
                const float sample = samples[i + c];
                loudest = std::max(loudest, std::fabs(sample));
                sums[c] += static_cast<double>(sample);
                clips[c].add(sample);
                equal = equal && sample == samples[i];
            }
            if (loudest < SilenceLevel) continue;
            first_heard = std::min(first_heard, frame);
            last_heard = frame + 1;
        }
        if (!job.checkpoint(0.2F * static_cast<float>(frame) / static_cast<float>(sound.frames())))
            return Job::cancelled().error();
    }
    for (std::uint32_t c = 0; c < channels && frame != 0; ++c) {
        out.clipped_samples += clips[c].count();
        out.dc_offset =
            std::max(out.dc_offset, std::fabs(static_cast<float>(sums[c] / static_cast<double>(frame))));
    }
    out.leading_silence = first_heard;
    out.trailing_silence =
        sound.frames() - std::max(last_heard, first_heard == sound.frames() ? sound.frames() : 0);
    out.equal_channels = equal ? 1 : 0;
    look_at_seam(sound, out);
    return out;
}

}  // namespace sinter
