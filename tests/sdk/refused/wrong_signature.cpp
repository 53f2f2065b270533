// SPDX-License-Identifier: Apache-2.0
#include <sinter/plugin.hpp>

struct Mine : sinter::Decoder {
    static constexpr std::string_view id = "mine";
    bool decode(sinter::DecodeJob&) override { return true; }
};
SINTER_PLUGIN(Mine)
