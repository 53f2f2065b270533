// SPDX-License-Identifier: Apache-2.0
// What the cage costs: the same cook with its decoder inside the kernel and in a worker, the round trip of a job that
// does nothing, and the start of the first worker. All plugins are ours, so that both ways run the same code. The yardstick
// for the round trip is a byte's, over a socket between two processes on one processor that do nothing else.
//
//     cage_bench [rounds=7] [turns=1]
//
// Workloads: 1,000 PNG of 64x64 RGBA8, and 100 of 1024x1024, pictures with noise, each of its own content; decode,
// resize, mipmaps, validate and store, from nothing. "decoder": texture_core in a worker; "all": every step.
#include <sched.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include <sinter/core/cook.hpp>

#include "../../tools/cli/preview_png.hpp"
#include "bench/bench.hpp"
#include "config/project.hpp"
#include "plugin/catalog.hpp"
#include "plugin/run_step.hpp"
#include "support/temp_folder.hpp"
#include "worker/cage.hpp"

using namespace sinter;
using namespace sinter::bench;
namespace fs = std::filesystem;

namespace {

void write_pictures(const fs::path& folder, unsigned count, unsigned side) {
    fs::create_directories(folder);
    cli::Picture picture{side, side, true, std::vector<std::uint8_t>(std::size_t{side} * side * 4)};
    auto& texels = picture.rgba;
    for (unsigned number = 0; number < count; ++number) {
        std::mt19937 random{number};
        for (unsigned y = 0; y < side; ++y)
            for (unsigned x = 0; x < side; ++x)
                for (unsigned c = 0; c < 4; ++c)
                    texels[(std::size_t{y} * side + x) * 4 + c] =
                        static_cast<std::uint8_t>(c == 3 ? 255 : (x * (c + 1) + y * 2 + number) / 4 + random() % 16);
        if (auto written = cli::write_png(picture, folder / (std::to_string(number) + ".png")); !written) std::abort();
    }
}

/// Milliseconds of one cook from nothing, and of the first worker's start.
std::pair<double, double> cook(const fs::path& source, const fs::path& out, unsigned turns,
                               std::initializer_list<const char*> caged) {
    fs::remove_all(out);
    auto config = Config::defaults(source);
    config.set_output_folder(out).set_turns(turns);
    for (const char* const plugin : caged) config.set_isolation(plugin, Isolation::Worker);
    Cook one;
    std::vector<Error> problems;
    const auto report = one.run(config, {}, problems);
    if (!report || report->totals.built != report->totals.found) std::abort();
    return {report->totals.wall_ms, report->cage ? report->cage->first_start_ms : 0};
}

void compare(const char* what, unsigned count, const fs::path& source, const fs::path& out, unsigned turns,
             int rounds) {
    std::vector<double> inside, decoder, all, decoder_ratio, decoder_warm_ratio, all_ratio;
    cook(source, out, turns, {});
    for (int round = 0; round < rounds; ++round) {
        inside.push_back(cook(source, out, turns, {}).first);
        const auto [wall, start] = cook(source, out, turns, {"texture_core"});
        decoder.push_back(wall);
        decoder_ratio.push_back(wall / inside.back());
        decoder_warm_ratio.push_back((wall - start) / inside.back());
        all.push_back(cook(source, out, turns, {"texture_core", "texture_process", "texture_validate"}).first);
        all_ratio.push_back(all.back() / inside.back());
    }
    std::printf("%s, %u turns, median of %d\n", what, turns, rounds);
    std::printf("  in the kernel     %8.1f ms\n", median(inside));
    std::printf("  decoder caged     %8.1f ms  %.3fx, without the first worker's start %.3fx: %.0f us a picture\n",
                median(decoder), median(decoder_ratio), median(decoder_warm_ratio),
                1e3 * median(inside) * (median(decoder_warm_ratio) - 1) / count);
    std::printf("  all steps caged   %8.1f ms  %.3fx\n", median(all), median(all_ratio));
}

/// Microseconds of a byte's way to another process on this processor and back.
double bare_round_trip() {
    std::array<int, 2> ends{};
    cpu_set_t own, here;
    CPU_ZERO(&here);
    CPU_SET(::sched_getcpu(), &here);
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) != 0 || ::sched_getaffinity(0, sizeof own, &own) != 0 ||
        ::sched_setaffinity(0, sizeof here, &here) != 0)
        std::abort();
    char byte = 1;
    const auto pass = [&](int from, int to) { return ::recv(from, &byte, 1, 0) == 1 && ::send(to, &byte, 1, 0) == 1; };
    const pid_t other = ::fork();
    if (other == 0) {
        ::close(ends[0]);
        while (pass(ends[1], ends[1])) {}
        ::_exit(0);
    }
    std::vector<double> times;
    for (int i = 0; i < 5000; ++i)
        times.push_back(1e6 * seconds([&] {
            if (::send(ends[0], &byte, 1, 0) != 1 || ::recv(ends[0], &byte, 1, 0) != 1) std::abort();
        }));
    ::close(ends[0]);
    ::close(ends[1]);
    ::waitpid(other, nullptr, 0);
    (void)::sched_setaffinity(0, sizeof own, &own);
    return median(times);
}

/// A job that fails at once: what is left is the way there and back.
void round_trip() {
    const std::string folders[] = {SINTER_PLUGINS};
    const auto catalog = Catalog::scan(folders);
    auto* const step = catalog.find_decoder("png");
    if (!step) std::abort();
    const auto settings = default_values(step->decl());
    const std::vector<std::uint8_t> nothing(16);
    JobInput input;
    input.step = step->name();
    input.path = "nothing.png";
    input.source = nothing;
    input.settings = &settings;
    Cage cage{Cage::Options{}};
    std::vector<double> caged, inside;
    for (int i = 0; i < 5000; ++i) {
        caged.push_back(1e6 * seconds([&] {
            if (cage.run(*step, input).result.status) std::abort();
        }));
        inside.push_back(1e6 * seconds([&] {
            if (run_step(*step, input).status) std::abort();
        }));
    }
    const double bare = bare_round_trip();
    std::printf("a job that fails at once: %.1f us caged, %.2f us in the kernel; first worker after %.1f ms\n",
                median(caged), median(inside), cage.report().first_start_ms);
    std::printf("two processes that only answer each other: %.1f us; the job takes %.2fx of that\n", bare,
                median(caged) / bare);
}

}  // namespace

int main(int argc, char** argv) {
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    const int rounds = argc > 1 ? std::atoi(argv[1]) : 7;
    const unsigned turns = argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 1;
    setenv("SINTER_PLUGIN_PATH", SINTER_PLUGINS, 0);
    const test::TempFolder folder;
    write_pictures(folder / "small", 1000, 64);
    write_pictures(folder / "large", 100, 1024);
    compare("1,000 PNG of 64x64", 1000, folder / "small", folder / "out", turns, rounds);
    compare("100 PNG of 1024x1024", 100, folder / "large", folder / "out", turns, rounds);
    round_trip();
    return 0;
}
