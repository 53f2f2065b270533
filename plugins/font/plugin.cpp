// SPDX-License-Identifier: Apache-2.0
#include "font_decoder.hpp"

SINTER_PLUGIN(sinter::FontDecoder)
