// SPDX-License-Identifier: Apache-2.0
#include "preview.hpp"

#include <new>

namespace sinter::cli {

Result<Picture> picture_of(const AssetView& asset, Neighbours& neighbours) {
    try {
        switch (asset.type()) {
            case AssetType::Texture:
                return draw_texture(asset);
            case AssetType::Model:
                return draw_model(asset, neighbours);
            case AssetType::Animation:
                return draw_animation(asset);
            case AssetType::Audio:
                return draw_audio(asset);
            case AssetType::Font:
                return draw_font(asset);
            default:
                break;
        }
    } catch (const std::bad_alloc&) {
        return {Code::OutOfMemory, "preview: no memory for the picture"};
    }
    return {Code::Unsupported, "preview: no picture of this type of asset (" +
                                   std::string{name_of(asset.type())} + "); inspect shows its tables"};
}

Result<std::string> text_of(const AssetView& asset) {
    switch (asset.type()) {
        case AssetType::Shader:
            return describe_shader(asset);
        case AssetType::Script:
            return describe_script(asset);
        case AssetType::Material:
        case AssetType::ParticleSystem:
        case AssetType::Ui:
        case AssetType::Data:
            return describe_data(asset);
        default:
            return std::string{};
    }
}

Status write_preview_png(const AssetView& asset, Neighbours& neighbours, const std::string& file) {
    auto picture = picture_of(asset, neighbours);
    auto written = picture ? write_png(*picture, file) : picture.status();
    if (written) return written;
    auto error = std::move(written).error();
    error.where.path = file;
    return error;
}

}  // namespace sinter::cli
