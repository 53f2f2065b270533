// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sinter/plugin.hpp>

namespace shader {

/// A shader may be replaced while it is in use when what it expects of the program is the same: stage,
/// language, variants, and of each its bindings, push constants, inputs, outputs, constants and workgroup.
struct ShaderReload : sinter::ReloadHandler {
    static constexpr std::string_view id = "shader_reload";
    bool can_hot_reload(sinter::AssetView old_version, sinter::AssetView new_version) override;
    sinter::Status reload(sinter::Reload& reload, sinter::AssetView old_version,
                          sinter::AssetView new_version) override;
    sinter::Status update_references(sinter::Reload& reload) override;
};

}  // namespace shader
