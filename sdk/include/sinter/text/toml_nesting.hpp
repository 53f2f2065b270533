// SPDX-License-Identifier: Apache-2.0
// A look at a TOML text before it is parsed: how deep does it nest? For whoever reads TOML that others wrote.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace sinter {
namespace detail {

inline bool is_toml_break(char c) {
    return c == '\n' || c == '\r' || c == '\v' || c == '\f';
}

/// Past the string whose opening quote stands at `at`. A line break ends a string of one line, as it ends the
/// parser's.
inline std::size_t skip_toml_string(std::string_view text, std::size_t at) {
    const char quote = text[at];
    const bool escapes = quote == '"';
    const std::string_view triple = quote == '"' ? "\"\"\"" : "'''";
    const bool many_lines = text.substr(at, 3) == triple;
    at += many_lines ? 3 : 1;
    while (at < text.size()) {
        const char c = text[at];
        if (escapes && c == '\\') {
            at += 2;
        } else if (many_lines && text.substr(at, 3) == triple) {
            at += 3;
            // Up to two quotes may stand before the closing three.
            for (int i = 0; i < 2 && at < text.size() && text[at] == quote; ++i) ++at;
            return at;
        } else if (!many_lines && (c == quote || is_toml_break(c))) {
            return at + 1;
        } else {
            ++at;
        }
    }
    return text.size();
}

}  // namespace detail

/// Offset (bytes) of the first bracket, brace or dot that nests deeper than `limit`; nothing when there is
/// none. Parsers recurse on brackets, and make one table per dot of a key, which are then destroyed
/// recursively: a hostile text could exhaust the stack. What lies in strings and comments does not count. One
/// pass, no memory.
[[nodiscard]] inline std::optional<std::size_t> find_deep_nesting(std::string_view toml,
                                                                  std::size_t limit) noexcept {
    std::size_t depth = 0;
    std::size_t dots = 0;
    std::size_t at = 0;
    while (at < toml.size()) {
        const char c = toml[at];
        if (c == '"' || c == '\'') {
            at = detail::skip_toml_string(toml, at);
            continue;
        }
        if (c == '#') {
            while (at < toml.size() && !detail::is_toml_break(toml[at])) ++at;
            continue;
        }
        if (c == '[' || c == '{') {
            dots = 0;
            if (++depth > limit) return at;
        } else if (c == ']' || c == '}') {
            dots = 0;
            if (depth > 0) --depth;
        } else if (c == '.') {
            if (++dots > limit) return at;
        } else if (c == '=' || c == ',' || detail::is_toml_break(c)) {
            dots = 0;
        }
        ++at;
    }
    return std::nullopt;
}

}  // namespace sinter
