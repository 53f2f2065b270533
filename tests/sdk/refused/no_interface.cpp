// SPDX-License-Identifier: Apache-2.0
#include <sinter/plugin.hpp>

struct Mine {
    static constexpr std::string_view id = "mine";
};
SINTER_PLUGIN(Mine)
