// SPDX-License-Identifier: Apache-2.0
// OpCopyLogical (SPIR-V 1.4) as extractions and constructions of composites.
#pragma once

#include "spirv_module.hpp"
#include "spirv_tools.hpp"

namespace shader {

/// Appends instructions that give `result`, of type `type`, the value of `source`, of type `source_type`;
/// both have the same shape. New ids are taken from `next_id`. False: a shape that has no copy (an array
/// without length, nested over 32 deep, over 65536 instructions).
[[nodiscard]] bool copy_members(const SpirvModule& module, std::uint32_t type, std::uint32_t result,
                                std::uint32_t source_type, std::uint32_t source, std::uint32_t& next_id,
                                Words& out);

}  // namespace shader
