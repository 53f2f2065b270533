// SPDX-License-Identifier: Apache-2.0
// The reload handler of textures.
#pragma once

#include <sinter/plugin.hpp>

namespace sinter {

/// A texture may be replaced by one of the same shape (2D, cube, array, …), since that is what a shader
/// declares; size, format and mips may change, so an engine makes its GPU texture anew.
struct TextureReload : ReloadHandler {
    static constexpr std::string_view id = "texture_reload";
    bool can_hot_reload(AssetView before, AssetView after) override;
    Status reload(Reload& reload, AssetView before, AssetView after) override;
    Status update_references(Reload& reload) override;
};

}  // namespace sinter
