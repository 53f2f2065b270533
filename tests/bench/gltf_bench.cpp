// SPDX-License-Identifier: Apache-2.0
// GLB: the plugin model_gltf, through the real host, against Assimp without post-processing, on the same
// bytes in the same run; and against tinygltf, which makes no meshes but only finds the numbers.
//
//     gltf_bench model_gltf.so [ROUNDS]
//
// The file is a wavy grid of 500,000 triangles with positions, normals, texture coordinates and 32-bit
// indices, made in memory. The readers take turns, round by round, on one thread; the time of each is the
// median of its rounds.
#include <dlfcn.h>

#include <assimp/scene.h>
#include <tiny_gltf.h>
#include <assimp/Importer.hpp>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include <sinter/model.hpp>

#include "bench/bench.hpp"
#include "os/buffer_pool.hpp"
#include "plugin/job.hpp"

namespace {

using ByteVector = std::vector<std::uint8_t>;
constexpr std::uint32_t Side = 500;

template <class T>
void append(ByteVector& to, const std::vector<T>& values) {
    const auto at = to.size();
    to.resize(at + values.size() * sizeof(T));
    std::memcpy(to.data() + at, values.data(), values.size() * sizeof(T));
}

ByteVector grid() {
    std::vector<float> positions, normals, texcoords;
    for (std::uint32_t y = 0; y <= Side; ++y)
        for (std::uint32_t x = 0; x <= Side; ++x) {
            const float u = static_cast<float>(x) / Side, v = static_cast<float>(y) / Side;
            positions.insert(positions.end(), {u * 10, u * (1 - u) * v, v * 10});
            normals.insert(normals.end(), {0, 1, 0});
            texcoords.insert(texcoords.end(), {u, v});
        }
    std::vector<std::uint32_t> indices;
    for (std::uint32_t y = 0; y < Side; ++y)
        for (std::uint32_t x = 0; x < Side; ++x) {
            const std::uint32_t a = y * (Side + 1) + x, b = a + Side + 1;
            indices.insert(indices.end(), {a, b, a + 1, a + 1, b, b + 1});
        }
    ByteVector data;
    append(data, positions);
    append(data, normals);
    append(data, texcoords);
    append(data, indices);

    const auto vertices = positions.size() / 3;
    const auto number = [](std::size_t value) { return std::to_string(value); };
    std::string views;
    std::size_t offset = 0;
    for (const std::size_t size : {vertices * 12, vertices * 12, vertices * 8, indices.size() * 4}) {
        if (offset != 0) views += ',';
        views += R"({"buffer":0,"byteOffset":)";
        views += number(offset);
        views += R"(,"byteLength":)";
        views += number(size);
        views += '}';
        offset += size;
    }
    const auto accessor = [&](int index, int type, std::size_t count, const char* shape,
                              const char* more = "") {
        return R"({"bufferView":)" + std::to_string(index) + R"(,"componentType":)" + std::to_string(type) +
               R"(,"count":)" + number(count) + R"(,"type":")" + shape + "\"" + more + "}";
    };
    std::string text =
        R"({"asset":{"version":"2.0"},"scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],"materials":[{"name":"m"}],)"
        R"("meshes":[{"primitives":[{"attributes":{"POSITION":0,"NORMAL":1,"TEXCOORD_0":2},"indices":3,"material":0}]}],)"
        R"("accessors":[)" +
        accessor(0, 5126, vertices, "VEC3", R"(,"min":[0,0,0],"max":[10,0.25,10])") + "," +
        accessor(1, 5126, vertices, "VEC3") + "," + accessor(2, 5126, vertices, "VEC2") + "," +
        accessor(3, 5125, indices.size(), "SCALAR") + R"(],"bufferViews":[)" + views +
        R"(],"buffers":[{"byteLength":)" + number(data.size()) + "}]}";
    while (text.size() % 4 != 0) text += ' ';
    ByteVector file;
    const auto size = [](std::size_t bytes) { return static_cast<std::uint32_t>(bytes); };
    append(file, std::vector<std::uint32_t>{0x46546c67, 2, size(28 + text.size() + data.size()),
                                            size(text.size()), 0x4e4f534a});
    file.insert(file.end(), text.begin(), text.end());
    append(file, std::vector<std::uint32_t>{size(data.size()), 0x004e4942});
    file.insert(file.end(), data.begin(), data.end());
    return file;
}

