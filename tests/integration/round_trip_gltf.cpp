// SPDX-License-Identifier: Apache-2.0
#include "round_trip_gltf.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace sinter::test {
namespace {

template <class T>
double number_at(const unsigned char* at, bool normalised) {
    T value;
    std::memcpy(&value, at, sizeof value);
    const auto number = static_cast<double>(value);
    if (!normalised || !std::numeric_limits<T>::is_integer) return number;
    return std::max(number / static_cast<double>(std::numeric_limits<T>::max()), -1.0);
}

double component_at(const unsigned char* at, int type, bool normalised) {
    switch (type) {
        case TINYGLTF_COMPONENT_TYPE_BYTE:
            return number_at<std::int8_t>(at, normalised);
        case TINYGLTF_COMPONENT_TYPE_UNSIGNED_BYTE:
            return number_at<std::uint8_t>(at, normalised);
        case TINYGLTF_COMPONENT_TYPE_SHORT:
            return number_at<std::int16_t>(at, normalised);
        case TINYGLTF_COMPONENT_TYPE_UNSIGNED_SHORT:
            return number_at<std::uint16_t>(at, normalised);
        case TINYGLTF_COMPONENT_TYPE_UNSIGNED_INT:
            return number_at<std::uint32_t>(at, normalised);
        default:
            return number_at<float>(at, normalised);
    }
}

const unsigned char* bytes_of(const tinygltf::Model& file, int view, std::size_t offset) {
    const auto& from = file.bufferViews.at(static_cast<std::size_t>(view));
    return file.buffers.at(static_cast<std::size_t>(from.buffer)).data.data() + from.byteOffset + offset;
}

/// All numbers of an accessor; none for -1.
std::vector<double> numbers_of(const tinygltf::Model& file, int index) {
    if (index < 0) return {};
    const auto& accessor = file.accessors.at(static_cast<std::size_t>(index));
    const auto width =
        static_cast<std::size_t>(tinygltf::GetNumComponentsInType(static_cast<std::uint32_t>(accessor.type)));
    const auto size = static_cast<std::size_t>(
        tinygltf::GetComponentSizeInBytes(static_cast<std::uint32_t>(accessor.componentType)));
    std::vector<double> out(accessor.count * width);
    const auto take = [&](std::size_t element, const unsigned char* from) {
        for (std::size_t k = 0; k < width; ++k)
            out[element * width + k] =
                component_at(from + k * size, accessor.componentType, accessor.normalized);
    };
    if (accessor.bufferView >= 0) {
        const auto& view = file.bufferViews.at(static_cast<std::size_t>(accessor.bufferView));
        const auto stride = static_cast<std::size_t>(accessor.ByteStride(view));
        const auto* first = bytes_of(file, accessor.bufferView, accessor.byteOffset);
        for (std::size_t i = 0; i < accessor.count; ++i) take(i, first + i * stride);
    }
    if (!accessor.sparse.isSparse) return out;
    const auto& places = accessor.sparse.indices;
    const auto place_size = static_cast<std::size_t>(
        tinygltf::GetComponentSizeInBytes(static_cast<std::uint32_t>(places.componentType)));
    const auto* place = bytes_of(file, places.bufferView, static_cast<std::size_t>(places.byteOffset));
    const auto* value = bytes_of(file, accessor.sparse.values.bufferView,
                                 static_cast<std::size_t>(accessor.sparse.values.byteOffset));
    for (std::size_t i = 0; i < static_cast<std::size_t>(accessor.sparse.count); ++i)
        take(static_cast<std::size_t>(component_at(place + i * place_size, places.componentType, false)),
             value + i * width * size);
    return out;
}

template <std::size_t N>
std::vector<std::array<double, N>> vectors_of(const std::vector<double>& numbers) {
    std::vector<std::array<double, N>> out(numbers.size() / N);
    for (std::size_t i = 0; i < out.size(); ++i)
        std::copy_n(numbers.begin() + static_cast<std::ptrdiff_t>(i * N), N, out[i].begin());
    return out;
}

std::vector<std::array<std::uint32_t, 3>> triangles_of(const std::vector<std::uint32_t>& corners, int mode) {
    std::vector<std::array<std::uint32_t, 3>> out;
    // glTF 2.0, section 3.7.2.1: every other triangle of a strip is turned.
    const bool is_list = mode == TINYGLTF_MODE_TRIANGLES;
    for (std::size_t i = 0; i + 2 < corners.size(); i += is_list ? 3 : 1) {
        if (mode == TINYGLTF_MODE_TRIANGLE_FAN)
            out.push_back({corners[i + 1], corners[i + 2], corners[0]});
        else if (mode == TINYGLTF_MODE_TRIANGLE_STRIP && i % 2 == 1)
            out.push_back({corners[i], corners[i + 2], corners[i + 1]});
        else
            out.push_back({corners[i], corners[i + 1], corners[i + 2]});
    }
    return out;
}

GltfPrimitive read_primitive(const tinygltf::Model& file, const tinygltf::Primitive& from) {
    GltfPrimitive out;
    const auto attribute = [&](const std::string& name) {
        const auto found = from.attributes.find(name);
        return found == from.attributes.end() ? std::vector<double>{} : numbers_of(file, found->second);
    };
    const int mode = from.mode < 0 ? TINYGLTF_MODE_TRIANGLES : from.mode;
    out.material = from.material;
    out.is_triangles = mode >= TINYGLTF_MODE_TRIANGLES;
    out.positions = vectors_of<3>(attribute("POSITION"));
    out.normals = vectors_of<3>(attribute("NORMAL"));
    out.uvs = vectors_of<2>(attribute("TEXCOORD_0"));
    std::vector<std::vector<double>> joints, weights;
    for (std::size_t set = 0;; ++set) {
        auto one = attribute("JOINTS_" + std::to_string(set)),
             other = attribute("WEIGHTS_" + std::to_string(set));
        if (one.empty() || other.empty()) break;
        joints.push_back(std::move(one));
        weights.push_back(std::move(other));
    }
    out.influences = joints.size() * 4;
    for (std::size_t i = 0; i < out.positions.size() * out.influences; ++i) {
        const auto vertex = i / out.influences, k = i % out.influences;
        out.joints.push_back(joints[k / 4][vertex * 4 + k % 4]);
        out.weights.push_back(weights[k / 4][vertex * 4 + k % 4]);
    }
    for (const auto& target : from.targets) {
        const auto found = target.find("POSITION");
        out.targets.push_back(
            vectors_of<3>(found == target.end() ? std::vector<double>{} : numbers_of(file, found->second)));
        out.targets.back().resize(out.positions.size());
    }
    std::vector<std::uint32_t> corners;
    for (const double index : numbers_of(file, from.indices))
        corners.push_back(static_cast<std::uint32_t>(index));
    for (std::uint32_t i = 0; from.indices < 0 && i < out.positions.size(); ++i) corners.push_back(i);
    if (out.is_triangles) out.triangles = triangles_of(corners, mode);
    return out;
}

GltfAnimation read_animation(const tinygltf::Model& file, const tinygltf::Animation& from) {
    GltfAnimation out{from.name, {}, std::numeric_limits<double>::max(), 0};
    for (const auto& channel : from.channels) {
        const auto& sampler = from.samplers.at(static_cast<std::size_t>(channel.sampler));
        if (channel.target_node < 0) continue;
        out.channels.push_back({static_cast<std::size_t>(channel.target_node), channel.target_path,
                                sampler.interpolation.empty() ? "LINEAR" : sampler.interpolation,
                                numbers_of(file, sampler.input), numbers_of(file, sampler.output)});
        out.start = std::min(out.start, out.channels.back().times.front());
        out.end = std::max(out.end, out.channels.back().times.back());
    }
    return out;
}

GltfSkin read_skin(const tinygltf::Model& file, const tinygltf::Skin& from) {
    GltfSkin out;
    for (const int joint : from.joints) out.joints.push_back(static_cast<std::size_t>(joint));
    out.inverse_binds = vectors_of<16>(numbers_of(file, from.inverseBindMatrices));
    // Section 3.7.3.1: the last row is that of an affine transform, whatever a file says.
    for (auto& matrix : out.inverse_binds)
        for (std::size_t column = 0; column < 4; ++column) matrix[4 * column + 3] = column == 3 ? 1 : 0;
    out.inverse_binds.resize(out.joints.size(), Matrix{1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1});
    return out;
}

bool moves_numbers(const std::string& extension) {
    return extension == "KHR_draco_mesh_compression" || extension == "EXT_meshopt_compression" ||
           extension == "EXT_mesh_gpu_instancing";
}

}  // namespace

