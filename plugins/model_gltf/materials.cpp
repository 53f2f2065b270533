// SPDX-License-Identifier: Apache-2.0
#include "materials.hpp"

#include <array>

#include <sinter/data_job.hpp>

namespace model_gltf {
namespace {

/// A member of a material, or of an extension of one, and the field it becomes.
struct Member {
    enum class Kind : std::uint8_t { Number, Vector3, Vector4, Texture };
    const char* name;
    Kind kind;
    const char* field;
    ImageUse use = ImageUse::Data;
};
struct Group {
    const char* extension;
    std::initializer_list<Member> members;
};
using enum Member::Kind;

// The names of the specifications (KHR_materials_*, as ratified), in snake case.
const std::initializer_list<Group> Extensions = {
    {"KHR_materials_anisotropy",
     {{"anisotropyStrength", Number, "anisotropy_strength"},
      {"anisotropyRotation", Number, "anisotropy_rotation"},
      {"anisotropyTexture", Texture, "anisotropy_texture"}}},
    {"KHR_materials_clearcoat",
     {{"clearcoatFactor", Number, "clearcoat_factor"},
      {"clearcoatTexture", Texture, "clearcoat_texture"},
      {"clearcoatRoughnessFactor", Number, "clearcoat_roughness_factor"},
      {"clearcoatRoughnessTexture", Texture, "clearcoat_roughness_texture"},
      {"clearcoatNormalTexture", Texture, "clearcoat_normal_texture", ImageUse::Normal}}},
    {"KHR_materials_diffuse_transmission",
     {{"diffuseTransmissionFactor", Number, "diffuse_transmission_factor"},
      {"diffuseTransmissionTexture", Texture, "diffuse_transmission_texture"},
      {"diffuseTransmissionColorFactor", Vector3, "diffuse_transmission_color_factor"},
      {"diffuseTransmissionColorTexture", Texture, "diffuse_transmission_color_texture", ImageUse::Color}}},
    {"KHR_materials_dispersion", {{"dispersion", Number, "dispersion"}}},
    {"KHR_materials_emissive_strength", {{"emissiveStrength", Number, "emissive_strength"}}},
    {"KHR_materials_ior", {{"ior", Number, "ior"}}},
    {"KHR_materials_iridescence",
     {{"iridescenceFactor", Number, "iridescence_factor"},
      {"iridescenceTexture", Texture, "iridescence_texture"},
      {"iridescenceIor", Number, "iridescence_ior"},
      {"iridescenceThicknessMinimum", Number, "iridescence_thickness_minimum"},
      {"iridescenceThicknessMaximum", Number, "iridescence_thickness_maximum"},
      {"iridescenceThicknessTexture", Texture, "iridescence_thickness_texture"}}},
    {"KHR_materials_pbrSpecularGlossiness",
     {{"diffuseFactor", Vector4, "diffuse_factor"},
      {"diffuseTexture", Texture, "diffuse_texture", ImageUse::Color},
      {"specularFactor", Vector3, "specular_glossiness_specular_factor"},
      {"glossinessFactor", Number, "glossiness_factor"},
      {"specularGlossinessTexture", Texture, "specular_glossiness_texture", ImageUse::Color}}},
    {"KHR_materials_sheen",
     {{"sheenColorFactor", Vector3, "sheen_color_factor"},
      {"sheenColorTexture", Texture, "sheen_color_texture", ImageUse::Color},
      {"sheenRoughnessFactor", Number, "sheen_roughness_factor"},
      {"sheenRoughnessTexture", Texture, "sheen_roughness_texture"}}},
    {"KHR_materials_specular",
     {{"specularFactor", Number, "specular_factor"},
      {"specularTexture", Texture, "specular_texture"},
      {"specularColorFactor", Vector3, "specular_color_factor"},
      {"specularColorTexture", Texture, "specular_color_texture", ImageUse::Color}}},
    {"KHR_materials_transmission",
     {{"transmissionFactor", Number, "transmission_factor"},
      {"transmissionTexture", Texture, "transmission_texture"}}},
    {"KHR_materials_volume",
     {{"thicknessFactor", Number, "thickness_factor"},
      {"thicknessTexture", Texture, "thickness_texture"},
      {"attenuationDistance", Number, "attenuation_distance"},
      {"attenuationColor", Vector3, "attenuation_color"}}},
};

const char* wrap_name(const Object& sampler, const char* name) {
    switch (sampler.whole(name).value_or(10497)) {
        case 10497:
            return "repeat";
        case 33071:
            return "clamp";
        case 33648:
            return "mirror";
        default:
            sampler.refuse_member(name, "10497, 33071 or 33648 is wanted");
    }
}
const char* filter_name(const Object& sampler, const char* name, bool with_mips) {
    const auto filter = sampler.need_whole(name);
    if (filter == 9728) return "nearest";
    if (filter == 9729) return "linear";
    constexpr std::array mips = {"nearest_mipmap_nearest", "linear_mipmap_nearest", "nearest_mipmap_linear",
                                 "linear_mipmap_linear"};
    if (with_mips && filter >= 9984 && filter <= 9987) return mips[filter - 9984];
    sampler.refuse_member(name, "no filter of glTF");
}

class MaterialWriter {
  public:
    MaterialWriter(Document& document, Images& images) : document_(document), images_(images) {}

