// SPDX-License-Identifier: Apache-2.0
#include "icc.hpp"

#include <cstring>

namespace sinter::texture_core {
namespace {

constexpr std::uint32_t Desc = 0x64657363;  // "desc"
constexpr std::uint32_t Mluc = 0x6D6C7563;  // "mluc"
constexpr std::uint64_t TagTable = 128, TagSize = 12;

bool description_is_srgb(Bytes tag) noexcept {
    if (!holds(tag, 0, 4)) return false;
    const auto type = big<std::uint32_t>(tag, 0);
    if (type == Desc) return holds(tag, 12, 4) && std::memcmp(tag.data() + 12, "sRGB", 4) == 0;
    if (type != Mluc || !holds(tag, 16, 12)) return false;
    const auto offset = big<std::uint32_t>(tag, 24);  // of the first record's text, UTF-16 big endian
    return holds(tag, offset, 8) && std::memcmp(tag.data() + offset, "\0s\0R\0G\0B", 8) == 0;
}

}  // namespace

bool icc_profile_is_srgb(Bytes profile) noexcept {
    if (!holds(profile, TagTable, 4)) return false;
    const std::uint64_t count = big<std::uint32_t>(profile, TagTable);
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto entry = TagTable + 4 + i * TagSize;
        if (!holds(profile, entry, TagSize)) return false;
        if (big<std::uint32_t>(profile, entry) != Desc) continue;
        const auto offset = big<std::uint32_t>(profile, entry + 4);
        const auto size = big<std::uint32_t>(profile, entry + 8);
        return holds(profile, offset, size) && description_is_srgb(part(profile, offset, size));
    }
    return false;
}

}  // namespace sinter::texture_core
