// SPDX-License-Identifier: Apache-2.0
// UTF-8: whether bytes are valid text, and how to show those that may not be.
#pragma once

#include <string>
#include <string_view>

namespace sinter {

/// True when `text` is well-formed (Unicode 15, table 3-7): no overlong forms, surrogates or values over
/// U+10FFFF. NUL and other control characters are well-formed.
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

/// `text` as a diagnostic may show it: control characters and malformed bytes as \xNN, at most `limit` bytes
/// of it, then "…".
[[nodiscard]] std::string printable(std::string_view text, std::size_t limit = 200);

}  // namespace sinter
