// SPDX-License-Identifier: Apache-2.0
#include "images.hpp"

#include <array>

#include "uri.hpp"

namespace model_gltf {
namespace {

/// Of a media type, or, since many files name the wrong one or none, of the first bytes.
std::string extension_of(std::string_view media_type, Bytes bytes) {
    const std::string_view head{reinterpret_cast<const char*>(bytes.data()),
                                std::min<std::size_t>(bytes.size(), 16)};
    if (head.starts_with("\x89PNG")) return "png";
    if (head.starts_with("\xff\xd8\xff")) return "jpg";
    if (head.starts_with("\xabKTX 20")) return "ktx2";
    if (head.starts_with("DDS ")) return "dds";
    if (head.starts_with("RIFF") && head.substr(8).starts_with("WEBP")) return "webp";
    if (head.substr(std::min<std::size_t>(head.size(), 4)).starts_with("ftypavi")) return "avif";
    if (head.starts_with("GIF8")) return "gif";
    if (head.starts_with("BM")) return "bmp";
    constexpr std::array<std::pair<std::string_view, std::string_view>, 8> types = {
        {{"image/png", "png"},
         {"image/jpeg", "jpg"},
         {"image/ktx2", "ktx2"},
         {"image/webp", "webp"},
         {"image/vnd-ms.dds", "dds"},
         {"image/avif", "avif"},
         {"image/bmp", "bmp"},
         {"image/x-tga", "tga"}}};
    for (const auto& [type, extension] : types)
        if (type == media_type) return std::string{extension};
    return "bin";
}

}  // namespace

Images::Images(Document& document, Buffers& buffers) : document_(document), buffers_(buffers) {
    Labels labels{"texture"};
    const auto& images = document.elements("images");
    for (std::size_t i = 0; i < images.size(); ++i) {
        const auto& object = images[i];
        Image image;
        const auto uri = object.text("uri");
        const auto place = object.path() + ".uri";
        if (object.has("uri") && !parse_data_uri(uri, place)) {
            image.path = path_of_uri(uri, place);
        } else if (object.has("uri") || object.has("bufferView")) {
            image.label = labels.add(object.text("name"), i);
            image.path = "#" + image.label;
            (void)object.text("mimeType");
        } else {
            object.refuse_member("uri", "missing, and there is no bufferView");
        }
        images_.push_back(std::move(image));
    }
    const auto samplers = document.count("samplers");
    for (const auto& texture : document.elements("textures")) {
        (void)texture.index("sampler", samplers, "sampler");
        (void)image_of(texture);
    }
}

std::optional<std::uint32_t> Images::image_of(const Object& texture) const {
    const auto count = images_.size();
    // Every reference is checked. The plain image comes first: it has lost the least.
    auto chosen = texture.index("source", count, "image");
    const auto extensions = texture.object("extensions");
    if (!extensions) return chosen;
    for (const char* name :
         {"KHR_texture_basisu", "MSFT_texture_dds", "EXT_texture_webp", "EXT_texture_avif"})
        if (const auto extension = extensions->object(name)) {
            const auto source = extension->need_index("source", count, "image");
            if (!chosen) chosen = source;
        }
    return chosen;
}

std::optional<std::string> Images::path_of(std::uint32_t texture, ImageUse use) {
    const auto image = image_of(document_.element("textures", texture));
    if (!image) {
        document_.warn_once(document_.element("textures", texture).path() + ": no image that can be read");
        return std::nullopt;
    }
    images_[*image].used_as[static_cast<std::size_t>(use)] = true;
    return images_[*image].path;
}

Bytes Images::bytes_of(const Object& image) {
    if (!image.has("uri"))
        return buffers_.view(image.need_index("bufferView", document_.count("bufferViews"), "buffer view"))
            .bytes;
    const auto place = image.path() + ".uri";
    const auto data = parse_data_uri(image.text("uri"), place);
    const auto memory = document_.allocate(most_bytes(*data));
    return memory.first(decode_payload(*data, memory.data(), place));
}

void Images::emit() {
    for (std::uint32_t i = 0; i < images_.size(); ++i) {
        const auto& image = images_[i];
        if (image.label.empty()) continue;
        const auto& object = document_.element("images", i);
        const auto bytes = bytes_of(object);
        if (bytes.empty())
            object.refuse_member(object.has("uri") ? "uri" : "bufferView", "an image of no bytes");
        document_.claim(bytes.size());
        auto type = object.text("mimeType");
        if (type.empty() && object.has("uri"))
            type = parse_data_uri(object.text("uri"), object.path())->media_type;
        const auto [color, data, normal] = image.used_as;
        std::string hints;
        for (const char* step : {"resize", "mipmaps"}) {
            const auto set = "set." + std::string{step};
            if (!color && (data || normal)) hints += set + ".color_space = \"linear\"\n";
            if (normal && !color && !data) hints += set + ".normal_map = \"yes\"\n";
        }
        take(document_.job().emit_file(image.label, std::to_string(i) + "." + extension_of(type, bytes),
                                       bytes, hints));
        document_.checkpoint(0.9F + 0.1F * static_cast<float>(i + 1) / static_cast<float>(images_.size()));
    }
}

}  // namespace model_gltf
