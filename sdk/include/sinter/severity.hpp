// SPDX-License-Identifier: Apache-2.0
// Severity: how much it matters what a plugin reports.
#pragma once

#include <sinter/abi/abi.h>

#include <cstdint>

namespace sinter {

enum class Severity : std::uint32_t { Note = SINTER_NOTE, Warning = SINTER_WARNING, Error = SINTER_ERROR };

}  // namespace sinter
