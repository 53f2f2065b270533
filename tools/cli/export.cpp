// SPDX-License-Identifier: Apache-2.0
#include "export.hpp"

#include <algorithm>
#include <new>

namespace sinter::cli {

std::vector<std::string> export_formats(AssetType type) {
    switch (type) {
        case AssetType::Texture:
            return {"ktx2"};
        case AssetType::Model:
            return {"glb"};
        case AssetType::Audio:
            return {"wav", "ogg"};
        case AssetType::Font:
            return {"json"};
        case AssetType::Shader:
            return {"spv", "glsl", "metal"};
        case AssetType::Material:
        case AssetType::ParticleSystem:
        case AssetType::Ui:
        case AssetType::Data:
            return {"json"};
        case AssetType::Script:
            return {"lua"};
        default:
            return {};
    }
}

Result<std::vector<ExportedFile>> export_asset(const AssetView& asset, const ExportOptions& options,
                                               Neighbours& neighbours) {
    const auto formats = export_formats(asset.type());
    const std::string type{name_of(asset.type())};
    if (formats.empty())
        return {Code::Unsupported, "export: no format for this type of asset (" + type + ")"};
    if (!options.format.empty() && std::ranges::find(formats, options.format) == formats.end()) {
        std::string list;
        for (const auto& format : formats) list += (list.empty() ? "" : ", ") + format;
        return {Code::Unsupported, "export: no such format for this type of asset (" + options.format +
                                       "; of " + type + ": " + list + ")"};
    }
    try {
        switch (asset.type()) {
            case AssetType::Texture:
                return export_texture(asset, options);
            case AssetType::Model:
                return export_model(asset, options, neighbours);
            case AssetType::Audio:
                return export_audio(asset, options);
            case AssetType::Font:
                return export_font(asset, options);
            case AssetType::Shader:
                return export_shader(asset, options);
            case AssetType::Script:
                return export_script(asset, options);
            default:
                return export_data(asset, options);
        }
    } catch (const std::bad_alloc&) {
        return {Code::OutOfMemory, "export: out of memory"};
    }
}

}  // namespace sinter::cli
