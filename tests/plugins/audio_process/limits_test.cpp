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

std::string said_of(TestSound& sound, Values settings = {}) {
    return said_by(plugin().validate("audio_limits", sound.asset(), {.settings = std::move(settings)}));
}

bool says(const std::string& said, std::string_view word) {
    return said.find(word) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(audio_limits)

BOOST_AUTO_TEST_CASE(a_good_sound_has_no_faults) {
    TestSound sound{1, 48000, sine(1, 48000, 1, 440, 0.5)};
    BOOST_TEST(said_of(sound) == "");
}

BOOST_AUTO_TEST_CASE(clipping_is_runs_at_full_scale) {
    auto samples = sine(1, 48000, 1, 440, 1.4);
    for (auto& sample : samples) sample = std::clamp(sample, -1.0F, 1.0F);
    TestSound clipped{1, 48000, samples};
    BOOST_TEST(says(said_of(clipped), "clipped"));
    BOOST_TEST(says(said_of(clipped, {{"clipping", std::string{"error"}}}), "error: "));
    BOOST_TEST(said_of(clipped, {{"clipping", std::string{"off"}}}) == "");
    // A peak that touches full scale once is none.
    std::vector<std::int16_t> touching(48000, 100);
    touching[500] = 32767;
    TestSound once{1, 48000, touching};
    BOOST_TEST(!says(said_of(once), "clipped"));
}

BOOST_AUTO_TEST_CASE(silence_at_the_ends_is_told) {
    auto samples = sine(1, 48000, 1, 440, 0.5);
    samples.insert(samples.begin(), 36000, 0.0F);
    TestSound late{1, 48000, samples};
    BOOST_TEST(says(said_of(late), "begins with silence (0.75 s)"));
    samples.erase(samples.begin(), samples.begin() + 36000);
    samples.insert(samples.end(), 48000, 0.0001F);
    TestSound tail{1, 48000, samples};
    BOOST_TEST(says(said_of(tail), "ends in silence (1.00 s)"));
    TestSound nothing{1, 48000, std::vector<float>(4800, 0.0F)};
    BOOST_TEST(says(said_of(nothing), "silent throughout"));
}

BOOST_AUTO_TEST_CASE(an_offset_is_told) {
    auto samples = sine(1, 48000, 1, 440, 0.5);
    for (auto& sample : samples) sample += 0.05F;
    TestSound sound{1, 48000, samples};
    BOOST_TEST(says(said_of(sound), "DC offset (0.050"));
}

BOOST_AUTO_TEST_CASE(length_rate_and_channels_have_limits) {
    TestSound sound{2, 44056, sine(2, 44056, 2, 440, 0.5)};
    const auto said = said_of(sound, {{"max_seconds", 1.5}, {"spatial", true}});
    BOOST_TEST(says(said, "longer than max_seconds of 1.5 (2.0 s)"));
    BOOST_TEST(says(said, "44056 Hz"));
    BOOST_TEST(says(said, "not mono"));
}

BOOST_AUTO_TEST_CASE(a_loop_that_clicks_is_told) {
    // 100 Hz at 48 kHz: 480 frames a period. A loop of whole periods is smooth, one that ends a quarter later
    // jumps.
    TestSound smooth{1, 48000, sine(1, 48000, 1, 100, 0.5)}, jumping{1, 48000, sine(1, 48000, 1, 100, 0.5)};
    smooth.loop(480, 48000);
    jumping.loop(480, 48000 - 360);
    BOOST_TEST(said_of(smooth) == "");
    BOOST_TEST(says(said_of(jumping), "clicks at its seam"));
}

BOOST_AUTO_TEST_CASE(loudness_is_held_against_its_target) {
    TestSound sound{1, 48000, sine(1, 48000, 1, 440, 0.5)};
    sound.row().flags |= SINTER_AUDIO_MEASURED;
    sound.row().loudness = -9.0F;
    sound.row().true_peak = 0.4F;
    BOOST_TEST(
        says(said_of(sound, {{"target_lufs", -16.0}}), "louder than target_lufs of -16.0 (-9.0 LUFS)"));
    BOOST_TEST(said_of(sound, {{"target_lufs", -10.0}}) == "");
    BOOST_TEST(says(said_of(sound, {{"true_peak", std::string{"error"}}}), "0.4 dBTP"));
}

BOOST_AUTO_TEST_CASE(figures_are_counted) {
    TestSound sound{1, 48000, sine(1, 48000, 2, 440, 0.5)};
    RunOptions options;
    options.platform = {{"disk_bandwidth_mib_s", std::int64_t{1}}};
    const auto result = plugin().validate("audio_limits", sound.asset(), options);
    const auto stat = [&](std::string_view name) {
        for (const auto& one : result.stats)
            if (one.name == name) return one.value;
        return -1.0;
    };
    BOOST_TEST(stat("seconds") == 2.0);
    BOOST_TEST(stat("stored_bytes") == 384000.0);
    BOOST_TEST(stat("uncompressed_bytes") == 192000.0);
    BOOST_TEST(stat("load_time_estimate_ms") == 384000.0 / 1048576 * 1000);
}

BOOST_AUTO_TEST_SUITE_END()
