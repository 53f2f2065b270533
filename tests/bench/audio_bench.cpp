// SPDX-License-Identifier: Apache-2.0
// Sounds: the steps of a cook, one by one and together, against oggenc of vorbis-tools in the same run.
//
//     audio_bench [<seconds of sound>] [<repetitions>]
//
// Workload: the tune of sinter-samples, repeated (120 s), 44.1 kHz stereo, as a WAV of 16 bits. Ours: bytes
// in memory to finished asset in memory, through the host, on one thread, isolation aside; Vorbis at quality
// 6, with loudness, peaks and checks. Rival: `oggenc -Q -q 6` from a file to a file of /tmp, its start
// included. Figures: medians, seconds of sound per second.
#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <sinter/audio.hpp>

#include "bench/bench.hpp"
#include "project_sounds_synth.hpp"
#include "support/plugin_runner.hpp"

namespace {

using namespace sinter;
using namespace sinter::test;

samples::Sound repeated(double seconds) {
    const auto once = samples::tune();
    samples::Sound out{once.channels, once.rate, {}};
    const auto wanted = static_cast<std::size_t>(seconds * once.rate) * once.channels;
    while (out.samples.size() < wanted)
        out.samples.insert(out.samples.end(), once.samples.begin(), once.samples.end());
    out.samples.resize(wanted);
    return out;
}

template <class Body>
double median_of(int repetitions, Body&& body) {
    std::vector<double> all;
    for (int i = 0; i < repetitions; ++i) all.push_back(bench::seconds(body));
    return bench::median(all);
}

}  // namespace

int main(int argc, char** argv) {
    const double length = argc > 1 ? std::atof(argv[1]) : 120;
    const int repetitions = argc > 2 ? std::atoi(argv[2]) : 5;
    const PluginRunner decoders{SINTER_AUDIO_PLUGIN}, steps{SINTER_AUDIO_PROCESS_PLUGIN};
    const auto wav = samples::write_wav(repeated(length), samples::WavSamples::Bits16);
    const auto folder =
        std::filesystem::temp_directory_path() / ("sinter_audio_bench_" + std::to_string(::getpid()));
    std::filesystem::create_directory(folder);
    std::ofstream{folder / "in.wav", std::ios::binary}.write(reinterpret_cast<const char*>(wav.data()),
                                                             static_cast<std::streamsize>(wav.size()));

    const auto decoded = decoders.decode("wav", wav);
    const auto source = product_of(decoded).view().abi();
    const auto encode = [&](const sinter_asset& asset, const char* format) {
        return steps.process(
            "audio_encode", asset,
            {.settings = {{"format", std::string{format}}, {"quality", std::string{"high"}}}});
    };
    const auto show = [&](const char* what, double time) {
        std::printf("%-34s %8.1f\n", what, length / time);
    };
    std::printf("%.0f s of 44.1 kHz stereo, median of %d; seconds of sound per second\n", length,
                repetitions);
    show("decode (WAV, 16 bits)", median_of(repetitions, [&] { (void)decoders.decode("wav", wav); }));
    show("resample 44.1 to 48 kHz", median_of(repetitions, [&] {
             (void)steps.process("audio_resample", source, {.settings = {{"rate", std::int64_t{48000}}}});
         }));
    show("loudness", median_of(repetitions, [&] { (void)steps.process("audio_loudness", source); }));
    show("encode to Opus (resampled)", median_of(repetitions, [&] { (void)encode(source, "opus"); }));
    const double vorbis = median_of(repetitions, [&] { (void)encode(source, "vorbis"); });
    show("encode to Vorbis, quality 6", vorbis);
    const double cook = median_of(repetitions, [&] {
        const auto raw = decoders.decode("wav", wav);
        const auto measured = steps.process("audio_loudness", product_of(raw).view().abi());
        const auto coded = encode(product_of(measured).view().abi(), "vorbis");
        (void)steps.validate("audio_limits", product_of(coded).view().abi());
    });
    show("cook: decode, loudness, Vorbis, checks", cook);
    const std::string command =
        "oggenc -Q -q 6 -o " + (folder / "out.ogg").string() + " " + (folder / "in.wav").string();
    int status = 0;
    const double rival = median_of(repetitions, [&] { status = std::system(command.c_str()); });
    std::filesystem::remove_all(folder);
    if (status != 0) {
        std::printf("oggenc is not here: no comparison\n");
        return 77;
    }
    show("oggenc -q 6", rival);
    std::printf("encode: %.2fx oggenc; cook: %.2fx oggenc\n", rival / vorbis, rival / cook);
    return 0;
}
