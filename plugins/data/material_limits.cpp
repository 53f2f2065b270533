// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <sinter/material.hpp>

#include "limits.hpp"
#include "text_source.hpp"

namespace data_plugin {
namespace {

using sinter::Code;
using sinter::Material;
using sinter::Status;

// Measured surfaces, in linear light: the darkest (charcoal, sRGB 30) and the brightest (fresh snow, sRGB
// 240) that are no metals, and the darkest of pure metals (sRGB 170). They are the bounds that artists'
// guides to physically based shading give.
constexpr float DarkestDielectric = 0.013f, BrightestDielectric = 0.871f, DarkestMetal = 0.402f;

/// A material of one look has nothing else to say what it is made of.
float luminance(const std::array<float, 4>& color) {
    return 0.2126f * color[0] + 0.7152f * color[1] + 0.0722f * color[2];
}

/// The last word of a file's name without its ending, after "_" or "-", in lower case.
std::string last_word(std::string_view path) {
    path = path.substr(0, path.find('#'));
    path = path.substr(path.rfind('/') + 1);
    path = path.substr(0, path.rfind('.'));
    const auto before = path.find_last_of("_-");
    if (before == path.npos) return {};
    std::string word{path.substr(before + 1)};
    for (auto& c : word)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return word;
}

class MaterialChecks {
  public:
    explicit MaterialChecks(sinter::ValidateJob& job) : job_(job), material_(job.input()) {}

    void textures() {
        const auto severity = job_.setting_string("textures");
        const auto normal_names = job_.setting_strings("normal_names"),
                   color_names = job_.setting_strings("color_names");
        const auto is_among = [](const std::string& word, std::span<const sinter_str> words) {
            return std::ranges::any_of(words, [&](sinter_str each) { return sinter::to_view(each) == word; });
        };
        for (std::uint32_t i = 0; i < material_.size(); ++i) {
            const auto name = material_.name(i);
            const auto path = material_.reference(name);
            if (!path || !name.ends_with("_texture")) continue;
            const auto word = last_word(*path);
            const bool normal = name.ends_with("normal_texture");
            if (!normal && is_among(word, normal_names))
                say(severity,
                    std::string{name} + " is a normal map by its name (" + std::string{*path} + ")");
            if ((normal || name == "orm_texture") && is_among(word, color_names))
                say(severity, std::string{name} + " is a colour by its name (" + std::string{*path} + ")");
        }
        const auto emissive = material_.vector("emissive").value_or(std::array<float, 4>{});
        if (material_.reference("emissive_texture") && luminance(emissive) <= 0)
            say(severity, "emissive_texture cannot be seen: emissive, its factor, is black");
        if (!material_.reference("normal_texture") && material_.number("normal_scale").value_or(1) != 1)
            say(severity, "normal_scale has no effect: there is no normal_texture");
        if (luminance(emissive) <= 0 && material_.number("emissive_strength").value_or(1) != 1)
            say(severity, "emissive_strength has no effect: emissive is black");
    }

    void physics() {
        const auto severity = job_.setting_string("physics");
        const auto metallic = material_.number("metallic").value_or(1);
        const bool lit = !material_.boolean("unlit").value_or(false) && !specular_glossiness();
        if (!lit) return;
        const bool mapped = material_.reference("orm_texture").has_value() ||
                            material_.reference("metallic_roughness_texture").has_value();
        if (!mapped && metallic > 0 && metallic < 1)
            say(severity, "half a metal (metallic is " + to_text(metallic) +
                              "): a surface is a metal, 1, or it is none, 0; only a texture mixes them");
        // With a texture the colour is its factor, and says nothing alone.
        if (material_.reference("base_color_texture") || material_.text("alpha_mode") == "blend") return;
        const auto color = material_.vector("base_color").value_or(std::array<float, 4>{1, 1, 1, 1});
        const auto light = luminance(color);
        if (!mapped && metallic >= 1 && light < DarkestMetal)
            say(severity, "darker than any metal (base_color has a luminance of " + shown(light) +
                              "; metals begin at " + shown(DarkestMetal) + ")");
        if (!mapped && metallic <= 0 && light < DarkestDielectric && luminance(emissive()) <= 0)
            say(severity, "darker than coal (base_color has a luminance of " + shown(light) + "; coal has " +
                              shown(DarkestDielectric) + ")");
        // White is what a material says that says nothing.
        const bool said = color != std::array<float, 4>{1, 1, 1, 1};
        if (!mapped && metallic <= 0 && said && light > BrightestDielectric)
            say(severity, "brighter than snow (base_color has a luminance of " + shown(light) +
                              "; snow has " + shown(BrightestDielectric) + ")");
    }

    void alpha() {
        const auto severity = job_.setting_string("alpha");
        const auto mode = material_.text("alpha_mode").value_or("opaque");
        const auto base = material_.vector("base_color").value_or(std::array<float, 4>{1, 1, 1, 1});
        const bool textured = material_.reference("base_color_texture").has_value();
        if (mode == "opaque" && base[3] < 1)
            say(severity, "alpha has no effect: alpha_mode is opaque (base_color has an alpha of " +
                              shown(base[3]) + ")");
        if (mode == "mask" && !textured)
            say(severity, "alpha_mode is mask, but there is no texture with alpha");
        if (mode == "mask" && material_.number("alpha_cutoff").value_or(0.5f) <= 0)
            say(severity, "alpha_cutoff of 0 cuts nothing: write alpha_mode = opaque");
        if (mode == "blend" && !textured && base[3] >= 1)
            say(severity, "alpha_mode is blend, but nothing is transparent; blended surfaces cost more");
        if (mode == "blend" && material_.number("transmission_factor").value_or(0) > 0)
            say(severity, "both blended and transmitting light: write alpha_mode = opaque");
    }

    void stats() {
        std::uint32_t textures = 0;
        for (const auto& dependency : material_.asset().dependencies())
            textures += dependency.type == SINTER_TEXTURE ? 1 : 0;
        job_.stat("fields", material_.size());
        job_.stat("textures", textures);
    }
    [[nodiscard]] const Material& material() const { return material_; }

  private:
    static std::string shown(float value) {
        // Two digits say enough.
        const auto hundredths = static_cast<std::int64_t>(static_cast<double>(value) * 1000 + 0.5);
        return to_text(static_cast<double>(hundredths) / 1000);
    }
    std::array<float, 4> emissive() const {
        return material_.vector("emissive").value_or(std::array<float, 4>{});
    }
    bool specular_glossiness() const {
        return material_.field("diffuse_factor") || material_.field("glossiness_factor") ||
               material_.field("specular_glossiness_texture");
    }
    void say(std::string_view severity, const std::string& text) {
        data_plugin::say(job_, severity, "material_limits", text);
    }

    sinter::ValidateJob& job_;
    Material material_;
};

}  // namespace

Status MaterialLimits::validate(sinter::ValidateJob& job) {
    MaterialChecks checks{job};
    if (!checks.material().valid())
        return {Code::Corrupt, "material_limits: the tables contradict each other"};
    // The shadow pass has a part of the fields; what it lacks is not wrong.
    if (job.label() != "shadow") {
        checks.textures();
        checks.physics();
        checks.alpha();
    }
    checks.stats();
    return {};
}

}  // namespace data_plugin
