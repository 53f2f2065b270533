// SPDX-License-Identifier: Apache-2.0
#include "project_sounds_synth.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace sinter::samples {
namespace {

constexpr double Turn = 2 * std::numbers::pi;

/// White noise, -1 to 1.
class Noise {
  public:
    explicit Noise(std::uint32_t seed) : state_(seed) {}
    double next() {
        state_ ^= state_ << 13;
        state_ ^= state_ >> 17;
        state_ ^= state_ << 5;
        return static_cast<double>(state_) / 2147483648.0 - 1;
    }

  private:
    std::uint32_t state_;
};

/// A resonance with two poles, of unit gain at its peak: a formant, or the colour of a noise.
class Resonance {
  public:
    void tune(double frequency, double bandwidth, double rate) {
        const double radius = std::exp(-std::numbers::pi * bandwidth / rate);
        a_ = 2 * radius * std::cos(Turn * frequency / rate);
        b_ = -radius * radius;
        gain_ = (1 - radius) *
                std::sqrt(1 - 2 * radius * std::cos(2 * Turn * frequency / rate) + radius * radius);
    }
    double run(double in) {
        const double out = gain_ * in + a_ * before_ + b_ * earlier_;
        earlier_ = before_;
        before_ = out;
        return out;
    }

  private:
    double a_ = 0, b_ = 0, gain_ = 0, before_ = 0, earlier_ = 0;
};

Sound empty(std::uint32_t channels, std::uint32_t rate, double seconds) {
    return {channels, rate, std::vector<float>(static_cast<std::size_t>(seconds * rate) * channels)};
}

/// Short slopes at both ends, so that nothing clicks.
void soften(Sound& sound, double seconds) {
    const auto slope = static_cast<std::size_t>(seconds * sound.rate);
    for (std::size_t i = 0; i < slope; ++i)
        for (std::size_t c = 0; c < sound.channels; ++c) {
            const auto part = static_cast<float>(i) / static_cast<float>(slope);
            sound.samples[i * sound.channels + c] *= part;
            sound.samples[(sound.frames() - 1 - i) * sound.channels + c] *= part;
        }
}

/// Takes the mean out of each channel.
void centre(Sound& sound) {
    for (std::size_t c = 0; c < sound.channels; ++c) {
        double sum = 0;
        for (std::size_t i = 0; i < sound.frames(); ++i) sum += sound.samples[i * sound.channels + c];
        const auto mean = static_cast<float>(sum / static_cast<double>(sound.frames()));
        for (std::size_t i = 0; i < sound.frames(); ++i) sound.samples[i * sound.channels + c] -= mean;
    }
}

void normalise(Sound& sound, float peak) {
    float most = 0;
    for (const float sample : sound.samples) most = std::max(most, std::fabs(sample));
    for (auto& sample : sound.samples) sample *= peak / most;
}

/// A plucked string (Karplus and Strong, 1983), added to both channels.
void pluck(Sound& sound, double at, double frequency, double level, double pan, std::uint32_t seed) {
    const double rate = sound.rate;
    std::vector<double> string(static_cast<std::size_t>(rate / frequency));
    Noise noise{seed};
    double smooth = 0;
    double sum = 0;
    for (auto& value : string) sum += value = smooth = 0.5 * smooth + 0.5 * noise.next();
    // A string with a mean would ring at 0 Hz.
    for (auto& value : string) value -= sum / static_cast<double>(string.size());
    const auto begin = static_cast<std::size_t>(at * rate);
    for (std::size_t i = begin, k = 0; i < sound.frames() && i < begin + static_cast<std::size_t>(2.5 * rate);
         ++i) {
        const double value = string[k];
        const auto next = (k + 1) % string.size();
        string[k] = 0.4985 * (string[k] + string[next]);
        k = next;
        sound.samples[2 * i] += static_cast<float>(value * level * (1 - pan));
        sound.samples[2 * i + 1] += static_cast<float>(value * level * pan);
    }
}

double note(int semitones_above_a) {
    return 440 * std::pow(2.0, semitones_above_a / 12.0);
}

constexpr double BeatSeconds = 0.375;

}  // namespace

Sound coin() {
    Sound out = empty(1, 44100, 0.9);
    for (std::size_t i = 0; i < out.frames(); ++i) {
        const double t = static_cast<double>(i) / out.rate;
        const double since = t < 0.08 ? t : t - 0.08, frequency = t < 0.08 ? note(14) : note(19);
        double value = 0;
        for (int k = 1; k <= 7; k += 2)
            value += std::sin(Turn * frequency * k * since) / (k * k) * std::exp(-since * (4 + 3 * k));
        out.samples[i] = static_cast<float>(value);
    }
    soften(out, 0.002);
    normalise(out, 0.7F);
    return out;
}

Sound laser() {
    Sound out = empty(2, 48000, 0.6);
    double phase = 0;
    for (std::size_t i = 0; i < out.frames(); ++i) {
        const double t = static_cast<double>(i) / out.rate, part = t / 0.6;
        phase += (180 + 2400 * std::exp(-t * 9)) / out.rate;
        const double value = (std::sin(Turn * phase) + 0.35 * std::sin(2 * Turn * phase)) * std::exp(-t * 5);
        out.samples[2 * i] = static_cast<float>(value * std::sqrt(1 - part));
        out.samples[2 * i + 1] = static_cast<float>(value * std::sqrt(part));
    }
    soften(out, 0.003);
    normalise(out, 0.8F);
    return out;
}

