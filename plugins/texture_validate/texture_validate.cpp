// SPDX-License-Identifier: Apache-2.0
#include "texture_limits.hpp"

SINTER_PLUGIN(sinter::TextureLimits)
