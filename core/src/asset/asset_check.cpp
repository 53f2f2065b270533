// SPDX-License-Identifier: Apache-2.0
#include "asset/asset_check.hpp"

#include <sinter/texture.hpp>

namespace sinter {

Status check_asset(const AssetView& asset) {
    const auto type = static_cast<std::size_t>(asset.type());
    if (type == 0 || type >= AssetTypeNames.size())
        return {Code::Contract, "asset: no such type (" + std::to_string(type) + ")"};
    if (asset.type() == AssetType::Texture && !Texture{asset}.valid())
        return {Code::Contract, "texture: its tables contradict each other or its chunks"};
    return {};
}

}  // namespace sinter
