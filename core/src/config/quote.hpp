// SPDX-License-Identifier: Apache-2.0
// Quoting of text that comes from a file, so that it is safe and short enough to be shown.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sinter {

/// `text` as a TOML basic string, in quotes: what is a control character, a quote or a backslash is escaped.
[[nodiscard]] std::string in_quotes(std::string_view text);

/// As `in_quotes`, but of more than `limit` bytes only the first are shown, followed by "…". For diagnostics,
/// where a hostile file chooses the text. Cuts between UTF-8 characters; bytes that are not UTF-8 are shown
/// as \xNN.
[[nodiscard]] std::string shown(std::string_view text, std::size_t limit = 64);

/// As `shown`, without quotes around it and without escapes for quotes and backslashes.
[[nodiscard]] std::string clipped(std::string_view text, std::size_t limit = 200);

}  // namespace sinter
