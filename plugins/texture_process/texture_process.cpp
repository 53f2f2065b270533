// SPDX-License-Identifier: Apache-2.0
#include "mipmaps.hpp"
#include "resize.hpp"

SINTER_PLUGIN(sinter::Mipmaps, sinter::Resize)
