// SPDX-License-Identifier: Apache-2.0
// Small cooked artifacts loaded warm through an AssetServer, against a plain pread loop over the same objects.
//
//     load_bench [assets=20000] [turns=2] [rounds=5]
//
// The artifacts are textures of 32² to 128² (4 to 87 KB with mips), made by cooking PGM-like sources once; the page
// cache is warm in every round. The loop opens, reads and closes each object into one buffer and checks nothing; the server also
// looks the asset up, verifies every byte (XXH3-128), gives each asset its own memory and delivers two events, to a main
// thread that calls update every millisecond.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <thread>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sinter/core/asset_server.hpp>
#include <sinter/core/cook.hpp>
#include <sinter/texture.hpp>

#include "bench/bench.hpp"
#include "support/temp_folder.hpp"

using namespace sinter;
using namespace sinter::bench;

namespace {

/// An uncompressed 32-bit DDS of size² texels with its own content: cheap to decode, so that the cook is quick.
std::string dds(unsigned size, unsigned seed) {
    std::string out(128 + std::size_t{size} * size * 4, '\0');
    const auto put = [&](std::size_t at, std::uint32_t value) { std::memcpy(out.data() + at, &value, 4); };
    std::memcpy(out.data(), "DDS ", 4);
    put(4, 124);
    put(8, 0x100F);
    put(12, size);
    put(16, size);
    put(20, size * 4);
    put(76, 32);
    put(80, 0x41);
    put(88, 32);
    put(92, 0x000000FF);
    put(96, 0x0000FF00);
    put(100, 0x00FF0000);
    put(104, 0xFF000000);
    put(108, 0x1000);
    std::uint32_t state = seed * 2654435761u + 1;
    for (std::size_t i = 128; i < out.size(); i += 4) {
        state = state * 1664525u + 1013904223u;
        put(i, state | 0xFF000000u);
    }
    return out;
}

struct Object {
    std::string file;
    std::uint64_t size;
};

double pread_loop(const std::vector<Object>& objects) {
    std::uint64_t most = 0;
    for (const auto& object : objects) most = std::max(most, object.size);
    std::vector<char> buffer(most);
    return seconds([&] {
        for (const auto& object : objects) {
            const int file = open(object.file.c_str(), O_RDONLY | O_CLOEXEC);
            struct stat facts {};
            if (file < 0 || fstat(file, &facts) != 0 ||
                pread(file, buffer.data(), static_cast<std::size_t>(facts.st_size), 0) != facts.st_size)
                std::abort();
            close(file);
        }
    });
}

double server_round(Config config, const std::vector<std::string>& paths, LoadPriority priority, double& request_s) {
    AssetServer server{std::move(config)};
    std::vector<Handle<Texture>> handles;
    handles.reserve(paths.size());
    std::size_t done = 0;
    server.on_event([&](const AssetEvent& event) {
        if (event.kind == AssetEvent::Kind::LoadedWithDependencies) ++done;
        if (event.kind == AssetEvent::Kind::Failed) std::abort();
    });
    return seconds([&] {
        request_s = seconds([&] {
            for (const auto& path : paths) handles.push_back(server.load<Texture>(path, priority));
        });
        while (done < paths.size()) {
            std::this_thread::sleep_for(std::chrono::milliseconds{1});  // a frame
            server.update();
        }
    });
}

}  // namespace

int main(int argc, char** argv) {
    const auto count = static_cast<unsigned>(argc > 1 ? std::atoi(argv[1]) : 20000);
    const auto turns = static_cast<unsigned>(argc > 2 ? std::atoi(argv[2]) : 2);
    const int rounds = argc > 3 ? std::atoi(argv[3]) : 5;
    setenv("SINTER_PLUGIN_PATH", SINTER_PLUGINS, 0);

    const test::TempFolder folder;
    constexpr unsigned sizes[] = {32, 32, 64, 64, 64, 128};
    for (unsigned i = 0; i < count; ++i)
        folder.write("assets/" + std::to_string(i % 100) + "/" + std::to_string(i) + ".dds", dds(sizes[i % 6], i));
    auto config = Config::defaults(folder / "assets");
    config.set_output_folder(folder / "out").set_turns(turns);
    Cook cook;
    std::vector<Error> problems;
    const auto report = cook.run(config, {}, problems);
    if (!report || report->totals.built != count) {
        std::fprintf(stderr, "load_bench: the cook failed\n");
        return 1;
    }
    std::vector<Object> objects;
    std::vector<std::string> paths;
    double bytes = 0;
    for (const auto& asset : report->assets) {
        const auto& product = asset.products[0];
        paths.push_back(asset.path);
        objects.push_back({(folder / "out/objects").string() + "/" + product.artifact.substr(0, 2) + "/" +
                               product.artifact, product.bytes});
        bytes += static_cast<double>(product.bytes);
    }
    std::printf("workload: %u textures of 32 to 128 texels, %.1f MB of artifacts, warm, %u turns, median of %d rounds\n",
                count, bytes / 1e6, turns, rounds);

    auto shipped = config;
    shipped.set_check_sources(false);
    struct Row {
        const char* name;
        Config* config;
        LoadPriority priority;
        std::vector<double> times;
        std::vector<double> ratios;
        std::vector<double> requests;
    };
    Row rows[] = {{"as shipped, Normal (turns)", &shipped, LoadPriority::Normal, {}, {}, {}},
                  {"as shipped, Critical (express)", &shipped, LoadPriority::Critical, {}, {}, {}},
                  {"sources checked, Normal", &config, LoadPriority::Normal, {}, {}, {}}};
    std::vector<double> loop;
    (void)pread_loop(objects);
    for (int round = 0; round < rounds; ++round) {
        for (auto& row : rows) {
            // The limit before each, so that both meet the same machine.
            loop.push_back(pread_loop(objects));
            double request_s = 0;
            row.times.push_back(server_round(*row.config, paths, row.priority, request_s));
            row.ratios.push_back(loop.back() / row.times.back());
            row.requests.push_back(request_s);
        }
    }
    const auto print = [&](const char* name, double time, double ratio, double request) {
        std::printf("  %-32s %9.0f assets/s  %6.2f GB/s  %5.2f of the loop  asking %5.0f ns each\n", name, count / time,
                    bytes / time / 1e9, ratio, request / count * 1e9);
    };
    std::printf("  %-32s %9.0f assets/s  %6.2f GB/s  (one thread, one buffer, nothing checked)\n", "open+fstat+pread+close",
                count / median(loop), bytes / median(loop) / 1e9);
    for (auto& row : rows) print(row.name, median(row.times), median(row.ratios), median(row.requests));
    return 0;
}
