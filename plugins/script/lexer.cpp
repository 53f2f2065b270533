// SPDX-License-Identifier: Apache-2.0
#include "lexer.hpp"

#include <algorithm>

namespace script_plugin {
namespace {

constexpr std::string_view ByteOrderMark = "\xef\xbb\xbf";

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_name_begin(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_name(char c) {
    return is_name_begin(c) || is_digit(c);
}
bool is_line_end(char c) {
    return c == '\n' || c == '\r';
}

}  // namespace

std::size_t begin_of_code(std::string_view source) noexcept {
    std::size_t at = source.starts_with(ByteOrderMark) ? ByteOrderMark.size() : 0;
    if (at < source.size() && source[at] == '#')
        while (at < source.size() && !is_line_end(source[at])) ++at;
    return at;
}

Lexer::Lexer(std::string_view source) : source_(source), place_(begin_of_code(source)) {}

void Lexer::skip_line_end() {
    // "\r\n" and "\n\r" are one end of a line.
    const char first = source_[place_++];
    if (place_ < source_.size() && is_line_end(source_[place_]) && source_[place_] != first) ++place_;
    ++line_;
}

int Lexer::long_bracket() const noexcept {
    if (at(0) != '[') return -1;
    int level = 0;
    while (at(1 + static_cast<std::size_t>(level)) == '=') ++level;
    return at(1 + static_cast<std::size_t>(level)) == '[' ? level : -1;
}

void Lexer::skip_long(int level) {
    const auto size = static_cast<std::size_t>(level);
    place_ += size + 2;
    const std::string close = "]" + std::string(size, '=') + "]";
    while (place_ < source_.size()) {
        if (source_.substr(place_, close.size()) == close) {
            place_ += close.size();
            return;
        }
        if (is_line_end(source_[place_]))
            skip_line_end();
        else
            ++place_;
    }
}

void Lexer::skip_blank() {
    while (place_ < source_.size()) {
        const char c = source_[place_];
        if (is_line_end(c)) {
            skip_line_end();
        } else if (c == ' ' || c == '\t' || c == '\v' || c == '\f') {
            ++place_;
        } else if (c == '-' && at(1) == '-') {
            place_ += 2;
            if (const int level = long_bracket(); level >= 0)
                skip_long(level);
            else
                while (place_ < source_.size() && !is_line_end(source_[place_])) ++place_;
        } else {
            return;
        }
    }
}

void Lexer::skip_string() {
    const char quote = source_[place_++];
    while (place_ < source_.size()) {
        const char c = source_[place_];
        if (c == quote) {
            ++place_;
            return;
        }
        if (c == '\\') {
            ++place_;
            if (place_ >= source_.size()) return;
            if (source_[place_] == 'z') {
                // \z passes over blank space, also over ends of lines.
                ++place_;
                while (place_ < source_.size()) {
                    if (is_line_end(source_[place_]))
                        skip_line_end();
                    else if (std::string_view{" \t\v\f"}.find(source_[place_]) != std::string_view::npos)
                        ++place_;
                    else
                        break;
                }
                continue;
            }
            if (is_line_end(source_[place_]))
                skip_line_end();
            else
                ++place_;
            continue;
        }
        if (is_line_end(c)) return;  // no string of Lua: the parser says so
        ++place_;
    }
}

Token Lexer::next() {
    skip_blank();
    Token token;
    token.line = line_;
    if (place_ >= source_.size()) return token;
    const std::size_t begin = place_;
    const char c = source_[place_];
    if (is_name_begin(c)) {
        token.kind = Token::Kind::Name;
        while (is_name(at(0))) ++place_;
    } else if (is_digit(c) || (c == '.' && is_digit(at(1)))) {
        token.kind = Token::Kind::Number;
        const bool hexadecimal = c == '0' && (at(1) == 'x' || at(1) == 'X');
        while (place_ < source_.size()) {
            const char d = at(0);
            const bool exponent = hexadecimal ? d == 'p' || d == 'P' : d == 'e' || d == 'E';
            if (exponent && (at(1) == '+' || at(1) == '-'))
                place_ += 2;
            else if (is_name(d) || d == '.')
                ++place_;
            else
                break;
        }
    } else if (c == '"' || c == '\'') {
        token.kind = Token::Kind::String;
        skip_string();
    } else if (const int level = long_bracket(); level >= 0) {
        token.kind = Token::Kind::LongString;
        skip_long(level);
    } else {
        constexpr std::string_view Symbols[] = {"...", "<<", ">>", "//", "==", "~=", "<=", ">=", "::", ".."};
        const auto rest = source_.substr(place_);
        const auto* found =
            std::ranges::find_if(Symbols, [&](auto symbol) { return rest.starts_with(symbol); });
        token.kind = found != std::end(Symbols) ||
                             std::string_view{"+-*/%^#&~|<>=(){}[];:,."}.find(c) != std::string_view::npos
                         ? Token::Kind::Symbol
                         : Token::Kind::Other;
        place_ += found != std::end(Symbols) ? found->size() : 1;
    }
    token.text = source_.substr(begin, place_ - begin);
    return token;
}

std::string_view plain_value(const Token& token) noexcept {
    auto text = token.text;
    if (token.kind == Token::Kind::String && text.size() >= 2) {
        text = text.substr(1, text.size() - 2);
        return text.find('\\') == text.npos ? text : std::string_view{};
    }
    if (token.kind != Token::Kind::LongString) return {};
    const auto open = text.find('[', 1) + 1;
    if (text.size() < 2 * open) return {};
    text = text.substr(open, text.size() - 2 * open);
    return text.find_first_of("\r\n") == text.npos ? text : std::string_view{};
}

}  // namespace script_plugin
