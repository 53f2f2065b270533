// SPDX-License-Identifier: Apache-2.0
// Compiler: GLSL and HLSL to SPIR-V 1.6 for Vulkan 1.3, by glslang.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <sinter/shader.hpp>

#include "includer.hpp"

namespace shader {

struct Compilation {
    sinter::ShaderStage stage = sinter::ShaderStage::Unknown;
    bool hlsl = false;
    std::string_view path;  ///< as messages name it
    std::string_view source;
    std::string preamble;         ///< lines of #define that stand before the source
    std::string entry_point;      ///< in the source; the SPIR-V's is the same
    bool assign_missing = false;  ///< give locations and bindings to what has none
};

struct Compiled {
    bool ok = false;
    std::vector<std::uint32_t> words;  ///< with names, not optimised; HLSL is legalised by nobody yet
    std::string log;                   ///< glslang's, of all its steps
    int version = 0;                   ///< of #version, or glslang's default
    bool es = false;                   ///< #version … es
};

/// Compiles. What glslang builds at the first use, its tables of built-in names (83 to 160 ms each language
/// version and stage group), is kept for as long as the library is loaded; nothing else outlives a call,
/// whatever its outcome. Throws std::bad_alloc. Threads: any, several at once.
[[nodiscard]] Compiled compile(const Compilation& what, Includer& includer);

/// Parses GLSL or GLSL ES as a driver of OpenGL would: the first error, or an empty text. Threads: any.
[[nodiscard]] std::string first_error_in_text(sinter::ShaderStage stage, const std::string& text);

}  // namespace shader
