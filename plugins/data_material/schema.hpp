// SPDX-License-Identifier: Apache-2.0
// The fields a material may have: name, kind, range and default of each.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace data_material {

enum class FieldKind : std::uint8_t {
    Bool,
    Numbers,  ///< `count` numbers in [minimum, maximum]; a single one is written without brackets
    Choice,   ///< one of `choices`
    Text,     ///< 1 to 256 bytes of UTF-8 without control characters
    Texture,  ///< path of a texture
};

struct FieldSpec {
    std::string_view name;
    FieldKind kind = FieldKind::Numbers;
    std::uint8_t count = 1;
    float minimum = 0, maximum = 1;
    std::array<float, 4> default_number{};  ///< Numbers; Bool in [0]
    std::string_view
        default_text;  ///< Choice and Text; empty: the product has no such field unless it is set
    std::span<const std::string_view> choices;
    bool in_shadow = false;  ///< the shadow material has it too
};

/// All fields, sorted by name.
[[nodiscard]] std::span<const FieldSpec> schema() noexcept;
/// nullptr for a name that is none.
[[nodiscard]] const FieldSpec* find_field(std::string_view name) noexcept;
/// `; did you mean "roughness"?`, or nothing when no candidate is near.
[[nodiscard]] std::string suggestion(std::string_view wrong, std::span<const std::string_view> candidates);

}  // namespace data_material
