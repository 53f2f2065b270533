// SPDX-License-Identifier: Apache-2.0
// Ogg Vorbis: what libvorbisfile reads of a file is what must come out.
#include <boost/test/unit_test.hpp>
#include <cstring>

#include <ogg/ogg.h>
#include <vorbis/vorbisfile.h>

#include <sinter/audio.hpp>

#include "project_sounds_synth.hpp"
#include "support/plugin_runner.hpp"

using namespace sinter;
using namespace sinter::test;

namespace {

const PluginRunner& plugin() {
    static const PluginRunner runner{SINTER_PLUGIN};
    return runner;
}

ByteVector ogg_of(const samples::Sound& sound, const std::vector<std::string>& comments = {}) {
    auto file = samples::write_ogg_vorbis(sound, 0.3F, comments);
    BOOST_TEST_REQUIRE(static_cast<bool>(file));
    return *file;
}

struct MemoryFile {
    const ByteVector& bytes;
    std::size_t at = 0;
};

/// All frames by libvorbisfile, links one after the other.
std::vector<float> by_vorbisfile(const ByteVector& bytes) {
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
            const std::size_t from = whence == SEEK_SET   ? 0
                                     : whence == SEEK_CUR ? file.at
                                                          : file.bytes.size();
            file.at = from + static_cast<std::size_t>(offset);
            return 0;
        },
        nullptr, [](void* self) { return static_cast<long>(static_cast<MemoryFile*>(self)->at); }};
    OggVorbis_File file;
    BOOST_TEST_REQUIRE(ov_open_callbacks(&memory, &file, nullptr, 0, callbacks) == 0);
    std::vector<float> out;
    float** planes = nullptr;
    int section = 0;
    for (long frames = 0; (frames = ov_read_float(&file, &planes, 4096, &section)) > 0;)
        for (long i = 0; i < frames; ++i)
            for (int c = 0; c < ov_info(&file, -1)->channels; ++c) out.push_back(planes[c][i]);
    ov_clear(&file);
    return out;
}

std::vector<float> floats_of(const Audio& sound) {
    std::vector<float> out(static_cast<std::size_t>(sound.frames()) * sound.channels());
    std::size_t at = 0;
    for (std::uint32_t i = 0; i < sound.block_count(); ++i) {
        const std::size_t count = std::size_t{sound.block(i).frames} * sound.channels();
        to_float(sound.bytes(i), sound.codec(), std::span{out}.subspan(at, count));
        at += count;
    }
    return out;
}

/// The pages of a file, with another serial number. `magic`, if any, takes the place of the first bytes of
/// its begin.
std::vector<ByteVector> pages_of(const ByteVector& bytes, std::uint8_t serial, std::string_view magic = {}) {
    std::vector<ByteVector> out;
    ogg_sync_state sync;
    ogg_sync_init(&sync);
    std::memcpy(ogg_sync_buffer(&sync, static_cast<long>(bytes.size())), bytes.data(), bytes.size());
    ogg_sync_wrote(&sync, static_cast<long>(bytes.size()));
    ogg_page page;
    while (ogg_sync_pageout(&sync, &page) == 1) {
        page.header[14] = serial;
        if (ogg_page_bos(&page) != 0 && !magic.empty()) std::memcpy(page.body, magic.data(), magic.size());
        ogg_page_checksum_set(&page);
        ByteVector whole{page.header, page.header + page.header_len};
        whole.insert(whole.end(), page.body, page.body + page.body_len);
        out.push_back(std::move(whole));
    }
    ogg_sync_clear(&sync);
    return out;
}

ByteVector chained(const ByteVector& first, const ByteVector& second) {
    ByteVector out = first;
    for (const auto& page : pages_of(second, 99)) out.insert(out.end(), page.begin(), page.end());
    return out;
}

