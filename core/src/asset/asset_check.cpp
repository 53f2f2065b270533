// SPDX-License-Identifier: Apache-2.0
#include "asset/asset_check.hpp"

#include <sinter/texture.hpp>

namespace sinter {
namespace {

Status check_embedded_file(const AssetView& asset) {
    const auto is_text = [&](std::uint32_t tag, std::uint32_t most) {
        const auto* table = asset.table(tag);
        return table && table->stride == 1 && table->count <= most;
    };
    const bool fits = is_text(SINTER_FILE_NAME_TABLE, 255) && is_text(SINTER_FILE_HINT_TABLE, 4096) &&
                      asset.chunks().size() == 1 && asset.chunks()[0].tag == SINTER_FILE_CHUNK &&
                      asset.dependencies().empty();
    return fits ? Status{} : Status{Code::Contract, "embedded file: not of the form that asset.h gives"};
}

}  // namespace

Status check_asset(const AssetView& asset) {
    if (asset.type() == AssetType::EmbeddedFile) return check_embedded_file(asset);
    const auto type = static_cast<std::size_t>(asset.type());
    if (type == 0 || type >= AssetTypeNames.size())
        return {Code::Contract, "asset: no such type (" + std::to_string(type) + ")"};
    if (asset.type() == AssetType::Texture && !Texture{asset}.valid())
        return {Code::Contract, "texture: its tables contradict each other or its chunks"};
    return {};
}

}  // namespace sinter
