// SPDX-License-Identifier: Apache-2.0
#include "iff_chunks.hpp"

#include <algorithm>
#include <string_view>

namespace sinter {

bool samples_are_cut(std::span<const std::uint8_t> file) noexcept {
    constexpr std::size_t FormHeader = 12, ChunkHeader = 8;
    const auto is = [&](std::size_t at, std::string_view id) {
        return std::equal(id.begin(), id.end(), file.begin() + static_cast<std::ptrdiff_t>(at),
                          [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
    };
    if (file.size() < FormHeader) return false;
    const bool riff = is(0, "RIFF"), form = is(0, "FORM");
    if (!riff && !form) return false;
    for (std::size_t at = FormHeader; file.size() - at >= ChunkHeader;) {
        std::uint32_t size = 0;
        for (std::size_t i = 0; i < 4; ++i)
            size |= static_cast<std::uint32_t>(file[at + 4 + i]) << (riff ? 8 * i : 24 - 8 * i);
        const auto rest = file.size() - at - ChunkHeader;
        if (is(at, riff ? "data" : "SSND")) return size > rest && size != 0xFFFFFFFFU;
        const auto padded = std::uint64_t{size} + size % 2;
        if (padded > rest) return false;
        at += ChunkHeader + static_cast<std::size_t>(padded);
    }
    return false;
}

}  // namespace sinter
