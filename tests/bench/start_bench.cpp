// SPDX-License-Identifier: Apache-2.0
// How long an AssetServer takes to be ready, with all plugins and an index of N assets, and what it holds when idle.
//
//     start_bench [rounds=50] [assets=1000]
//
// The limit it is measured against: a scheduler alone (its threads), which no server could start without.
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include <sinter/core/asset_server.hpp>
#include <sinter/core/cook.hpp>

#include "bench/bench.hpp"
#include "schedule/scheduler.hpp"
#include "support/temp_folder.hpp"

using namespace sinter;
using namespace sinter::bench;

namespace {

double rss_mib() {
    std::ifstream statm{"/proc/self/statm"};
    long all = 0, resident = 0;
    statm >> all >> resident;
    return static_cast<double>(resident) * 4096 / (1024 * 1024);
}

}  // namespace

int main(int argc, char** argv) {
    const int rounds = argc > 1 ? std::atoi(argv[1]) : 50;
    const int count = argc > 2 ? std::atoi(argv[2]) : 1000;
    setenv("SINTER_PLUGIN_PATH", SINTER_PLUGINS, 0);
    const test::TempFolder folder;
    for (int i = 0; i < count; ++i)
        folder.write("assets/" + std::to_string(i) + ".material", "{\"roughness\": 0." + std::to_string(100 + i % 800) + "}");
    auto config = Config::defaults(folder / "assets");
    config.set_output_folder(folder / "out").set_turns(2);
    Cook cook;
    std::vector<Error> problems;
    const auto report = cook.run(config, {}, problems);
    if (!report || report->totals.failed != 0) {
        std::fprintf(stderr, "start_bench: the cook failed\n");
        return 1;
    }

    std::vector<double> scheduler_ms, server_ms;
    for (int i = 0; i < rounds; ++i) {
        scheduler_ms.push_back(seconds([] { Scheduler scheduler{{2, nullptr}}; }) * 1000);
        std::unique_ptr<AssetServer> server;
        server_ms.push_back(seconds([&] { server = std::make_unique<AssetServer>(config); }) * 1000);
        if (!server->status()) return 1;
    }
    std::printf("workload: AssetServer over all plugins in %s and an index of %d assets, 2 turns, median of %d\n",
                SINTER_PLUGINS, count, rounds);
    std::printf("  scheduler alone, start and stop  %7.2f ms\n", median(scheduler_ms));
    std::printf("  AssetServer ready                %7.2f ms  (%.1f of a scheduler)\n", median(server_ms),
                median(server_ms) / median(scheduler_ms));
    const AssetServer idle{config};
    std::printf("  resident memory, one idle server %7.1f MiB (this program has cooked before, so an upper bound)\n", rss_mib());
    return 0;
}
