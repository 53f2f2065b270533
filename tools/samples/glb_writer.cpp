// SPDX-License-Identifier: Apache-2.0
#include "glb_writer.hpp"

#include <algorithm>
#include <charconv>

namespace sinter::samples {
namespace {

constexpr std::uint32_t Float = 5126, U16 = 5123, U32 = 5125, U8 = 5121;
constexpr std::uint32_t VertexTarget = 34962, IndexTarget = 34963;

std::size_t components_of(std::string_view type) {
    if (type == "SCALAR") return 1;
    if (type == "MAT4") return 16;
    return static_cast<std::size_t>(type.back() - '0');
}

template <class T>
std::span<const std::uint8_t> bytes_of(std::span<const T> values) {
    return {reinterpret_cast<const std::uint8_t*>(values.data()), values.size_bytes()};
}

template <std::size_t N>
std::span<const float> floats_of(const std::vector<std::array<float, N>>& values) {
    return {values.empty() ? nullptr : values.front().data(), values.size() * N};
}

}  // namespace

std::string numbers(std::span<const float> values) {
    std::string out;
    for (const float value : values) {
        char text[32];
        const auto end = std::to_chars(text, text + sizeof text, value == 0 ? 0.0F : value).ptr;
        if (!out.empty()) out += ',';
        out.append(text, end);
    }
    return out;
}

std::uint32_t GltfWriter::add(std::string_view array, std::string json) {
    auto& all = arrays_.try_emplace(std::string{array}).first->second;
    all.push_back(std::move(json));
    return static_cast<std::uint32_t>(all.size() - 1);
}

void GltfWriter::use_extension(std::string_view name, std::string json) {
    extensions_.insert_or_assign(std::string{name}, std::move(json));
}

std::uint32_t GltfWriter::add_view(std::span<const std::uint8_t> bytes, std::uint32_t target) {
    bin_.resize((bin_.size() + 3) / 4 * 4);
    std::string view = "{\"buffer\":0,\"byteOffset\":" + std::to_string(bin_.size()) +
                       ",\"byteLength\":" + std::to_string(bytes.size());
    if (target != 0) view += ",\"target\":" + std::to_string(target);
    bin_.insert(bin_.end(), bytes.begin(), bytes.end());
    return add("bufferViews", view + "}");
}

std::uint32_t GltfWriter::add_floats(std::string_view type, std::span<const float> values,
                                     bool is_vertex_data) {
    const auto components = components_of(type);
    std::vector<float> low(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(components));
    auto high = low;
    for (std::size_t i = 0; i < values.size(); ++i) {
        low[i % components] = std::min(low[i % components], values[i]);
        high[i % components] = std::max(high[i % components], values[i]);
    }
    const auto view = add_view(bytes_of(values), is_vertex_data ? VertexTarget : 0);
    return add("accessors",
               "{\"bufferView\":" + std::to_string(view) + ",\"componentType\":" + std::to_string(Float) +
                   ",\"count\":" + std::to_string(values.size() / components) + ",\"type\":\"" +
                   std::string{type} + "\",\"min\":[" + numbers(low) + "],\"max\":[" + numbers(high) + "]}");
}

std::uint32_t GltfWriter::add_indices(std::span<const std::uint32_t> indices) {
    const auto highest = std::ranges::max(indices);
    std::uint32_t view = 0;
    if (highest < 0xFFFF) {
        const std::vector<std::uint16_t> narrow(indices.begin(), indices.end());
        view = add_view(bytes_of(std::span{narrow}), IndexTarget);
    } else {
        view = add_view(bytes_of(indices), IndexTarget);
    }
    return add("accessors", "{\"bufferView\":" + std::to_string(view) +
                                ",\"componentType\":" + std::to_string(highest < 0xFFFF ? U16 : U32) +
                                ",\"count\":" + std::to_string(indices.size()) + ",\"type\":\"SCALAR\"}");
}

std::uint32_t GltfWriter::add_joints(std::span<const std::array<std::uint8_t, 4>> joints) {
    const auto view = add_view({joints.front().data(), joints.size() * 4}, VertexTarget);
    return add("accessors", "{\"bufferView\":" + std::to_string(view) +
                                ",\"componentType\":" + std::to_string(U8) +
                                ",\"count\":" + std::to_string(joints.size()) + ",\"type\":\"VEC4\"}");
}

std::uint32_t GltfWriter::add_image(std::string_view name, const Bytes& png) {
    const auto view = add_view(png, 0);
    return add("images", "{\"name\":\"" + std::string{name} +
                             "\",\"mimeType\":\"image/png\",\"bufferView\":" + std::to_string(view) + "}");
}

std::string GltfWriter::add_mesh(const Mesh& mesh, std::string more_attributes) {
    std::string out =
        "\"attributes\":{\"POSITION\":" + std::to_string(add_floats("VEC3", floats_of(mesh.positions), true));
    const auto attribute = [&](std::string_view name, std::string_view type, std::span<const float> values) {
        if (!values.empty())
            out += ",\"" + std::string{name} + "\":" + std::to_string(add_floats(type, values, true));
    };
    attribute("NORMAL", "VEC3", floats_of(mesh.normals));
    attribute("TEXCOORD_0", "VEC2", floats_of(mesh.uvs));
    attribute("COLOR_0", "VEC4", floats_of(mesh.colors));
    out += more_attributes + "}";
    if (!mesh.indices.empty()) out += ",\"indices\":" + std::to_string(add_indices(mesh.indices));
    return out;
}

std::string GltfWriter::json(std::string_view bin_uri) const {
    std::string out = R"({"asset":{"version":"2.0","generator":"sinter-samples"},"scene":0)";
    std::string used, roots;
    for (const auto& [name, body] : extensions_) {
        used += (used.empty() ? "\"" : ",\"") + name + "\"";
        if (!body.empty()) roots += (roots.empty() ? "\"" : ",\"") + name + "\":" + body;
    }
    if (!used.empty()) out += ",\"extensionsUsed\":[" + used + "]";
    if (!roots.empty()) out += ",\"extensions\":{" + roots + "}";
    for (const auto& [name, objects] : arrays_) {
        out += ",\n\"" + name + "\":[";
        for (std::size_t i = 0; i < objects.size(); ++i) out += (i > 0 ? ",\n" : "\n") + objects[i];
        out += "]";
    }
    out += ",\n\"buffers\":[{\"byteLength\":" + std::to_string(bin_.size());
    if (!bin_uri.empty()) out += ",\"uri\":\"" + std::string{bin_uri} + "\"";
    return out + "}]}\n";
}

Bytes GltfWriter::glb() const {
    std::string text = json({});
    text.resize((text.size() + 3) / 4 * 4, ' ');
    const auto padded = (bin_.size() + 3) / 4 * 4;
    ByteWriter out;
    out.text("glTF");
    out.u32(2);
    out.u32(static_cast<std::uint32_t>(12 + 8 + text.size() + 8 + padded));
    out.u32(static_cast<std::uint32_t>(text.size()));
    out.text("JSON");
    out.text(text);
    out.u32(static_cast<std::uint32_t>(padded));
    out.u32(0x004E4942);  // "BIN"
    out.bytes(bin_);
    out.pad_to(4);
    return out.take();
}

}  // namespace sinter::samples
