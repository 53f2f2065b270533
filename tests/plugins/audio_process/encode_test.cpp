// SPDX-License-Identifier: Apache-2.0
// What is encoded is decoded twice: whole, by libvorbisfile and libopus from the exported Ogg, and block by
// block.
#include <boost/test/unit_test.hpp>
#include <cstring>

#include <ogg/ogg.h>
#include <opus.h>
#include <vorbis/vorbisfile.h>

#include "export.hpp"
#include "sound_decoder.hpp"
#include "support/plugin_runner.hpp"
#include "test_sound.hpp"

using namespace sinter;
using namespace sinter::test;

namespace {

const PluginRunner& plugin() {
    static const PluginRunner runner{SINTER_PLUGIN};
    return runner;
}

JobResult encoded(TestSound& sound, const std::string& format, const std::string& quality = "high") {
    return plugin().process("audio_encode", sound.asset(),
                            {.settings = {{"format", format}, {"quality", quality}}});
}

/// Something like music: a chord with a beat, noise bursts every third of a second, a slow swell.
std::vector<float> music(std::uint32_t channels, std::uint32_t rate, double seconds) {
    std::vector<float> out;
    std::uint32_t noise = 1;
    const auto frames = static_cast<std::size_t>(seconds * rate);
    for (std::size_t i = 0; i < frames; ++i) {
        const double t = static_cast<double>(i) / rate, beat = std::fmod(t, 0.33);
        for (std::uint32_t c = 0; c < channels; ++c) {
            noise = noise * 1664525 + 1013904223;
            const double hiss = (static_cast<double>(noise >> 8) / 8388608 - 1) * std::exp(-beat * 40) * 0.3;
            double chord = 0;
            for (const double f : {220.0, 277.18, 329.63, 880.0 + 30 * c})
                chord += 0.12 * std::sin(2 * std::numbers::pi * f * t + c);
            out.push_back(static_cast<float>((chord + hiss) * (0.6 + 0.4 * std::sin(t))));
        }
    }
    return out;
}

std::vector<float> by_blocks(const Audio& sound, bool backwards) {
    auto decoder = cli::SoundDecoder::make(sound);
    BOOST_TEST_REQUIRE(static_cast<bool>(decoder));
    std::vector<float> out(static_cast<std::size_t>(sound.frames()) * sound.channels());
    for (std::uint32_t i = 0; i < sound.block_count(); ++i) {
        const auto index = backwards ? sound.block_count() - 1 - i : i;
        const auto samples = decoder->block(index);
        BOOST_TEST_REQUIRE(static_cast<bool>(samples));
        std::ranges::copy(*samples, out.begin() + static_cast<std::ptrdiff_t>(sound.block(index).first_frame *
                                                                              sound.channels()));
    }
    return out;
}

std::vector<std::uint8_t> exported(const Audio& sound, const std::string& format) {
    auto files = cli::export_audio(sound.asset(), {format});
    BOOST_TEST_REQUIRE(static_cast<bool>(files), (files ? std::string{} : files.error().text));
    return (*files)[0].bytes;
}

struct MemoryFile {
    const std::vector<std::uint8_t>& bytes;
    std::size_t at = 0;
};

/// The whole file by libvorbisfile, interleaved in Vorbis order.
std::vector<float> by_vorbisfile(const std::vector<std::uint8_t>& bytes, std::int64_t& total) {
    MemoryFile memory{bytes};
    const ov_callbacks callbacks{
        [](void* out, std::size_t size, std::size_t count, void* self) {
            auto& file = *static_cast<MemoryFile*>(self);
            const auto n = std::min(size * count, file.bytes.size() - file.at);
            std::memcpy(out, file.bytes.data() + file.at, n);
            file.at += n;
            return n / size;
        },
        [](void* self, ogg_int64_t offset, int whence) {
            auto& file = *static_cast<MemoryFile*>(self);
            const auto from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? file.at : file.bytes.size();
            file.at = from + static_cast<std::size_t>(offset);
            return 0;
        },
        nullptr, [](void* self) { return static_cast<long>(static_cast<MemoryFile*>(self)->at); }};
    OggVorbis_File file;
    BOOST_TEST_REQUIRE(ov_open_callbacks(&memory, &file, nullptr, 0, callbacks) == 0);
    total = ov_pcm_total(&file, -1);
    const int channels = ov_info(&file, -1)->channels;
    std::vector<float> out;
    float** planes = nullptr;
    int section = 0;
    for (long frames = 0; (frames = ov_read_float(&file, &planes, 1024, &section)) > 0;)
        for (long i = 0; i < frames; ++i)
            for (int c = 0; c < channels; ++c) out.push_back(planes[c][i]);
    ov_clear(&file);
    return out;
}

/// The whole file by libogg and one libopus decoder that is never reset.
std::vector<float> by_libopus(const std::vector<std::uint8_t>& bytes, int rate, int channels) {
    ogg_sync_state sync;
    ogg_stream_state stream{};
    ogg_sync_init(&sync);
    std::memcpy(ogg_sync_buffer(&sync, static_cast<long>(bytes.size())), bytes.data(), bytes.size());
    ogg_sync_wrote(&sync, static_cast<long>(bytes.size()));
    OpusDecoder* decoder = opus_decoder_create(rate, channels, nullptr);
    std::vector<float> out, frame(std::size_t{5760} * static_cast<std::size_t>(channels));
    ogg_page page;
    ogg_packet packet;
    std::size_t number = 0, skip = 0;
    std::int64_t end = 0;
    while (ogg_sync_pageout(&sync, &page) == 1) {
        if (ogg_page_bos(&page)) ogg_stream_init(&stream, ogg_page_serialno(&page));
        ogg_stream_pagein(&stream, &page);
        end = ogg_page_granulepos(&page);
        while (ogg_stream_packetout(&stream, &packet) == 1) {
            if (number++ == 0) skip = static_cast<std::size_t>(packet.packet[10] | packet.packet[11] << 8);
            if (number <= 2) continue;
            const int frames = opus_decode_float(
                decoder, packet.packet, static_cast<opus_int32>(packet.bytes), frame.data(), 5760, 0);
            BOOST_TEST_REQUIRE(frames > 0);
            out.insert(out.end(), frame.begin(), frame.begin() + frames * channels);
        }
    }
    opus_decoder_destroy(decoder);
    ogg_stream_clear(&stream);
    ogg_sync_clear(&sync);
    const auto scale = static_cast<std::size_t>(48000 / rate), width = static_cast<std::size_t>(channels);
    out.resize(static_cast<std::size_t>(end) / scale * width);
    out.erase(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(skip / scale * width));
    return out;
}

/// Decibels of the signal over the difference.
double signal_to_noise(const std::vector<float>& a, const std::vector<float>& b) {
    double signal = 0, noise = 0;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        const double x = static_cast<double>(a[i]), y = static_cast<double>(b[i]);
        signal += x * x;
        noise += (x - y) * (x - y);
    }
    return 10 * std::log10(signal / noise);
}