/// Two streams at once, a page of each in turn.
ByteVector multiplexed(const std::vector<ByteVector>& first, const std::vector<ByteVector>& second) {
    ByteVector out;
    for (std::size_t i = 0; i < std::max(first.size(), second.size()); ++i)
        for (const auto* which : {&first, &second})
            if (i < which->size()) out.insert(out.end(), (*which)[i].begin(), (*which)[i].end());
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(audio_vorbis)

BOOST_AUTO_TEST_CASE(a_file_gives_what_libvorbisfile_gives) {
    const auto bytes = ogg_of(samples::laser());
    const auto result = plugin().decode("ogg", bytes);
    const Audio sound{product_of(result).view()};
    BOOST_TEST(sound.valid());
    BOOST_TEST(sound.frames() == samples::laser().frames());
    BOOST_TEST((floats_of(sound) == by_vorbisfile(bytes)));
    BOOST_TEST(said_by(result) == "");
}

// libvorbisfile 1.3.7 itself misses the first part when it is as short as this one: each is decoded alone.
BOOST_AUTO_TEST_CASE(chained_parts_follow_each_other) {
    const auto first = ogg_of(samples::coin()), second = ogg_of(samples::footstep());
    const auto result = plugin().decode("ogg", chained(first, second));
    const Audio sound{product_of(result).view()};
    BOOST_TEST(sound.frames() == samples::coin().frames() + samples::footstep().frames());
    auto expected = by_vorbisfile(first);
    const auto rest = by_vorbisfile(second);
    expected.insert(expected.end(), rest.begin(), rest.end());
    BOOST_TEST((floats_of(sound) == expected));
    BOOST_TEST(said_by(result) == "");
}

BOOST_AUTO_TEST_CASE(a_chained_part_of_another_form_is_left_out_with_a_warning) {
    const auto bytes = chained(ogg_of(samples::coin()), ogg_of(samples::laser()));
    const auto result = plugin().decode("ogg", bytes);
    BOOST_TEST(Audio{product_of(result).view()}.frames() == samples::coin().frames());
    BOOST_TEST(said_by(result).find("left out") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(streams_beside_it_do_not_disturb) {
    const auto coin = ogg_of(samples::coin());
    const auto other = ogg_of(samples::laser());
    for (const auto& bytes : {multiplexed(pages_of(other, 77, "\x80theora"), pages_of(coin, 1)),
                              multiplexed(pages_of(coin, 1), pages_of(other, 77))}) {
        const auto result = plugin().decode("ogg", bytes);
        BOOST_TEST_REQUIRE(static_cast<bool>(result.status), said_by(result));
        BOOST_TEST((floats_of(Audio{product_of(result).view()}) == by_vorbisfile(coin)));
    }
}

BOOST_AUTO_TEST_CASE(loops_of_comments_are_found) {
    const struct {
        std::vector<std::string> comments;
        std::uint64_t start, end;
    } cases[] = {
        {{"LOOPSTART=100", "LOOPLENGTH=400"}, 100, 500},
        {{"loop_start=100", "Loop_End=500"}, 100, 500},
        {{"LOOPSTART=100"}, 100, samples::coin().frames()},
    };
    for (const auto& one : cases) {
        const auto result = plugin().decode("ogg", ogg_of(samples::coin(), one.comments));
        const Audio sound{product_of(result).view()};
        BOOST_TEST(sound.row().loop_start == one.start);
        BOOST_TEST(sound.row().loop_end == one.end);
        BOOST_TEST(sound.tags().size() == one.comments.size());
    }
    const auto outside =
        plugin().decode("ogg", ogg_of(samples::coin(), {"LOOPSTART=9999999", "LOOPLENGTH=4"}));
    BOOST_TEST(!Audio{product_of(outside).view()}.loops());
    BOOST_TEST(said_by(outside).find("does not lie inside") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_lost_page_is_told_and_the_rest_is_there) {
    auto bytes = ogg_of(samples::tune());
    bytes[bytes.size() / 2] ^= 0x55;
    const auto result = plugin().decode("ogg", bytes);
    const Audio sound{product_of(result).view()};
    BOOST_TEST(sound.frames() > samples::tune().frames() / 2);
    BOOST_TEST((sound.row().flags & SINTER_AUDIO_CUT_SHORT) != 0U);
    BOOST_TEST(said_by(result).find("damaged") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_file_without_its_end_gives_what_is_there) {
    auto bytes = ogg_of(samples::tune());
    bytes.resize(bytes.size() * 2 / 3);
    const auto result = plugin().decode("ogg", bytes);
    const Audio sound{product_of(result).view()};
    BOOST_TEST((floats_of(sound) == by_vorbisfile(bytes)));
    BOOST_TEST(said_by(result).find("no end") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
