// SPDX-License-Identifier: Apache-2.0
// Reload handlers: a new version takes the place of the old one, and whoever refers to it is told.
#pragma once

#include <sinter/plugin.hpp>

namespace data_plugin {

/// A data asset may be replaced by one of the same schema, of the same version: what reads it finds the same
/// fields.
class DataAssetReload : public sinter::ReloadHandler {
  public:
    bool can_hot_reload(sinter::AssetView before, sinter::AssetView after) override;
    sinter::Status reload(sinter::Reload& reload, sinter::AssetView before, sinter::AssetView after) override;
    sinter::Status update_references(sinter::Reload& reload) override;
};
struct MaterialReload : DataAssetReload {
    static constexpr std::string_view id = "material_reload";
};
struct ParticleSystemReload : DataAssetReload {
    static constexpr std::string_view id = "particle_system_reload";
};
struct UiReload : DataAssetReload {
    static constexpr std::string_view id = "ui_reload";
};
struct DataReload : DataAssetReload {
    static constexpr std::string_view id = "data_reload";
};

/// A script may be replaced by any other in the same language: the engine runs it anew. It stands here,
/// because the plugin that reads scripts runs in the cage, where there is no engine.
struct ScriptReload : sinter::ReloadHandler {
    static constexpr std::string_view id = "script_reload";
    bool can_hot_reload(sinter::AssetView before, sinter::AssetView after) override;
    sinter::Status reload(sinter::Reload& reload, sinter::AssetView before, sinter::AssetView after) override;
    sinter::Status update_references(sinter::Reload& reload) override;
};

}  // namespace data_plugin
