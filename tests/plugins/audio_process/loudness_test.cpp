// SPDX-License-Identifier: Apache-2.0
// The signals and the figures they must give are those of EBU Tech 3341 (2016), table 1, and Tech 3342,
// table 1.
#include <boost/test/unit_test.hpp>

#include "support/plugin_runner.hpp"
#include "test_sound.hpp"

using namespace sinter;
using namespace sinter::test;

namespace {

const PluginRunner& plugin() {
    static const PluginRunner runner{SINTER_PLUGIN};
    return runner;
}

double ratio(double decibels) {
    return std::pow(10, decibels / 20);
}

/// A stereo sine of 1 kHz in parts of (seconds, dBFS).
std::vector<float> tones(const std::vector<std::pair<double, double>>& parts) {
    std::vector<float> out;
    for (const auto& [seconds, level] : parts) {
        const auto part = sine(2, 48000, seconds, 1000, ratio(level));
        out.insert(out.end(), part.begin(), part.end());
    }
    return out;
}

sinter_audio_row measured(TestSound& sound, Values settings = {}) {
    const auto result = plugin().process("audio_loudness", sound.asset(), {.settings = std::move(settings)});
    const Audio out{product_of(result).view()};
    BOOST_TEST(out.valid());
    BOOST_TEST((out.row().flags & SINTER_AUDIO_MEASURED) != 0U);
    return out.row();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(audio_loudness)

BOOST_AUTO_TEST_CASE(signals_of_tech_3341_have_their_loudness) {
    const struct {
        std::vector<std::pair<double, double>> parts;
        double lufs;
    } signals[] = {
        {{{20, -23}}, -23},
        {{{20, -33}}, -33},
        {{{10, -36}, {60, -23}, {10, -36}}, -23},
        {{{10, -72}, {10, -36}, {60, -23}, {10, -36}, {10, -72}}, -23},
        {{{20, -26}, {20.1, -20}, {20, -26}}, -23},
    };
    for (const auto& signal : signals) {
        TestSound sound{2, 48000, tones(signal.parts)};
        BOOST_TEST(std::fabs(static_cast<double>(measured(sound).loudness) - signal.lufs) <= 0.1);
    }
}

// Case 6: 5.0 with -28 dBFS in L and R, -24 in C, -30 in the surrounds.
BOOST_AUTO_TEST_CASE(surrounds_weigh_more) {
    const double levels[] = {-28, -28, -24, -200, -30, -30};
    std::vector<float> samples;
    for (std::size_t i = 0; i < 20 * 48000; ++i)
        for (const double level : levels)
            samples.push_back(
                level < -100 ? 0.0F
                             : static_cast<float>(ratio(level) * std::sin(2 * std::numbers::pi * 1000 *
                                                                          static_cast<double>(i) / 48000)));
    TestSound sound{6, 48000, samples};
    BOOST_TEST(std::fabs(static_cast<double>(measured(sound).loudness) + 23) <= 0.1);
}

BOOST_AUTO_TEST_CASE(signals_of_tech_3342_have_their_range) {
    TestSound ten{2, 48000, tones({{20, -20}, {20, -30}})}, five{2, 48000, tones({{20, -20}, {20, -15}})};
    BOOST_TEST(std::fabs(static_cast<double>(measured(ten).loudness_range) - 10) <= 1);
    BOOST_TEST(std::fabs(static_cast<double>(measured(five).loudness_range) - 5) <= 1);
}

// Case 15: a sine of a quarter of the rate at 45 degrees, whose samples stay 3 dB below its peak of -6 dBTP.
BOOST_AUTO_TEST_CASE(true_peaks_between_samples_are_seen) {
    std::vector<float> samples;
    for (std::size_t i = 0; i < 48000; ++i)
        samples.push_back(static_cast<float>(
            0.5 * std::sin(std::numbers::pi / 2 * static_cast<double>(i) + std::numbers::pi / 4)));
    TestSound sound{1, 48000, samples};
    const auto row = measured(sound);
    BOOST_TEST(std::fabs(static_cast<double>(row.sample_peak) - 0.5 * std::sqrt(0.5)) < 1e-6);
    BOOST_TEST(static_cast<double>(row.true_peak) <= -6.02 + 0.2);
    BOOST_TEST(static_cast<double>(row.true_peak) >= -6.02 - 0.4);
}

BOOST_AUTO_TEST_CASE(the_target_is_reached_and_recorded) {
    TestSound sound{2, 48000, tones({{5, -33}})};
    const auto row = measured(sound, {{"target_lufs", -23.0}});
    BOOST_TEST(std::fabs(static_cast<double>(row.loudness) + 23) < 0.01);
    BOOST_TEST(std::fabs(static_cast<double>(row.gain) - 10) < 0.1);
    BOOST_TEST(std::fabs(static_cast<double>(row.sample_peak) - ratio(-23)) < 0.002);
}

BOOST_AUTO_TEST_CASE(the_true_peak_limits_the_gain) {
    TestSound sound{2, 48000, tones({{5, -10}})};
    const auto row = measured(sound, {{"target_lufs", -1.0}, {"true_peak_limit", -3.0}});
    BOOST_TEST(std::fabs(static_cast<double>(row.true_peak) + 3) < 0.05);
    BOOST_TEST(std::fabs(static_cast<double>(row.gain) - 7) < 0.1);
}

BOOST_AUTO_TEST_CASE(measuring_alone_leaves_samples_exact) {
    std::vector<std::int16_t> samples;
    for (int i = 0; i < 48000; ++i) samples.push_back(static_cast<std::int16_t>(i * 7919 % 65536 - 32768));
    TestSound sound{1, 48000, samples};
    const auto result = plugin().process("audio_loudness", sound.asset());
    const Audio out{product_of(result).view()};
    BOOST_TEST((out.codec() == AudioCodec::S16));
    BOOST_TEST((samples_of(out) == samples_of(Audio{AssetView{sound.asset()}})));
}

BOOST_AUTO_TEST_CASE(silence_has_no_loudness_and_gets_no_gain) {
    TestSound sound{1, 48000, std::vector<float>(48000, 0.0F)};
    const auto row = measured(sound, {{"target_lufs", -23.0}});
    BOOST_TEST(row.loudness == -120.0F);
    BOOST_TEST(row.true_peak == -120.0F);
    BOOST_TEST(row.gain == 0.0F);
}

BOOST_AUTO_TEST_SUITE_END()
