// SPDX-License-Identifier: Apache-2.0
// Materials: the fields that plugins/data names, as glTF's metallic-roughness model and its KHR extensions.
#include <algorithm>

#include <sinter/material.hpp>

#include "export_model_parts.hpp"
#include "export_model_texture.hpp"

namespace sinter::cli {
namespace {

struct Member {
    enum class Kind : std::uint8_t { Number, Vector3, Vector4, Texture, Normal } kind;
    const char* name;
    const char* field;
    float least = 0, most = 1;  ///< what the specification allows
};
constexpr float Endless = 3.4e38F;
struct Group {
    const char* extension;
    std::vector<Member> members;
};
using enum Member::Kind;

const std::vector<Group>& extension_groups() {
    static const std::vector<Group> groups = {
        {"KHR_materials_anisotropy",
         {{Number, "anisotropyStrength", "anisotropy_strength"},
          {Number, "anisotropyRotation", "anisotropy_rotation", -Endless, Endless},
          {Texture, "anisotropyTexture", "anisotropy_texture"}}},
        {"KHR_materials_clearcoat",
         {{Number, "clearcoatFactor", "clearcoat_factor"},
          {Texture, "clearcoatTexture", "clearcoat_texture"},
          {Number, "clearcoatRoughnessFactor", "clearcoat_roughness_factor"},
          {Texture, "clearcoatRoughnessTexture", "clearcoat_roughness_texture"},
          {Normal, "clearcoatNormalTexture", "clearcoat_normal_texture"}}},
        {"KHR_materials_diffuse_transmission",
         {{Number, "diffuseTransmissionFactor", "diffuse_transmission_factor"},
          {Texture, "diffuseTransmissionTexture", "diffuse_transmission_texture"},
          {Vector3, "diffuseTransmissionColorFactor", "diffuse_transmission_color_factor", 0, Endless},
          {Texture, "diffuseTransmissionColorTexture", "diffuse_transmission_color_texture"}}},
        {"KHR_materials_dispersion", {{Number, "dispersion", "dispersion", 0, Endless}}},
        {"KHR_materials_ior", {{Number, "ior", "ior", 1, Endless}}},
        {"KHR_materials_iridescence",
         {{Number, "iridescenceFactor", "iridescence_factor"},
          {Texture, "iridescenceTexture", "iridescence_texture"},
          {Number, "iridescenceIor", "iridescence_ior", 1, Endless},
          {Number, "iridescenceThicknessMinimum", "iridescence_thickness_minimum", 0, Endless},
          {Number, "iridescenceThicknessMaximum", "iridescence_thickness_maximum", 0, Endless},
          {Texture, "iridescenceThicknessTexture", "iridescence_thickness_texture"}}},
        {"KHR_materials_pbrSpecularGlossiness",
         {{Vector4, "diffuseFactor", "diffuse_factor"},
          {Texture, "diffuseTexture", "diffuse_texture"},
          {Vector3, "specularFactor", "specular_glossiness_specular_factor"},
          {Number, "glossinessFactor", "glossiness_factor"},
          {Texture, "specularGlossinessTexture", "specular_glossiness_texture"}}},
        {"KHR_materials_sheen",
         {{Vector3, "sheenColorFactor", "sheen_color_factor"},
          {Texture, "sheenColorTexture", "sheen_color_texture"},
          {Number, "sheenRoughnessFactor", "sheen_roughness_factor"},
          {Texture, "sheenRoughnessTexture", "sheen_roughness_texture"}}},
        {"KHR_materials_specular",
         {{Number, "specularFactor", "specular_factor"},
          {Texture, "specularTexture", "specular_texture"},
          {Vector3, "specularColorFactor", "specular_color_factor", 0, Endless},
          {Texture, "specularColorTexture", "specular_color_texture"}}},
        {"KHR_materials_transmission",
         {{Number, "transmissionFactor", "transmission_factor"},
          {Texture, "transmissionTexture", "transmission_texture"}}},
        {"KHR_materials_volume",
         {{Number, "thicknessFactor", "thickness_factor", 0, Endless},
          {Texture, "thicknessTexture", "thickness_texture"},
          {Number, "attenuationDistance", "attenuation_distance", 1e-6F, Endless},
          {Vector3, "attenuationColor", "attenuation_color"}}},
    };
    return groups;
}

std::uint32_t number_of(std::string_view name) {
    constexpr std::pair<std::string_view, std::uint32_t> names[] = {{"repeat", 10497},
                                                                    {"clamp", 33071},
                                                                    {"mirror", 33648},
                                                                    {"nearest", 9728},
                                                                    {"linear", 9729},
                                                                    {"nearest_mipmap_nearest", 9984},
                                                                    {"linear_mipmap_nearest", 9985},
                                                                    {"nearest_mipmap_linear", 9986},
                                                                    {"linear_mipmap_linear", 9987}};
    for (const auto& [word, number] : names)
        if (word == name) return number;
    return 0;
}

/// Textures, images and samplers, each once.
class TextureExport {
  public:
    TextureExport(GlbBuilder& glb, Neighbours& neighbours) : glb_(glb), neighbours_(neighbours) {}

