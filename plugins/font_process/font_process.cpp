// SPDX-License-Identifier: Apache-2.0
#include "distance_field.hpp"
#include "font_limits.hpp"
#include "font_reload.hpp"

SINTER_PLUGIN(sinter::FontDistanceField, sinter::FontLimits, sinter::FontReload)
