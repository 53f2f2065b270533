// SPDX-License-Identifier: Apache-2.0
// Real glTF files, good and broken. What is known of each was measured with Assimp 5.2.5, whose counts differ
// in known ways: its meshes are our primitives; its faces count points and lines too; it adds a material of
// its own, and a node above several roots; its bones are those that vertices use.
#include <cstdlib>
#include <iostream>
#include <set>

#include "asset/facts.hpp"
#include "corpus_file.hpp"

namespace sinter::test {
namespace {

std::int64_t fact(const AssetView& asset, std::string_view name) {
    for (const auto& [key, value] : facts_of(asset))
        if (key == name) return std::get<std::int64_t>(value);
    return -1;
}

std::int64_t faces_of(const Model& model) {
    std::int64_t faces = 0;
    for (std::uint32_t i = 0; i < model.primitives.size(); ++i) {
        const auto primitive = model.primitives[i];
        const auto lod = model.lods[primitive.first_lod];
        faces += (lod.index_count ? lod.index_count : lod.vertex_count) / vertices_of(primitive.topology);
    }
    return faces;
}

const std::set<std::string> NodesOutsideTheScene = {"models/magnum/scene-name/scene-name.gltf",
                                                    "models/magnum/skin-no-mesh/skin-no-mesh.gltf"};

void check_counts(const CorpusRow& row, const AssetView& asset) {
    const Model model{asset};
    const auto wanted = [&](const char* key) { return static_cast<std::int64_t>(row.number(key)); };
    BOOST_TEST(fact(asset, "meshes") == wanted("meshes"));
    BOOST_TEST(fact(asset, "vertices") == wanted("verts"));
    BOOST_TEST(fact(asset, "morph_targets") == wanted("morphs"));
    BOOST_TEST(fact(asset, "animations") == wanted("anims"));
    // It makes a face of what is left over where 35 vertices are no whole number of triangles or lines.
    if (row.file.find("IncorrectVertexArrays") == std::string::npos &&
        row.file != "models/assimp/Cube/Cube.gltf")
        BOOST_TEST(faces_of(model) == wanted("faces"));
    const auto extra_materials = wanted("materials") - fact(asset, "materials");
    // It drops materials that only variants use.
    if (fact(asset, "variants") == 0) BOOST_TEST((extra_materials == 0 || extra_materials == 1));
    const auto extra_nodes = wanted("nodes") - fact(asset, "nodes");
    // It drops nodes outside the scene.
    if (!NodesOutsideTheScene.contains(row.file)) BOOST_TEST((extra_nodes == 0 || extra_nodes == 1));
    // Skins that no vertex uses have no bones there.
    if (wanted("bones") != 0) BOOST_TEST(fact(asset, "joints") == wanted("bones"));
}

/// Its texture names an extension that is not known and need not be: the file is good, its images are looked
/// at as assets of their own.
const std::set<std::string> GoodAfterAll = {"models/magnum/image-invalid-ktx/image-invalid-ktx.gltf"};

}  // namespace

BOOST_AUTO_TEST_CASE(every_file_of_the_corpus_ends_as_it_should) {
    const auto folder = corpus_folder();
    if (folder.empty()) std::exit(77);
    std::map<std::string, int> counts;
    for (const auto& row : gltf_rows(folder)) {
        BOOST_TEST_CONTEXT(row.file) {
            const auto result = decode(corpus_file(folder, row), with_neighbours(folder, row));
            ++counts[row.expected + (result.status ? " decoded" : " refused")];
            if (!result.status) {
                BOOST_TEST(row.expected != "ok", result.status.error().text);
                BOOST_TEST(result.status.error().text.starts_with("glTF: "), result.status.error().text);
                BOOST_TEST(
                    (result.status.code() != Code::Internal && result.status.code() != Code::Contract));
                continue;
            }
            BOOST_TEST((row.expected != "error" || GoodAfterAll.contains(row.file)));
            for (const auto& product : result.products) {
                const AssetView view{product.asset.view()};
                if (view.type() == AssetType::Model) BOOST_TEST(Model{view}.valid());
                if (view.type() == AssetType::Animation) BOOST_TEST(Animation{view}.valid());
            }
            if (row.expected == "ok") check_counts(row, AssetView{product_of(result).view()});
        }
    }
    for (const auto& [what, count] : counts) std::cout << what << ": " << count << "\n";
    BOOST_TEST(counts["ok decoded"] > 0);
}

}  // namespace sinter::test
