// SPDX-License-Identifier: Apache-2.0
#include <sinter/plugin.hpp>

struct Mine : sinter::ReloadHandler {
    static constexpr std::string_view id = "mine";
    bool can_hot_reload(sinter::AssetView, sinter::AssetView) override { return true; }
};
SINTER_PLUGIN(Mine)
