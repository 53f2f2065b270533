// SPDX-License-Identifier: Apache-2.0
// Ports: the inputs and outputs of a stage that have locations.
#pragma once

#include <sinter/shader_job.hpp>

#include "spirv_module.hpp"

namespace shader {

/// Adds a row for an OpVariable of class Input or Output, or one for each member of a block; none for
/// built-ins.
void add_ports(const SpirvModule& module, const Instruction& variable, bool used, sinter::ShaderDraft& draft);

}  // namespace shader
