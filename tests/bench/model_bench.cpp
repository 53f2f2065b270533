// SPDX-License-Identifier: Apache-2.0
// All steps of a model against gltfpack, in one run on one thread.
//
//     model_bench [<thousands of triangles>] [<rounds>]
//
// Workload: a torus with waves, 1M triangles (1000) with normals and texture coordinates, once in shuffled
// order, as exporters of scanned and sculpted meshes leave it, and once in rows. Ours: the bytes of a GLB
// decoded by model_gltf, where that is built, then model_clean, model_tangents, model_lods (4 levels) and
// model_pack. Theirs: the wall time of the process `gltfpack -si 0.5 -c` on the same GLB in a warm page
// cache: one simplified level, no tangents, a compressed file written. Rounds by turns; medians, by the clock
// and of CPU. Target: ours
// <= 0.8 times theirs.
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "bench/bench.hpp"
#include "os/buffer_pool.hpp"
#include "plugins/model_process/models.hpp"
#include "support/temp_folder.hpp"

namespace {

using namespace sinter;
using models::Geometry;

void append(std::string& out, const void* data, std::size_t size) {
    out.append(static_cast<const char*>(data), size);
}

/// Positions, normals, texture coordinates and indices, with a material whose textures keep gltfpack from
/// dropping coordinates.
std::string glb_of(const Geometry& mesh) {
    std::string bin, accessors, views;
    const auto add = [&](const void* data, std::size_t size, std::size_t count, const char* type,
                         int component, const char* extra) {
        const auto index = std::to_string(std::count(accessors.begin(), accessors.end(), '{'));
        views += (views.empty() ? "" : ",") + ("{\"buffer\":0,\"byteOffset\":" + std::to_string(bin.size()) +
                                               ",\"byteLength\":" + std::to_string(size) + "}");
        accessors += (accessors.empty() ? "" : ",") +
                     ("{\"bufferView\":" + index + ",\"componentType\":" + std::to_string(component) +
                      ",\"count\":" + std::to_string(count) + ",\"type\":\"" + type + "\"" + extra + "}");
        append(bin, data, size);
    };
    for (const auto& attribute : mesh.attributes)
        add(attribute.values.data(), attribute.values.size() * 4, mesh.vertex_count,
            attribute.components == 3 ? "VEC3" : "VEC2", 5126,
            attribute.semantic == SINTER_SEMANTIC_POSITION ? ",\"min\":[-2,-2,-2],\"max\":[2,2,2]" : "");
    const auto& indices = mesh.levels[0].indices;
    add(indices.data(), indices.size() * 4, indices.size(), "SCALAR", 5125, "");
    std::string json =
        R"({"asset":{"version":"2.0"},"scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],)"
        R"("images":[{"uri":"none.png"}],"textures":[{"source":0}],"materials":[{"normalTexture":{"index":0}}],)"
        R"("meshes":[{"primitives":[{"attributes":{"POSITION":0,"NORMAL":1,"TEXCOORD_0":2},"indices":3,"material":0}]}],)"
        "\"buffers\":[{\"byteLength\":" +
        std::to_string(bin.size()) + "}],\"bufferViews\":[" + views + "],\"accessors\":[" + accessors + "]}";
    json.resize((json.size() + 3) & ~std::size_t{3}, ' ');
    std::string out = "glTF";
    const std::uint32_t head[] = {2, static_cast<std::uint32_t>(28 + json.size() + bin.size()),
                                  static_cast<std::uint32_t>(json.size()), 0x4e4f534a};
    const std::uint32_t body[] = {static_cast<std::uint32_t>(bin.size()), 0x004e4942};
    append(out, head, sizeof head);
    out += json;
    append(out, body, sizeof body);
    return out + bin;
}

constexpr const char* Names[] = {"model_clean", "model_tangents", "model_lods", "model_pack"};

/// Seconds by the clock, and seconds of CPU: alike on a quiet machine, and only the second says anything on a
/// busy one.
struct Cost {
    double wall = 0, cpu = 0;
};
struct Costs {
    std::vector<double> wall, cpu;

    void add(const Cost& cost) {
        wall.push_back(cost.wall);
        cpu.push_back(cost.cpu);
    }
    void print(const char* what) const {
        std::printf("  %-20s %8.3f s %8.3f s\n", what, bench::median(wall), bench::median(cpu));
    }
};

double cpu_seconds(int who) {
    rusage used{};
    getrusage(who, &used);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}
