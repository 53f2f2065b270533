// SPDX-License-Identifier: Apache-2.0
// The control: the same shape as its neighbours, and it compiles.
#include <sinter/plugin.hpp>

struct Mine : sinter::Decoder {
    static constexpr std::string_view id = "mine";
    sinter::Status decode(sinter::DecodeJob&) override { return {}; }
};
SINTER_PLUGIN(Mine)
