// SPDX-License-Identifier: Apache-2.0
#include "exif.hpp"

namespace sinter::texture_core {
namespace {

constexpr std::uint16_t OrientationTag = 0x0112, TypeShort = 3;
constexpr std::uint64_t EntrySize = 12;

}  // namespace

std::uint32_t exif_orientation(Bytes tiff) noexcept {
    if (!holds(tiff, 0, 8)) return 1;
    const bool is_little = tiff[0] == 'I' && tiff[1] == 'I';
    if (!is_little && !(tiff[0] == 'M' && tiff[1] == 'M')) return 1;
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
        const std::uint32_t value = u16(entry + 8);
        return u16(entry + 2) == TypeShort && u32(entry + 4) == 1 && value >= 1 && value <= 8 ? value : 1;
    }
    return 1;
}

Turn turn_of(std::uint32_t orientation, std::uint32_t width, std::uint32_t height,
             std::uint32_t texel) noexcept {
    const bool transposed = orientation >= 5;
    const std::int64_t t = texel;
    const std::int64_t pitch = t * (transposed ? height : width);
    const std::int64_t last_x = width - 1, last_y = height - 1;
    const Turn upright{width, height, 0, t, pitch};
    switch (orientation) {
        case 2:
            return {width, height, last_x * t, -t, pitch};
        case 3:
            return {width, height, last_y * pitch + last_x * t, -t, -pitch};
        case 4:
            return {width, height, last_y * pitch, t, -pitch};
        case 5:
            return {height, width, 0, pitch, t};
        case 6:
            return {height, width, last_y * t, pitch, -t};
        case 7:
            return {height, width, last_x * pitch + last_y * t, -pitch, -t};
        case 8:
            return {height, width, last_x * pitch, -pitch, t};
        default:
            return upright;
    }
}

}  // namespace sinter::texture_core
