// SPDX-License-Identifier: Apache-2.0
#include "icc.hpp"

#include <string>

namespace sinter::texture_oiio {
namespace {

constexpr std::uint64_t TagTable = 128, TagSize = 12, LongestName = 256;

/// The ASCII letters of a description tag; empty when it is malformed.
std::string description_of(Bytes tag) {
    std::string out;
    if (has_text(tag, 0, "desc") && holds(tag, 8, 4)) {
        const auto length = std::min<std::uint64_t>(big<std::uint32_t>(tag, 8), LongestName);
        if (!holds(tag, 12, length)) return {};
        for (const auto byte : part(tag, 12, length)) out += static_cast<char>(byte);
    }
    if (has_text(tag, 0, "mluc") && holds(tag, 20, 8)) {
        const auto length = std::min<std::uint64_t>(big<std::uint32_t>(tag, 20), 2 * LongestName);
        const auto offset = big<std::uint32_t>(tag, 24);  // of the first record's text, UTF-16 big endian
        if (!holds(tag, offset, length)) return {};
        for (std::uint64_t i = 0; i + 1 < length; i += 2) {
            const auto letter = big<std::uint16_t>(tag, offset + i);
            out += letter < 128 ? static_cast<char>(letter) : '?';
        }
    }
    return out;
}

}  // namespace

ColorSpace icc_color_space(Bytes profile) {
    if (!holds(profile, TagTable, 4)) return ColorSpace::Unknown;
    const std::uint64_t count = big<std::uint32_t>(profile, TagTable);
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto entry = TagTable + 4 + i * TagSize;
        if (!holds(profile, entry, TagSize)) break;
        if (!has_text(profile, entry, "desc")) continue;
        const auto offset = big<std::uint32_t>(profile, entry + 4);
        const auto size = big<std::uint32_t>(profile, entry + 8);
        if (!holds(profile, offset, size)) break;
        const auto name = description_of(part(profile, offset, size));
        if (name.find("RGB") == name.npos) break;
        if (name.find("inear") != name.npos) return ColorSpace::Linear;
        return name.find("sRGB") != name.npos ? ColorSpace::Srgb : ColorSpace::Unknown;
    }
    return ColorSpace::Unknown;
}

}  // namespace sinter::texture_oiio
