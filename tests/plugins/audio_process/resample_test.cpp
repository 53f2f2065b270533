// SPDX-License-Identifier: Apache-2.0
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

JobResult resampled(TestSound& sound, std::int64_t rate, unsigned threads = 1) {
    return plugin().process("audio_resample", sound.asset(),
                            {.settings = {{"rate", rate}}, .threads = threads});
}

/// Largest difference to a sine of that frequency and phase 0, away from the ends.
double distance_to_sine(const std::vector<float>& samples, std::uint32_t rate, double frequency,
                        double peak) {
    double most = 0;
    for (std::size_t i = 2000; i + 2000 < samples.size(); ++i)
        most = std::max(most, std::fabs(static_cast<double>(samples[i]) -
                                        peak * std::sin(2 * std::numbers::pi * frequency *
                                                        static_cast<double>(i) / rate)));
    return most;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(audio_resample)

// A band-limited signal is known between its samples: the resampled sine is the sine sampled at the other
// rate.
BOOST_AUTO_TEST_CASE(a_sine_stays_the_same_sine) {
    for (const auto& [from, to] :
         {std::pair{44100u, 48000u}, {48000u, 44100u}, {96000u, 48000u}, {22050u, 48000u}}) {
        TestSound sound{1, from, sine(1, from, 1.0, 1000, 0.5)};
        const auto result = resampled(sound, to);
        const Audio out{product_of(result).view()};
        BOOST_TEST(out.valid());
        BOOST_TEST(out.sample_rate() == to);
        BOOST_TEST(out.frames() == to);
        BOOST_TEST(distance_to_sine(samples_of(out), to, 1000, 0.5) < 2e-5);
    }
}

BOOST_AUTO_TEST_CASE(what_the_lower_rate_cannot_hold_is_gone) {
    TestSound sound{1, 48000, sine(1, 48000, 1.0, 15000, 0.5)};
    const auto result = resampled(sound, 24000);
    const auto samples = samples_of(Audio{product_of(result).view()});
    double most = 0;
    for (std::size_t i = 2000; i + 2000 < samples.size(); ++i)
        most = std::max(most, std::fabs(static_cast<double>(samples[i])));
    BOOST_TEST(most < 0.5 * 1e-5);  // -100 dB
}

// 44100 to 48000 is 147 to 160; 441 frames become 480.
BOOST_AUTO_TEST_CASE(loops_and_cues_move_exactly) {
    TestSound sound{1, 44100, sine(1, 44100, 1.0, 100, 0.5)};
    sound.loop(441, 44100);
    sound.cues() = {{882, 441, 0, 0}, {44100, 0, 0, 0}};
    const auto result = resampled(sound, 48000);
    const Audio out{product_of(result).view()};
    BOOST_TEST(out.valid());
    BOOST_TEST(out.row().loop_start == 480U);
    BOOST_TEST(out.row().loop_end == 48000U);
    BOOST_TEST(out.cues()[0].frame == 960U);
    BOOST_TEST(out.cues()[0].length == 480U);
    BOOST_TEST(out.cues()[1].frame == 48000U);
    BOOST_TEST(out.row().source_rate == 44100U);
}

// A loop of whole periods: behind its end comes its begin, so the sine must be undisturbed at both ends.
BOOST_AUTO_TEST_CASE(the_seam_of_a_loop_stays_smooth) {
    TestSound sound{2, 44100, sine(2, 44100, 1.0, 500, 0.5)};
    sound.loop(0, 44100);
    const auto result = resampled(sound, 48000);
    const auto samples = samples_of(Audio{product_of(result).view()});
    double most = 0;
    for (std::size_t i = 0; i < samples.size(); ++i)
        most = std::max(
            most, std::fabs(static_cast<double>(samples[i]) -
                            0.5 * std::sin(2 * std::numbers::pi * 500 * static_cast<double>(i / 2) / 48000)));
    BOOST_TEST(most < 2e-5);
}

BOOST_AUTO_TEST_CASE(lower_rates_go_on_unchanged_and_higher_come_down) {
    TestSound low{1, 22050, sine(1, 22050, 0.1, 500, 0.5)}, high{1, 96000, sine(1, 96000, 0.1, 500, 0.5)};
    BOOST_TEST(plugin().process("audio_resample", low.asset()).products.empty());
    const auto result = plugin().process("audio_resample", high.asset());
    BOOST_TEST(Audio{product_of(result).view()}.sample_rate() == 48000U);
}

BOOST_AUTO_TEST_CASE(threads_make_no_difference) {
    TestSound sound{2, 44100, sine(2, 44100, 2.0, 700, 0.5)};
    const auto one = resampled(sound, 48000, 1), four = resampled(sound, 48000, 4);
    BOOST_TEST((samples_of(Audio{product_of(one).view()}) == samples_of(Audio{product_of(four).view()})));
}

BOOST_AUTO_TEST_SUITE_END()
