// SPDX-License-Identifier: Apache-2.0
#include "asset/asset_check.hpp"

#include <sinter/animation.hpp>
#include <sinter/audio.hpp>
#include <sinter/data.hpp>
#include <sinter/font.hpp>
#include <sinter/model.hpp>
#include <sinter/script.hpp>
#include <sinter/shader.hpp>
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

bool tables_agree(const AssetView& asset) {
    switch (asset.type()) {
        case AssetType::Texture:
            return Texture{asset}.valid();
        case AssetType::Model:
            return Model{asset}.valid();
        case AssetType::Animation:
            return Animation{asset}.valid();
        case AssetType::Audio:
            return Audio{asset}.valid();
        case AssetType::Font:
            return Font{asset}.valid();
        case AssetType::Shader:
            return Shader{asset}.valid();
        case AssetType::Script:
            return Script{asset}.valid();
        case AssetType::Material:
        case AssetType::ParticleSystem:
        case AssetType::Ui:
            return FieldTree{asset}.valid();
        // Data may be of a form of its own.
        case AssetType::Data:
            return !asset.table(SINTER_DATA_TABLE) || FieldTree{asset}.valid();
        case AssetType::EmbeddedFile:
        case AssetType::Unknown:
            break;
    }
    return true;
}

}  // namespace

Status check_asset(const AssetView& asset) {
    if (asset.type() == AssetType::EmbeddedFile) return check_embedded_file(asset);
    const auto type = static_cast<std::size_t>(asset.type());
    if (type == 0 || type >= AssetTypeNames.size())
        return {Code::Contract, "asset: no such type (" + std::to_string(type) + ")"};
    if (tables_agree(asset)) return {};
    return {Code::Contract,
            std::string{name_of(asset.type())} + ": its tables contradict each other or its chunks"};
}

}  // namespace sinter