std::size_t GltfChannel::width() const {
    return values.size() / times.size() / (interpolation == "CUBICSPLINE" ? 3 : 1);
}

std::optional<GltfFile> GltfFile::read(const std::filesystem::path& file) {
    GltfFile out;
    tinygltf::TinyGLTF reader;
    std::string error, warning;
    const bool read = file.extension() == ".glb"
                          ? reader.LoadBinaryFromFile(&out.json, &error, &warning, file.string())
                          : reader.LoadASCIIFromFile(&out.json, &error, &warning, file.string());
    if (!read || std::ranges::any_of(out.json.extensionsUsed, moves_numbers)) return std::nullopt;
    for (const auto& mesh : out.json.meshes) {
        auto& primitives = out.meshes.emplace_back();
        for (const auto& primitive : mesh.primitives)
            primitives.push_back(read_primitive(out.json, primitive));
    }
    for (const auto& animation : out.json.animations)
        out.animations.push_back(read_animation(out.json, animation));
    for (const auto& skin : out.json.skins) out.skins.push_back(read_skin(out.json, skin));
    out.parents.resize(out.json.nodes.size(), NoParent);
    for (std::size_t i = 0; i < out.json.nodes.size(); ++i)
        for (const int child : out.json.nodes[i].children)
            out.parents.at(static_cast<std::size_t>(child)) = i;
    return out;
}

bool GltfFile::is_finite() const {
    for (const auto& mesh : meshes)
        for (const auto& primitive : mesh)
            for (const auto& p : primitive.positions)
                if (!std::isfinite(p[0] + p[1] + p[2])) return false;
    return true;
}

std::vector<std::size_t> GltfFile::roots() const {
    std::vector<std::size_t> out;
    const auto add = [&](std::size_t node) {
        if (std::ranges::find(out, node) == out.end()) out.push_back(node);
    };
    for (const auto& scene : json.scenes)
        for (const int node : scene.nodes) add(static_cast<std::size_t>(node));
    for (std::size_t i = 0; i < parents.size(); ++i)
        if (parents[i] == NoParent) add(i);
    return out;
}

}  // namespace sinter::test
