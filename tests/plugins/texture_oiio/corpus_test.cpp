// SPDX-License-Identifier: Apache-2.0
// Every file of the shared corpus that only this plugin decodes, against what its manifest expects. Each is
// decoded in a process of its own, forked after the plugin was loaded as a worker would be: valid files crash
// the libraries, and that one file must not cost the others. The hashes of pixels in the manifest are
// OpenImageIO's.
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <iostream>

#include "support/corpus.hpp"
#include "support/decoded_texture.hpp"

namespace sinter::test {
namespace {

/// The largest image is the main one here; the manifest has the first.
const std::map<std::string, std::uint32_t> LargestOfIcon = {
    {"textures/image-rs/multiple_entries_with_different_bit_depth.ico", 48},
};
/// Their second channel is alpha to OpenImageIO, and the manifest's pixels are multiplied by it.
const std::vector<std::string> Multiplied = {
    "textures/gofuzz-tiff/411d1243ccbe70ff026ff2efff8c5c6f493c0d75-2.tif", "textures/pillow-tif/rdf.tif"};

constexpr unsigned Seconds = 20;  ///< to decode one file

/// What the child tells.
struct Outcome {
    int code = 0;
    std::uint32_t width = 0, height = 0, channels = 0, layers = 0, mips = 0, products = 0;
    std::uint32_t alpha_mode = 0;
    char text[200] = {};
    char hash[17] = {};
};

void hash_into(char (&out)[17], std::span<const std::uint8_t> bytes) {
    std::uint64_t hash = 1469598103934665603u;  // the offset that the manifest was made with
    for (const auto byte : bytes) hash = (hash ^ byte) * 0x100000001b3;
    std::snprintf(out, sizeof(out), "%016llx", static_cast<unsigned long long>(hash));
}

Outcome outcome_of(std::string_view decoder, const ByteVector& bytes) {
    const auto result = decode(decoder, bytes);
    Outcome out;
    out.code = static_cast<int>(result.status.code());
    if (!result.status) {
        std::snprintf(out.text, sizeof(out.text), "%s", result.status.error().text.c_str());
        return out;
    }
    const auto texture = texture_of(result, "");
    out.width = texture.width();
    out.height = texture.height();
    out.channels = texture.row().channels;
    out.layers = texture.layers();
    out.mips = texture.mip_count();
    out.products = static_cast<std::uint32_t>(result.products.size());
    out.alpha_mode = static_cast<std::uint32_t>(texture.alpha_mode());
    hash_into(out.hash, texture.mip(0).bytes);
    return out;
}

/// Nothing: the child died, of `signal`.
std::optional<Outcome> decode_in_child(std::string_view decoder, const ByteVector& bytes, int& signal) {
    int ends[2];
    BOOST_REQUIRE(pipe(ends) == 0);
    const pid_t child = fork();
    BOOST_REQUIRE(child >= 0);
    if (child == 0) {
        alarm(Seconds);
        for (const int number : {SIGSEGV, SIGABRT, SIGFPE, SIGBUS, SIGILL}) std::signal(number, SIG_DFL);
        const auto outcome = outcome_of(decoder, bytes);
        _exit(write(ends[1], &outcome, sizeof(outcome)) == sizeof(outcome) ? 0 : 1);
    }
    close(ends[1]);
    Outcome outcome;
    const bool told = read(ends[0], &outcome, sizeof(outcome)) == sizeof(outcome);
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    return told ? std::optional{outcome} : std::nullopt;
}

/// Whether the first level must be OpenImageIO's bytes: it multiplies by alpha, and does not turn.
bool is_comparable(const CorpusRow& row, std::string_view decoder, const Outcome& outcome) {
    return outcome.alpha_mode == 0 && outcome.layers == 1 && outcome.channels == row.number("c") &&
           outcome.width == row.number("w") && row.file.find("orientation") == row.file.npos &&
           !(decoder == "bmp" && row.number("c") == 4) &&  // the fourth byte is no alpha
           std::find(Multiplied.begin(), Multiplied.end(), row.file) == Multiplied.end() &&
           row.details.contains("fnv");
}

BOOST_AUTO_TEST_SUITE(corpus_of_texture_oiio)

BOOST_AUTO_TEST_CASE(decodes_what_is_ok_and_refuses_what_is_broken) {
    const auto folder = corpus_folder();
    if (folder.empty()) return;
    texture_plugin().make_ready();
    std::map<std::string, int> counts;
    for (const auto& row : corpus_rows(folder, "texture")) {
        const auto decoder = texture_plugin().decoder_of(row.extension());
        if (decoder.empty()) continue;
        BOOST_TEST_CONTEXT(row.file) {
            int signal = 0;
            const auto outcome = decode_in_child(decoder, corpus_file(folder, row), signal);
            if (!outcome) {
                ++counts[decoder + " " + row.expected + " DIED"];
                std::cout << "died of signal " << signal << ": " << row.file << std::endl;
                BOOST_TEST(row.expected == "survive");
                continue;
            }
            const bool decoded = outcome->code == 0;
            ++counts[decoder + " " + row.expected + (decoded ? " decoded" : " refused")];
            if (!decoded) {
                BOOST_TEST(std::strlen(outcome->text) != 0);
                BOOST_TEST(outcome->code != static_cast<int>(Code::Internal), outcome->text);
                BOOST_TEST(outcome->code != static_cast<int>(Code::Contract), outcome->text);
            }
            if (row.expected == "error") BOOST_TEST(!decoded);
            if (row.expected != "ok") continue;
            BOOST_TEST(decoded, outcome->text);
            if (!decoded) continue;
            const auto icon = LargestOfIcon.find(row.file);
            BOOST_TEST(outcome->width == (icon == LargestOfIcon.end() ? row.number("w") : icon->second));
            BOOST_TEST(outcome->height == (icon == LargestOfIcon.end() ? row.number("h") : icon->second));
            // Gray with alpha becomes RGBA.
            BOOST_TEST(outcome->channels == (decoder == "tga" && row.number("c") == 2 ? 4 : row.number("c")));
            if (!is_comparable(row, decoder, *outcome)) continue;
            ++counts[decoder + " ok with OpenImageIO's pixels"];
            BOOST_TEST(outcome->hash == row.details.at("fnv"));
        }
    }
    for (const auto& [what, count] : counts) std::cout << what << ": " << count << std::endl;
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace sinter::test