    /// The texture info of a field; empty when it has no picture.
    std::string info(const Material& material, const std::string& field, bool is_normal,
                     JsonObject more = {}) {
        const auto path = material.reference(field);
        if (!path) return {};
        const auto image = image_of(*path, is_normal);
        if (image == NoIndex) return {};
        const auto sampler = sampler_of(material, field);
        const auto known = textures_.find({image, sampler});
        std::uint32_t texture = 0;
        if (known != textures_.end()) {
            texture = known->second;
        } else {
            JsonObject json;
            json.add("source", image);
            if (sampler != NoIndex) json.add("sampler", sampler);
            texture = textures_[{image, sampler}] = glb_.add("textures", json.text());
        }
        JsonObject out;
        out.add("index", texture);
        if (const auto set = integer(material, field + "_texcoord"); set > 0) out.add("texCoord", set);
        if (const auto moved = transform(material, field); !moved.empty()) {
            glb_.use_extension("KHR_texture_transform");
            out.add("extensions", "{\"KHR_texture_transform\":" + moved.text() + "}");
        }
        auto text = out.text();
        if (!more.empty()) text = text.substr(0, text.size() - 1) + "," + more.text().substr(1);
        return text;
    }

  private:
    static std::uint32_t integer(const Material& material, const std::string& field) {
        const auto value = material.field(field).integer();
        return value && *value > 0 && *value < 16 ? static_cast<std::uint32_t>(*value) : 0;
    }
    static JsonObject transform(const Material& material, const std::string& field) {
        JsonObject out;
        if (const auto moved = material.vector(field + "_transform"))
            out.add("offset", json_numbers(std::span{*moved}.first(2)))
                .add("scale", json_numbers(std::span{*moved}.last(2)));
        if (const auto rotation = material.number(field + "_rotation"))
            out.add("rotation", json_number(*rotation));
        return out;
    }
    std::uint32_t sampler_of(const Material& material, const std::string& field) {
        JsonObject json;
        const std::pair<const char*, const char*> parts[] = {{"_wrap_u", "wrapS"},
                                                             {"_wrap_v", "wrapT"},
                                                             {"_mag_filter", "magFilter"},
                                                             {"_min_filter", "minFilter"}};
        for (const auto& [ending, name] : parts)
            if (const auto word = material.text(field + ending); word && number_of(*word) != 0)
                json.add(name, number_of(*word));
        if (json.empty()) return NoIndex;
        const auto [at, is_new] = samplers_.try_emplace(json.text());
        if (is_new) at->second = glb_.add("samplers", json.text());
        return at->second;
    }
    std::uint32_t image_of(std::string_view path, bool is_normal) {
        const auto [at, is_new] = images_.try_emplace(std::string{path}, NoIndex);
        if (!is_new) return at->second;
        const auto texture = neighbours_.find(path);
        if (!texture || texture->type() != AssetType::Texture) return NoIndex;
        const auto png = png_of_texture(*texture, is_normal);
        if (!png) return NoIndex;
        JsonObject json;
        json.add("name", json_text(path))
            .add("mimeType", json_text("image/png"))
            .add("bufferView", glb_.add_view(*png));
        return at->second = glb_.add("images", json.text());
    }

    GlbBuilder& glb_;
    Neighbours& neighbours_;
    std::map<std::string, std::uint32_t> images_, samplers_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> textures_;
};

class MaterialExport {
  public:
    MaterialExport(GlbBuilder& glb, TextureExport& textures, const Material& material)
        : glb_(glb), textures_(textures), material_(material) {}

