// SPDX-License-Identifier: Apache-2.0
// Tokens of Lua 5.4 (reference manual, section 3.1).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace script_plugin {

struct Token {
    enum class Kind : std::uint8_t { End, Name, Number, String, LongString, Symbol, Other };
    Kind kind = Kind::End;
    std::string_view text;   ///< as it stands in the source; strings with their quotation marks
    std::uint32_t line = 1;  ///< on which it begins, from 1
};

/// Walks over a source. It is meant for sources that Lua's own parser took; of others it makes tokens of some
/// kind, and comes to their end. Comments and blank space are passed over. Lifetime: tokens are views of the
/// source.
class Lexer {
  public:
    /// A byte order mark and a first line that begins with "#" are passed over, as luaL_loadfilex does.
    explicit Lexer(std::string_view source);
    /// The next token; kind End from the end on.
    Token next();
    /// Line of what comes next; after the end: the last one.
    [[nodiscard]] std::uint32_t line() const noexcept { return line_; }

  private:
    [[nodiscard]] char at(std::size_t offset) const noexcept {
        return place_ + offset < source_.size() ? source_[place_ + offset] : '\0';
    }
    void skip_blank();
    void skip_line_end();
    /// Number of "=" of a long bracket that opens here; -1: none.
    [[nodiscard]] int long_bracket() const noexcept;
    void skip_long(int level);
    void skip_string();

    std::string_view source_;
    std::size_t place_ = 0;
    std::uint32_t line_ = 1;
};

/// Where the text that Lua compiles begins: behind a byte order mark and a first line that begins with "#".
[[nodiscard]] std::size_t begin_of_code(std::string_view source) noexcept;

/// Value of a string token without escapes: its inside; empty for one with escapes.
[[nodiscard]] std::string_view plain_value(const Token& token) noexcept;

}  // namespace script_plugin
