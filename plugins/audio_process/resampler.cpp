// SPDX-License-Identifier: Apache-2.0
#include "resampler.hpp"

#include <numeric>

#include <soxr.h>

#include "sound_reader.hpp"

namespace sinter {
namespace {

struct DeleteSoxr {
    void operator()(soxr* resampler) const { soxr_delete(resampler); }
};

/// The sound with what lies before and behind it when it loops.
class LoopedReader {
  public:
    LoopedReader(const Audio& sound, std::uint64_t before, std::uint64_t behind)
        : sound_(sound), reader_(sound), before_(before), behind_(behind) {
        if (before_ != 0) reader_.seek(sound.frames() - before_);
    }
    /// Frames that are left out at the begin, and all of them.
    std::span<const float> read(std::size_t most) {
        if (before_ != 0) {
            const auto out = reader_.read(static_cast<std::size_t>(std::min<std::uint64_t>(most, before_)));
            before_ -= out.size() / sound_.channels();
            if (before_ == 0) reader_.seek(0);
            return out;
        }
        if (reader_.position() < sound_.frames() && !behind_begun_) return reader_.read(most);
        if (!behind_begun_) reader_.seek(sound_.row().loop_start);
        behind_begun_ = true;
        const auto out = reader_.read(static_cast<std::size_t>(std::min<std::uint64_t>(most, behind_)));
        behind_ -= out.size() / sound_.channels();
        return out;
    }

  private:
    const Audio& sound_;
    SoundReader reader_;
    std::uint64_t before_, behind_;
    bool behind_begun_ = false;
};

}  // namespace

std::uint64_t moved_frame(std::uint64_t frame, std::uint32_t from, std::uint32_t to) noexcept {
    const std::uint64_t whole = frame / from, rest = frame % from;
    return whole * to + (rest * to + from / 2) / from;
}

Status resample(Job& job, const Audio& sound, std::uint32_t rate, bool very_high_quality,
                const std::function<Status(std::span<const float>)>& sink) {
    constexpr std::uint64_t LongestFilter =
        8192;  // frames at the lower rate that a filter can reach, generously
    const std::uint32_t from = sound.sample_rate(), channels = sound.channels();
    const auto target = moved_frame(sound.frames(), from, rate);
    const auto& row = sound.row();
    const bool loops_at_end = row.loop_mode == SINTER_AUDIO_LOOP_FORWARD && row.loop_end == sound.frames();
    std::uint64_t before = 0, behind = 0, drop = 0;
    if (loops_at_end) {
        behind = std::min(LongestFilter, sound.frames() - row.loop_start);
        // Ahead of it, a number of frames that is a whole number at the other rate too.
        const std::uint64_t unit = from / std::gcd(from, rate);
        const auto units = (LongestFilter + unit - 1) / unit;
        if (row.loop_start == 0 && units * unit <= sound.frames())
            before = units * unit, drop = before / unit * (rate / std::gcd(from, rate));
    }

    soxr_error_t error = nullptr;
    const auto io = soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I);
    const auto quality = soxr_quality_spec(very_high_quality ? SOXR_VHQ : SOXR_HQ, 0);
    const auto runtime = soxr_runtime_spec(1);
    const std::unique_ptr<soxr, DeleteSoxr> resampler{soxr_create(
        static_cast<double>(from), static_cast<double>(rate), channels, &error, &io, &quality, &runtime)};
    if (!resampler || error)
        return {Code::Internal, std::string{"soxr: "} + (error ? error : "no resampler")};

    LoopedReader reader{sound, before, behind};
    std::vector<float> piece(std::size_t{ReadPiece} * channels);
    std::uint64_t given = 0;
    const auto give = [&](std::size_t frames) -> Status {
        const auto skip = std::min<std::uint64_t>(frames, drop);
        drop -= skip;
        const auto count = std::min<std::uint64_t>(frames - skip, target - given);
        given += count;
        return sink(std::span<const float>{piece}.subspan(static_cast<std::size_t>(skip * channels),
                                                          static_cast<std::size_t>(count * channels)));
    };
    const auto more = [&](const float* in, std::size_t frames, std::size_t* used, std::size_t* made) {
        return soxr_process(resampler.get(), in, frames, used, piece.data(), ReadPiece, made);
    };
    for (std::span<const float> in; !(in = reader.read(ReadPiece)).empty();) {
        while (!in.empty()) {
            std::size_t used = 0, made = 0;
            if ((error = more(in.data(), in.size() / channels, &used, &made)) != nullptr)
                return {Code::Internal, std::string{"soxr: "} + error};
            in = in.subspan(used * channels);
            if (auto done = give(made); !done) return done;
        }
        if (!job.checkpoint(static_cast<float>(given) /
                            static_cast<float>(std::max<std::uint64_t>(target, 1))))
            return Job::cancelled();
    }
    for (std::size_t made = 1; made != 0 && given < target;) {
        if ((error = more(nullptr, 0, nullptr, &made)) != nullptr)
            return {Code::Internal, std::string{"soxr: "} + error};
        if (auto done = give(made); !done) return done;
    }
    std::fill(piece.begin(), piece.end(), 0.0F);
    while (given < target)
        if (auto done = give(static_cast<std::size_t>(std::min<std::uint64_t>(target - given, ReadPiece)));
            !done)
            return done;
    return {};
}

void move_row(sinter_audio_row& row, std::uint32_t rate) {
    row.loop_start = moved_frame(row.loop_start, row.sample_rate, rate);
    row.loop_end = moved_frame(row.loop_end, row.sample_rate, rate);
    row.sample_rate = rate;
    row.flags &= ~std::uint32_t{SINTER_AUDIO_MEASURED};
}

Status write_moved_cues(Output& output, const Audio& sound, std::uint32_t rate) {
    if (sound.cues().empty()) return {};
    auto rows = output.add_table<sinter_audio_cue_row>(SINTER_AUDIO_CUE_TABLE, SINTER_AUDIO_VERSION,
                                                       sound.cues().size());
    if (!rows) return rows.status();
    for (std::uint32_t i = 0; i < sound.cues().size(); ++i) {
        auto cue = sound.cues()[i];
        const auto end = moved_frame(cue.frame + cue.length, sound.sample_rate(), rate);
        cue.frame = moved_frame(cue.frame, sound.sample_rate(), rate);
        cue.length = end - cue.frame;
        (*rows)[i] = cue;
    }
    return {};
}

}  // namespace sinter
