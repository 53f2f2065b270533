// SPDX-License-Identifier: Apache-2.0
#include "semantics.hpp"

#include <array>

namespace model_gltf {

Semantic parse_semantic(std::string_view text) {
    if (text == "POSITION") return {SINTER_SEMANTIC_POSITION, 0, {}};
    if (text == "NORMAL") return {SINTER_SEMANTIC_NORMAL, 0, {}};
    if (text == "TANGENT") return {SINTER_SEMANTIC_TANGENT, 0, {}};
    constexpr std::array<std::pair<std::string_view, sinter_semantic>, 4> sets = {
        {{"TEXCOORD_", SINTER_SEMANTIC_TEXCOORD},
         {"COLOR_", SINTER_SEMANTIC_COLOR},
         {"JOINTS_", SINTER_SEMANTIC_JOINTS},
         {"WEIGHTS_", SINTER_SEMANTIC_WEIGHTS}}};
    for (const auto& [prefix, kind] : sets) {
        if (!text.starts_with(prefix)) continue;
        const auto digits = text.substr(prefix.size());
        // Without leading zeros, so that a set has one name.
        if (digits.empty() || digits.size() > 4 || (digits.size() > 1 && digits[0] == '0')) break;
        std::uint32_t set = 0;
        bool all_digits = true;
        for (const char c : digits) {
            all_digits = all_digits && c >= '0' && c <= '9';
            set = 10 * set + static_cast<std::uint32_t>(c - '0');
        }
        if (all_digits) return {kind, set, {}};
    }
    return {SINTER_SEMANTIC_CUSTOM, 0, std::string{text}};
}

void check_semantic(const Semantic& semantic, const Accessor& accessor, bool difference,
                    const std::string& place) {
    const bool matrix = accessor.shape >= Shape::Mat2;
    const auto wants = [&](bool holds, const char* what) {
        if (!holds || matrix) corrupt(place + ": " + what + " are wanted");
    };
    const auto n = accessor.components;
    switch (semantic.kind) {
        case SINTER_SEMANTIC_POSITION:
        case SINTER_SEMANTIC_NORMAL:
            wants(n == 3 && (accessor.is_float || accessor.component_bytes < 4), "vectors of 3");
            return;
        case SINTER_SEMANTIC_TANGENT:
            wants(n == (difference ? 3u : 4u) && (accessor.is_float || accessor.component_bytes < 4),
                  difference ? "vectors of 3" : "vectors of 4");
            return;
        case SINTER_SEMANTIC_TEXCOORD:
            wants(n == 2 && (accessor.is_float || accessor.component_bytes < 4), "vectors of 2");
            return;
        case SINTER_SEMANTIC_COLOR:
            wants((n == 3 || n == 4) && (accessor.is_float || accessor.normalised),
                  "vectors of 3 or 4 from 0 to 1");
            return;
        case SINTER_SEMANTIC_JOINTS:
            wants(n == 4 && accessor.is_unsigned_integer() && accessor.component_bytes < 4 && !difference,
                  "vectors of 4 unsigned integers of 1 or 2 bytes");
            return;
        case SINTER_SEMANTIC_WEIGHTS:
            wants(
                n == 4 && (accessor.is_float || (accessor.normalised && !accessor.is_signed)) && !difference,
                "vectors of 4 from 0 to 1");
            return;
        default:
            if (difference) corrupt(place + ": a morph target cannot move it");
            return;
    }
}

}  // namespace model_gltf