template <class Body>
Cost cost_of(int who, Body&& body) {
    const double before = cpu_seconds(who);
    const double wall = bench::seconds(body);
    return {wall, cpu_seconds(who) - before};
}

struct Ours {
    Costs decode, steps[4], all;
};

void run_ours(const test::PluginRunner* decoder, std::span<const std::uint8_t> source, const Geometry& mesh,
              Ours& out) {
    std::optional<OwnedAsset> asset;
    Cost all;
    const auto charge = [&](Costs& costs, const auto& body) {
        const auto cost = cost_of(RUSAGE_SELF, body);
        costs.add(cost);
        all = {all.wall + cost.wall, all.cpu + cost.cpu};
    };
    if (decoder) {
        JobResult decoded;
        charge(out.decode, [&] { decoded = decoder->decode("gltf", source); });
        for (auto& product : decoded.products)
            if (product.label.empty()) asset = std::move(product.asset);
        if (!asset) throw std::runtime_error(decoded.status ? "no model" : decoded.status.error().text);
    } else {
        asset = test::model_of({mesh});
    }
    for (std::size_t i = 0; i < 4; ++i) {
        std::optional<OwnedAsset> next;
        charge(out.steps[i], [&] { next = test::run(Names[i], *asset); });
        if (next) asset = std::move(next);
    }
    out.all.add(all);
    const Model model{asset->view()};
    if (!model.valid() || model.row().lod_count != 4) throw std::runtime_error("not four levels");
}

void compare(const char* order, const Geometry& mesh, const test::PluginRunner* decoder, int rounds) {
    const test::TempFolder folder;
    const auto glb = folder.path() / "mesh.glb";
    const auto bytes = glb_of(mesh);
    std::ofstream{glb, std::ios::binary}.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    const std::string command = "gltfpack -si 0.5 -c -i '" + glb.string() + "' -o '" +
                                (folder.path() / "out.glb").string() + "' > /dev/null 2>&1";
    const std::span<const std::uint8_t> source{reinterpret_cast<const std::uint8_t*>(bytes.data()),
                                               bytes.size()};
    Ours ours;
    Costs theirs;
    for (int round = 0; round < rounds; ++round) {
        run_ours(decoder, source, mesh, ours);
        int failed = 0;
        theirs.add(cost_of(RUSAGE_CHILDREN, [&] { failed = std::system(command.c_str()); }));
        if (failed != 0) throw std::runtime_error("gltfpack failed");
    }
    std::printf("%s: %zu triangles, %u vertices\n%24s %8s   %8s\n", order, mesh.levels[0].indices.size() / 3,
                mesh.vertex_count, "", "wall", "CPU");
    if (decoder) ours.decode.print("decode (model_gltf)");
    for (std::size_t i = 0; i < 4; ++i) ours.steps[i].print(Names[i]);
    ours.all.print("all of ours");
    theirs.print("gltfpack -si 0.5 -c");
    std::printf("  %-20s %8.2f   %8.2f   (target 0.80)\n", "ratio",
                bench::median(ours.all.wall) / bench::median(theirs.wall),
                bench::median(ours.all.cpu) / bench::median(theirs.cpu));
}

}  // namespace

int main(int count, char** arguments) {
    const sinter::BufferPool::Work as_on_a_turn;
    const int thousands = count > 1 ? std::atoi(arguments[1]) : 1000;
    const int rounds = count > 2 ? std::atoi(arguments[2]) : 5;
    if (thousands < 10 || thousands > 20000 || rounds < 1) {
        std::fprintf(stderr, "usage: model_bench [thousands of triangles, 10..20000] [rounds]\n");
        return 2;
    }
    if (std::system("gltfpack -h > /dev/null 2>&1") == 127 << 8) {
        std::printf("SKIPPED: gltfpack is not installed\n");
        return 77;
    }
    std::uint32_t across = 1;
    while (2u * across * across < static_cast<std::uint32_t>(thousands) * 1000) ++across;
    const auto mesh = test::torus(across, across, 0.03f);
    std::optional<test::PluginRunner> decoder;
    if (std::filesystem::exists(SINTER_PLUGINS "/model_gltf.so"))
        decoder.emplace(SINTER_PLUGINS "/model_gltf.so");
    try {
        compare("shuffled", test::shuffled(mesh), decoder ? &*decoder : nullptr, rounds);
        compare("in rows", mesh, decoder ? &*decoder : nullptr, rounds);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "model_bench: %s\n", error.what());
        return 1;
    }
    return 0;
}