std::size_t differing(const std::vector<float>& a, const std::vector<float>& b) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) count += a[i] != b[i] ? 1 : 0;
    return count;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(audio_encode)

BOOST_AUTO_TEST_CASE(vorbis_blocks_alone_give_what_the_whole_file_gives) {
    for (const auto& [channels, rate] :
         {std::pair{1u, 44100u}, {2u, 48000u}, {2u, 22050u}, {6u, 44100u}, {1u, 8000u}}) {
        BOOST_TEST_CONTEXT(channels << " channels at " << rate) {
            const auto samples = music(channels, rate, 5.37);
            TestSound sound{channels, rate, samples};
            const auto result = encoded(sound, "vorbis");
            const Audio out{product_of(result).view()};
            BOOST_TEST(out.valid());
            BOOST_TEST_REQUIRE((out.codec() == AudioCodec::Vorbis));
            BOOST_TEST(out.frames() == samples.size() / channels);
            BOOST_TEST(out.block_count() >= 5U);
            std::int64_t total = 0;
            auto whole = by_vorbisfile(exported(out, "ogg"), total);
            BOOST_TEST(total == static_cast<std::int64_t>(out.frames()));
            std::vector<float> ordered(whole.size());
            for (std::size_t i = 0; i < whole.size(); ++i)
                ordered[i] = whole[i / channels * channels +
                                   vorbis_channel(channels, static_cast<std::uint32_t>(i % channels))];
            for (const bool backwards : {false, true}) {
                const auto blocks = by_blocks(out, backwards);
                BOOST_TEST_REQUIRE(blocks.size() == ordered.size());
                BOOST_TEST(differing(blocks, ordered) == 0U);
            }
            // It is this sound, at its place in time.
            BOOST_TEST(signal_to_noise(samples, ordered) > 8);
        }
    }
}

BOOST_AUTO_TEST_CASE(opus_blocks_alone_give_what_the_whole_file_gives) {
    for (const auto& [channels, rate] : {std::pair{1u, 48000u}, {2u, 48000u}, {1u, 24000u}, {2u, 16000u}})
        for (const char* quality : {"low", "high", "best"}) {
            BOOST_TEST_CONTEXT(channels << " channels at " << rate << ", " << quality) {
                const auto samples = music(channels, rate, 4.21);
                TestSound sound{channels, rate, samples};
                const auto result = encoded(sound, "opus", quality);
                const Audio out{product_of(result).view()};
                BOOST_TEST(out.valid());
                BOOST_TEST_REQUIRE((out.codec() == AudioCodec::Opus));
                BOOST_TEST(out.frames() == samples.size() / channels);
                const auto whole =
                    by_libopus(exported(out, "ogg"), static_cast<int>(rate), static_cast<int>(channels));
                const auto blocks = by_blocks(out, true);
                BOOST_TEST_REQUIRE(blocks.size() == whole.size());
                BOOST_TEST(differing(blocks, whole) == 0U);
                BOOST_TEST(signal_to_noise(samples, whole) > 8);
            }
        }
}

