// SPDX-License-Identifier: Apache-2.0
// The cage as a project's configuration wants it.
#pragma once

#include "worker/cage.hpp"

namespace sinter {

[[nodiscard]] Cage::Options cage_options(const Config& config);

}  // namespace sinter
