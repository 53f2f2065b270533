// SPDX-License-Identifier: Apache-2.0
// Scripts: syntax by Lua's parser, what they require, functions and globals; stripping, judged by Lua itself.
#include <boost/test/unit_test.hpp>

#include <lua.hpp>
#include <sinter/script.hpp>

#include "support/plugin_runner.hpp"

namespace sinter::test {
namespace {

const PluginRunner& plugin() {
    static const PluginRunner runner{SINTER_PLUGIN};
    return runner;
}
ByteVector bytes_of(std::string_view text) {
    return {text.begin(), text.end()};
}
JobResult decode(std::string_view source, RunOptions options = {}) {
    options.path = "s/a.lua";
    return plugin().decode("lua", bytes_of(source), options);
}
Script script_of(const JobResult& result) {
    return Script{product_of(result).view()};
}
std::vector<std::string> globals_of(const JobResult& result) {
    std::vector<std::string> out;
    const auto script = script_of(result);
    for (std::uint32_t i = 0; i < script.global_count(); ++i)
        out.push_back(std::string{script.global(i).name} + ":" + std::to_string(script.global(i).line) +
                      (script.global(i).in_function ? " in a function" : ""));
    return out;
}
/// What lua_dump makes of a source, with its lines: equal sources for Lua give equal bytes.
std::string dump_of(std::string_view source) {
    lua_State* state = luaL_newstate();
    std::string out;
    if (luaL_loadbufferx(state, source.data(), source.size(), "=x", "t") == LUA_OK)
        lua_dump(
            state,
            [](lua_State*, const void* bytes, std::size_t size, void* user) {
                static_cast<std::string*>(user)->append(static_cast<const char*>(bytes), size);
                return 0;
            },
            &out, 0);
    lua_close(state);
    return out;
}
std::string stripped(std::string_view source) {
    const auto decoded = decode(source);
    const auto result = plugin().process("script_strip", product_of(decoded).view().abi());
    const Script script{product_of(result).view()};
    BOOST_TEST(script.valid());
    BOOST_TEST(script.stripped());
    return std::string{script.source()};
}

constexpr std::string_view Door = R"lua(#!/usr/bin/lua
-- A door.
local hinge = require "lib.hinge"
local sound = require("sound") --[[ a sound ]]
local Door = {}
Door.__index = Door
count = 0

function Door.new(width, ...)
    count = count + 1
    local late = require 'lib.late'
    return setmetatable({ width = width - -1, text = [==[
two
lines]==] }, Door)
end

local function hidden()
    local _ENV = {}
    private = 1
    return 1 .. 2, 0x.1p4 // 3 >> 1
end
other.require("not.this")
return Door
)lua";

}  // namespace

BOOST_AUTO_TEST_SUITE(script)

BOOST_AUTO_TEST_CASE(keeps_the_source_and_says_what_is_in_it) {
    RunOptions options;
    options.files["s/lib/hinge.lua"] = bytes_of("return 1");
    options.files["sound/init.lua"] = bytes_of("return 1");
    options.files["s/lib/late.lua"] = bytes_of("return 1");
    const auto result = decode(Door, options);
    const auto script = script_of(result);
    BOOST_TEST_REQUIRE(script.valid());
    BOOST_TEST(said_by(result) == "");
    BOOST_TEST(script.source() == Door);
    BOOST_TEST(script.lines() == 23u);
    // Functions by `luac5.4 -l`: main, Door.new <9,15>, hidden <17,21>.
    BOOST_TEST_REQUIRE(script.function_count() == 3u);
    BOOST_TEST(script.function(0).first_line == 1u);
    BOOST_TEST(script.function(0).last_line == 23u);
    BOOST_TEST(script.function(1).first_line == 9u);
    BOOST_TEST(script.function(1).last_line == 15u);
    BOOST_TEST(script.function(1).parameters == 1u);
    BOOST_TEST(script.function(1).is_vararg == 1u);
    BOOST_TEST(script.function(2).first_line == 17u);
    BOOST_TEST((globals_of(result) == std::vector<std::string>{"count:7"}));
    BOOST_TEST_REQUIRE(script.require_count() == 3u);
    BOOST_TEST(script.require(0).name == "lib.hinge");
    BOOST_TEST(script.require(0).line == 3u);
    BOOST_TEST(script.require(2).line == 11u);
    const auto dependencies = script.asset().dependencies();
    BOOST_TEST_REQUIRE(dependencies.size() == 3u);
    BOOST_TEST(to_view(dependencies[script.require(0).dependency].path) == "s/lib/hinge.lua");
    BOOST_TEST(to_view(dependencies[script.require(1).dependency].path) == "sound/init.lua");
    BOOST_TEST(dependencies[script.require(1).dependency].kind == SINTER_LOADED_WITH_ME);
    BOOST_TEST(dependencies[script.require(2).dependency].kind == SINTER_LOADED_ON_DEMAND);
}