    std::string write(std::string_view name) {
        JsonObject out;
        const auto own_name = material_.text("name").value_or(name);
        if (!own_name.empty()) out.add("name", json_text(own_name));
        JsonObject pbr;
        add(pbr, {Vector4, "baseColorFactor", "base_color"});
        add(pbr, {Number, "metallicFactor", "metallic"});
        add(pbr, {Number, "roughnessFactor", "roughness"});
        add(pbr, {Texture, "baseColorTexture", "base_color_texture"});
        const bool packed = material_.reference("orm_texture").has_value();
        add(pbr,
            {Texture, "metallicRoughnessTexture", packed ? "orm_texture" : "metallic_roughness_texture"});
        if (!pbr.empty()) out.add("pbrMetallicRoughness", pbr.text());
        add(out, {Normal, "normalTexture", "normal_texture"});
        JsonObject strength;
        if (const auto value = material_.number("occlusion_strength"))
            strength.add("strength", json_number(std::clamp(*value, 0.0F, 1.0F)));
        const auto occlusion =
            textures_.info(material_, packed ? "orm_texture" : "occlusion_texture", false, strength);
        if (!occlusion.empty()) out.add("occlusionTexture", occlusion);
        add(out, {Vector3, "emissiveFactor", "emissive"});
        add(out, {Texture, "emissiveTexture", "emissive_texture"});
        if (const auto mode = material_.text("alpha_mode"); mode && *mode != "opaque") {
            out.add("alphaMode", json_text(*mode == "mask" ? "MASK" : "BLEND"));
            if (*mode == "mask") add(out, {Number, "alphaCutoff", "alpha_cutoff", 0, Endless});
        }
        if (material_.boolean("double_sided").value_or(false)) out.add("doubleSided", "true");
        if (const auto extensions = write_extensions(); !extensions.empty())
            out.add("extensions", extensions.text());
        return out.text();
    }

  private:
    void add(JsonObject& to, const Member& member) {
        switch (member.kind) {
            case Number:
                if (const auto value = material_.number(member.field))
                    to.add(member.name, json_number(std::clamp(*value, member.least, member.most)));
                return;
            case Vector3:
            case Vector4:
                if (auto value = material_.vector(member.field)) {
                    for (auto& part : *value) part = std::clamp(part, member.least, member.most);
                    to.add(member.name,
                           json_numbers(std::span{*value}.first(member.kind == Vector3 ? 3 : 4)));
                }
                return;
            case Texture:
            case Normal: {
                JsonObject more;
                const std::string field = member.field;
                const auto scale = field == "normal_texture" ? std::string{"normal_scale"} : field + "_scale";
                if (member.kind == Normal)
                    if (const auto value = material_.number(scale)) more.add("scale", json_number(*value));
                if (const auto info = textures_.info(material_, field, member.kind == Normal, more);
                    !info.empty())
                    to.add(member.name, info);
                return;
            }
        }
    }
    JsonObject write_extensions() {
        JsonObject out;
        const auto put = [&](const char* name, const std::string& json) {
            out.add(name, json);
            glb_.use_extension(name);
        };
        if (material_.boolean("unlit").value_or(false)) put("KHR_materials_unlit", "{}");
        if (const auto strength = material_.number("emissive_strength"); strength && *strength != 1)
            put("KHR_materials_emissive_strength",
                "{\"emissiveStrength\":" + json_number(std::max(*strength, 0.0F)) + "}");
        for (const auto& group : extension_groups()) {
            JsonObject members;
            for (const auto& member : group.members) add(members, member);
            if (!members.empty()) put(group.extension, members.text());
        }
        return out;
    }

    GlbBuilder& glb_;
    TextureExport& textures_;
    const Material& material_;
};

}  // namespace

std::vector<std::uint32_t> export_materials(const Model& model, GlbBuilder& glb, Neighbours& neighbours) {
    std::vector<std::uint32_t> out;
    TextureExport textures{glb, neighbours};
    for (std::uint32_t i = 0; i < model.materials.size(); ++i) {
        const auto row = model.materials[i];
        const auto asset = row.dependency == SINTER_MODEL_NONE
                               ? std::nullopt
                               : neighbours.find(to_view(model.asset().dependencies()[row.dependency].path));
        // A material that is not there keeps its name, and looks like glTF's default.
        const Material material{asset && asset->type() == AssetType::Material ? *asset : AssetView{}};
        out.push_back(
            glb.add("materials", MaterialExport{glb, textures, material}.write(model.text(row.name))));
    }
    return out;
}

}  // namespace sinter::cli
