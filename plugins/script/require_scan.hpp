// SPDX-License-Identifier: Apache-2.0
// The scripts that a script asks for by constant names.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace script_plugin {

struct RequireCall {
    std::string name;
    std::uint32_t line = 0;    ///< of the first call
    bool in_function = false;  ///< every call stands in a function: it may never be made
};

/// Calls `require "x"` and `require("x")` with a string without escapes, in the order of the source, each
/// name once. Fields and methods of that name are passed over.
[[nodiscard]] std::vector<RequireCall> find_requires(std::string_view source);

/// Paths that a name may have, in the order in which they are tried: "game.door" is game/door.lua or
/// game/door/init.lua, beside the script and from the project's root ("/" in front). None for a name that is
/// no path.
[[nodiscard]] std::vector<std::string> paths_of(std::string_view name);

}  // namespace script_plugin
