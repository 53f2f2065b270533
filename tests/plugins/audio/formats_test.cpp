// SPDX-License-Identifier: Apache-2.0
// Files written by libsndfile, and what of them must come through.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstring>

#include <sinter/audio.hpp>

#include "support/plugin_runner.hpp"
#include "written_files.hpp"

using namespace sinter;
using namespace sinter::test;

namespace {

const PluginRunner& plugin() {
    static const PluginRunner runner{SINTER_PLUGIN};
    return runner;
}

/// The samples in the upper bits of 32.
std::vector<int> integers_of(const Audio& sound) {
    const std::size_t size = sample_bytes(sound.codec());
    std::vector<int> out;
    for (std::uint32_t i = 0; i < sound.block_count(); ++i)
        for (auto bytes = sound.bytes(i); !bytes.empty(); bytes = bytes.subspan(size)) {
            std::uint32_t value = 0;
            std::memcpy(reinterpret_cast<std::uint8_t*>(&value) + 4 - size, bytes.data(), size);
            out.push_back(static_cast<int>(value));
        }
    return out;
}

/// The upper `bits` of each.
std::vector<int> upper_bits(std::vector<int> samples, int bits) {
    for (auto& sample : samples)
        sample = static_cast<int>(static_cast<std::uint32_t>(sample) & ~0U << (32 - bits));
    return samples;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(audio_formats)

BOOST_AUTO_TEST_CASE(integer_samples_come_through_exactly) {
    const struct {
        const char* decoder;
        int format;
        int bits;
        AudioCodec codec;
    } forms[] = {
        {"wav", SF_FORMAT_WAV | SF_FORMAT_PCM_U8, 8, AudioCodec::S16},
        {"wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 16, AudioCodec::S16},
        {"wav", SF_FORMAT_WAV | SF_FORMAT_PCM_24, 24, AudioCodec::S24},
        {"wav", SF_FORMAT_WAV | SF_FORMAT_PCM_32, 32, AudioCodec::S32},
        {"wav", SF_FORMAT_RF64 | SF_FORMAT_PCM_24, 24, AudioCodec::S24},
        {"wav", SF_FORMAT_W64 | SF_FORMAT_PCM_16, 16, AudioCodec::S16},
        {"aiff", SF_FORMAT_AIFF | SF_FORMAT_PCM_S8, 8, AudioCodec::S16},
        {"aiff", SF_FORMAT_AIFF | SF_FORMAT_PCM_16, 16, AudioCodec::S16},
        {"aiff", SF_FORMAT_AIFF | SF_FORMAT_PCM_24, 24, AudioCodec::S24},
        {"flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_S8, 8, AudioCodec::S16},
        {"flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_16, 16, AudioCodec::S16},
        {"flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_24, 24, AudioCodec::S24},
        {"sound", SF_FORMAT_CAF | SF_FORMAT_PCM_24, 24, AudioCodec::S24},
        {"sound", SF_FORMAT_CAF | SF_FORMAT_ALAC_16, 16, AudioCodec::S16},
        {"sound", SF_FORMAT_AU | SF_FORMAT_PCM_32, 32, AudioCodec::S32},
        {"sound", SF_FORMAT_SVX | SF_FORMAT_PCM_S8, 8, AudioCodec::S16},
    };
    for (const auto& form : forms) {
        BOOST_TEST_CONTEXT(form.decoder << " " << std::hex << form.format) {
            const int channels = (form.format & SF_FORMAT_TYPEMASK) == SF_FORMAT_SVX ? 1 : 2;
            const auto samples = upper_bits(noise(30000), form.bits);
            const auto result =
                plugin().decode(form.decoder, write_file(form.format, channels, 44100, samples));
            BOOST_TEST_REQUIRE(static_cast<bool>(result.status), said_by(result));
            const Audio sound{product_of(result).view()};
            BOOST_TEST(sound.valid());
            BOOST_TEST((sound.codec() == form.codec));
            BOOST_TEST(sound.row().bits == static_cast<std::uint32_t>(form.bits));
            BOOST_TEST((integers_of(sound) == samples));
        }
    }
}

BOOST_AUTO_TEST_CASE(floats_stay_floats_and_doubles_doubles) {
    const auto samples = noise(5000);
    for (const auto& [format, codec] :
         {std::pair{SF_FORMAT_FLOAT, AudioCodec::F32}, {SF_FORMAT_DOUBLE, AudioCodec::F64}}) {
        const auto result =
            plugin().decode("wav", write_file(SF_FORMAT_WAV | format, 1, 48000, samples, [](SNDFILE* file) {
                                sf_command(file, SFC_SET_SCALE_INT_FLOAT_WRITE, nullptr, SF_TRUE);
                            }));
        const Audio sound{product_of(result).view()};
        BOOST_TEST((sound.codec() == codec));
        std::vector<float> floats(samples.size());
        to_float(sound.bytes(0), sound.codec(), floats);
        std::size_t wrong = 0;
        for (std::size_t i = 0; i < samples.size(); ++i)
            wrong += floats[i] != static_cast<float>(samples[i] / 2147483648.0) ? 1 : 0;
        BOOST_TEST(wrong == 0U);
    }
}

BOOST_AUTO_TEST_CASE(opus_and_mpeg_sound_like_their_source) {
    std::vector<int> samples;
    for (int i = 0; i < 48000; ++i) samples.push_back(static_cast<int>(1e9 * std::sin(i * 0.05)));
    for (const auto& [decoder, format] : {std::pair{"ogg", SF_FORMAT_OGG | SF_FORMAT_OPUS},
                                          {"mp3", SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III}}) {
        const auto result = plugin().decode(decoder, write_file(format, 1, 48000, samples));
        BOOST_TEST_REQUIRE(static_cast<bool>(result.status), said_by(result));
        const Audio sound{product_of(result).view()};
        BOOST_TEST((sound.codec() == AudioCodec::F32));
        BOOST_TEST(sound.sample_rate() == 48000U);
        BOOST_TEST((sound.row().flags & SINTER_AUDIO_LOSSY_SOURCE) != 0U);
        BOOST_TEST(sound.frames() >= 48000U);
        BOOST_TEST(std::fabs(sound.row().sample_peak - static_cast<float>(1e9 / 2147483648.0)) < 0.05F);
    }
}

BOOST_AUTO_TEST_CASE(loops_cues_and_tags_are_kept) {
    for (const auto& [decoder, format] : {std::pair{"wav", SF_FORMAT_WAV}, {"aiff", SF_FORMAT_AIFF}}) {
        BOOST_TEST_CONTEXT(decoder) {
            const auto bytes =
                write_file(format | SF_FORMAT_PCM_16, 1, 44100, noise(4000), [](SNDFILE* file) {
                    SF_INSTRUMENT instrument{};
                    instrument.loop_count = 1;
                    instrument.gain = 1;
                    instrument.key_hi = instrument.velocity_hi = 127;
                    instrument.loops[0].mode = SF_LOOP_FORWARD;
                    instrument.loops[0].start = 1000;
                    instrument.loops[0].end = 3000;
                    sf_command(file, SFC_SET_INSTRUMENT, &instrument, sizeof instrument);
                    sf_set_string(file, SF_STR_TITLE, "A title");
                });
            const auto result = plugin().decode(decoder, bytes);
            const Audio sound{product_of(result).view()};
            BOOST_TEST(sound.valid());
            if (format == SF_FORMAT_WAV) {  // libsndfile writes no loops to AIFF
                BOOST_TEST(sound.row().loop_mode == SINTER_AUDIO_LOOP_FORWARD + 0U);
                BOOST_TEST(sound.row().loop_start == 1000U);
                BOOST_TEST(sound.row().loop_end == 3000U);
            }
            BOOST_TEST_REQUIRE(sound.tags().size() >= 1U);
            const auto tag = sound.tags()[0];
            BOOST_TEST(sound.text(tag.key_offset, tag.key_size) == "TITLE");
            BOOST_TEST(sound.text(tag.value_offset, tag.value_size) == "A title");
        }
    }
}

BOOST_AUTO_TEST_CASE(a_block_is_a_second) {
    const auto result =
        plugin().decode("wav", write_file(SF_FORMAT_WAV | SF_FORMAT_PCM_16, 1, 22050, noise(60000)));
    const Audio sound{product_of(result).view()};
    BOOST_TEST_REQUIRE(sound.block_count() == 3U);
    BOOST_TEST(sound.block(0).frames == 22050U);
    BOOST_TEST(sound.block(2).frames == 60000U - 2 * 22050U);
    BOOST_TEST(sound.block_at(22049) == 0U);
    BOOST_TEST(sound.block_at(22050) == 1U);
    BOOST_TEST(sound.block_at(59999) == 2U);
}

BOOST_AUTO_TEST_CASE(every_prefix_ends_in_a_sound_or_a_reason) {
    for (const auto& [decoder, format] : {std::pair{"wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16},
                                          {"flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_16},
                                          {"aiff", SF_FORMAT_AIFF | SF_FORMAT_PCM_16},
                                          {"ogg", SF_FORMAT_OGG | SF_FORMAT_OPUS},
                                          {"ogg", SF_FORMAT_OGG | SF_FORMAT_VORBIS}}) {
        const auto bytes = write_file(format, 1, 48000, noise(600));
        for (std::size_t size = 0; size < bytes.size(); size += size < 200 ? 1 : 37) {
            const auto result = plugin().decode(decoder, std::span{bytes}.first(size));
            if (result.status)
                BOOST_TEST(Audio{product_of(result).view()}.valid());
            else
                BOOST_TEST(!result.status.error().text.empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(a_file_that_was_cut_says_so) {
    auto bytes = write_file(SF_FORMAT_WAV | SF_FORMAT_PCM_16, 1, 44100, noise(40000));
    bytes.resize(bytes.size() / 2);
    const auto result = plugin().decode("wav", bytes);
    const Audio sound{product_of(result).view()};
    BOOST_TEST((sound.row().flags & SINTER_AUDIO_CUT_SHORT) != 0U);
    BOOST_TEST(said_by(result).find("ends early") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(memory_and_patience_have_an_end) {
    const auto bytes = write_file(SF_FORMAT_WAV | SF_FORMAT_PCM_16, 1, 44100, noise(200000));
    BOOST_TEST((plugin().decode("wav", bytes, {.memory_limit = 100000}).status.code() == Code::OutOfMemory));
    BOOST_TEST((plugin().decode("wav", bytes, {.checkpoints_allowed = 2}).status.code() == Code::Cancelled));
    const auto silence =
        write_file(SF_FORMAT_FLAC | SF_FORMAT_PCM_16, 1, 8000, std::vector<int>(8000 * 61, 0));
    BOOST_TEST(
        (plugin().decode("flac", silence, {.settings = {{"max_minutes", std::int64_t{1}}}}).status.code() ==
         Code::TooLarge));
}

BOOST_AUTO_TEST_CASE(other_contents_are_refused) {
    const std::string text = "This is a text, whatever its name says.";
    for (const char* decoder : {"wav", "flac", "aiff", "mp3", "sound", "ogg"}) {
        const std::vector<std::uint8_t> bytes{text.begin(), text.end()};
        BOOST_TEST(!static_cast<bool>(plugin().decode(decoder, bytes).status));
        BOOST_TEST(!static_cast<bool>(plugin().decode(decoder, std::span<const std::uint8_t>{}).status));
    }
}

BOOST_AUTO_TEST_SUITE_END()
