// SPDX-License-Identifier: Apache-2.0
// The only file that sees Lua. Its errors are long jumps inside of lua_load, which ends them itself.
#include "lua_check.hpp"

#include <charconv>
#include <cstdlib>
#include <memory>

#include <lua.hpp>

#include "lexer.hpp"

namespace script_plugin {
namespace {

using sinter::Code;

struct Budget {
    std::size_t used = 0;
};

void* allocate(void* user, void* block, std::size_t old_size, std::size_t new_size) {
    auto& budget = *static_cast<Budget*>(user);
    if (!block) old_size = 0;  // then it says what is made, not how large it was
    if (new_size == 0) {
        budget.used -= old_size;
        std::free(block);
        return nullptr;
    }
    if (new_size > old_size && new_size - old_size > ParserMemory - budget.used) return nullptr;
    void* out = std::realloc(block, new_size);
    if (out) budget.used = budget.used - old_size + new_size;
    return out;
}

struct CloseState {
    void operator()(lua_State* state) const { lua_close(state); }
};

struct Source {
    std::string_view text;
    bool given = false;
};

const char* give(lua_State*, void* user, std::size_t* size) {
    auto& source = *static_cast<Source*>(user);
    *size = source.given ? 0 : source.text.size();
    source.given = true;
    return source.text.data();
}

int keep(lua_State*, const void* bytes, std::size_t size, void* user) {
    try {
        static_cast<std::string*>(user)->append(static_cast<const char*>(bytes), size);
        return 0;
    } catch (const std::bad_alloc&) {
        return 1;
    }
}

/// Lines end as Lua counts them: "\r\n" is one end.
std::string_view line_of(std::string_view source, std::uint32_t wanted) {
    std::uint32_t line = 1;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < source.size(); ++i) {
        if (source[i] != '\n' && source[i] != '\r') continue;
        if (line == wanted) return source.substr(begin, i - begin);
        if (i + 1 < source.size() && (source[i + 1] == '\n' || source[i + 1] == '\r') &&
            source[i + 1] != source[i])
            ++i;
        begin = i + 1;
        ++line;
    }
    return line == wanted ? source.substr(begin) : std::string_view{};
}

/// "lua:12: unexpected symbol near 'x'" → line 12, the text behind it, the column of x.
sinter::Error syntax_error(std::string_view said, std::string_view source) {
    sinter::Where where;
    constexpr std::string_view Name = "lua:";
    if (said.starts_with(Name)) {
        const auto digits = said.substr(Name.size());
        const auto [end, status] = std::from_chars(digits.data(), digits.data() + digits.size(), where.line);
        if (status == std::errc{} && end != digits.data() + digits.size())
            said = digits.substr(static_cast<std::size_t>(end - digits.data()) + 1);
        while (said.starts_with(' ')) said.remove_prefix(1);
    }
    if (where.line == 0) where.line = 1;
    if (const auto near = said.rfind("near '"); near != said.npos && said.ends_with('\'')) {
        const auto token = said.substr(near + 6, said.size() - near - 7);
        const auto line = line_of(source, where.line);
        const auto found = line.find(token);
        if (!token.empty() && found != line.npos && line.find(token, found + 1) == line.npos)
            where.column = static_cast<std::uint32_t>(found + 1);
    }
    std::string text = "Lua: ";
    for (const char c : said.substr(0, 400)) {
        const auto byte = static_cast<unsigned char>(c);
        text += byte < 0x20 || byte >= 0x7f ? '?' : c;  // a token may be of any bytes
    }
    return {Code::Corrupt, std::move(text), std::move(where)};
}

}  // namespace

sinter::Result<std::string> compile_lua(std::string_view source) {
    Budget budget;
    const std::unique_ptr<lua_State, CloseState> state{lua_newstate(&allocate, &budget)};
    if (!state) return {Code::OutOfMemory, "Lua: no memory for the parser"};
    Source text{source.substr(begin_of_code(source))};
    // "t": compiled chunks could make Lua do anything.
    const int status = lua_load(state.get(), &give, &text, "=lua", "t");
    if (status == LUA_ERRMEM)
        return {Code::TooLarge,
                "Lua: the parser needs more than " + std::to_string(ParserMemory >> 20) + " MiB"};
    if (status != LUA_OK) {
        std::size_t size = 0;
        const char* said = lua_tolstring(state.get(), -1, &size);
        return syntax_error(said ? std::string_view{said, size} : "not Lua", source);
    }
    std::string out;
    if (lua_dump(state.get(), &keep, &out, 0) != 0) return {Code::OutOfMemory, "Lua: no memory for the code"};
    return out;
}

}  // namespace script_plugin
