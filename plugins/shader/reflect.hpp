// SPDX-License-Identifier: Apache-2.0
// Reflection: what a SPIR-V module expects of the program that runs it, as rows of a shader's tables.
#pragma once

#include <sinter/shader_job.hpp>

#include "spirv_module.hpp"

namespace shader {

/// Adds the module's bindings, ports and constants to `draft`, and fills the ranges, the workgroup and the
/// counts of `variant`. The module should carry names: what has none is listed without. Errors: TooLarge
/// (structs nested over 32 deep, over 65536 members).
[[nodiscard]] sinter::Status reflect(const SpirvModule& module, sinter::ShaderDraft& draft,
                                     sinter_shader_variant_row& variant);

}  // namespace shader
