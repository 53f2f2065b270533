// SPDX-License-Identifier: Apache-2.0
// What a plugin that makes sounds adds to its job: a new sound, appended piece by piece, with its peaks.
#pragma once

#include <cmath>
#include <vector>

#include <sinter/audio.hpp>
#include <sinter/plugin.hpp>

namespace sinter {

/// Frames of a block: a second, no fewer than 8000, and no more than 16 MiB of samples.
constexpr std::uint32_t audio_block_frames(std::uint32_t sample_rate, std::uint32_t frame_bytes) noexcept {
    return std::max(1u, std::min(std::max(sample_rate, 8000u), (16u << 20) / std::max(frame_bytes, 1u)));
}
/// No sound has more blocks: about 17 hours.
inline constexpr std::size_t MaxAudioBlocks = 61440;

/// The peak table of a sound that is heard once, from its begin to its end.
class PeakMeter {
  public:
    explicit PeakMeter(std::uint32_t channels) : channels_(channels), now_(channels) {}

    /// Whole frames, interleaved. What is no number counts as silence.
    void add(std::span<const float> samples) {
        for (std::size_t i = 0; i < samples.size();) {
            for (auto& window : now_) {
                const float value = std::isfinite(samples[i]) ? samples[i] : 0.0F;
                window.low = filled_ == 0 ? value : std::min(window.low, value);
                window.high = filled_ == 0 ? value : std::max(window.high, value);
                window.squares += static_cast<double>(value) * static_cast<double>(value);
                ++i;
            }
            if (++filled_ == frames_) close();
        }
    }
    /// Largest magnitude so far.
    [[nodiscard]] float peak() const {
        float most = 0;
        for (const auto* list : {&windows_, &now_})
            for (const auto& window : *list) most = std::max({most, -window.low, window.high});
        return most;
    }
    /// Writes the table; returns the frames of a window, 0 when nothing was heard.
    Result<std::uint32_t> write(Output& output) {
        const auto last = filled_;
        if (filled_ != 0) windows_.insert(windows_.end(), now_.begin(), now_.end());
        if (windows_.empty()) return std::uint32_t{0};
        auto rows = output.add_table<sinter_audio_peak_row>(SINTER_AUDIO_PEAK_TABLE, SINTER_AUDIO_VERSION,
                                                            static_cast<std::uint32_t>(windows_.size()));
        if (!rows) return std::move(rows).error();
        const auto scaled = [](double value) {
            return static_cast<std::int16_t>(std::clamp(value, -1.0, 1.0) * 32767 + (value < 0 ? -0.5 : 0.5));
        };
        for (std::size_t i = 0; i < windows_.size(); ++i) {
            const auto& window = windows_[i];
            const bool is_last = last != 0 && i + channels_ >= windows_.size();
            const double mean = window.squares / (is_last ? last : frames_);
            (*rows)[i] = {scaled(static_cast<double>(window.low)), scaled(static_cast<double>(window.high)),
                          static_cast<std::uint16_t>(scaled(std::sqrt(mean))), 0};
        }
        return frames_;
    }

  private:
    struct Window {
        float low = 0, high = 0;
        double squares = 0;
    };
    static constexpr std::size_t MostWindows = 16384;

    void close() {
        windows_.insert(windows_.end(), now_.begin(), now_.end());
        now_.assign(channels_, {});
        filled_ = 0;
        if (windows_.size() / channels_ < MostWindows) return;
        // Twice as long a window, half as many.
        for (std::size_t i = 0; i < MostWindows / 2; ++i)
            for (std::size_t c = 0; c < channels_; ++c) {
                const auto &a = windows_[2 * i * channels_ + c], &b = windows_[(2 * i + 1) * channels_ + c];
                windows_[i * channels_ + c] = {std::min(a.low, b.low), std::max(a.high, b.high),
                                               a.squares + b.squares};
            }
        windows_.resize(MostWindows / 2 * channels_);
        frames_ *= 2;
    }