/// Triangles read; 0: refused.
std::size_t decode_ours(const sinter_decoder_v0& table, void* self, const ByteVector& file) {
    sinter::Values settings;
    settings["max_mib"] = std::int64_t{2048};
    const sinter::Values platform;
    sinter::JobInput input;
    input.step = "gltf";
    input.path = "grid.glb";
    input.source = file;
    input.settings = &settings;
    input.platform = &platform;
    sinter::JobWorld world;
    input.world = &world;
    const auto result = sinter::run_decoder(table, self, input);
    if (!result.status) {
        std::printf("%s\n", result.status.error().text.c_str());
        return 0;
    }
    for (const auto& product : result.products)
        if (product.label.empty())
            return sinter::Model{sinter::AssetView{product.asset.view()}}.lods[0].index_count / 3;
    return 0;
}
std::size_t decode_by_assimp(const ByteVector& file) {
    Assimp::Importer importer;
    const auto* scene = importer.ReadFileFromMemory(file.data(), file.size(), 0, "glb");
    return scene && scene->mNumMeshes == 1 ? scene->mMeshes[0]->mNumFaces : 0;
}
std::size_t decode_by_tinygltf(const ByteVector& file) {
    tinygltf::TinyGLTF reader;
    tinygltf::Model model;
    std::string error, warning;
    return reader.LoadBinaryFromMemory(&model, &error, &warning, file.data(),
                                       static_cast<unsigned>(file.size()))
               ? model.accessors[3].count / 3
               : 0;
}

}  // namespace

int main(int count, char** arguments) {
    const sinter::BufferPool::Work as_on_a_turn;
    if (count < 2) {
        std::printf("gltf_bench model_gltf.so [ROUNDS]\n");
        return 2;
    }
    void* library = dlopen(arguments[1], RTLD_NOW);
    const auto* entry =
        library ? static_cast<const sinter_entry_v0*>(dlsym(library, "sinter_entry")) : nullptr;
    if (!entry) {
        std::printf("%s\n", dlerror());
        return 1;
    }
    const auto* table = static_cast<const sinter_decoder_v0*>(
        entry->get(sinter::to_abi(SINTER_DECODER_ID), sinter::to_abi("gltf")));
    void* self = table->create();
    const auto file = grid();
    const int rounds = count > 2 ? std::atoi(arguments[2]) : 15;
    std::vector<double> ours, assimp, tinygltf;
    for (int i = 0; i < rounds; ++i) {
        std::size_t triangles[3] = {};
        ours.push_back(sinter::bench::seconds([&] { triangles[0] = decode_ours(*table, self, file); }));
        assimp.push_back(sinter::bench::seconds([&] { triangles[1] = decode_by_assimp(file); }));
        tinygltf.push_back(sinter::bench::seconds([&] { triangles[2] = decode_by_tinygltf(file); }));
        for (const auto found : triangles)
            if (found != std::size_t{2} * Side * Side) {
                std::printf("a reader found %zu triangles\n", found);
                return 1;
            }
    }
    table->destroy(self);
    const double a = sinter::bench::median(ours), b = sinter::bench::median(assimp),
                 c = sinter::bench::median(tinygltf);
    std::printf("one GLB of %.1f MB: %u triangles, %u vertices; medians of %d rounds, one thread\n",
                static_cast<double>(file.size()) / 1e6, 2 * Side * Side, (Side + 1) * (Side + 1), rounds);
    std::printf(
        "model_gltf %7.2f ms\nassimp     %7.2f ms  ratio %.1f (target 7)\ntinygltf   %7.2f ms  ratio %.2f\n",
        a * 1e3, b * 1e3, b / a, c * 1e3, c / a);
    return 0;
}
