// SPDX-License-Identifier: Apache-2.0
// What a target language has no word for, said before SPIRV-Cross would say it in its own terms.
#pragma once

#include "cross.hpp"

namespace shader {

/// Errors: Unsupported, naming the stage or the binding.
[[nodiscard]] sinter::Status check_target(sinter::ShaderStage stage, const CrossTarget& target,
                                          const std::vector<CrossBinding>& bindings);

}  // namespace shader
