// SPDX-License-Identifier: Apache-2.0
#include "shader_decoder.hpp"

SINTER_PLUGIN(shader::ShaderDecoder)
