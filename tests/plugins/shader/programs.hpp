// SPDX-License-Identifier: Apache-2.0
// The Khronos programs, as judges of what the plugin makes.
#pragma once

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <span>
#include <string>

#include "support/temp_folder.hpp"

namespace sinter::test {

/// Whether the program runs here; if not, "SKIPPED: …" has been printed.
inline bool has_program(const std::string& name) {
    if (std::system(("command -v " + name + " > /dev/null 2>&1").c_str()) == 0) return true;
    std::printf("SKIPPED: %s not found\n", name.c_str());
    return false;
}

/// Runs `command` over a file of these bytes, whose name ends in `extension`; returns what it said, or "" for
/// success.
inline std::string judged(const std::string& command, std::span<const std::uint8_t> bytes,
                          const std::string& extension) {
    const TempFolder folder;
    const auto file = (folder / ("code" + extension)).string();
    const auto said = (folder / "said").string();
    std::ofstream{file, std::ios::binary}.write(reinterpret_cast<const char*>(bytes.data()),
                                                static_cast<std::streamsize>(bytes.size()));
    if (std::system((command + " " + file + " > " + said + " 2>&1").c_str()) == 0) return "";
    std::ifstream in{said};
    return "failed: " + std::string{std::istreambuf_iterator<char>{in}, {}};
}

}  // namespace sinter::test
