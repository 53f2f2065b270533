// SPDX-License-Identifier: Apache-2.0
#include "document.hpp"

#include <algorithm>
#include <array>

namespace model_gltf {
namespace {

/// What a file may require: each is read, or changes nothing of what is read.
constexpr auto Known = std::to_array<std::string_view>({
    "EXT_meshopt_compression",
    "EXT_texture_avif",
    "EXT_texture_webp",
    "KHR_draco_mesh_compression",
    "KHR_lights_punctual",
    "KHR_materials_anisotropy",
    "KHR_materials_clearcoat",
    "KHR_materials_diffuse_transmission",
    "KHR_materials_dispersion",
    "KHR_materials_emissive_strength",
    "KHR_materials_ior",
    "KHR_materials_iridescence",
    "KHR_materials_pbrSpecularGlossiness",
    "KHR_materials_sheen",
    "KHR_materials_specular",
    "KHR_materials_transmission",
    "KHR_materials_unlit",
    "KHR_materials_variants",
    "KHR_materials_volume",
    "KHR_mesh_quantization",
    "KHR_technique_webgl",  // these two change materials only: shaders of their own
    "KHR_techniques_webgl",
    "KHR_texture_basisu",
    "KHR_texture_transform",
    "MSFT_texture_dds",
});

/// "2.0" → true; later minor versions are read as far as they are known (glTF 2.0, section 5.9).
bool is_version_2(std::string_view version) {
    return version.size() >= 3 && version.starts_with("2.") &&
           std::all_of(version.begin() + 2, version.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Document::Document(sinter::DecodeJob& job)
    : job_(job), most_(static_cast<std::uint64_t>(job.setting_integer("max_mib")) << 20) {
    container_ = open_container(job.source());
    check_json_size(container_.json);
    json_ = parse_json(container_.json);
    root_.emplace(json_, std::string{});
    checkpoint(0.1F);

    const auto asset = root_->need_object("asset");
    const auto version = asset.text("version");
    const auto least = asset.text("minVersion", version);
    if (!is_version_2(version) || !is_version_2(least) || least > "2.0")
        refuse(
            sinter::Code::Unsupported,
            "version \"" + std::string{least > version ? least : version}.substr(0, 16) + "\"; 2.0 is read");
    check_extensions();
}

void Document::check_extensions() const {
    const auto found = json_.find("extensionsRequired");
    if (found == json_.end()) return;
    if (!found->is_array()) corrupt("extensionsRequired: an array is wanted");
    for (const auto& name : *found) {
        if (!name.is_string()) corrupt("extensionsRequired: an array of names is wanted");
        const auto& text = name.get_ref<const std::string&>();
        if (std::find(Known.begin(), Known.end(), text) == Known.end())
            refuse(sinter::Code::Unsupported, "the file requires the extension " + text.substr(0, 80));
        if (text.starts_with("KHR_technique")) job_.warn("glTF: the shaders of " + text + " are left out");
    }
}

const std::vector<Object>& Document::elements(const char* array) const {
    const auto known = arrays_.find(array);
    if (known != arrays_.end()) return known->second;
    std::vector<Object> out;
    out.reserve(root_->count(array));
    root_->each(array, [&](const Object& element, std::uint32_t) { out.push_back(element); });
    return arrays_.emplace(array, std::move(out)).first->second;
}

void Document::warn_once(const std::string& text) {
    if (warned_.size() < 100 && warned_.insert(text).second) job_.warn("glTF: " + text);
}
void Document::claim(std::uint64_t bytes) {
    if (bytes > most_ - claimed_)
        refuse(sinter::Code::TooLarge,
               "the model takes more than " + std::to_string(most_ >> 20) + " MiB (setting max_mib)");
    claimed_ += bytes;
}
std::span<std::uint8_t> Document::allocate(std::uint64_t size) {
    if (size == 0) return {};
    claim(size);
    memory_.push_back(take(job_.allocate(size)));
    return memory_.back().bytes();
}
void Document::checkpoint(float progress) {
    if (!job_.checkpoint(progress)) throw Refusal{sinter::DecodeJob::cancelled().error()};
}

}  // namespace model_gltf
