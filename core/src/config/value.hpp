// SPDX-License-Identifier: Apache-2.0
// Value: what a setting or a platform field holds.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include <sinter/status.hpp>

namespace sinter {

/// Alternatives stand in the order of sinter_value_kind, less one: index() + 1 is the kind.
using Value = std::variant<bool, std::int64_t, double, std::string, std::vector<std::string>>;
/// Names to values, sorted, so that hashing and listing them is deterministic.
using Values = std::map<std::string, Value, std::less<>>;

/// "boolean", "integer", "float", "string", "strings": as plugin.toml spells a setting's type.
[[nodiscard]] std::string_view type_name(const Value& value) noexcept;
/// As TOML writes it: true, 3, 0.5, "box", ["BC7", "BC5"]. Floats in the shortest form that reads back equal.
[[nodiscard]] std::string to_text(const Value& value);

}  // namespace sinter
