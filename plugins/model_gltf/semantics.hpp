// SPDX-License-Identifier: Apache-2.0
// Semantics of vertex attributes (glTF 2.0, section 3.7.2.1) and which accessors may bear them.
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include <sinter/abi/model.h>

#include "accessors.hpp"

namespace model_gltf {

struct Semantic {
    sinter_semantic kind = SINTER_SEMANTIC_CUSTOM;
    std::uint32_t set = 0;
    std::string name;  ///< of a custom one
    auto operator<=>(const Semantic&) const = default;
};

/// "TEXCOORD_1" → TEXCOORD, 1. What is none of the specification's is custom.
Semantic parse_semantic(std::string_view text);
/// Throws Refusal when an accessor of that type cannot be the attribute; `difference`: of a morph target.
void check_semantic(const Semantic& semantic, const Accessor& accessor, bool difference,
                    const std::string& place);

}  // namespace model_gltf
