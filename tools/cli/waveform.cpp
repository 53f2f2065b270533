// SPDX-License-Identifier: Apache-2.0
#include "waveform.hpp"

#include <cmath>

#include "sound_decoder.hpp"

namespace sinter::cli {
namespace {

/// Gathers what falls into a column.
struct Gathered {
    float low = 0, high = 0;
    double squares = 0;
    std::uint64_t count = 0;

    void add(float value) {
        low = count == 0 ? value : std::min(low, value);
        high = count == 0 ? value : std::max(high, value);
        squares += static_cast<double>(value) * static_cast<double>(value);
        ++count;
    }
    [[nodiscard]] WaveformColumn column() const {
        return {low, high,
                count == 0 ? 0 : static_cast<float>(std::sqrt(squares / static_cast<double>(count)))};
    }
};

std::vector<WaveformColumn> from_peaks(const Audio& sound, std::uint32_t columns) {
    std::vector<WaveformColumn> out;
    for (std::uint32_t c = 0; c < sound.channels(); ++c)
        for (std::uint32_t x = 0; x < columns; ++x) {
            const std::uint64_t windows = sound.peak_count();
            const auto first = static_cast<std::uint32_t>(windows * x / columns);
            const auto last = std::max(first + 1, static_cast<std::uint32_t>(windows * (x + 1) / columns));
            WaveformColumn column;
            double squares = 0;
            for (auto w = first; w < last && w < windows; ++w) {
                const auto peak = sound.peak(w, c);
                column.low = std::min(column.low, static_cast<float>(peak.low) / 32767);
                column.high = std::max(column.high, static_cast<float>(peak.high) / 32767);
                squares += static_cast<double>(peak.rms) / 32767 * static_cast<double>(peak.rms) / 32767;
            }
            column.rms = static_cast<float>(std::sqrt(squares / (last - first)));
            out.push_back(column);
        }
    return out;
}

/// Few samples: each column shows the straight line between those beside it.
std::vector<WaveformColumn> from_few(const std::vector<float>& samples, std::uint32_t channels,
                                     std::uint32_t columns) {
    std::vector<WaveformColumn> out;
    const std::size_t frames = samples.size() / channels;
    for (std::uint32_t c = 0; c < channels; ++c) {
        const auto at = [&](double frame) {
            const auto first = std::min(static_cast<std::size_t>(frame), frames - 1);
            const auto next = std::min(first + 1, frames - 1);
            const auto part = static_cast<float>(std::min(frame - static_cast<double>(first), 1.0));
            return samples[first * channels + c] * (1 - part) + samples[next * channels + c] * part;
        };
        for (std::uint32_t x = 0; x < columns; ++x) {
            const double step = static_cast<double>(frames) / columns, begin = x * step;
            const float a = at(begin), b = at(begin + step);
            out.push_back({std::min(a, b), std::max(a, b), std::fabs(a + b) / 2});
        }
    }
    return out;
}

}  // namespace

Result<std::vector<WaveformColumn>> waveform_of(const Audio& sound, std::uint32_t columns) {
    constexpr std::uint64_t MostSamples = std::uint64_t{1} << 26;
    const auto channels = sound.channels();
    if (sound.frames() == 0) return std::vector<WaveformColumn>(std::size_t{columns} * channels);
    if (sound.frames() > MostSamples / channels && sound.peak_count() != 0) return from_peaks(sound, columns);

    auto decoder = SoundDecoder::make(sound);
    if (!decoder) return std::move(decoder).error();
    const bool few = sound.frames() < std::uint64_t{columns} * 2;
    std::vector<float> all;
    std::vector<Gathered> gathered(std::size_t{columns} * channels);
    std::uint64_t frame = 0;
    for (std::uint32_t i = 0; i < sound.block_count(); ++i) {
        const auto samples = decoder->block(i);
        if (!samples) return samples.error();
        if (few) all.insert(all.end(), (*samples).begin(), (*samples).end());
        for (std::size_t k = 0; k < (*samples).size(); k += channels, ++frame) {
            const auto x = static_cast<std::size_t>(static_cast<double>(frame) * columns /
                                                    static_cast<double>(sound.frames()));
            for (std::uint32_t c = 0; c < channels; ++c) {
                const float value = (*samples)[k + c];
                gathered[c * std::size_t{columns} + std::min<std::size_t>(x, columns - 1)].add(
                    std::isfinite(value) ? value : 0.0F);
            }
        }
    }
    if (few) {
        for (auto& value : all)
            if (!std::isfinite(value)) value = 0;
        return from_few(all, channels, columns);
    }
    std::vector<WaveformColumn> out;
    for (const auto& column : gathered) out.push_back(column.column());
    return out;
}

}  // namespace sinter::cli
