// SPDX-License-Identifier: Apache-2.0
// write_png: a picture as a file.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <sinter/status.hpp>

namespace sinter::cli {

struct Picture {
    std::uint32_t width = 0;  ///< 1..2^28
    std::uint32_t height = 0;
    bool has_alpha = false;          ///< without it the file has none
    std::vector<std::uint8_t> rgba;  ///< width * height * 4
};

/// Writes `picture` beside `file` and renames it to `file` when it is whole. Errors: Io, OutOfMemory.
[[nodiscard]] Status write_png(const Picture& picture, const std::string& file);

}  // namespace sinter::cli
