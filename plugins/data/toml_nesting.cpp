// SPDX-License-Identifier: Apache-2.0
#include "toml_nesting.hpp"

namespace data_plugin {
namespace {

bool is_break(char c) {
    return c == '\n' || c == '\r' || c == '\v' || c == '\f';
}

/// Past the string whose opening quote stands at `at`. A line break ends a string of one line, as it ends the
/// parser's.
std::size_t skip_string(std::string_view text, std::size_t at) {
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
        } else if (!many_lines && (c == quote || is_break(c))) {
            return at + 1;
        } else {
            ++at;
        }
    }
    return text.size();
}

}  // namespace

std::optional<std::size_t> find_deep_nesting(std::string_view toml, std::size_t limit) noexcept {
    std::size_t depth = 0;
    std::size_t dots = 0;
    std::size_t at = 0;
    while (at < toml.size()) {
        const char c = toml[at];
        if (c == '"' || c == '\'') {
            at = skip_string(toml, at);
            continue;
        }
        if (c == '#') {
            while (at < toml.size() && !is_break(toml[at])) ++at;
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
        } else if (c == '=' || c == ',' || is_break(c)) {
            dots = 0;
        }
        ++at;
    }
    return std::nullopt;
}

}  // namespace data_plugin
