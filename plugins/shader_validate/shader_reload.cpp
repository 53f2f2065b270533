// SPDX-License-Identifier: Apache-2.0
#include "shader_reload.hpp"

#include "shader_interface.hpp"

namespace shader {

bool ShaderReload::can_hot_reload(sinter::AssetView old_version, sinter::AssetView new_version) {
    return interface_difference(old_version, new_version).empty();
}

sinter::Status ShaderReload::reload(sinter::Reload&, sinter::AssetView old_version,
                                    sinter::AssetView new_version) {
    if (auto difference = interface_difference(old_version, new_version); !difference.empty())
        return {sinter::Code::Unsupported, "shader_reload: the interface changed: " + difference};
    return {};
}

sinter::Status ShaderReload::update_references(sinter::Reload& reload) {
    // Materials name a shader by a dependency; which one is known to the host.
    for (std::uint64_t i = 0; i < reload.referrer_count(); ++i) {
        const auto dependencies = reload.referrer(i).dependencies();
        for (std::uint32_t d = 0; d < dependencies.size(); ++d) {
            if (dependencies[d].type != SINTER_SHADER) continue;
            if (auto replaced = reload.replace_reference(i, d);
                !replaced && replaced.code() != sinter::Code::Absent)
                return replaced;
        }
    }
    return {};
}

}  // namespace shader
