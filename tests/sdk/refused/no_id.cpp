// SPDX-License-Identifier: Apache-2.0
#include <sinter/plugin.hpp>

struct Mine : sinter::Decoder {
    sinter::Status decode(sinter::DecodeJob&) override { return {}; }
};
SINTER_PLUGIN(Mine)
