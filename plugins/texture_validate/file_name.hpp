// SPDX-License-Identifier: Apache-2.0
// What a file's name says of its use: rock_n.png is a normal map.
#pragma once

#include <span>
#include <string_view>

#include <sinter/abi/abi.h>

namespace sinter {

/// Whether the name without its extension ends in one of `words`, after "_" or "-". ASCII letters of both
/// cases are the same. `path`: logical path.
[[nodiscard]] bool name_ends_in(std::string_view path, std::span<const sinter_str> words) noexcept;

}  // namespace sinter
