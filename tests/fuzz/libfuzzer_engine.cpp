// SPDX-License-Identifier: Apache-2.0
// What libFuzzer asks of a target besides running it: seeds to begin with, and mutations that get past
// checksums.
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "fuzz_target.hpp"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);
extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv);
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed);

/// Writes the target's seeds into the first folder of the command line, the one that libFuzzer adds to.
extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
    for (int i = 1; i < *argc; ++i) {
        const std::filesystem::path folder = (*argv)[i];
        if (!std::filesystem::is_directory(folder)) continue;
        std::size_t number = 0;
        for (const auto& seed : sinter::fuzz::seeds()) {
            char name[32];
            std::snprintf(name, sizeof name, "seed-%03zu", number++);
            std::ofstream{folder / name, std::ios::binary}.write(reinterpret_cast<const char*>(seed.data()),
                                                                 static_cast<std::streamsize>(seed.size()));
        }
        break;
    }
    return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
    size = LLVMFuzzerMutate(data, size, max_size);
    // Some inputs keep their wrong checksums: refusing those is also code.
    if (seed % 8 != 0) sinter::fuzz::resign({data, size}, seed / 8);
    return size;
}