BOOST_AUTO_TEST_CASE(warns_of_what_is_no_script_of_the_project) {
    const auto result = decode("local a = require 'string'\n local b = require \"gone.away\"");
    BOOST_TEST(
        said_by(result) ==
        "warning: Lua: no script of the project is \"gone.away\"; if the engine provides it, name it in the "
        "setting provided");
    BOOST_TEST(result.diagnostics.at(0).error.where.line == 2u);
    BOOST_TEST(script_of(result).require(0).dependency == Script::NoFile);
    const auto provided =
        decode("require 'gone.away'", {.settings = {{"provided", std::vector<std::string>{"gone.away"}}}});
    BOOST_TEST(said_by(provided) == "");
}

BOOST_AUTO_TEST_CASE(names_that_are_no_path_are_never_read) {
    for (const auto* source :
         {"require '../../etc/passwd'", "require '/x'", "require 'a..b'", "require 'a\\0b'"}) {
        const auto result = decode(source);
        BOOST_TEST(bool{result.status}, source);
        for (const auto& discovery : result.discoveries)
            BOOST_TEST((discovery.kind == Discovery::Kind::Setting), source);
    }
}

// What Lua 5.4.4 says of each (`luac5.4 -p`), with the line.
BOOST_AUTO_TEST_CASE(refuses_what_lua_refuses_at_the_line) {
    struct Wrong {
        std::string source, text;
        std::uint32_t line, column;
    };
    const Wrong wrongs[] = {
        {"x = = 1", "Lua: unexpected symbol near '='", 1, 0},
        {"local a\nlocal b = )\n", "Lua: unexpected symbol near ')'", 2, 11},
        {"if a then\n  b()\n", "Lua: 'end' expected (to close 'if' at line 1) near <eof>", 3, 0},
        {"x = 'abc\n'", "Lua: unfinished string near ''abc'", 1, 5},
        {"goto nowhere", "Lua: no visible label 'nowhere' for <goto> at line 1", 1, 0},
        {"a.b:c = 1", "Lua: function arguments expected near '='", 1, 7},
        {"\r\n\r\nx = @", "Lua: unexpected symbol near '@'", 3, 5},
        {"local x <const> = 1\nx = 2", "Lua: attempt to assign to const variable 'x'", 2, 0},
    };
    for (const auto& wrong : wrongs) {
        const auto result = decode(wrong.source);
        BOOST_TEST(result.status.code() == Code::Corrupt, wrong.source);
        BOOST_TEST(result.status.error().text == wrong.text);
        BOOST_TEST(result.status.error().where.line == wrong.line, wrong.source);
        BOOST_TEST(result.status.error().where.column == wrong.column, wrong.source);
    }
}

BOOST_AUTO_TEST_CASE(refuses_compiled_chunks_deep_nests_and_large_sources) {
    BOOST_TEST(decode(dump_of("return 1")).status.code() == Code::Corrupt);
    BOOST_TEST(decode("x = " + std::string(100000, '(')).status.code() == Code::Corrupt);
    BOOST_TEST(decode(std::string(100000, '{')).status.code() == Code::Corrupt);
    BOOST_TEST(decode(std::string((4 << 20) + 1, ' ')).status.code() == Code::TooLarge);
}