    void write(const Object& material) {
        const auto name = material.text("name");
        if (!name.empty()) fields_.text("name", name);
        write_base(material);
        write_emission(material);
        write_alpha(material);
        write_extensions(material);
    }
    [[nodiscard]] const sinter::FieldWriter& fields() const { return fields_; }

  private:
    void write_member(const Object& object, const Member& member) {
        std::array<float, 4> vector{};
        switch (member.kind) {
            case Number:
                if (const auto number = object.number(member.name)) fields_.number(member.field, *number);
                return;
            case Vector3:
            case Vector4: {
                const auto part = std::span{vector}.first(member.kind == Vector3 ? 3 : 4);
                if (object.numbers(member.name, part)) fields_.vector(member.field, part);
                return;
            }
            case Texture:
                (void)write_texture(object, member);
                return;
        }
    }
    /// The texture info, for what only this one has.
    std::optional<Object> write_texture(const Object& object, const Member& member) {
        const auto info = object.object(member.name);
        if (!info) return info;
        const std::string field = member.field;
        const auto texture = info->need_index("index", document_.count("textures"), "texture");
        auto texcoord = info->whole("texCoord");
        const auto path = images_.path_of(texture, member.use);
        if (!path) return info;
        fields_.reference(field, sinter::DependencyKind::LoadedWithMe, sinter::AssetType::Texture, *path);
        if (const auto transform = info->extension("KHR_texture_transform")) {
            std::array<float, 4> moved = {0, 0, 1, 1};
            (void)transform->numbers("offset", std::span{moved}.first(2));
            (void)transform->numbers("scale", std::span{moved}.last(2));
            fields_.vector(field + "_transform", moved);
            if (const auto rotation = transform->number("rotation"))
                fields_.number(field + "_rotation", *rotation);
            if (const auto other = transform->whole("texCoord")) texcoord = other;
        }
        if (texcoord) fields_.integer(field + "_texcoord", static_cast<std::int64_t>(*texcoord));
        write_sampler(field, document_.element("textures", texture));
        if (const auto scale = info->number("scale"); scale && member.use == ImageUse::Normal)
            fields_.number(field == "normal_texture" ? "normal_scale" : field + "_scale", *scale);
        return info;
    }
    void write_sampler(const std::string& field, const Object& texture) {
        const auto index = texture.index("sampler", document_.count("samplers"), "sampler");
        if (!index) return;
        const auto& sampler = document_.element("samplers", *index);
        fields_.text(field + "_wrap_u", wrap_name(sampler, "wrapS"));
        fields_.text(field + "_wrap_v", wrap_name(sampler, "wrapT"));
        if (sampler.has("magFilter"))
            fields_.text(field + "_mag_filter", filter_name(sampler, "magFilter", false));
        if (sampler.has("minFilter"))
            fields_.text(field + "_min_filter", filter_name(sampler, "minFilter", true));
    }
    void write_base(const Object& material) {
        const auto pbr = material.object("pbrMetallicRoughness");
        if (pbr)
            for (const auto& member :
                 {Member{"baseColorFactor", Vector4, "base_color"},
                  Member{"metallicFactor", Number, "metallic"},
                  Member{"roughnessFactor", Number, "roughness"},
                  Member{"baseColorTexture", Texture, "base_color_texture", ImageUse::Color}})
                write_member(*pbr, member);
        (void)write_texture(material, {"normalTexture", Texture, "normal_texture", ImageUse::Normal});

        // One texture of both, read in the same way, is what engines call ORM.
        const auto* surface = pbr ? member_json(*pbr, "metallicRoughnessTexture") : nullptr;
        const auto* occlusion = member_json(material, "occlusionTexture");
        const bool packed = surface && occlusion && surface->is_object() && occlusion->is_object() &&
                            same_place(*surface, *occlusion);
        if (pbr)
            (void)write_texture(*pbr, {"metallicRoughnessTexture", Texture,
                                       packed ? "orm_texture" : "metallic_roughness_texture"});
        std::optional<Object> info = material.object("occlusionTexture");
        if (info && !packed)
            info = write_texture(material, {"occlusionTexture", Texture, "occlusion_texture"});
        if (info)
            if (const auto strength = info->number("strength"))
                fields_.number("occlusion_strength", *strength);
    }
    static const Json* member_json(const Object& object, const char* name) {
        const auto found = object.json().find(name);
        return found == object.json().end() ? nullptr : &*found;
    }
    static bool same_place(const Json& a, const Json& b) {
        for (const char* name : {"index", "texCoord", "extensions"}) {
            const auto in_a = a.find(name), in_b = b.find(name);
            if ((in_a == a.end()) != (in_b == b.end()) || (in_a != a.end() && *in_a != *in_b)) return false;
        }
        return true;
    }
    void write_emission(const Object& material) {
        write_member(material, {"emissiveFactor", Vector3, "emissive"});
        write_member(material, {"emissiveTexture", Texture, "emissive_texture", ImageUse::Color});
    }
    void write_alpha(const Object& material) {
        if (material.has("alphaMode")) {
            const auto mode = material.text("alphaMode");
            if (mode != "OPAQUE" && mode != "MASK" && mode != "BLEND")
                material.refuse_member("alphaMode", "OPAQUE, MASK or BLEND is wanted");
            fields_.text("alpha_mode", mode == "OPAQUE" ? "opaque" : mode == "MASK" ? "mask" : "blend");
        }
        write_member(material, {"alphaCutoff", Number, "alpha_cutoff"});
        if (material.has("doubleSided"))
            fields_.boolean("double_sided", material.boolean("doubleSided", false));
    }
    void write_extensions(const Object& material) {
        const auto extensions = material.object("extensions");
        if (!extensions) return;
        if (extensions->object("KHR_materials_unlit")) fields_.boolean("unlit", true);
        for (const auto& group : Extensions)
            if (const auto extension = extensions->object(group.extension))
                for (const auto& member : group.members) write_member(*extension, member);
    }

    Document& document_;
    Images& images_;
    sinter::FieldWriter fields_;
};

}  // namespace

Products make_materials(Document& document, Images& images, sinter::Output& model,
                        sinter::ModelTables& tables) {
    Products out;
    Labels labels{"material"};
    const auto& materials = document.elements("materials");
    for (std::size_t i = 0; i < materials.size(); ++i) {
        MaterialWriter writer{document, images};
        writer.write(materials[i]);
        const auto name = materials[i].text("name");
        const auto label = labels.add(name, i);
        auto output = take(document.job().new_asset(sinter::AssetType::Material));
        take(writer.fields().write(output, "material"));
        out.push_back({label, output});
        const auto dependency = take(model.add_dependency(sinter::DependencyKind::LoadedWithMe,
                                                          sinter::AssetType::Material, "#" + label));
        tables.materials.push_back({tables.texts.add(name), dependency, 0});
    }
    return out;
}

}  // namespace model_gltf
