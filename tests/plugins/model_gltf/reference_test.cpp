// SPDX-License-Identifier: Apache-2.0
// Every vertex and index of the corpus against tinygltf, which reads the same files in its own way.
#include <tiny_gltf.h>

#include <cstdlib>
#include <iostream>

#include "corpus_file.hpp"

namespace sinter::test {
namespace {

bool keep_image(tinygltf::Image*, int, std::string*, std::string*, int, int, const unsigned char*, int,
                void*) {
    return true;
}

std::optional<tinygltf::Model> read_by_tinygltf(const std::filesystem::path& path) {
    tinygltf::TinyGLTF reader;
    reader.SetImageLoader(&keep_image, nullptr);
    tinygltf::Model model;
    std::string error, warning;
    const bool ok = path.extension() == ".glb"
                        ? reader.LoadBinaryFromFile(&model, &error, &warning, path.string())
                        : reader.LoadASCIIFromFile(&model, &error, &warning, path.string());
    return ok ? std::optional{std::move(model)} : std::nullopt;
}

template <class T>
double component(const unsigned char* at, bool normalised) {
    T value;
    std::memcpy(&value, at, sizeof value);
    if (!normalised) return static_cast<double>(value);
    return std::max(static_cast<double>(value) / static_cast<double>(std::numeric_limits<T>::max()), -1.0);
}

/// Numbers of an accessor without sparse elements; nothing for others.
std::optional<std::vector<double>> numbers_of(const tinygltf::Model& model, int index) {
    const auto& accessor = model.accessors[static_cast<std::size_t>(index)];
    if (accessor.sparse.isSparse || accessor.bufferView < 0) return std::nullopt;
    const auto& view = model.bufferViews[static_cast<std::size_t>(accessor.bufferView)];
    const auto& buffer = model.buffers[static_cast<std::size_t>(view.buffer)].data;
    const auto components =
        static_cast<std::size_t>(tinygltf::GetNumComponentsInType(static_cast<std::uint32_t>(accessor.type)));
    const auto bytes = static_cast<std::size_t>(
        tinygltf::GetComponentSizeInBytes(static_cast<std::uint32_t>(accessor.componentType)));
    const auto stride = static_cast<std::size_t>(accessor.ByteStride(view));
    std::vector<double> out;
    for (std::size_t i = 0; i < accessor.count; ++i)
        for (std::size_t k = 0; k < components; ++k) {
            const auto* at = buffer.data() + view.byteOffset + accessor.byteOffset + i * stride + k * bytes;
            switch (accessor.componentType) {
                case 5120:
                    out.push_back(component<std::int8_t>(at, accessor.normalized));
                    break;
                case 5121:
                    out.push_back(component<std::uint8_t>(at, accessor.normalized));
                    break;
                case 5122:
                    out.push_back(component<std::int16_t>(at, accessor.normalized));
                    break;
                case 5123:
                    out.push_back(component<std::uint16_t>(at, accessor.normalized));
                    break;
                case 5125:
                    out.push_back(component<std::uint32_t>(at, false));
                    break;
                default:
                    out.push_back(component<float>(at, false));
                    break;
            }
        }
    return out;
}

bool same(const std::vector<float>& ours, const std::vector<double>& theirs) {
    if (ours.size() != theirs.size()) return false;
    for (std::size_t i = 0; i < ours.size(); ++i) {
        const auto wanted = static_cast<float>(theirs[i]);
        // Quotients rounded from double and from float may differ in the last bit.
        if (ours[i] != wanted && std::abs(ours[i] - wanted) > 1e-7F * std::abs(wanted) && wanted == wanted)
            return false;
    }
    return true;
}

struct Compared {
    std::size_t files = 0, attributes = 0, indices = 0;
};

void compare(const tinygltf::Model& theirs, const Model& ours, Compared& compared) {
    constexpr std::array<std::pair<const char*, sinter_semantic>, 6> semantics = {
        {{"POSITION", SINTER_SEMANTIC_POSITION},
         {"NORMAL", SINTER_SEMANTIC_NORMAL},
         {"TANGENT", SINTER_SEMANTIC_TANGENT},
         {"TEXCOORD_0", SINTER_SEMANTIC_TEXCOORD},
         {"COLOR_0", SINTER_SEMANTIC_COLOR},
         {"WEIGHTS_0", SINTER_SEMANTIC_WEIGHTS}}};
    BOOST_REQUIRE(theirs.meshes.size() == ours.meshes.size());
    std::uint32_t row = 0;
    for (const auto& mesh : theirs.meshes)
        for (const auto& primitive : mesh.primitives) {
            const auto own = ours.primitives[row++];
            if (primitive.extensions.contains("KHR_draco_mesh_compression")) continue;
            for (const auto& [name, semantic] : semantics) {
                const auto found = primitive.attributes.find(name);
                if (found == primitive.attributes.end()) continue;
                const auto wanted = numbers_of(theirs, found->second);
                const auto at = ours.find(own, semantic);
                BOOST_REQUIRE(at);
                if (!wanted) continue;
                BOOST_TEST(same(ours.values(own, *at), *wanted), name);
                ++compared.attributes;
            }
            if (primitive.indices < 0 || primitive.mode != 4) continue;
            const auto wanted = numbers_of(theirs, primitive.indices);
            if (!wanted || wanted->size() % 3 != 0) continue;
            const auto indices = ours.indices(ours.lods[own.first_lod]);
            BOOST_TEST(std::equal(indices.begin(), indices.end(), wanted->begin(), wanted->end()));
            ++compared.indices;
        }
}

}  // namespace

BOOST_AUTO_TEST_CASE(vertices_and_indices_are_those_that_tinygltf_reads) {
    const auto folder = corpus_folder();
    if (folder.empty()) std::exit(77);
    Compared compared;
    for (const auto& row : gltf_rows(folder)) {
        // Hostile files are not for it.
        if (row.expected != "ok" && row.file.find("/derived/") != std::string::npos) continue;
        const auto result = decode(corpus_file(folder, row), with_neighbours(folder, row));
        if (!result.status) continue;
        const auto theirs = read_by_tinygltf(folder / row.file);
        if (!theirs || theirs->meshes.empty()) continue;
        BOOST_TEST_CONTEXT(row.file) {
            compare(*theirs, Model{AssetView{product_of(result).view()}}, compared);
        }
        ++compared.files;
    }
    std::cout << compared.files << " files, " << compared.attributes << " attributes, " << compared.indices
              << " index lists compared\n";
    BOOST_TEST(compared.attributes > 100u);
}

}  // namespace sinter::test
