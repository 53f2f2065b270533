// SPDX-License-Identifier: Apache-2.0
#include "exif.hpp"

namespace sinter {
namespace {

constexpr std::uint16_t OrientationTag = 0x0112, TypeShort = 3;
constexpr std::uint64_t EntrySize = 12;

}  // namespace

int exif_orientation(Bytes tiff) noexcept {
    if (!holds(tiff, 0, 8)) return 1;
    const bool is_little = has_text(tiff, 0, "II");
    if (!is_little && !has_text(tiff, 0, "MM")) return 1;
    const auto u16 = [&](std::uint64_t at) {
        return is_little ? little<std::uint16_t>(tiff, at) : big<std::uint16_t>(tiff, at);
    };
    const auto u32 = [&](std::uint64_t at) {
        return is_little ? little<std::uint32_t>(tiff, at) : big<std::uint32_t>(tiff, at);
    };
    const std::uint64_t directory = u32(4);
    if (u16(2) != 42 || !holds(tiff, directory, 2)) return 1;
    const std::uint64_t count = u16(directory);
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto entry = directory + 2 + i * EntrySize;
        if (!holds(tiff, entry, EntrySize)) return 1;
        if (u16(entry) != OrientationTag) continue;
        const int value = u16(entry + 8);
        return u16(entry + 2) == TypeShort && u32(entry + 4) == 1 && value >= 1 && value <= 8 ? value : 1;
    }
    return 1;
}

}  // namespace sinter
