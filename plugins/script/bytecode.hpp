// SPDX-License-Identifier: Apache-2.0
// What compiled Lua 5.4 says of its source: its functions, and the globals that they write.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace script_plugin {

struct CodeFacts {
    struct Function {
        std::uint32_t first_line = 0;  ///< 0: the script itself
        std::uint32_t last_line = 0;
        std::uint32_t parameters = 0;
        bool is_vararg = false;
    };
    struct Write {
        std::string name;
        std::uint32_t line = 0;
        bool in_function = false;
    };
    std::vector<Function> functions;  ///< in the order in which they begin; the first is the script itself
    std::vector<Write> writes;        ///< to global names by that name, in the order of the functions
};

/// Reads what lua_dump wrote. A write to a global is one to the script's own _ENV: a local of that name hides
/// it, and is told apart. Of a function with more than 256 constants, writes are seen as far as the compiler
/// says them in one instruction. Nothing: the code is of another version or build of Lua.
[[nodiscard]] std::optional<CodeFacts> read_code(std::string_view dump);

}  // namespace script_plugin
