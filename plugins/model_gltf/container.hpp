// SPDX-License-Identifier: Apache-2.0
// The two containers of glTF 2.0: a JSON text, or GLB (section 4) with a JSON text and at most one binary
// chunk.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace model_gltf {

struct Container {
    std::string_view json;
    std::optional<std::span<const std::uint8_t>> binary;  ///< buffer 0 of a GLB
};

/// Views of `source`. Throws Refusal: Corrupt for a GLB whose lengths do not fit, Unsupported for version 1.
Container open_container(std::span<const std::uint8_t> source);

/// Throws Refusal unless the text, JSON or not, nests at most 128 deep and has at most 16 million values:
/// what a parser makes of it then fits in memory. In one pass, without a stack.
void check_json_size(std::string_view text);

}  // namespace model_gltf
