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

std::vector<float> downmixed(TestSound& sound, const std::string& channels) {
    const auto result =
        plugin().process("audio_downmix", sound.asset(), {.settings = {{"channels", channels}}});
    const Audio out{product_of(result).view()};
    BOOST_TEST(out.valid());
    return samples_of(out);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(audio_downmix)

BOOST_AUTO_TEST_CASE(stereo_to_mono_is_the_mean) {
    TestSound sound{2, 48000, std::vector<float>{0.5F, 0.25F, -1.0F, 1.0F}};
    const auto out = downmixed(sound, "mono");
    BOOST_TEST(out == (std::vector<float>{0.375F, 0.0F}), boost::test_tools::per_element());
}

// ITU-R BS.775: L' = L + 0.7071 C + 0.7071 Ls, and the LFE is left out; here divided by the sum 1 + 2 *
// 0.7071.
BOOST_AUTO_TEST_CASE(surround_to_stereo_has_the_coefficients_of_the_itu) {
    const double sum = 1 + 2 * std::sqrt(0.5);
    const double expected[6][2] = {{1 / sum, 0},
                                   {0, 1 / sum},
                                   {std::sqrt(0.5) / sum, std::sqrt(0.5) / sum},
                                   {0, 0},
                                   {std::sqrt(0.5) / sum, 0},
                                   {0, std::sqrt(0.5) / sum}};
    for (std::size_t channel = 0; channel < 6; ++channel) {
        std::vector<float> frame(6, 0.0F);
        frame[channel] = 1;
        TestSound sound{6, 48000, frame};
        const auto out = downmixed(sound, "auto");
        BOOST_TEST_REQUIRE(out.size() == 2U);
        for (std::size_t o = 0; o < 2; ++o)
            BOOST_TEST(std::fabs(static_cast<double>(out[o]) - expected[channel][o]) < 1e-6);
    }
}

BOOST_AUTO_TEST_CASE(eight_full_channels_do_not_clip) {
    TestSound sound{8, 48000, std::vector<float>(8, 1.0F)};
    for (const float sample : downmixed(sound, "stereo")) BOOST_TEST(sample <= 1.0F);
    BOOST_TEST(std::fabs(downmixed(sound, "mono")[0] - 1.0F) < 1e-6F);
}

BOOST_AUTO_TEST_CASE(equal_channels_become_one_and_stay_exact) {
    TestSound sound{2, 44100, std::vector<std::int16_t>{7, 7, -32768, -32768, 32767, 32767}};
    const auto result = plugin().process("audio_downmix", sound.asset());
    const Audio out{product_of(result).view()};
    BOOST_TEST(out.channels() == 1U);
    BOOST_TEST((out.codec() == AudioCodec::S16));
    const auto bytes = out.bytes(0);
    BOOST_TEST((std::vector<std::uint8_t>{bytes.begin(), bytes.end()}) ==
                   (std::vector<std::uint8_t>{7, 0, 0, 0x80, 0xFF, 0x7F}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_fits_goes_on_unchanged) {
    TestSound stereo{2, 44100, std::vector<float>{0.5F, 0.25F}}, mono{1, 44100, std::vector<float>{0.5F}};
    BOOST_TEST(plugin().process("audio_downmix", stereo.asset()).products.empty());
    BOOST_TEST(plugin()
                   .process("audio_downmix", mono.asset(), {.settings = {{"channels", std::string{"mono"}}}})
                   .products.empty());
}

BOOST_AUTO_TEST_CASE(damaged_tables_are_refused) {
    TestSound sound{2, 44100, std::vector<float>{0.5F, 0.25F}};
    sound.row().frames = 1000000;
    for (const char* step : {"audio_downmix", "audio_resample", "audio_loudness", "audio_encode"})
        BOOST_TEST((plugin().process(step, sound.asset()).status.code() == Code::Corrupt));
    BOOST_TEST((plugin().validate("audio_limits", sound.asset()).status.code() == Code::Corrupt));
}

BOOST_AUTO_TEST_SUITE_END()