BOOST_AUTO_TEST_CASE(no_script_is_run) {
    BOOST_TEST(bool{decode("while true do end").status});
    BOOST_TEST(bool{decode("error('run')").status});
}

BOOST_AUTO_TEST_CASE(any_prefix_of_a_script_is_harmless) {
    for (std::size_t size = 0; size <= Door.size(); ++size) {
        const auto result = decode(Door.substr(0, size));
        if (result.status)
            BOOST_TEST(script_of(result).valid());
        else
            BOOST_TEST(result.status.error().where.line > 0u);
    }
}

BOOST_AUTO_TEST_CASE(what_is_stripped_is_the_same_for_lua_line_by_line) {
    const std::string_view sources[] = {
        Door.substr(Door.find('\n')),  // without "#!", which lua_load does not take
        "a = b - - c; a = - -1; a=1 .. 2; a = x .. .5; a = {[ [[k]] ]=1}; a = b[ [=[x]=] ] -- c",
        "goto   x\n\n\n:: x ::\nlocal t <const>, u <close> = 1, nil",
        "a = 'x\\\n y\\z\n   z' b = \"--[[ no comment ]]\"\r\n\r\nc = 1 // 2 // 3 --[==[ x\n]] ]==] d = 4",
        "if a<b and b>c or c~=d then return not(a) end",
        "return function(...)local a,b=... ;return a<<b>>1,a&b|a~b,#a,~b,a//b,a^b%1 end",
        "f'x'f[[y]]f{z}.a:b'c'",
        "a = 3 .. 4 ; b = 0xA .. 0x.8p1; c = 1e+5-1e-5",
        ""};
    for (const auto source : sources) {
        const auto out = stripped(source);
        const auto wanted = dump_of(source);
        BOOST_TEST_REQUIRE(!wanted.empty());
        BOOST_TEST(dump_of(out) == wanted, out);
        BOOST_TEST(out.size() <= source.size() + 1);
    }
}

BOOST_AUTO_TEST_CASE(stripping_keeps_tables_and_takes_comments) {
    const auto out = stripped("-- one\nlocal a = 1 -- two\n--[[ three\n]] return a\n");
    BOOST_TEST(out == "\nlocal a=1\n\nreturn a\n");
}

BOOST_AUTO_TEST_CASE(writes_to_globals_are_judged) {
    const auto decoded = decode("x = 1\nlocal y = 2\nfunction z() w = y end\n");
    const auto limits = [&](const RunOptions& options) {
        return said_by(plugin().validate("script_limits", product_of(decoded).view().abi(), options));
    };
    const std::string advice = "; write \"local\" in front, or name it in the setting allowed_globals";
    BOOST_TEST(limits({}) == "warning: script_limits: writes the global w" + advice +
                                 "\nwarning: script_limits: writes the global x" + advice +
                                 "\nwarning: script_limits: writes the global z" + advice);
    BOOST_TEST(limits({.settings = {{"allowed_globals", std::vector<std::string>{"w", "x", "z"}}}}) == "");
    BOOST_TEST(limits({.settings = {{"globals", std::string{"off"}}}}) == "");
    BOOST_TEST(limits({.settings = {{"globals", std::string{"error"}},
                                    {"allowed_globals", std::vector<std::string>{"w", "x"}}}})
                   .starts_with("error: script_limits: writes the global z"));
}

BOOST_AUTO_TEST_CASE(memory_refused_and_cancelled_end_in_order) {
    BOOST_TEST(decode(Door, {.memory_limit = 64}).status.code() == Code::OutOfMemory);
    for (const std::size_t allowed : {0, 1})
        BOOST_TEST(decode(Door, {.checkpoints_allowed = allowed}).status.code() == Code::Cancelled);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter::test
