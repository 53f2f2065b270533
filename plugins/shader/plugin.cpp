// SPDX-License-Identifier: Apache-2.0
#include "shader_decoder.hpp"
#include "shader_steps.hpp"

SINTER_PLUGIN(shader::ShaderDecoder, shader::ShaderOptimise, shader::ShaderTarget)