    std::size_t channels_;
    std::vector<Window> now_, windows_;
    std::uint32_t frames_ = 256, filled_ = 0;
};

/// Cue points and tags on their way to their tables.
class AudioTexts {
  public:
    void add_cue(std::uint64_t frame, std::uint64_t length, std::string_view name) {
        if (cues_.size() >= MostRows || !fits(name.size())) return;
        cues_.push_back({frame, length, add(name), static_cast<std::uint32_t>(name.size())});
    }
    /// `key` becomes upper case.
    void add_tag(std::string_view key, std::string_view value) {
        if (tags_.size() >= MostRows || !fits(key.size() + value.size())) return;
        std::string upper{key};
        for (auto& c : upper)
            if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        const auto key_offset = add(upper), value_offset = add(value);
        tags_.push_back({key_offset, static_cast<std::uint32_t>(key.size()), value_offset,
                         static_cast<std::uint32_t>(value.size())});
    }
    /// Cues are moved into a sound of `frames` frames.
    Status write(Output& output, std::uint64_t frames) {
        for (auto& cue : cues_) {
            cue.frame = std::min(cue.frame, frames);
            cue.length = std::min(cue.length, frames - cue.frame);
        }
        if (auto done = write_rows(output, SINTER_AUDIO_CUE_TABLE, cues_); !done) return done;
        if (auto done = write_rows(output, SINTER_AUDIO_TAG_TABLE, tags_); !done) return done;
        return write_rows(output, SINTER_STRING_TABLE, text_);
    }

  private:
    static constexpr std::size_t MostRows = 4096, MostBytes = 1u << 20;
    [[nodiscard]] bool fits(std::size_t size) const {
        return size <= MostBytes && text_.size() <= MostBytes - size;
    }
    std::uint32_t add(std::string_view text) {
        const auto at = static_cast<std::uint32_t>(text_.size());
        text_.insert(text_.end(), text.begin(), text.end());
        return at;
    }
    template <class Row>
    static Status write_rows(Output& output, std::uint32_t tag, const std::vector<Row>& list) {
        if (list.empty()) return {};
        auto rows = output.add_table<Row>(tag, SINTER_AUDIO_VERSION, static_cast<std::uint32_t>(list.size()));
        if (!rows) return rows.status();
        std::copy(list.begin(), list.end(), rows->begin());
        return {};
    }

    std::vector<sinter_audio_cue_row> cues_;
    std::vector<sinter_audio_tag_row> tags_;
    std::vector<std::uint8_t> text_;
};

/// A sound being made. Uncompressed: `append` any number of frames, `finish`. Coded: `append_coded` block by
/// block.
class NewAudio {
  public:
    /// `row` says what it will be; frames and what is counted while writing are filled in. Channels 1..64,
    /// sample rate 1..2^20.
    NewAudio(Output output, const sinter_audio_row& row)
        : output_(output),
          row_(row),
          meter_(row.channels),
          block_frames_(audio_block_frames(row.sample_rate, frame_bytes())) {
        row_.frames = 0;
    }

    /// Whole frames, interleaved, in the row's codec. Errors: OutOfMemory, TooLarge.
    Status append(std::span<const std::uint8_t> bytes) {
        while (!bytes.empty()) {
            const auto room = std::size_t{block_frames_} * frame_bytes() - pending_.size();
            const auto piece = bytes.first(std::min(room, bytes.size()));
            pending_.insert(pending_.end(), piece.begin(), piece.end());
            bytes = bytes.subspan(piece.size());
            if (pending_.size() == std::size_t{block_frames_} * frame_bytes())
                if (auto done = flush(); !done) return done;
        }
        return {};
    }
    /// Whole frames; the row's codec is F32.
    Status append(std::span<const float> samples) {
        return append({reinterpret_cast<const std::uint8_t*>(samples.data()), samples.size_bytes()});
    }
    /// Frames that are there so far.
    [[nodiscard]] std::uint64_t frames() const {
        return row_.frames + pending_.size() / std::max(1u, frame_bytes());
    }

    /// A block of packets; `frames`, `skip` and `repeated` as in sinter_audio_block_row.
    Status append_coded(std::span<const std::vector<std::uint8_t>> packets, std::uint32_t frames,
                        std::uint32_t skip, std::uint32_t repeated) {
        std::uint64_t size = 0;
        for (const auto& packet : packets) size += 4 + packet.size();
        auto chunk = add_block(frames, size);
        if (!chunk) return chunk.status();
        auto& block = blocks_.back();
        block.skip_frames = skip;
        block.packets = static_cast<std::uint32_t>(packets.size());
        block.repeated_packets = repeated;
        write_packets(packets, *chunk);
        return {};
    }
    Status set_setup(std::span<const std::vector<std::uint8_t>> packets) {
        std::uint64_t size = 0;
        for (const auto& packet : packets) size += 4 + packet.size();
        if (size > (1u << 26)) return {Code::TooLarge, "audio: headers of over 64 MiB"};
        auto bytes = output_.add_table<std::uint8_t>(SINTER_AUDIO_SETUP_TABLE, SINTER_AUDIO_VERSION,
                                                     static_cast<std::uint32_t>(size));
        if (!bytes) return bytes.status();
        row_.setup_packets = static_cast<std::uint32_t>(packets.size());
        write_packets(packets, *bytes);
        return {};
    }
    /// What a coded sound sounded like before: instead of append's own listening.
    PeakMeter& meter() { return meter_; }
    [[nodiscard]] sinter_audio_row& row() { return row_; }
    [[nodiscard]] Output& output() { return output_; }

