// SPDX-License-Identifier: Apache-2.0
// A look at a TOML text before it is parsed: how deep does it nest?
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace data_plugin {

/// Offset (bytes) of the first bracket, brace or dot that nests deeper than `limit`; nothing when there is
/// none. The parser recurses on brackets and makes a table per dot of a key, which are destroyed recursively:
/// a hostile text could exhaust the stack. What lies in strings and comments does not count. One pass, no
/// memory.
[[nodiscard]] std::optional<std::size_t> find_deep_nesting(std::string_view toml, std::size_t limit) noexcept;

}  // namespace data_plugin
