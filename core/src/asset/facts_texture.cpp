// SPDX-License-Identifier: Apache-2.0
#include <sinter/texture.hpp>

#include "asset/family_facts.hpp"

namespace sinter {
namespace {

Value number(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}

}  // namespace

Facts texture_facts(const AssetView& asset) {
    const Texture texture{asset};
    const auto& row = texture.row();
    return {
        {"shape", std::string{name_of(texture.shape())}},
        {"width", number(row.width)},
        {"height", number(row.height)},
        {"depth", number(row.depth)},
        {"layers", number(row.layers)},
        {"faces", number(row.faces)},
        {"mips", number(row.mips)},
        {"channels", number(row.channels)},
        {"format", name_of(texture.format())},
        {"color_space", std::string{name_of(texture.color_space())}},
        {"alpha", std::string{name_of(texture.alpha_mode())}},
    };
}

}  // namespace sinter
