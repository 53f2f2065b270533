// SPDX-License-Identifier: Apache-2.0
#include "shader_limits.hpp"
#include "shader_reload.hpp"

SINTER_PLUGIN(shader::ShaderLimits, shader::ShaderReload)
