// SPDX-License-Identifier: Apache-2.0
#include "figures.hpp"
#include "opus_encoder.hpp"
#include "pcm_encoder.hpp"
#include "resampler.hpp"
#include "sound_reader.hpp"
#include "steps.hpp"
#include "vorbis_encoder.hpp"

namespace sinter {
namespace {

constexpr std::initializer_list<std::uint32_t> Rewritten = {
    SINTER_AUDIO_TABLE,      SINTER_AUDIO_BLOCK_TABLE,   SINTER_AUDIO_SETUP_TABLE,
    SINTER_AUDIO_PEAK_TABLE, SINTER_AUDIO_FIGURES_TABLE, SINTER_AUDIO_CUE_TABLE};

/// What is asked for, by the settings or else by the platform.
struct Wish {
    std::string format;  ///< "pcm", "vorbis", "opus"
    EncodeQuality quality;
    bool dither;
};

EncodeQuality quality_of(std::string_view name) {
    return name == "low"      ? EncodeQuality::Low
           : name == "medium" ? EncodeQuality::Medium
           : name == "best"   ? EncodeQuality::Best
                              : EncodeQuality::High;
}

Wish wish_of(ProcessJob& job, const Audio& sound) {
    std::string format{job.setting_string("format")};
    std::string quality{job.setting_string("quality")};
    const bool dither = job.setting_string("dither") == "tpdf";
    const double shortest = job.setting_float("pcm_below_seconds");
    if (format == "auto") format = job.platform_string("audio_format").value_or("pcm");
    if (quality == "auto") quality = job.platform_string("audio_quality").value_or("high");
    if (format == "adpcm") {
        job.report(Severity::Note, Code::Ok, "audio_encode: ADPCM is not made; Vorbis takes its place");
        format = "vorbis";
    }
    if (sound.seconds() < shortest) format = "pcm";
    if (format == "opus" && sound.channels() > 2) {
        job.report(Severity::Note, Code::Ok,
                   "audio_encode: Opus is made of 1 and 2 channels; Vorbis takes its place (" +
                       std::to_string(sound.channels()) + " channels)");
        format = "vorbis";
    }
    return {format, quality_of(quality), dither};
}

/// Lets the meter hear the whole sound.
Status hear(ProcessJob& job, const Audio& sound, PeakMeter& meter) {
    SoundReader reader{sound};
    for (std::span<const float> samples; !(samples = reader.read(ReadPiece)).empty();) {
        meter.add(samples);
        if (!job.checkpoint(0.95F)) return Job::cancelled();
    }
    return {};
}

class Encoding {
  public:
    Encoding(ProcessJob& job, const Audio& source, sinter_audio_figures_row figures)
        : job_(job), source_(source), figures_(figures) {}

    /// 16 bits; those of the source where it has no more.
    Status to_pcm(bool dither) {
        auto row = source_.row();
        row.codec = SINTER_AUDIO_S16;
        if (auto begun = begin(source_, row); !begun) return begun;
        NewAudio out{output_, row};
        if (source_.codec() == AudioCodec::S16) {
            for (std::uint32_t i = 0; i < source_.block_count(); ++i)
                if (auto done = out.append(source_.bytes(i)); !done) return done;
        } else {
            PcmEncoder encoder{dither};
            SoundReader reader{source_};
            std::vector<std::int16_t> rounded;
            for (std::span<const float> samples; !(samples = reader.read(ReadPiece)).empty();) {
                rounded.resize(samples.size());
                encoder.encode(samples, rounded);
                if (auto done = out.append(
                        {reinterpret_cast<const std::uint8_t*>(rounded.data()), rounded.size() * 2});
                    !done)
                    return done;
                if (!job_.checkpoint(0.5F)) return Job::cancelled();
            }
        }
        return end(out);
    }

    /// `heard` is the source, or what it was resampled to.
    Status to_coded(const Audio& heard, AudioCodec codec, const CodedSound& coded) {
        auto row = source_.row();
        row.codec = static_cast<std::uint32_t>(codec);
        if (heard.sample_rate() != row.sample_rate) {
            const auto flags = row.flags;  // a figure of loudness outlives a change of the rate
            move_row(row, heard.sample_rate());
            row.flags = flags;
        }
        if (auto begun = begin(heard, row); !begun) return begun;
        NewAudio out{output_, row};
        if (auto done = out.set_setup(coded.setup); !done) return done;
        for (const auto& block : coded.blocks)
            if (auto done =
                    out.append_coded(std::span{coded.packets}.subspan(block.first_packet, block.packets),
                                     block.frames, block.skip, block.repeated);
                !done)
                return done;
        if (auto done = hear(job_, heard, out.meter()); !done) return done;
        return end(out);
    }

  private:
    Status begin(const Audio& heard, const sinter_audio_row& row) {
        auto output = job_.new_asset();
        if (!output) return output.status();
        output_ = *output;
        if (auto passed = job_.pass_through(output_, Rewritten); !passed) return passed;
        if (heard.sample_rate() != source_.sample_rate()) {
            const auto moved = [&](std::uint64_t frame) {
                return moved_frame(frame, source_.sample_rate(), row.sample_rate);
            };
            figures_.leading_silence = moved(figures_.leading_silence);
            figures_.trailing_silence = moved(figures_.trailing_silence);
        }
        return write_moved_cues(output_, source_, row.sample_rate);
    }
    Status end(NewAudio& out) {
        auto rows =
            output_.add_table<sinter_audio_figures_row>(SINTER_AUDIO_FIGURES_TABLE, SINTER_AUDIO_VERSION, 1);
        if (!rows) return rows.status();
        (*rows)[0] = figures_;
        if (auto done = out.finish(); !done) return done;
        return job_.emit(output_);
    }

