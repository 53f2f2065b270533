// SPDX-License-Identifier: Apache-2.0
// Materials: what older formats call diffuse, specular and shininess, as base colour, metallic and roughness.
#include <algorithm>
#include <cmath>

#include <assimp/material.h>

#include <sinter/data_job.hpp>

#include "scene.hpp"

namespace sinter::model_assimp {

class MaterialFields : public FieldWriter {};

namespace {

std::optional<float> number(const aiMaterial& material, const char* key, unsigned type = 0,
                            unsigned index = 0) {
    float value = 0;
    if (material.Get(key, type, index, value) != aiReturn_SUCCESS || !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::optional<std::array<float, 3>> color(const aiMaterial& material, const char* key) {
    aiColor4D value;
    if (material.Get(key, 0, 0, value) != aiReturn_SUCCESS) return std::nullopt;
    std::array<float, 3> out = {value.r, value.g, value.b};
    for (auto& part : out) part = std::isfinite(part) ? std::max(part, 0.0F) : 0.0F;
    return out;
}

/// The roughness whose highlight is as wide as that of a Blinn-Phong exponent: Walter et al. 2007 give its
/// square as sqrt(2 / (n + 2)).
float roughness_of(float shininess) {
    return std::sqrt(std::sqrt(2 / (std::max(shininess, 0.0F) + 2)));
}

}  // namespace

Status SceneReader::read_materials() {
    std::vector<bool> used(scene_.mNumMaterials);
    for (unsigned i = 0; i < scene_.mNumMeshes; ++i)
        if (scene_.mMeshes[i]->mMaterialIndex < used.size()) used[scene_.mMeshes[i]->mMaterialIndex] = true;
    for (unsigned i = 0; i < scene_.mNumMaterials; ++i) {
        material_rows_.push_back(SINTER_MODEL_NONE);
        // Importers add one for what has none.
        if (!used[i] && std::string_view{scene_.mMaterials[i]->GetName().C_Str()} == AI_DEFAULT_MATERIAL_NAME)
            continue;
        if (auto emitted = emit_material(i); !emitted) return emitted;
    }
    return {};
}

Status SceneReader::emit_material(unsigned index) {
    const auto& material = *scene_.mMaterials[index];
    const auto name = clean_text(material.GetName());
    MaterialFields fields;
    if (!name.empty()) fields.text("name", std::string_view{name}.substr(0, 256));

    auto base = color(material, "$clr.base");
    if (!base) base = color(material, "$clr.diffuse");
    const float opacity = std::clamp(number(material, "$mat.opacity").value_or(1), 0.0F, 1.0F);
    std::array<float, 4> rgba = {1, 1, 1, opacity};
    for (std::size_t i = 0; base && i < 3; ++i) rgba[i] = std::min((*base)[i], 1.0F);
    if (auto added = add_texture(material, fields, "base_color_texture",
                                 {aiTextureType_BASE_COLOR, aiTextureType_DIFFUSE});
        !added)
        return added;
    fields.vector("base_color", rgba);
    if (opacity < 1) fields.text("alpha_mode", "blend");

    fields.number("metallic", std::clamp(number(material, "$mat.metallicFactor").value_or(0), 0.0F, 1.0F));
    const auto roughness = number(material, "$mat.roughnessFactor");
    const auto shininess = number(material, "$mat.shininess");
    fields.number("roughness", std::clamp(roughness   ? *roughness
                                          : shininess ? roughness_of(*shininess)
                                                      : 1.0F,
                                          0.0F, 1.0F));

    if (const auto emissive = color(material, "$clr.emissive")) {
        // Brighter than 1 is strength.
        const float most = std::max({1.0F, (*emissive)[0], (*emissive)[1], (*emissive)[2]});
        const float strength = std::min(most, 65504.0F);
        const std::array<float, 3> hue = {(*emissive)[0] / most, (*emissive)[1] / most,
                                          (*emissive)[2] / most};
        fields.vector("emissive", hue);
        if (strength > 1) fields.number("emissive_strength", strength);
    }
    if (auto added = add_texture(material, fields, "emissive_texture",
                                 {aiTextureType_EMISSION_COLOR, aiTextureType_EMISSIVE});
        !added)
        return added;
    if (auto added = add_texture(material, fields, "normal_texture",
                                 {aiTextureType_NORMALS, aiTextureType_NORMAL_CAMERA});
        !added)
        return added;

    int two_sided = 0;
    if (material.Get("$mat.twosided", 0, 0, two_sided) == aiReturn_SUCCESS && two_sided != 0)
        fields.boolean("double_sided", true);
    fields.text("shader", "pbr");

    auto output = job_.new_asset(AssetType::Material);
    if (!output) return std::move(output).error();
    if (auto written = fields.write(*output, "material"); !written) return written;
    const auto label = labels_.unique("material", name, index);
    if (auto emitted = job_.emit(*output, label); !emitted) return emitted;

    auto dependency = output_.add_dependency(DependencyKind::LoadedWithMe, AssetType::Material, "#" + label);
    if (!dependency) return std::move(dependency).error();
    auto& tables = writer_.tables;
    material_rows_[index] = static_cast<std::uint32_t>(tables.materials.size());
    tables.materials.push_back({tables.texts.add(name), *dependency, 0});
    return {};
}

Status SceneReader::add_texture(const aiMaterial& material, MaterialFields& fields, const char* field,
                                std::initializer_list<aiTextureType> types) {
    for (const auto type : types) {
        aiString file;
        if (material.Get("$tex.file", type, 0, file) != aiReturn_SUCCESS || file.length == 0) continue;
        const bool is_color = std::string_view{field} != "normal_texture";
        const auto path = texture_path(bytes_of(file), is_color);
        if (path.empty()) continue;
        fields.reference(field, DependencyKind::LoadedWithMe, AssetType::Texture, path);
        return {};
    }
    return {};
}

}  // namespace sinter::model_assimp
