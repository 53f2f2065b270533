// SPDX-License-Identifier: Apache-2.0
#include "require_scan.hpp"

#include <algorithm>
#include <utility>

#include "lexer.hpp"

namespace script_plugin {
namespace {

/// Which blocks are open: "end" closes the innermost function, do or if.
class Blocks {
  public:
    void see(std::string_view word) {
        if (word == "function" || word == "do" || word == "if") {
            open_.push_back(word == "function");
            functions_ += word == "function" ? 1 : 0;
        } else if (word == "end" && !open_.empty()) {
            functions_ -= open_.back() ? 1 : 0;
            open_.pop_back();
        }
    }
    [[nodiscard]] bool in_function() const { return functions_ > 0; }

  private:
    std::vector<bool> open_;
    std::size_t functions_ = 0;
};

}  // namespace

std::vector<RequireCall> find_requires(std::string_view source) {
    std::vector<RequireCall> out;
    Lexer lexer{source};
    Blocks blocks;
    Token before;
    for (Token token = lexer.next(); token.kind != Token::Kind::End;) {
        if (token.kind == Token::Kind::Name) blocks.see(token.text);
        const bool call = token.kind == Token::Kind::Name && token.text == "require" && before.text != "." &&
                          before.text != ":" && before.text != "function" && before.text != "local";
        const Token first = std::exchange(token, lexer.next());
        before = first;
        if (!call) continue;
        Token argument = token;
        if (token.kind == Token::Kind::Symbol && token.text == "(") {
            before = token;
            token = lexer.next();
            argument = token;
            const bool has_string =
                argument.kind == Token::Kind::String || argument.kind == Token::Kind::LongString;
            if (!has_string) continue;
            before = token;
            token = lexer.next();
            if (token.text != ")") continue;
        }
        const auto name = plain_value(argument);
        if (name.empty()) continue;
        const auto known = std::ranges::find(out, name, &RequireCall::name);
        if (known == out.end())
            out.push_back({std::string{name}, first.line, blocks.in_function()});
        else
            known->in_function = known->in_function && blocks.in_function();
    }
    return out;
}

std::vector<std::string> paths_of(std::string_view name) {
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
               c == '-' || c == '.' || c == '/';
    };
    if (name.size() > 256 || !std::ranges::all_of(name, fits)) return {};
    std::string path{name};
    std::ranges::replace(path, '.', '/');
    if (path.empty() || path.front() == '/' || path.back() == '/' || path.find("//") != path.npos) return {};
    return {path + ".lua", path + "/init.lua", "/" + path + ".lua", "/" + path + "/init.lua"};
}

}  // namespace script_plugin