    ProcessJob& job_;
    const Audio& source_;
    sinter_audio_figures_row figures_;
    Output output_;
};

/// A sound of floats in scratch memory, as an asset of its own.
class ScratchSound {
  public:
    /// `sound` at `rate`.
    static Result<ScratchSound> resampled(ProcessJob& job, const Audio& sound, std::uint32_t rate) {
        const auto frames = moved_frame(sound.frames(), sound.sample_rate(), rate);
        if (frames > (std::uint64_t{1} << 40))
            return {Code::TooLarge, "audio_encode: too long to be resampled"};
        auto memory = job.allocate(std::max<std::uint64_t>(frames * sound.channels() * sizeof(float), 1));
        if (!memory) return std::move(memory).error();
        ScratchSound out{std::move(*memory)};
        std::size_t at = 0;
        const auto samples = out.memory_.as<float>();
        if (auto done = resample(job, sound, rate, false,
                                 [&](std::span<const float> some) -> Status {
                                     std::ranges::copy(some,
                                                       samples.begin() + static_cast<std::ptrdiff_t>(at));
                                     at += some.size();
                                     return {};
                                 });
            !done)
            return std::move(done).error();
        out.describe(sound, rate, frames);
        return out;
    }
    /// Valid as long as this object stays where it is.
    [[nodiscard]] Audio view() {
        tables_[0] = {SINTER_AUDIO_TABLE, SINTER_AUDIO_VERSION, sizeof row_, 1,
                      reinterpret_cast<const std::uint8_t*>(&row_)};
        tables_[1] = {SINTER_AUDIO_BLOCK_TABLE, SINTER_AUDIO_VERSION, sizeof(sinter_audio_block_row),
                      static_cast<std::uint32_t>(blocks_.size()),
                      reinterpret_cast<const std::uint8_t*>(blocks_.data())};
        chunk_ = {SINTER_AUDIO_CHUNK, 64, {memory_.bytes().data(), memory_.bytes().size()}};
        return Audio{AssetView{sinter_asset{SINTER_AUDIO, 2, 1, 0, tables_, &chunk_, nullptr}}};
    }

  private:
    explicit ScratchSound(Job::Scratch memory) : memory_(std::move(memory)) {}
    void describe(const Audio& sound, std::uint32_t rate, std::uint64_t frames) {
        row_ = sound.row();
        move_row(row_, rate);
        row_.codec = SINTER_AUDIO_F32;
        row_.frames = frames;
        row_.loop_end = std::min(row_.loop_end, frames);
        row_.peak_frames = row_.setup_packets = 0;
        for (std::uint64_t first = 0; first < frames;) {
            const auto count = static_cast<std::uint32_t>(std::min<std::uint64_t>(frames - first, 1u << 24));
            const std::uint64_t frame_bytes = sizeof(float) * row_.channels;
            blocks_.push_back({first, count, 0, 0, 0, 0, 0, first * frame_bytes, count * frame_bytes});
            first += count;
        }
    }

    Job::Scratch memory_;
    sinter_audio_row row_{};
    std::vector<sinter_audio_block_row> blocks_;
    sinter_table tables_[2]{};
    sinter_chunk chunk_{};
};

}  // namespace

Status AudioEncode::process(ProcessJob& job) {
    auto sound = input_sound(job.input());
    if (!sound) return sound.status();
    const Wish wish = wish_of(job, *sound);
    if (is_coded(sound->codec())) return {};
    auto figures = figures_of(job, *sound);
    if (!figures) return figures.status();
    Encoding encoding{job, *sound, *figures};
    if (wish.format == "pcm" || sound->frames() == 0) return encoding.to_pcm(wish.dither);

    const auto codec = wish.format == "opus" ? AudioCodec::Opus : AudioCodec::Vorbis;
    std::optional<ScratchSound> moved;
    Audio heard = *sound;
    if (codec == AudioCodec::Opus && opus_rate_for(sound->sample_rate()) != sound->sample_rate()) {
        auto resampled = ScratchSound::resampled(job, *sound, opus_rate_for(sound->sample_rate()));
        if (!resampled) return resampled.status();
        moved.emplace(std::move(*resampled));
        heard = moved->view();
    }
    auto coded = codec == AudioCodec::Opus ? encode_opus(job, heard, wish.quality)
                                           : encode_vorbis(job, heard, wish.quality);
    if (!coded && coded.code() != Code::Unsupported) return coded.status();
    if (!coded) {
        job.report(Severity::Note, Code::Ok,
                   "audio_encode: 16-bit PCM takes its place (" + coded.error().text + ")");
        return encoding.to_pcm(wish.dither);
    }
    // Headers outweigh what is saved on the shortest sounds.
    if (coded->size() >= sound->frames() * sound->channels() * 2) return encoding.to_pcm(wish.dither);
    return encoding.to_coded(heard, codec, *coded);
}

}  // namespace sinter
