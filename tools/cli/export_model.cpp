// SPDX-License-Identifier: Apache-2.0
#include "export.hpp"
#include "export_model_parts.hpp"

namespace sinter::cli {

Result<std::vector<ExportedFile>> export_model(const AssetView& asset, const ExportOptions&,
                                               Neighbours& neighbours) {
    const Model model{asset};
    if (!model.valid()) return {Code::Corrupt, "export: the tables of the model do not agree"};
    GlbBuilder glb;
    ExportedModel exported;
    exported.materials = export_materials(model, glb, neighbours);
    export_meshes(model, glb, exported);
    const auto scene = export_nodes(model, glb, exported);
    export_animations(model, glb, neighbours);
    auto bytes = glb.finish("Sinter", scene);
    if (!bytes) return std::move(bytes).error();
    std::vector<ExportedFile> out(1);
    out[0].suffix = ".glb";
    out[0].bytes = std::move(*bytes);
    return out;
}

}  // namespace sinter::cli
