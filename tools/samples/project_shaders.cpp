// SPDX-License-Identifier: Apache-2.0
#include "project.hpp"

namespace sinter::samples {

void add_shaders(OutputFolder&) {}

}  // namespace sinter::samples
