// SPDX-License-Identifier: Apache-2.0
// Types of SPIR-V as rows and formats.
#pragma once

#include <sinter/shader_job.hpp>

#include "spirv_module.hpp"

namespace shader {

/// A scalar, vector or matrix.
struct Numbers {
    sinter_shader_scalar scalar = SINTER_SCALAR_STRUCT;  ///< Struct: it is none
    std::uint32_t bits = 0, rows = 0, columns = 0;
};
[[nodiscard]] Numbers numbers_of(const SpirvModule& module, std::uint32_t type);

/// A type without its arrays.
struct Unwrapped {
    std::uint32_t type = 0;
    std::uint64_t count = 1;  ///< elements of all dimensions; 0: one has no length
    bool array = false;
    std::uint32_t outer_count = 1, outer_stride = 0, inner_stride = 0;
};
[[nodiscard]] Unwrapped unwrap(const SpirvModule& module, std::uint32_t type);

/// VkFormat of `rows` scalars (Vulkan 1.3, section 34.1); 0 where there is none.
[[nodiscard]] std::uint32_t format_of(const Numbers& numbers);
/// VkFormat of a SPIR-V ImageFormat; 0: Unknown.
[[nodiscard]] std::uint32_t format_of_image(std::uint32_t image_format);

/// Adds the members of struct `type` to `draft.members`, those of nested structs behind them. Returns the
/// bytes it takes: the end of its last member, arrays of unknown length counting 0. Errors: as of `reflect`.
[[nodiscard]] sinter::Result<std::uint64_t> add_members(const SpirvModule& module, std::uint32_t type,
                                                        std::uint32_t depth, sinter::ShaderDraft& draft);

}  // namespace shader
