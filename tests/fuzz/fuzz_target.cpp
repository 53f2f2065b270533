// SPDX-License-Identifier: Apache-2.0
#include "fuzz_target.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace sinter::fuzz {

void require(bool holds, std::string_view text) {
    if (holds) return;
    std::fprintf(stderr, "fuzz: a property does not hold: %.*s\n", static_cast<int>(text.size()),
                 text.data());
    std::abort();
}

std::uint64_t number_of(std::span<const std::uint8_t> bytes) noexcept {
    std::uint64_t hash = 0xCBF29CE484222325;
    for (const auto byte : bytes) hash = (hash ^ byte) * 0x100000001B3;
    // The low bits of FNV-1a hardly see the last bytes.
    return hash ^ (hash >> 32);
}

Bytes to_bytes(std::string_view text) {
    return {text.begin(), text.end()};
}

std::string_view to_text(std::span<const std::uint8_t> bytes) noexcept {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Bytes source_file(const std::string& path) {
    std::ifstream file{SINTER_SOURCE_FOLDER "/" + path, std::ios::binary};
    require(file.is_open(), "cannot read the source file " + path);
    return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace sinter::fuzz
