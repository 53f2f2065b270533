// SPDX-License-Identifier: Apache-2.0
// Lowering: a module of SPIR-V 1.6 said in an earlier version.
#pragma once

#include "spirv_tools.hpp"

namespace shader {

/// The module in version `version` (0x00010300 for 1.3), valid for the Vulkan of that version. What later
/// versions took into their core is asked of the extension it came from; what they added is rewritten:
/// interfaces without buffers and images, OpKill for OpTerminateInvocation, copies member by member for
/// OpCopyLogical, a workgroup size of specialisation constants as the built-in. A module of that version or
/// an earlier one stays as it is. Errors: Unsupported (it needs what that version does not have, which is
/// named), Corrupt.
[[nodiscard]] sinter::Result<Words> lower(const Words& words, std::uint32_t version);

}  // namespace shader