Sound footstep() {
    Sound out = empty(1, 44100, 0.35);
    Noise noise{77};
    Resonance body, grit;
    body.tune(110, 60, out.rate);
    grit.tune(2600, 1800, out.rate);
    for (std::size_t i = 0; i < out.frames(); ++i) {
        const double t = static_cast<double>(i) / out.rate, white = noise.next();
        const double thud = body.run(white) * std::exp(-t * 28) * 6;
        const double late = std::max(0.0, t - 0.035);
        const double gravel =
            grit.run(noise.next() > 0.75 ? white : 0) * (1 - std::exp(-late * 200)) * std::exp(-late * 22);
        out.samples[i] = static_cast<float>(thud + gravel);
    }
    soften(out, 0.002);
    normalise(out, 0.75F);
    return out;
}

Sound wind() {
    constexpr double Seconds = 6, Overlap = 1;
    Sound longer = empty(2, 48000, Seconds + Overlap);
    for (std::size_t c = 0; c < 2; ++c) {
        Noise noise{static_cast<std::uint32_t>(1234 + c)};
        Resonance low, high;
        for (std::size_t i = 0; i < longer.frames(); ++i) {
            // The gusts have a whole number of periods in the loop.
            const double turn = Turn * static_cast<double>(i) / longer.rate / Seconds;
            if (i % 32 == 0) {
                low.tune(300 + 120 * std::sin(2 * turn + static_cast<double>(c)), 160, longer.rate);
                high.tune(900 + 400 * std::sin(3 * turn), 500, longer.rate);
            }
            const double white = noise.next(), gust = 0.65 + 0.35 * std::sin(turn * 2);
            longer.samples[2 * i + c] =
                static_cast<float>((low.run(white) * 2 + 0.5 * high.run(white)) * gust);
        }
    }
    // What lies behind the end fades over into the begin, with constant power.
    Sound out = empty(2, 48000, Seconds);
    const auto overlap = static_cast<std::size_t>(Overlap * out.rate);
    for (std::size_t i = 0; i < out.frames(); ++i)
        for (std::size_t c = 0; c < 2; ++c) {
            const float here = longer.samples[2 * i + c];
            if (i >= overlap) {
                out.samples[2 * i + c] = here;
                continue;
            }
            const double part = static_cast<double>(i) / static_cast<double>(overlap);
            const float behind = longer.samples[2 * (i + out.frames()) + c];
            out.samples[2 * i + c] =
                here * static_cast<float>(std::sqrt(part)) + behind * static_cast<float>(std::sqrt(1 - part));
        }
    normalise(out, 0.5F);
    return out;
}

std::uint32_t tune_bar_frames() {
    return static_cast<std::uint32_t>(8 * BeatSeconds / 2 * 44100);
}

Sound tune() {
    // Steps above A4; eight eighths a bar.
    constexpr std::array<std::array<int, 8>, 4> melody{{{3, 7, 10, 7, 3, 7, 10, 15},
                                                        {0, 3, 8, 3, 0, 3, 8, 12},
                                                        {1, 5, 8, 5, 1, 5, 8, 13},
                                                        {-2, 2, 5, 10, 8, 5, 2, -2}}};
    constexpr std::array<int, 4> bass{-21, -25, -28, -26};
    Sound out = empty(2, 44100, TuneBars * 8 * BeatSeconds / 2);
    for (std::uint32_t bar = 0; bar < TuneBars; ++bar)
        for (std::size_t i = 0; i < 8; ++i) {
            const double at = (bar * 8 + static_cast<double>(i)) * BeatSeconds / 2;
            const auto seed = static_cast<std::uint32_t>(bar * 8 + i + 1);
            pluck(out, at, note(melody[bar % 4][i]), 0.5, i % 2 == 0 ? 0.35 : 0.65, seed);
            if (i % 4 == 0) pluck(out, at, note(bass[bar % 4]), 0.8, 0.5, seed + 100);
        }
    soften(out, 0.004);
    normalise(out, 0.7F);
    return out;
}

Sound vowels() {
    // First three formants of a, e, i, o, u, Hz.
    constexpr std::array<std::array<double, 3>, 5> formants{
        {{730, 1090, 2440}, {530, 1840, 2480}, {270, 2290, 3010}, {570, 840, 2410}, {300, 870, 2240}}};
    constexpr double Each = 0.5;
    Sound out = empty(1, 48000, Each * 5);
    std::array<Resonance, 3> tract;
    double phase = 0;
    for (std::size_t i = 0; i < out.frames(); ++i) {
        const double t = static_cast<double>(i) / out.rate, at = t / Each;
        const auto from = std::min<std::size_t>(static_cast<std::size_t>(at), 4),
                   to = std::min<std::size_t>(from + 1, 4);
        const double into = std::clamp((at - static_cast<double>(from) - 0.6) / 0.4, 0.0, 1.0);
        for (std::size_t k = 0; k < 3 && i % 16 == 0; ++k)
            tract[k].tune(formants[from][k] * (1 - into) + formants[to][k] * into,
                          70 + 40 * static_cast<double>(k), out.rate);
        phase += (140 + 3 * std::sin(Turn * 5.5 * t) - 12 * t) / out.rate;
        phase -= std::floor(phase);
        // The pulse of the glottis: opens slowly, closes fast.
        const double pulse = phase < 0.6 ? phase * phase * (0.6 - phase) * 12 - 0.12 : -0.12;
        out.samples[i] =
            static_cast<float>(tract[0].run(pulse) + 0.6 * tract[1].run(pulse) + 0.3 * tract[2].run(pulse));
    }
    centre(out);
    soften(out, 0.03);
    normalise(out, 0.6F);
    return out;
}

}  // namespace sinter::samples
