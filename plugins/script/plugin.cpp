// SPDX-License-Identifier: Apache-2.0
#include "steps.hpp"

using namespace script_plugin;

SINTER_PLUGIN(LuaDecoder, ScriptStrip, ScriptLimits)
