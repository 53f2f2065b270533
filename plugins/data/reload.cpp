// SPDX-License-Identifier: Apache-2.0
#include "reload.hpp"

#include <sinter/data.hpp>
#include <sinter/script.hpp>

namespace data_plugin {

using sinter::AssetView;
using sinter::FieldTree;
using sinter::Reload;
using sinter::Script;
using sinter::Status;

bool DataAssetReload::can_hot_reload(AssetView before, AssetView after) {
    const FieldTree old_tree{before}, new_tree{after};
    return before.type() == after.type() && new_tree.valid() && old_tree.schema() == new_tree.schema() &&
           old_tree.schema_version() == new_tree.schema_version();
}
Status DataAssetReload::reload(Reload&, AssetView, AssetView) {
    return {};
}
Status DataAssetReload::update_references(Reload& reload) {
    return reload.replace_all_references();
}

bool ScriptReload::can_hot_reload(AssetView before, AssetView after) {
    const Script old_script{before}, new_script{after};
    return new_script.valid() && old_script.language() == new_script.language();
}
Status ScriptReload::reload(Reload&, AssetView, AssetView) {
    return {};
}
Status ScriptReload::update_references(Reload& reload) {
    return reload.replace_all_references();
}

}  // namespace data_plugin
