// SPDX-License-Identifier: Apache-2.0
// Lua's own parser over a source that is never run.
#pragma once

#include <string>
#include <string_view>

#include <sinter/status.hpp>

namespace script_plugin {

/// Most memory that the parser may take, bytes.
inline constexpr std::size_t ParserMemory = std::size_t{256} << 20;

/// Compiles `source` as text, in a state without libraries, and gives what lua_dump makes of it, with debug
/// information. Errors: Corrupt (no Lua 5.4; line, and column where the token that Lua names stands once in
/// the line), TooLarge (over ParserMemory).
[[nodiscard]] sinter::Result<std::string> compile_lua(std::string_view source);

}  // namespace script_plugin
