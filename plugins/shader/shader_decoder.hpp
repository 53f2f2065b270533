// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sinter/plugin.hpp>

namespace shader {

/// GLSL and HLSL → SPIR-V 1.6 with names, one module for each variant.
struct ShaderDecoder : sinter::Decoder {
    static constexpr std::string_view id = "shader";
    sinter::Status decode(sinter::DecodeJob& job) override;
};

}  // namespace shader
