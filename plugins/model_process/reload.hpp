// SPDX-License-Identifier: Apache-2.0
// How models and animations change under a running engine.
#pragma once

#include <sinter/plugin.hpp>

namespace sinter::models {

/// A model may be replaced while it is used unless what others hold by number has changed: the joints of a
/// skin (their number, the names of their nodes, their order) that animations and poses refer to, and the
/// nodes that animations refer to by row. Geometry, materials, levels, bounds and morph targets may be any.
/// Whoever refers to it is told.
struct ModelReload : ReloadHandler {
    static constexpr std::string_view id = "model_reload";
    bool can_hot_reload(AssetView old_version, AssetView new_version) override;
    Status reload(Reload& reload, AssetView old_version, AssetView new_version) override;
    Status update_references(Reload& reload) override;
};

/// An animation may always be replaced: players look up channels by time. It may not become one of another
/// model.
struct AnimationReload : ReloadHandler {
    static constexpr std::string_view id = "animation_reload";
    bool can_hot_reload(AssetView old_version, AssetView new_version) override;
    Status reload(Reload& reload, AssetView old_version, AssetView new_version) override;
    Status update_references(Reload& reload) override;
};

}  // namespace sinter::models
