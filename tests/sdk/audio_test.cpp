// SPDX-License-Identifier: Apache-2.0
// The view of a sound over tables that are right, and over tables that are not.
#include <boost/test/unit_test.hpp>
#include <functional>
#include <limits>

#include <sinter/audio.hpp>

using namespace sinter;

namespace {

template <class Row>
sinter_table table_of(std::uint32_t tag, const std::vector<Row>& rows) {
    return {tag, SINTER_AUDIO_VERSION, sizeof(Row), static_cast<std::uint32_t>(rows.size()),
            reinterpret_cast<const std::uint8_t*>(rows.data())};
}

/// Two blocks of 100 and 50 frames of 16-bit stereo, with a loop, a cue, a tag and peaks.
struct Tables {
    sinter_audio_row row{};
    std::vector<sinter_audio_block_row> blocks{{0, 100, 0, 0, 0, 0, 0, 0, 400},
                                               {100, 50, 0, 1, 0, 0, 0, 0, 200}};
    std::vector<sinter_audio_peak_row> peaks = std::vector<sinter_audio_peak_row>(2 * 3);
    std::vector<sinter_audio_cue_row> cues{{120, 30, 0, 3}};
    std::vector<sinter_audio_tag_row> tags{{3, 2, 5, 4}};
    std::vector<std::uint8_t> text{'c', 'u', 'e', 'K', 'Y', 't', 'e', 'x', 't'};
    std::vector<std::uint8_t> setup;
    std::vector<std::uint8_t> bytes = std::vector<std::uint8_t>(400);

