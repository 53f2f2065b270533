// SPDX-License-Identifier: Apache-2.0
// Decodes glTF 2.0 and GLB. Format: Khronos, "glTF 2.0 Specification" (ISO/IEC 12113:2022).
#include "animations.hpp"
#include "materials.hpp"
#include "meshes.hpp"

namespace model_gltf {
namespace {

/// The names of KHR_materials_variants; what they change is read with the primitives.
void plan_variants(const Document& document, sinter::ModelTables& tables) {
    if (const auto extension = document.root().extension("KHR_materials_variants"))
        extension->each("variants", [&](const Object& variant, std::uint32_t) {
            tables.variants.push_back({tables.texts.add(variant.text("name"))});
        });
}

/// A skin must have every joint that the vertices drawn with it name.
void check_skins(const sinter::NewModel& model, const sinter::ModelTables& tables, const Scene& scene,
                 const Document& document) {
    for (std::uint32_t i = 0; i < document.count("nodes"); ++i) {
        const auto& node = tables.nodes[scene.node_row(i)];
        if (node.mesh == SINTER_MODEL_NONE || node.skin == SINTER_MODEL_NONE) continue;
        const auto wanted = model.meshes()[node.mesh].joint_count,
                   there = tables.skins[node.skin].joint_count;
        if (wanted > there)
            document.element("nodes", i)
                .refuse_member("skin", "the mesh moves with joint " + std::to_string(wanted - 1) +
                                           " (the skin has " + std::to_string(there) + ")");
    }
}

void decode(sinter::DecodeJob& job) {
    Document document{job};
    Buffers buffers{document};
    Accessors accessors{document, buffers};
    Images images{document, buffers};
    auto output = take(job.new_asset(sinter::AssetType::Model));
    sinter::ModelTables tables;
    tables.row.generator = tables.texts.add(document.root().need_object("asset").text("generator"));

    const auto materials = make_materials(document, images, output, tables);
    plan_variants(document, tables);
    Meshes meshes{document, buffers, accessors};
    meshes.plan(tables);
    Scene scene{document, accessors};
    scene.plan(tables);

    auto model = take(sinter::NewModel::in(output, tables));
    meshes.fill(model);
    check_skins(model, tables, scene, document);
    const auto animations = make_animations(document, accessors, scene, tables, output);
    take(job.emit(model.output()));
    for (const auto* products : {&materials, &animations})
        for (const auto& product : *products) take(job.emit(product.output, product.label));
    images.emit();
}

struct GltfDecoder : sinter::Decoder {
    static constexpr std::string_view id = "gltf";

    sinter::Status decode(sinter::DecodeJob& job) override {
        try {
            model_gltf::decode(job);
            return {};
        } catch (Refusal& refusal) {
            return std::move(refusal.error);
        }
    }
};

}  // namespace
}  // namespace model_gltf

SINTER_PLUGIN(model_gltf::GltfDecoder)
