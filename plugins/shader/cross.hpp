// SPDX-License-Identifier: Apache-2.0
// Cross-compilation: SPIR-V to GLSL, GLSL ES and the Metal Shading Language, by SPIRV-Cross.
#pragma once

#include <string>
#include <vector>

#include <sinter/shader.hpp>

#include "spirv_tools.hpp"

namespace shader {

struct CrossTarget {
    sinter::ShaderLanguage language = sinter::ShaderLanguage::Glsl;  ///< Glsl, GlslEs or Msl
    std::uint32_t version = 0;                                       ///< as in sinter_shader_row
    bool flip_y = true;       ///< gl_Position.y = -gl_Position.y at the end of a vertex stage
    bool adapt_depth = true;  ///< GLSL only: depth 0..w becomes -w..w
};

/// Names that the module may have lost: a binding with its members' names.
struct CrossBinding {
    sinter_shader_binding_row row;
    std::string name, type_name;
    std::vector<std::string> members;  ///< of depth 0
    std::string target_name{};         ///< what the text calls it, where that is how the program finds it
};

struct Crossed {
    std::string text;
    std::string entry_point;
    /// The input's, with where the text wants them, and behind them a row for each pair of image and sampler.
    std::vector<CrossBinding> bindings;
};

/// Errors: Unsupported, naming what the target does not have; Corrupt (SPIRV-Cross does not understand the
/// module). Threads: any, several at once.
[[nodiscard]] sinter::Result<Crossed> cross_compile(const Words& words, sinter::ShaderStage stage,
                                                    const CrossTarget& target,
                                                    std::vector<CrossBinding> bindings);

}  // namespace shader
