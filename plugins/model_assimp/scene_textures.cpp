// SPDX-License-Identifier: Apache-2.0
// Textures: paths of neighbours, and pictures inside the file.
#include <algorithm>
#include <charconv>

#include "host_files.hpp"
#include "scene.hpp"
#include "texels.hpp"

namespace sinter::model_assimp {
namespace {

constexpr std::string_view Settings = "textures";

/// "png" of "*.png", "image/png" or "PNG": what chooses the decoder.
std::string extension_of(const aiTexture& texture) {
    std::string out;
    for (const char c : std::string_view{texture.achFormatHint}.substr(0, HINTMAXTEXTURELEN - 1)) {
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        if ((lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9')) out += lower;
    }
    return out.empty() ? "png" : out;
}

}  // namespace

std::string SceneReader::texture_path(std::string_view named, bool is_color) {
    unsigned embedded = scene_.mNumTextures;
    if (named.starts_with('*')) {
        std::from_chars(named.data() + 1, named.data() + named.size(), embedded);
    } else if (const auto found = scene_.GetEmbeddedTextureAndIndex(std::string{named}.c_str());
               found.first) {
        embedded = static_cast<unsigned>(found.second);
    }
    if (embedded < scene_.mNumTextures) {
        auto& use = embedded_.try_emplace(embedded, is_color).first->second;
        use = use || is_color;
        return "#texture/" + std::to_string(embedded);
    }
    if (named.starts_with('*')) return {};

    const auto known = known_textures_.find(named);
    if (known != known_textures_.end()) return known->second;
    auto& out = known_textures_[std::string{named}];
    const auto path = neighbour_path(named);
    if (path.empty()) return out;
    // Many files name a texture where it once was: then it may lie beside.
    const auto beside = path.substr(path.rfind('/') + 1);
    for (const auto& candidate : {path, beside})
        if (out.empty() && !candidate.empty() &&
            (job_.setting_string(Settings) == "trust" || job_.read(candidate)))
            out = candidate;
    if (out.empty()) job_.warn("a texture is not there, and left out (" + path + ")");
    return out;
}

Status SceneReader::emit_textures() {
    for (const auto& [index, is_color] : embedded_) {
        const auto& texture = *scene_.mTextures[index];
        const auto label = "texture/" + std::to_string(index);
        if (!texture.pcData) return {Code::Corrupt, "an embedded texture has no bytes (" + label + ")"};
        if (texture.mHeight == 0) {
            const std::string name = std::to_string(index) + "." + extension_of(texture);
            const auto* bytes = reinterpret_cast<const std::uint8_t*>(texture.pcData);
            if (auto emitted = job_.emit_file(label, name, {bytes, texture.mWidth}); !emitted) return emitted;
            continue;
        }
        if (auto emitted = emit_texels(job_, label, texture.mWidth, texture.mHeight,
                                       reinterpret_cast<const std::uint8_t*>(texture.pcData), is_color);
            !emitted)
            return emitted;
    }
    return {};
}

}  // namespace sinter::model_assimp
