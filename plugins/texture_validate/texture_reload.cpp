// SPDX-License-Identifier: Apache-2.0
#include "texture_reload.hpp"

#include <sinter/texture.hpp>

namespace sinter {

bool TextureReload::can_hot_reload(AssetView before, AssetView after) {
    const Texture old_texture{before}, new_texture{after};
    return new_texture.valid() && old_texture.row().shape == new_texture.row().shape &&
           old_texture.row().is_array == new_texture.row().is_array;
}

Status TextureReload::reload(Reload&, AssetView, AssetView) {
    return {};
}

Status TextureReload::update_references(Reload& reload) {
    return reload.replace_all_references();
}

}  // namespace sinter
