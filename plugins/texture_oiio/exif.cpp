// SPDX-License-Identifier: Apache-2.0
#include "exif.hpp"

namespace sinter::texture_oiio {

int exif_orientation(Bytes block) noexcept {
    constexpr std::string_view head{"Exif\0\0", 6};
    constexpr std::uint16_t orientation_tag = 0x0112, type_short = 3;
    constexpr std::uint64_t entry_size = 12;
    const Bytes tiff = has_text(block, 0, head) ? block.subspan(head.size()) : block;
    const bool is_little = has_text(tiff, 0, "II");
    if (!holds(tiff, 0, 8) || !(is_little || has_text(tiff, 0, "MM"))) return 1;
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
        const auto entry = directory + 2 + i * entry_size;
        if (!holds(tiff, entry, entry_size)) return 1;
        if (u16(entry) != orientation_tag) continue;
        const int value = u16(entry + 8);
        return u16(entry + 2) == type_short && value >= 1 && value <= 8 ? value : 1;
    }
    return 1;
}

}  // namespace sinter::texture_oiio
