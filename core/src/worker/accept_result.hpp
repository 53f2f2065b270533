// SPDX-License-Identifier: Apache-2.0
// accept_result: turns what a worker says that it made into what the kernel believes, or does not.
#pragma once

#include "plugin/step.hpp"
#include "worker/wire.hpp"

namespace sinter {

/// Checks every number of `message` against the arena (its first `arena_size` bytes at `arena`) and the rules of the
/// host table, and copies tables and chunks once into memory of the kernel's own before anything looks at them.
/// Errors: Contract (the text says which rule; nobody who runs the host table's code breaks them), OutOfMemory.
[[nodiscard]] Result<JobResult> accept_result(wire::ResultMessage message, StepKind kind, const JobInput& input,
                                              const std::uint8_t* arena, std::uint64_t arena_size);

}  // namespace sinter
