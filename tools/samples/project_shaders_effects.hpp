// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "output_folder.hpp"

namespace sinter::samples {

/// A sky, particles that a compute shader moves, a screen effect, and one in HLSL.
void add_shader_effects(OutputFolder& out);

}  // namespace sinter::samples
