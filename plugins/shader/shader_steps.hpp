// SPDX-License-Identifier: Apache-2.0
// The processors of shaders.
#pragma once

#include <sinter/plugin.hpp>

namespace shader {

/// SPIR-V → smaller or faster SPIR-V, by the platform's shader_optimisation; tables stay those of the source.
struct ShaderOptimise : sinter::Processor {
    static constexpr std::string_view id = "shader_optimise";
    sinter::Status process(sinter::ProcessJob& job) override;
};

/// SPIR-V → what the platform's shader_target takes.
struct ShaderTarget : sinter::Processor {
    static constexpr std::string_view id = "shader_target";
    sinter::Status process(sinter::ProcessJob& job) override;
};

}  // namespace shader
