// SPDX-License-Identifier: Apache-2.0
// Sounds as files, read again by libsndfile, and as pictures.
#include <boost/test/unit_test.hpp>
#include <cstring>

#include <sinter/audio.hpp>

#include "../../tools/cli/export.hpp"
#include "../../tools/cli/preview.hpp"
#include "support/sound_memory.hpp"

using namespace sinter;

namespace {

/// A sound of one block.
struct TestSound {
    sinter_audio_row row{};
    sinter_audio_block_row block{};
    std::vector<sinter_audio_cue_row> cues;
    std::vector<std::uint8_t> text, bytes;
    std::vector<sinter_table> tables;
    sinter_chunk chunk{};

    TestSound(std::uint32_t channels, AudioCodec codec, std::uint32_t bits, std::vector<std::uint8_t> samples)
        : bytes(std::move(samples)) {
        row.channels = channels;
        row.channel_mask = usual_channel_mask(channels);
        row.sample_rate = 48000;
        row.codec = static_cast<std::uint32_t>(codec);
        row.bits = bits;
        row.frames = bytes.size() / (std::size_t{channels} * sample_bytes(codec));
        block.frames = static_cast<std::uint32_t>(row.frames);
        block.size = bytes.size();
    }
    AssetView view() {
        const auto table = [](std::uint32_t tag, const auto* rows, std::size_t count) {
            return sinter_table{tag, 1, sizeof *rows, static_cast<std::uint32_t>(count),
                                reinterpret_cast<const std::uint8_t*>(rows)};
        };
        tables = {table(SINTER_AUDIO_TABLE, &row, 1),
                  table(SINTER_AUDIO_BLOCK_TABLE, &block, row.frames != 0),
                  table(SINTER_AUDIO_CUE_TABLE, cues.data(), cues.size()),
                  table(SINTER_STRING_TABLE, text.data(), text.size())};
        chunk = {SINTER_AUDIO_CHUNK, 64, {bytes.data(), bytes.size()}};
        return AssetView{sinter_asset{SINTER_AUDIO, static_cast<std::uint32_t>(tables.size()), 1, 0,
                                      tables.data(), &chunk, nullptr}};
    }
};

std::vector<std::uint8_t> noise(std::size_t bytes) {
    std::vector<std::uint8_t> out;
    std::uint32_t state = 1;
    while (out.size() < bytes) {
        state = state * 1664525 + 1013904223;
        out.push_back(static_cast<std::uint8_t>(state >> 24));
    }
    return out;
}

struct ReadFile {
    SF_INFO info{};
    std::vector<int> samples;
    SF_INSTRUMENT instrument{};
    SF_CUES cues{};
    bool has_loop = false;
};

ReadFile by_libsndfile(const std::vector<std::uint8_t>& bytes) {
    test::SoundMemory memory{bytes};
    auto io = test::SoundMemory::io();
    ReadFile out;
    SNDFILE* file = sf_open_virtual(&io, SFM_READ, &out.info, &memory);
    BOOST_TEST_REQUIRE(file != nullptr, sf_strerror(nullptr));
    out.samples.resize(static_cast<std::size_t>(out.info.frames * out.info.channels));
    sf_readf_int(file, out.samples.data(), out.info.frames);
    out.has_loop = sf_command(file, SFC_GET_INSTRUMENT, &out.instrument, sizeof out.instrument) == SF_TRUE;
    sf_command(file, SFC_GET_CUE, &out.cues, sizeof out.cues);
    sf_close(file);
    return out;
}

std::vector<std::uint8_t> wav_of(TestSound& sound) {
    auto files = cli::export_audio(sound.view(), {"wav"});
    BOOST_TEST_REQUIRE(static_cast<bool>(files));
    BOOST_TEST((*files)[0].suffix == ".wav");
    return (*files)[0].bytes;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(audio_export)

BOOST_AUTO_TEST_CASE(samples_are_the_same_in_the_file) {
    const struct {
        AudioCodec codec;
        std::uint32_t channels;
        int format;
    } forms[] = {{AudioCodec::S16, 1, SF_FORMAT_PCM_16},
                 {AudioCodec::S16, 6, SF_FORMAT_PCM_16},
                 {AudioCodec::S24, 2, SF_FORMAT_PCM_24},
                 {AudioCodec::S32, 2, SF_FORMAT_PCM_32}};
    for (const auto& form : forms) {
        const std::size_t size = sample_bytes(form.codec);
        TestSound sound{form.channels, form.codec, static_cast<std::uint32_t>(size * 8),
                        noise(size * form.channels * 1001)};
        const auto read = by_libsndfile(wav_of(sound));
        BOOST_TEST((read.info.format & SF_FORMAT_SUBMASK) == form.format);
        BOOST_TEST(read.info.channels == static_cast<int>(form.channels));
        BOOST_TEST(read.info.samplerate == 48000);
        BOOST_TEST_REQUIRE(read.samples.size() == 1001 * form.channels);
        std::size_t wrong = 0;
        for (std::size_t i = 0; i < read.samples.size(); ++i)
            wrong += std::memcmp(reinterpret_cast<const std::uint8_t*>(&read.samples[i]) + 4 - size,
                                 sound.bytes.data() + i * size, size) != 0
                         ? 1
                         : 0;
        BOOST_TEST(wrong == 0U);
    }
}

BOOST_AUTO_TEST_CASE(eight_bits_stay_eight) {
    auto bytes = noise(2000);
    for (std::size_t i = 0; i < bytes.size(); i += 2) bytes[i] = 0;
    TestSound sound{1, AudioCodec::S16, 8, bytes};
    const auto read = by_libsndfile(wav_of(sound));
    BOOST_TEST((read.info.format & SF_FORMAT_SUBMASK) == SF_FORMAT_PCM_U8);
    BOOST_TEST(read.samples[5] >> 24 == static_cast<std::int8_t>(bytes[11]));
    // But not where there is more.
    sound.bytes[0] = 1;
    BOOST_TEST((by_libsndfile(wav_of(sound)).info.format & SF_FORMAT_SUBMASK) == SF_FORMAT_PCM_16);
}

BOOST_AUTO_TEST_CASE(loops_and_cues_are_in_the_file) {
    TestSound sound{2, AudioCodec::F32, 0, std::vector<std::uint8_t>(8000)};
    sound.row.loop_mode = SINTER_AUDIO_LOOP_ALTERNATING;
    sound.row.loop_start = 100;
    sound.row.loop_end = 900;
    sound.text = {'h', 'i', 't'};
    sound.cues = {{250, 0, 0, 3}};
    const auto read = by_libsndfile(wav_of(sound));
    BOOST_TEST((read.info.format & SF_FORMAT_SUBMASK) == SF_FORMAT_FLOAT);
    BOOST_TEST_REQUIRE(read.has_loop);
    BOOST_TEST(read.instrument.loop_count == 1);
    BOOST_TEST(read.instrument.loops[0].mode == SF_LOOP_ALTERNATING);
    BOOST_TEST(read.instrument.loops[0].start == 100U);
    BOOST_TEST(read.instrument.loops[0].end == 900U);
    BOOST_TEST_REQUIRE(read.cues.cue_count == 1U);
    BOOST_TEST(read.cues.cue_points[0].sample_offset == 250U);
    BOOST_TEST(std::string{read.cues.cue_points[0].name} == "hit");
}

BOOST_AUTO_TEST_CASE(an_ogg_is_made_of_packets_only) {
    TestSound sound{1, AudioCodec::S16, 16, noise(2000)};
    const auto files = cli::export_audio(sound.view(), {"ogg"});
    BOOST_TEST((files.code() == Code::Unsupported));
    sound.row.frames = 7;
    BOOST_TEST((cli::export_audio(sound.view(), {"wav"}).code() == Code::Corrupt));
}

BOOST_AUTO_TEST_CASE(a_picture_has_the_wave_where_it_is) {
    // Silence, then full scale: dark on the left, light on the right, at the height of half a lane's half.
    std::vector<std::uint8_t> bytes(48000 * 2);
    for (std::size_t i = 48000; i < bytes.size(); i += 2) bytes[i + 1] = i / 2 % 2 == 0 ? 0x7F : 0x80;
    TestSound sound{1, AudioCodec::S16, 16, bytes};
    const auto picture = cli::draw_audio(sound.view());
    BOOST_TEST_REQUIRE(static_cast<bool>(picture));
    const auto blue = [&](double part) {
        const auto x = static_cast<std::size_t>(16 + part * (1280 - 32)), y = std::size_t{16 + 150 / 8};
        return static_cast<int>((*picture).rgba[(y * (*picture).width + x) * 4 + 2]);
    };
    BOOST_TEST(blue(0.26) < 80);
    BOOST_TEST(blue(0.76) > 150);
}

BOOST_AUTO_TEST_CASE(pictures_of_nothing_and_of_single_frames_are_drawn) {
    for (const std::size_t frames : {0, 1, 2, 5}) {
        TestSound sound{2, AudioCodec::F32, 0, std::vector<std::uint8_t>(frames * 8)};
        BOOST_TEST(static_cast<bool>(cli::draw_audio(sound.view())));
    }
    TestSound many{64, AudioCodec::S16, 16, noise(64 * 2 * 100)};
    BOOST_TEST(static_cast<bool>(cli::draw_audio(many.view())));
}

BOOST_AUTO_TEST_SUITE_END()
