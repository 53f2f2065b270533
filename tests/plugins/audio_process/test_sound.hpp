// SPDX-License-Identifier: Apache-2.0
// TestSound: a sound asset in memory, of samples that a test writes down.
#pragma once

#include <cmath>
#include <numbers>
#include <vector>

#include <sinter/audio.hpp>

namespace sinter::test {

/// One block, interleaved. Keep it where it is while its asset is used.
class TestSound {
  public:
    TestSound(std::uint32_t channels, std::uint32_t rate, const std::vector<float>& samples)
        : TestSound(channels, rate, AudioCodec::F32, 0, bytes_of(samples)) {}
    TestSound(std::uint32_t channels, std::uint32_t rate, const std::vector<std::int16_t>& samples)
        : TestSound(channels, rate, AudioCodec::S16, 16, bytes_of(samples)) {}
    TestSound(std::uint32_t channels, std::uint32_t rate, AudioCodec codec, std::uint32_t bits,
              std::vector<std::uint8_t> bytes)
        : bytes_(std::move(bytes)) {
        row_.channels = channels;
        row_.channel_mask = usual_channel_mask(channels);
        row_.sample_rate = row_.source_rate = rate;
        row_.codec = static_cast<std::uint32_t>(codec);
        row_.bits = bits;
        row_.frames = bytes_.size() / (std::size_t{channels} * sample_bytes(codec));
        block_.frames = static_cast<std::uint32_t>(row_.frames);
        block_.size = bytes_.size();
    }
    TestSound(const TestSound&) = delete;
    TestSound& operator=(const TestSound&) = delete;

    void loop(std::uint64_t start, std::uint64_t end) {
        row_.loop_mode = SINTER_AUDIO_LOOP_FORWARD;
        row_.loop_start = start;
        row_.loop_end = end;
    }
    sinter_audio_row& row() { return row_; }
    std::vector<sinter_audio_cue_row>& cues() { return cues_; }
    const sinter_asset& asset() {
        const auto table = [](std::uint32_t tag, const auto* rows, std::size_t count) {
            return sinter_table{tag, SINTER_AUDIO_VERSION, sizeof *rows, static_cast<std::uint32_t>(count),
                                reinterpret_cast<const std::uint8_t*>(rows)};
        };
        tables_ = {table(SINTER_AUDIO_TABLE, &row_, 1),
                   table(SINTER_AUDIO_BLOCK_TABLE, &block_, row_.frames == 0 ? 0 : 1)};
        if (!cues_.empty()) tables_.push_back(table(SINTER_AUDIO_CUE_TABLE, cues_.data(), cues_.size()));
        chunk_ = {SINTER_AUDIO_CHUNK, 64, {bytes_.data(), bytes_.size()}};
        asset_ = {SINTER_AUDIO, static_cast<std::uint32_t>(tables_.size()), 1, 0, tables_.data(), &chunk_,
                  nullptr};
        return asset_;
    }

  private:
    template <class T>
    static std::vector<std::uint8_t> bytes_of(const std::vector<T>& samples) {
        const auto* begin = reinterpret_cast<const std::uint8_t*>(samples.data());
        return {begin, begin + samples.size() * sizeof(T)};
    }
    std::vector<std::uint8_t> bytes_;
    sinter_audio_row row_{};
    sinter_audio_block_row block_{};
    std::vector<sinter_audio_cue_row> cues_;
    std::vector<sinter_table> tables_;
    sinter_chunk chunk_{};
    sinter_asset asset_{};
};

/// `seconds` of a sine of `frequency` Hz at `peak` of full scale, the same in all channels.
inline std::vector<float> sine(std::uint32_t channels, std::uint32_t rate, double seconds, double frequency,
                               double peak) {
    std::vector<float> out;
    const auto frames = static_cast<std::size_t>(seconds * rate + 0.5);
    for (std::size_t i = 0; i < frames; ++i)
        out.insert(out.end(), channels,
                   static_cast<float>(
                       peak * std::sin(2 * std::numbers::pi * frequency * static_cast<double>(i) / rate)));
    return out;
}

/// The samples of a sound that is not coded.
inline std::vector<float> samples_of(const Audio& sound) {
    std::vector<float> out(static_cast<std::size_t>(sound.frames()) * sound.channels());
    std::size_t at = 0;
    for (std::uint32_t i = 0; i < sound.block_count(); ++i) {
        const std::size_t count = std::size_t{sound.block(i).frames} * sound.channels();
        to_float(sound.bytes(i), sound.codec(), std::span{out}.subspan(at, count));
        at += count;
    }
    return out;
}

}  // namespace sinter::test
