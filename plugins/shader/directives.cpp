// SPDX-License-Identifier: Apache-2.0
#include "directives.hpp"

#include <algorithm>
#include <cctype>

#include "stage.hpp"

namespace shader {
namespace {

using sinter::Code;

constexpr std::size_t MaxValues = 64;
constexpr std::size_t MaxAxes = 16;

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

/// Takes the next word, up to a blank, from the front of `rest`.
std::string_view next_word(std::string_view& rest) {
    while (!rest.empty() && is_blank(rest.front())) rest.remove_prefix(1);
    std::size_t size = 0;
    while (size < rest.size() && !is_blank(rest[size])) ++size;
    const auto word = rest.substr(0, size);
    rest.remove_prefix(size);
    return word;
}

bool is_value(std::string_view text) {
    return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](unsigned char c) {
        return std::isalnum(c) || c == '_' || c == '.' || c == '+' || c == '-';
    });
}

sinter::Status stage_pragma(std::string_view rest, Directives& out) {
    const auto open = rest.find('(');
    const auto close = rest.find(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open)
        return {Code::Invalid, "shader: #pragma shader_stage needs a stage in parentheses"};
    auto word = rest.substr(open + 1, close - open - 1);
    const auto stage = stage_of_word(next_word(word));
    if (!stage)
        return {Code::Invalid, "shader: #pragma shader_stage names no stage (" +
                                   std::string{rest.substr(open + 1, close - open - 1)} + ")"};
    out.stage = stage;
    return {};
}

sinter::Status sinter_pragma(std::string_view rest, Directives& out) {
    const auto verb = next_word(rest);
    if (verb == "variant") {
        auto axis = parse_axis(rest);
        if (!axis) return axis.status();
        if (std::ranges::any_of(out.axes, [&](const Axis& other) { return other.name == axis->name; }))
            return {Code::Invalid, "shader: two axes of variants have one name (" + axis->name + ")"};
        if (out.axes.size() == MaxAxes) return {Code::Invalid, "shader: over 16 axes of variants"};
        out.axes.push_back(*std::move(axis));
        return {};
    }
    if (verb == "entry") {
        const auto name = next_word(rest);
        if (!is_identifier(name) || !next_word(rest).empty())
            return {Code::Invalid, "shader: #pragma sinter entry needs the name of a function"};
        out.entry_point = std::string{name};
        return {};
    }
    return {Code::Invalid, "shader: #pragma sinter knows variant and entry (" + std::string{verb} + ")"};
}

}  // namespace

bool is_identifier(std::string_view text) {
    return !text.empty() && text.size() <= 256 && !std::isdigit(static_cast<unsigned char>(text.front())) &&
           std::ranges::all_of(text, [](unsigned char c) { return std::isalnum(c) || c == '_'; });
}

sinter::Result<Axis> parse_axis(std::string_view text) {
    Axis axis;
    axis.name = std::string{next_word(text)};
    if (!is_identifier(axis.name))
        return {Code::Invalid, "shader: an axis of variants needs the name of a define (" + axis.name + ")"};
    for (auto value = next_word(text); !value.empty(); value = next_word(text)) {
        if (!is_value(value))
            return {Code::Invalid, "shader: not a value for " + axis.name + " (" + std::string{value} + ")"};
        if (std::ranges::find(axis.values, value) != axis.values.end())
            return {Code::Invalid,
                    "shader: " + axis.name + " has a value twice (" + std::string{value} + ")"};
        if (axis.values.size() == MaxValues)
            return {Code::Invalid, "shader: " + axis.name + " has over 64 values"};
        axis.values.emplace_back(value);
    }
    if (axis.values.empty())
        return {Code::Invalid, "shader: an axis of variants needs values (" + axis.name + ")"};
    return axis;
}

std::string without_comments(std::string_view source) {
    std::string out{source};
    enum class State { Code, Line, Block, String } state = State::Code;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const char c = out[i];
        const char next = i + 1 < out.size() ? out[i + 1] : '\0';
        if (c == '\n') {
            if (state != State::Block) state = State::Code;
        } else if (state == State::Line) {
            out[i] = ' ';
        } else if (state == State::Block) {
            out[i] = ' ';
            if (c == '*' && next == '/') {
                out[++i] = ' ';
                state = State::Code;
            }
        } else if (state == State::String) {
            if (c == '"') state = State::Code;
        } else if (c == '/' && (next == '/' || next == '*')) {
            state = next == '/' ? State::Line : State::Block;
            out[i] = ' ';
            out[++i] = ' ';
        } else if (c == '"') {
            state = State::String;
        }
    }
    return out;
}

sinter::Result<Directives> read_directives(std::string_view source) {
    Directives out;
    const auto code = without_comments(source);
    std::string_view rest = code;
    for (std::uint32_t line = 1; !rest.empty(); ++line) {
        const auto end = std::min(rest.find('\n'), rest.size());
        auto text = rest.substr(0, end);
        const auto whole = text;
        rest.remove_prefix(std::min(end + 1, rest.size()));
        while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
        if (!text.starts_with('#')) continue;
        sinter::Where where;
        where.line = line;
        where.column = static_cast<std::uint32_t>(whole.size() - text.size()) + 1;
        text.remove_prefix(1);
        if (next_word(text) != "pragma") continue;
        auto after = text;
        const auto who = next_word(after);
        sinter::Status read;
        if (who == "sinter")
            read = sinter_pragma(after, out);
        else if (who.starts_with("shader_stage"))
            read = stage_pragma(text, out);
        if (!read) return {read.code(), read.error().text, where};
    }
    return out;
}

}  // namespace shader
