// SPDX-License-Identifier: Apache-2.0
// A folder of real textures cooked with one and with more turns.
//
//     cook_bench DIR [most=200] [turns=2] [rounds=3]
//
// Takes the `most` largest PNG and JPEG files below DIR that cook without an error and have at most 64 megapixels (one
// bomb would be the whole measurement); each round cooks them from nothing.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <sinter/core/cook.hpp>

#include "bench/bench.hpp"
#include "support/temp_folder.hpp"

using namespace sinter;
using namespace sinter::bench;
namespace fs = std::filesystem;

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "usage: cook_bench DIR [most=200] [turns=2] [rounds=3]\n");
        return 2;
    }
    const std::size_t most = argc > 2 ? static_cast<std::size_t>(std::atoi(argv[2])) : 200;
    const unsigned more = argc > 3 ? static_cast<unsigned>(std::atoi(argv[3])) : 2;
    const int rounds = argc > 4 ? std::atoi(argv[4]) : 3;
    setenv("SINTER_PLUGIN_PATH", SINTER_PLUGINS, 0);

    const test::TempFolder folder;
    const auto cook = [&](const fs::path& source, unsigned turns) {
        auto config = Config::defaults(source);
        fs::remove_all(folder / "out");
        config.set_output_folder(folder / "out").set_turns(turns);
        Cook cook_once;
        std::vector<Error> problems;
        auto report = cook_once.run(config, {}, problems);
        if (!report) std::abort();
        return *std::move(report);
    };
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator{argv[1]}) {
        const auto extension = entry.path().extension();
        if (entry.is_regular_file() && (extension == ".png" || extension == ".jpg" || extension == ".jpeg"))
            files.push_back(entry.path());
    }
    // The largest first: tiny test images say little about speed.
    std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return fs::file_size(a) > fs::file_size(b); });
    fs::create_directories(folder / "assets");
    std::size_t taken = 0;
    for (std::size_t i = 0; i < files.size() && taken < most * 2; ++i, ++taken)
        fs::copy_file(files[i], folder / ("assets/" + std::to_string(i) + files[i].extension().string()));
    const auto first = cook(folder / "assets", 1);
    double megapixels = 0;
    std::size_t used = 0;
    for (const auto& asset : first.assets) {
        double texels = 1;
        for (const auto& [name, value] : asset.source)
            if (name == "width" || name == "height") texels *= static_cast<double>(std::get<std::int64_t>(value));
        if (asset.status == CookStatus::Failed || texels > 64e6 || used == most) {
            fs::remove(folder / ("assets/" + asset.path));
            continue;
        }
        megapixels += texels / 1e6;
        ++used;
    }
    std::vector<double> one, many, ratios;
    for (int round = 0; round < rounds; ++round) {
        one.push_back(cook(folder / "assets", 1).totals.wall_ms);
        many.push_back(cook(folder / "assets", more).totals.wall_ms);
        ratios.push_back(one.back() / many.back());
    }
    std::printf("workload: %zu textures of %s, %.1f megapixels, decode + resize + mipmaps + validate + store, median of %d\n",
                used, argv[1], megapixels, rounds);
    std::printf("  1 turn   %8.0f ms  %6.1f megapixels/s\n", median(one), megapixels / median(one) * 1000);
    std::printf("  %u turns  %8.0f ms  %6.1f megapixels/s  speed-up %.2f\n", more, median(many),
                megapixels / median(many) * 1000, median(ratios));
    return 0;
}
