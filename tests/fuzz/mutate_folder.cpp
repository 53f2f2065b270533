// SPDX-License-Identifier: Apache-2.0
// Makes a folder of damaged files out of a folder of good and bad ones, for whole cooks of hostile sources.
//
//     mutate_folder FROM TO COUNT SEED EXTENSION...
//
// Takes files of at most 256 KiB below FROM, each extension in its turn, so that rare formats are as many as common
// ones. The same arguments make the same files. PNG chunks get their right checksums again.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "mutation.hpp"

namespace fs = std::filesystem;
using namespace sinter::fuzz;

namespace {

constexpr std::uintmax_t MostBytes = 256u << 10;

std::vector<Bytes> files_below(const fs::path& folder, const std::string& extension) {
    std::vector<fs::path> paths;
    for (const auto& entry : fs::recursive_directory_iterator{folder})
        if (entry.is_regular_file() && entry.path().extension() == "." + extension && entry.file_size() <= MostBytes)
            paths.push_back(entry.path());
    std::ranges::sort(paths);
    std::vector<Bytes> out;
    for (const auto& path : paths) {
        std::ifstream stream{path, std::ios::binary};
        out.emplace_back(std::istreambuf_iterator<char>{stream}, std::istreambuf_iterator<char>{});
    }
    return out;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 6) {
        std::fputs("usage: mutate_folder FROM TO COUNT SEED EXTENSION...\n", stderr);
        return 2;
    }
    const fs::path to = argv[2];
    const auto count = std::strtoul(argv[3], nullptr, 10);
    Random random{std::strtoull(argv[4], nullptr, 10)};
    std::vector<std::pair<std::string, std::vector<Bytes>>> kinds;
    for (int i = 5; i < argc; ++i) {
        auto files = files_below(argv[1], argv[i]);
        if (files.empty())
            std::fprintf(stderr, "mutate_folder: no file ends in .%s\n", argv[i]);
        else
            kinds.emplace_back(argv[i], std::move(files));
    }
    if (kinds.empty()) return 1;
    fs::create_directories(to);
    for (unsigned long number = 0; number < count; ++number) {
        const auto& [extension, files] = kinds[number % kinds.size()];
        const auto bytes = mutate(files, random, 2 * MostBytes);
        std::ofstream stream{to / (std::to_string(number) + "." + extension), std::ios::binary};
        stream.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        if (!stream) return 1;
    }
    std::printf("%lu files of %zu formats\n", count, kinds.size());
    return 0;
}
