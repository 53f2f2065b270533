// SPDX-License-Identifier: Apache-2.0
// A script on its way into the tables of sinter/abi/script.h.
#pragma once

#include <map>

#include <sinter/plugin.hpp>
#include <sinter/script.hpp>

#include "bytecode.hpp"
#include "require_scan.hpp"

namespace script_plugin {

struct ScriptFacts {
    struct Require {
        RequireCall call;
        std::string path;  ///< as for Job::read; empty: no file
    };
    std::uint32_t lines = 0;
    std::vector<Require> requires_;
    CodeFacts code;
};

/// Writes the tables and the source. Errors: OutOfMemory, and the host's for a path.
[[nodiscard]] sinter::Status write_script(sinter::Output& output, std::string_view source,
                                          const ScriptFacts& facts);

}  // namespace script_plugin