    /// Writes the tables; then emit `output()`. A loop that does not fit is dropped.
    Status finish() {
        if (auto done = flush(); !done) return done;
        row_.loop_end = std::min(row_.loop_end, row_.frames);
        if (row_.loop_start >= row_.loop_end || row_.loop_mode == SINTER_AUDIO_LOOP_NONE)
            row_.loop_mode = SINTER_AUDIO_LOOP_NONE, row_.loop_start = row_.loop_end = 0, row_.loop_count = 0;
        row_.sample_peak = meter_.peak();
        auto window = meter_.write(output_);
        if (!window) return window.status();
        row_.peak_frames = *window;
        auto rows = output_.add_table<sinter_audio_row>(SINTER_AUDIO_TABLE, SINTER_AUDIO_VERSION, 1);
        if (!rows) return rows.status();
        (*rows)[0] = row_;
        auto blocks = output_.add_table<sinter_audio_block_row>(
            SINTER_AUDIO_BLOCK_TABLE, SINTER_AUDIO_VERSION, static_cast<std::uint32_t>(blocks_.size()));
        if (!blocks) return blocks.status();
        std::copy(blocks_.begin(), blocks_.end(), blocks->begin());
        return {};
    }

  private:
    [[nodiscard]] std::uint32_t frame_bytes() const {
        return sample_bytes(static_cast<AudioCodec>(row_.codec)) * row_.channels;
    }
    Result<std::span<std::uint8_t>> add_block(std::uint32_t frames, std::uint64_t size) {
        if (blocks_.size() >= MaxAudioBlocks)
            return {Code::TooLarge,
                    "audio: longer than " + std::to_string(MaxAudioBlocks) + " blocks of a second"};
        auto chunk = output_.add_chunk(SINTER_AUDIO_CHUNK, size, 64);
        if (!chunk) return chunk;
        sinter_audio_block_row block{};
        block.first_frame = row_.frames;
        block.frames = frames;
        block.chunk = static_cast<std::uint32_t>(blocks_.size());
        block.size = size;
        blocks_.push_back(block);
        row_.frames += frames;
        return chunk;
    }
    Status flush() {
        if (pending_.empty()) return {};
        const auto frames = static_cast<std::uint32_t>(pending_.size() / frame_bytes());
        auto chunk = add_block(frames, pending_.size());
        if (!chunk) return chunk.status();
        std::copy(pending_.begin(), pending_.end(), chunk->begin());
        constexpr std::size_t Piece = 1024;
        std::vector<float> samples(Piece * row_.channels);
        for (std::size_t at = 0; at < frames; at += Piece) {
            const auto count = std::min<std::size_t>(Piece, frames - at);
            const std::span<float> some{samples.data(), count * row_.channels};
            to_float({pending_.data() + at * frame_bytes(), count * frame_bytes()},
                     static_cast<AudioCodec>(row_.codec), some);
            meter_.add(some);
        }
        pending_.clear();
        return {};
    }
    static void write_packets(std::span<const std::vector<std::uint8_t>> packets,
                              std::span<std::uint8_t> out) {
        auto* at = out.data();
        for (const auto& packet : packets) {
            const auto size = static_cast<std::uint32_t>(packet.size());
            std::memcpy(at, &size, 4);
            at += 4;
        }
        for (const auto& packet : packets) at = std::copy(packet.begin(), packet.end(), at);
    }

    Output output_;
    sinter_audio_row row_;
    PeakMeter meter_;
    std::uint32_t block_frames_;
    std::vector<std::uint8_t> pending_;
    std::vector<sinter_audio_block_row> blocks_;
};

}  // namespace sinter