BOOST_AUTO_TEST_CASE(opus_brings_other_rates_to_its_own) {
    TestSound sound{1, 44100, music(1, 44100, 2)};
    sound.loop(441, 88200);
    const auto result = encoded(sound, "opus");
    const Audio out{product_of(result).view()};
    BOOST_TEST(out.valid());
    BOOST_TEST(out.sample_rate() == 48000U);
    BOOST_TEST(out.frames() == 96000U);
    BOOST_TEST(out.row().loop_start == 480U);
    BOOST_TEST(out.row().loop_end == 96000U);
}

BOOST_AUTO_TEST_CASE(samples_of_16_bits_stay_exact) {
    std::vector<std::int16_t> samples;
    for (int i = 0; i < 100000; ++i) samples.push_back(static_cast<std::int16_t>(i * 7919 % 65536 - 32768));
    TestSound sound{2, 44100, samples};
    const auto result = encoded(sound, "pcm");
    const Audio out{product_of(result).view()};
    BOOST_TEST((out.codec() == AudioCodec::S16));
    BOOST_TEST(out.block_count() == 2U);
    BOOST_TEST((samples_of(out) == samples_of(Audio{AssetView{sound.asset()}})));
}

// Triangular dither of two steps and the rounding itself: an error of variance 1/6 + 1/12 of a step squared.
BOOST_AUTO_TEST_CASE(dither_has_the_noise_of_the_theory) {
    std::vector<float> samples(200000);
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] = static_cast<float>(i % 1000) / 32768000.0F + 0.1F;
    TestSound sound{1, 48000, samples};
    const auto result =
        plugin().process("audio_encode", sound.asset(), {.settings = {{"format", std::string{"pcm"}}}});
    const auto out = samples_of(Audio{product_of(result).view()});
    double sum = 0, squares = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double error = (static_cast<double>(out[i]) - static_cast<double>(samples[i])) * 32768;
        sum += error;
        squares += error * error;
    }
    const auto count = static_cast<double>(samples.size());
    BOOST_TEST(std::fabs(sum / count) < 0.01);
    BOOST_TEST(std::fabs(squares / count - 0.25) < 0.01);
}

BOOST_AUTO_TEST_CASE(the_platform_chooses) {
    TestSound sound{1, 48000, music(1, 48000, 2)};
    const auto by = [&](const std::string& format) {
        RunOptions options;
        options.platform = {{"audio_format", format}, {"audio_quality", std::string{"low"}}};
        return plugin().process("audio_encode", sound.asset(), options);
    };
    const auto vorbis = by("vorbis"), opus = by("opus"), pcm = by("pcm"), adpcm = by("adpcm");
    BOOST_TEST((Audio{product_of(vorbis).view()}.codec() == AudioCodec::Vorbis));
    BOOST_TEST((Audio{product_of(opus).view()}.codec() == AudioCodec::Opus));
    BOOST_TEST((Audio{product_of(pcm).view()}.codec() == AudioCodec::S16));
    BOOST_TEST((Audio{product_of(adpcm).view()}.codec() == AudioCodec::Vorbis));
}

BOOST_AUTO_TEST_CASE(what_would_not_get_smaller_stays_pcm) {
    TestSound sound{1, 44100, music(1, 44100, 0.02)};
    const auto result = encoded(sound, "vorbis");
    BOOST_TEST((Audio{product_of(result).view()}.codec() == AudioCodec::S16));
}

BOOST_AUTO_TEST_CASE(what_is_no_number_is_silent) {
    auto samples = music(1, 48000, 1);
    samples[100] = std::nanf("");
    samples[200] = INFINITY;
    for (const char* format : {"pcm", "vorbis", "opus"}) {
        TestSound sound{1, 48000, samples};
        const auto result = encoded(sound, format);
        BOOST_TEST(Audio{product_of(result).view()}.valid());
    }
}

BOOST_AUTO_TEST_CASE(it_stops_when_nobody_wants_it) {
    TestSound sound{1, 48000, music(1, 48000, 5)};
    for (const char* format : {"pcm", "vorbis", "opus"})
        BOOST_TEST((plugin()
                        .process("audio_encode", sound.asset(),
                                 {.settings = {{"format", std::string{format}}}, .checkpoints_allowed = 30})
                        .status.code() == Code::Cancelled));
}

BOOST_AUTO_TEST_CASE(peaks_are_those_of_the_samples) {
    std::vector<float> samples(1000, 0.0F);
    samples[10] = 0.5F;
    samples[300] = -0.25F;
    TestSound sound{1, 48000, samples};
    const auto result = encoded(sound, "pcm");
    const Audio out{product_of(result).view()};
    BOOST_TEST_REQUIRE(out.row().peak_frames == 256U);
    BOOST_TEST_REQUIRE(out.peak_count() == 4U);
    BOOST_TEST(std::abs(out.peak(0, 0).high - 16384) <= 1);
    BOOST_TEST(std::abs(out.peak(1, 0).low + 8192) <= 1);
    // sqrt(0.25 / 256) = 1/32.
    BOOST_TEST(std::abs(out.peak(0, 0).rms - 1024) <= 2);
    BOOST_TEST(out.row().sample_peak == 0.5F);
}

BOOST_AUTO_TEST_SUITE_END()
