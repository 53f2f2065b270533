// SPDX-License-Identifier: Apache-2.0
#include <sinter/font.hpp>

#include "asset/family_facts.hpp"

namespace sinter {
namespace {

Value number(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}

}  // namespace

Facts font_facts(const AssetView& asset) {
    const Font font{asset};
    const auto& row = font.row();
    return {
        {"family", std::string{font.text(row.family)}},
        {"style", std::string{font.text(row.style)}},
        {"faces", number(row.face_count)},
        {"glyphs", number(row.glyph_count)},
        {"units_per_em", number(row.units_per_em)},
        {"axes", number(font.axes().size())},
        {"instances", number(font.instances().size())},
        {"code_points", number(font.code_points().size())},
        {"kerning_pairs", number(font.kerning().size())},
        {"needs_shaping", (row.flags & SINTER_FONT_NEEDS_SHAPING) != 0},
        {"pages", number(font.pages().size())},
    };
}

}  // namespace sinter
