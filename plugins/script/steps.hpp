// SPDX-License-Identifier: Apache-2.0
// Decoder, processor and validator of scripts.
#pragma once

#include <sinter/plugin.hpp>

namespace script_plugin {

/// Checks a source by Lua's own parser, and emits it as it is.
struct LuaDecoder : sinter::Decoder {
    static constexpr std::string_view id = "lua";
    sinter::Status decode(sinter::DecodeJob& job) override;
};

/// Takes comments and blank space out; every token stays on its line.
struct ScriptStrip : sinter::Processor {
    static constexpr std::string_view id = "script_strip";
    sinter::Status process(sinter::ProcessJob& job) override;
};

struct ScriptLimits : sinter::Validator {
    static constexpr std::string_view id = "script_limits";
    sinter::Status validate(sinter::ValidateJob& job) override;
};

}  // namespace script_plugin
