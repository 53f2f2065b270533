// SPDX-License-Identifier: Apache-2.0
#include "texture_limits.hpp"
#include "texture_reload.hpp"

SINTER_PLUGIN(sinter::TextureLimits, sinter::TextureReload)
