// SPDX-License-Identifier: Apache-2.0
#include "messages.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace shader {
namespace {

constexpr std::size_t MaxMessages = 256;
constexpr std::size_t MaxText = 512;

bool word_character(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

std::string_view line_of(std::string_view text, std::uint32_t line) {
    for (; line > 1 && !text.empty(); --line)
        text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    return text.substr(0, std::min(text.find('\n'), text.size()));
}

/// Where `token` stands as a whole word, else the first thing in the line; from 1, 0 when the line is empty.
std::uint32_t column_of(std::string_view line, std::string_view token) {
    for (std::size_t at = token.empty() ? std::string_view::npos : line.find(token);
         at != std::string_view::npos; at = line.find(token, at + 1)) {
        const bool joined_before = at > 0 && word_character(line[at - 1]) && word_character(token.front());
        const auto end = at + token.size();
        const bool joined_after =
            end < line.size() && word_character(line[end]) && word_character(token.back());
        if (!joined_before && !joined_after) return static_cast<std::uint32_t>(at) + 1;
    }
    const auto first = line.find_first_not_of(" \t\r");
    return first == std::string_view::npos ? 0 : static_cast<std::uint32_t>(first) + 1;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) text.remove_suffix(1);
    return text;
}

/// "'token' : reason extra" → the token, and "reason extra".
std::string_view take_token(std::string_view& text) {
    if (!text.starts_with('\'')) return {};
    const auto close = text.find("' : ");
    if (close == std::string_view::npos) return {};
    const auto token = text.substr(1, close - 1);
    text = trimmed(text.substr(close + 4));
    return token;
}

/// Text from outside, made fit for one line of a report.
std::string plain(std::string_view text) {
    std::string out;
    bool blank = false;
    for (const char c : text) {
        if (static_cast<unsigned char>(c) <= ' ' || c == 0x7f) {
            blank = !out.empty();
            continue;
        }
        if (blank) out += ' ';
        blank = false;
        out += c;
    }
    if (out.size() > MaxText) out = out.substr(0, MaxText) + "...";
    return out;
}

/// "name:12: " at the front of `text`, where name is a file that is known, or a number of a string.
bool take_place(std::string_view& text, const std::string& path, const Includer& includer,
                sinter::Where& where) {
    const auto number_at = [&](std::size_t at) {
        std::uint32_t line = 0;
        const auto* end = text.data() + text.size();
        const auto read = std::from_chars(text.data() + at, end, line);
        if (read.ec != std::errc{} || read.ptr == end || *read.ptr != ':') return false;
        where.line = line;
        text = trimmed({read.ptr + 1, static_cast<std::size_t>(end - read.ptr - 1)});
        return true;
    };
    const auto try_name = [&](const std::string& name) {
        return text.starts_with(name) && text.size() > name.size() && text[name.size()] == ':' &&
               number_at(name.size() + 1);
    };
    // Longest first: "a.frag" may be the beginning of another's name.
    std::vector<std::string> names{path};
    for (const auto& record : includer.records()) names.push_back(record.path);
    std::ranges::sort(names, [](const auto& a, const auto& b) { return a.size() > b.size(); });
    for (const auto& name : names)
        if (try_name(name)) {
            if (name != path) where.path = name;
            return true;
        }
    return try_name("0");
}

}  // namespace

std::vector<Message> read_log(std::string_view log, const std::string& path, const Includer& includer) {
    std::vector<Message> out;
    while (!log.empty() && out.size() < MaxMessages) {
        auto end = std::min(log.find('\n'), log.size());
        // A line that begins with blanks goes on with the message before it.
        while (end + 1 < log.size() && (log[end + 1] == ' ' || log[end + 1] == '\t'))
            end = std::min(log.find('\n', end + 1), log.size());
        auto line = trimmed(log.substr(0, end));
        log.remove_prefix(std::min(end + 1, log.size()));

        Message message{Message::Kind::Error, {}, {}};
        if (line.starts_with("WARNING: ") || line.starts_with("warning: ")) {
            message.kind = Message::Kind::Warning;
            line.remove_prefix(9);
        } else if (line.starts_with("ERROR: ")) {
            line.remove_prefix(7);
        } else if (line.starts_with("Warning, ")) {
            message.kind = Message::Kind::Warning;
            line.remove_prefix(9);
        } else {
            continue;
        }
        if (line.find("No code generated") != std::string_view::npos) continue;
        take_place(line, path, includer, message.where);
        const auto token = take_token(line);
        message.text = "shader: " + plain(line);
        if (!token.empty() && !(token == "#include")) message.text += " (" + plain(token) + ")";
        if (message.where.line != 0) {
            const auto& file = message.where.path.empty() ? path : message.where.path;
            if (const auto* text = includer.text_of(file))
                message.where.column = column_of(line_of(*text, message.where.line), token);
            if (const auto chain = includer.chain_of(file); !chain.empty())
                message.text += "; included from " + chain;
        }
        out.push_back(std::move(message));
    }
    return out;
}

}  // namespace shader