    Tables() {
        row.channels = 2;
        row.sample_rate = 50;
        row.codec = SINTER_AUDIO_S16;
        row.frames = 150;
        row.loop_mode = SINTER_AUDIO_LOOP_FORWARD;
        row.loop_start = 10;
        row.loop_end = 150;
        row.peak_frames = 64;
    }
    [[nodiscard]] bool valid() const {
        std::vector<sinter_table> tables{{SINTER_AUDIO_TABLE, SINTER_AUDIO_VERSION, sizeof row, 1,
                                          reinterpret_cast<const std::uint8_t*>(&row)},
                                         table_of(SINTER_AUDIO_BLOCK_TABLE, blocks),
                                         table_of(SINTER_AUDIO_PEAK_TABLE, peaks),
                                         table_of(SINTER_AUDIO_CUE_TABLE, cues),
                                         table_of(SINTER_AUDIO_TAG_TABLE, tags),
                                         table_of(SINTER_STRING_TABLE, text),
                                         table_of(SINTER_AUDIO_SETUP_TABLE, setup)};
        const sinter_chunk chunks[] = {{SINTER_AUDIO_CHUNK, 64, {bytes.data(), 400}},
                                       {SINTER_AUDIO_CHUNK, 64, {bytes.data(), 200}}};
        return Audio{AssetView{sinter_asset{SINTER_AUDIO, static_cast<std::uint32_t>(tables.size()), 2, 0,
                                            tables.data(), chunks, nullptr}}}
            .valid();
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(audio_view)

BOOST_AUTO_TEST_CASE(accepts_tables_that_agree) {
    BOOST_TEST(Tables{}.valid());
    BOOST_TEST(!Audio{}.valid());
}

BOOST_AUTO_TEST_CASE(refuses_tables_that_do_not) {
    constexpr auto Most = std::numeric_limits<std::uint64_t>::max();
    const std::pair<const char*, std::function<void(Tables&)>> damages[] = {
        {"no channels", [](Tables& t) { t.row.channels = 0; }},
        {"65 channels", [](Tables& t) { t.row.channels = 65; }},
        {"no rate", [](Tables& t) { t.row.sample_rate = 0; }},
        {"unknown codec", [](Tables& t) { t.row.codec = 99; }},
        {"more frames than blocks", [](Tables& t) { t.row.frames = 151; }},
        {"a loop past the end", [](Tables& t) { t.row.loop_end = 151; }},
        {"an empty loop", [](Tables& t) { t.row.loop_start = 150; }},
        {"an unknown loop", [](Tables& t) { t.row.loop_mode = 4; }},
        {"a gap between blocks", [](Tables& t) { t.blocks[1].first_frame = 101; }},
        {"a block of no frames", [](Tables& t) { t.blocks[1].frames = 0; }},
        {"a chunk that is not there", [](Tables& t) { t.blocks[1].chunk = 2; }},
        {"a block past its chunk", [](Tables& t) { t.blocks[1].offset = 16; }},
        {"an offset that overflows", [](Tables& t) { t.blocks[1].offset = Most - 100; }},
        {"a size that is not its frames'", [](Tables& t) { t.blocks[0].size = 396; }},
        {"packets in PCM", [](Tables& t) { t.blocks[0].packets = 1; }},
        {"frames to skip in PCM", [](Tables& t) { t.blocks[0].skip_frames = 1; }},
        {"too few peaks", [](Tables& t) { t.peaks.pop_back(); }},
        {"peaks without a window", [](Tables& t) { t.row.peak_frames = 0; }},
        {"a cue past the end", [](Tables& t) { t.cues[0].frame = 151; }},
        {"a region past the end", [](Tables& t) { t.cues[0].length = 31; }},
        {"a name past the texts", [](Tables& t) { t.cues[0].name_size = 10; }},
        {"a text that overflows", [](Tables& t) { t.tags[0].value_offset = 0xFFFFFFFF; }},
        {"a setup of PCM", [](Tables& t) { t.row.setup_packets = 1; }},
    };
    for (const auto& [what, damage] : damages) {
        Tables tables;
        damage(tables);
        BOOST_TEST(!tables.valid(), what);
    }
}

BOOST_AUTO_TEST_CASE(coded_blocks_are_lists_of_packets) {
    const auto coded = [] {
        Tables t;
        t.row.codec = SINTER_AUDIO_OPUS;
        t.row.setup_packets = 1;
        t.setup = {3, 0, 0, 0, 'a', 'b', 'c'};
        // Two packets of 2 and 390 bytes, and one of 196.
        t.bytes[0] = 2;
        t.bytes[4] = 0x86;
        t.bytes[5] = 0x01;
        t.blocks[0] = {0, 100, 7, 0, 2, 1, 0, 0, 400};
        t.blocks[1] = {100, 50, 0, 0, 1, 0, 0, 0, 6};
        return t;
    };
    BOOST_TEST(coded().valid());
    const std::pair<const char*, std::function<void(Tables&)>> damages[] = {
        {"no packets", [](Tables& t) { t.blocks[0].packets = 0; }},
        {"more packets than there are sizes", [](Tables& t) { t.blocks[0].packets = 101; }},
        {"sizes that do not add up", [](Tables& t) { t.bytes[0] = 3; }},
        {"sizes that overflow", [](Tables& t) { t.bytes[3] = 0xFF; }},
        {"more repeated than there are", [](Tables& t) { t.blocks[0].repeated_packets = 3; }},
        {"no setup", [](Tables& t) { t.setup.clear(); }},
        {"a setup that is cut", [](Tables& t) { t.setup.pop_back(); }},
        {"a setup for Vorbis", [](Tables& t) { t.row.codec = SINTER_AUDIO_VORBIS; }},
    };
    for (const auto& [what, damage] : damages) {
        Tables tables = coded();
        damage(tables);
        BOOST_TEST(!tables.valid(), what);
    }
}

BOOST_AUTO_TEST_CASE(samples_become_floats) {
    const std::uint8_t s16[] = {0x00, 0x80, 0xFF, 0x7F, 0x00, 0x40},
                       s24[] = {0x00, 0x00, 0x80, 0x00, 0x00, 0x20}, s32[] = {0x00, 0x00, 0x00, 0xC0};
    float three[3], two[2], one[1];
    to_float(s16, AudioCodec::S16, three);
    BOOST_TEST(three[0] == -1.0F);
    BOOST_TEST(three[1] == 32767.0F / 32768);
    BOOST_TEST(three[2] == 0.5F);
    to_float(s24, AudioCodec::S24, two);
    BOOST_TEST(two[0] == -1.0F);
    BOOST_TEST(two[1] == 0.25F);
    to_float(s32, AudioCodec::S32, one);
    BOOST_TEST(one[0] == -0.5F);
}

// Vorbis I, section 4.3.9: 5.1 is front left, centre, front right, rear left, rear right, LFE.
BOOST_AUTO_TEST_CASE(channels_of_vorbis_find_their_speakers) {
    const std::uint32_t wave[6] = {0, 2, 1, 5, 3, 4};
    for (std::uint32_t i = 0; i < 6; ++i) BOOST_TEST(vorbis_channel(6, i) == wave[i]);
    for (std::uint32_t channels = 1; channels <= 8; ++channels) {
        std::uint32_t seen = 0;
        for (std::uint32_t i = 0; i < channels; ++i) seen |= 1u << vorbis_channel(channels, i);
        BOOST_TEST(seen == (1u << channels) - 1);
        BOOST_TEST(std::popcount(usual_channel_mask(channels)) == static_cast<int>(channels));
    }
}

BOOST_AUTO_TEST_SUITE_END()
