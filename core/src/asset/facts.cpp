// SPDX-License-Identifier: Apache-2.0
#include "asset/facts.hpp"

#include "asset/family_facts.hpp"

namespace sinter {

Facts facts_of(const AssetView& asset) {
    switch (asset.type()) {
        case AssetType::Texture:
            return texture_facts(asset);
        case AssetType::Model:
            return model_facts(asset);
        case AssetType::Animation:
            return animation_facts(asset);
        case AssetType::Audio:
            return audio_facts(asset);
        case AssetType::Font:
            return font_facts(asset);
        case AssetType::Shader:
            return shader_facts(asset);
        case AssetType::Material:
        case AssetType::ParticleSystem:
        case AssetType::Ui:
        case AssetType::Data:
        case AssetType::Script:
            return data_facts(asset);
        case AssetType::EmbeddedFile:
        case AssetType::Unknown:
            break;
    }
    return {{"tables", static_cast<std::int64_t>(asset.tables().size())},
            {"chunks", static_cast<std::int64_t>(asset.chunks().size())}};
}

}  // namespace sinter
