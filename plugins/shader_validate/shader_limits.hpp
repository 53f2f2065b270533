// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sinter/plugin.hpp>

namespace shader {

/// What of a shader the platform's usual GPUs cannot run, and what looks like a mistake.
struct ShaderLimits : sinter::Validator {
    static constexpr std::string_view id = "shader_limits";
    sinter::Status validate(sinter::ValidateJob& job) override;
};

}  // namespace shader
