// SPDX-License-Identifier: Apache-2.0
// Every sound of the shared corpus through the decoders; what is known of each comes from libsndfile's and
// libvorbisfile's own programs.
#include <boost/test/unit_test.hpp>
#include <iostream>

#include <sinter/audio.hpp>

#include "support/corpus.hpp"
#include "support/plugin_runner.hpp"

using namespace sinter;
using namespace sinter::test;

namespace {

std::string decoder_for(const std::string& extension) {
    if (extension == "wav") return "wav";
    if (extension == "flac") return "flac";
    if (extension == "aiff" || extension == "aif") return "aiff";
    if (extension == "mp3") return "mp3";
    return "ogg";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(audio_corpus)

BOOST_AUTO_TEST_CASE(every_row_is_as_the_manifest_says) {
    const auto folder = corpus_folder();
    if (folder.empty()) return;
    const PluginRunner plugin{SINTER_PLUGIN};
    int ok = 0, refused = 0, survived = 0;
    for (const auto& row : corpus_rows(folder, "audio")) {
        BOOST_TEST_CONTEXT(row.file) {
            const auto bytes = corpus_file(folder, row);
            RunOptions options;
            options.memory_limit = 256u << 20;
            const auto result = plugin.decode(decoder_for(row.extension()), bytes, options);
            BOOST_TEST((result.status.code() != Code::Internal && result.status.code() != Code::Contract));
            if (result.status) BOOST_TEST(Audio{product_of(result).view()}.valid());
            if (row.expected == "ok") {
                BOOST_TEST_REQUIRE(static_cast<bool>(result.status), said_by(result));
                const Audio sound{product_of(result).view()};
                BOOST_TEST(sound.channels() == row.number("ch"));
                BOOST_TEST(sound.sample_rate() == row.number("rate"));
                BOOST_TEST(static_cast<double>(sound.frames()) == row.number("frames"));
                ++ok;
            } else if (row.expected == "error") {
                BOOST_TEST(!static_cast<bool>(result.status));
                ++refused;
            } else {
                ++survived;
                std::cout << row.file << ": "
                          << (result.status
                                  ? std::to_string(Audio{product_of(result).view()}.frames()) + " frames\n"
                                  : std::string{})
                          << said_by(result) << (result.status ? "" : "\n");
            }
        }
    }
    std::cout << "audio corpus: " << ok << " ok, " << refused << " refused, " << survived << " survived\n";
    BOOST_TEST(ok + refused + survived > 0);
}

BOOST_AUTO_TEST_SUITE_END()
