// SPDX-License-Identifier: Apache-2.0
// Models on their way round: GLB → decoded (and processed) → exported → read by tinygltf, beside the source.
#include <tiny_gltf.h>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <fstream>
#include <set>

#include <sinter/animation.hpp>

#include "../../tools/cli/export.hpp"
#include "../../tools/samples/project_models.hpp"
#include "support/plugin_runner.hpp"
#include "support/temp_folder.hpp"
#include "texture_asset.hpp"

namespace sinter::test {
namespace {

/// The products of a decode, and one small picture for every texture.
class Products : public cli::Neighbours {
  public:
    explicit Products(const JobResult& result) : result_(result) {
        TextureDesc desc;
        desc.width = desc.height = 2;
        picture_ = std::make_unique<TextureAsset>(desc);
        picture_->set({255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 9, 8, 7, 255});
    }
    std::optional<AssetView> find(std::string_view path) override {
        const auto hash = path.find('#');
        if (hash == path.npos) return std::nullopt;
        const auto label = path.substr(hash + 1);
        if (label.starts_with("texture/")) return picture_->view();
        for (const auto& product : result_.products)
            if (product.label == label) return product.asset.view();
        return std::nullopt;
    }

  private:
    const JobResult& result_;
    std::unique_ptr<TextureAsset> picture_;
};

ByteVector file_bytes(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// A model of the sample project.
ByteVector sample(const std::string& name) {
    static const TempFolder folder;
    static const bool made = [] {
        auto out = samples::OutputFolder::open(folder.path() / "project");
        samples::add_creatures(*out);
        return bool{out->status()};
    }();
    BOOST_TEST_REQUIRE(made);
    return file_bytes(folder.path() / "project/assets/models" / name);
}

tinygltf::Model read_glb(const ByteVector& bytes) {
    tinygltf::TinyGLTF loader;
    tinygltf::Model model;
    std::string errors, warnings;
    const bool read = loader.LoadBinaryFromMemory(&model, &errors, &warnings, bytes.data(),
                                                  static_cast<unsigned>(bytes.size()));
    BOOST_TEST_REQUIRE(read, errors);
    BOOST_TEST(warnings == "");
    return model;
}

std::vector<float> floats_of(const tinygltf::Model& model, int index) {
    const auto& accessor = model.accessors.at(static_cast<std::size_t>(index));
    BOOST_TEST_REQUIRE(accessor.componentType == TINYGLTF_COMPONENT_TYPE_FLOAT);
    const auto& view = model.bufferViews.at(static_cast<std::size_t>(accessor.bufferView));
    const auto width =
        static_cast<std::size_t>(tinygltf::GetNumComponentsInType(static_cast<unsigned>(accessor.type)));
    std::vector<float> out(accessor.count * width);
    BOOST_TEST_REQUIRE(accessor.ByteStride(view) == static_cast<int>(width * 4));
    std::memcpy(out.data(), model.buffers[0].data.data() + view.byteOffset + accessor.byteOffset,
                out.size() * 4);
    return out;
}

JobResult decoded(const ByteVector& glb) {
    static const PluginRunner plugin{SINTER_MODEL_GLTF};
    auto result = plugin.decode("gltf", glb, {.path = "creature.glb"});
    BOOST_TEST_REQUIRE(bool{result.status}, said_by(result));
    return result;
}

ByteVector exported(const AssetView& model, cli::Neighbours& neighbours) {
    auto files = cli::export_asset(model, {}, neighbours);
    if (!files) throw std::runtime_error{files.error().text};
    BOOST_TEST_REQUIRE(files->size() == 1u);
    BOOST_TEST(files->front().suffix == ".glb");
    return files->front().bytes;
}

/// Everything but the order of vertices and objects.
void check_same_scene(const tinygltf::Model& before, const tinygltf::Model& after) {
    BOOST_TEST_REQUIRE(before.nodes.size() == after.nodes.size());
    for (std::size_t i = 0; i < before.nodes.size(); ++i) {
        BOOST_TEST(before.nodes[i].name == after.nodes[i].name);
        BOOST_TEST(before.nodes[i].children == after.nodes[i].children, boost::test_tools::per_element());
        BOOST_TEST(before.nodes[i].translation == after.nodes[i].translation,
                   boost::test_tools::per_element());
        BOOST_TEST(before.nodes[i].scale == after.nodes[i].scale, boost::test_tools::per_element());
        BOOST_TEST(before.nodes[i].mesh == after.nodes[i].mesh);
        BOOST_TEST(before.nodes[i].skin == after.nodes[i].skin);
    }
    BOOST_TEST_REQUIRE(before.skins.size() == after.skins.size());
    for (std::size_t i = 0; i < before.skins.size(); ++i) {
        BOOST_TEST(before.skins[i].joints == after.skins[i].joints, boost::test_tools::per_element());
        BOOST_TEST(floats_of(before, before.skins[i].inverseBindMatrices) ==
                       floats_of(after, after.skins[i].inverseBindMatrices),
                   boost::test_tools::per_element());
    }
    BOOST_TEST_REQUIRE(before.materials.size() == after.materials.size());
    for (std::size_t i = 0; i < before.materials.size(); ++i) {
        const auto &a = before.materials[i], &b = after.materials[i];
        BOOST_TEST(a.name == b.name);
        BOOST_TEST(a.pbrMetallicRoughness.baseColorFactor.size() ==
                   b.pbrMetallicRoughness.baseColorFactor.size());
        for (std::size_t k = 0; k < 4; ++k)
            BOOST_TEST(static_cast<float>(a.pbrMetallicRoughness.baseColorFactor[k]) ==
                       static_cast<float>(b.pbrMetallicRoughness.baseColorFactor[k]));
        BOOST_TEST(static_cast<float>(a.pbrMetallicRoughness.roughnessFactor) ==
                   static_cast<float>(b.pbrMetallicRoughness.roughnessFactor));
        BOOST_TEST(static_cast<float>(a.pbrMetallicRoughness.metallicFactor) ==
                   static_cast<float>(b.pbrMetallicRoughness.metallicFactor));
        BOOST_TEST((a.pbrMetallicRoughness.baseColorTexture.index < 0) ==
                   (b.pbrMetallicRoughness.baseColorTexture.index < 0));
    }
}

void check_same_animations(const tinygltf::Model& before, const tinygltf::Model& after) {
    BOOST_TEST_REQUIRE(before.animations.size() == after.animations.size());
    for (std::size_t i = 0; i < before.animations.size(); ++i) {
        const auto &a = before.animations[i], &b = after.animations[i];
        BOOST_TEST(a.name == b.name);
        BOOST_TEST_REQUIRE(a.channels.size() == b.channels.size());
        for (std::size_t k = 0; k < a.channels.size(); ++k) {
            BOOST_TEST(a.channels[k].target_node == b.channels[k].target_node);
            BOOST_TEST(a.channels[k].target_path == b.channels[k].target_path);
            const auto& from = a.samplers[static_cast<std::size_t>(a.channels[k].sampler)];
            const auto& to = b.samplers[static_cast<std::size_t>(b.channels[k].sampler)];
            BOOST_TEST(from.interpolation == to.interpolation);
            BOOST_TEST(floats_of(before, from.input) == floats_of(after, to.input),
                       boost::test_tools::per_element());
            const auto x = floats_of(before, from.output), y = floats_of(after, to.output);
            BOOST_TEST_REQUIRE(x.size() == y.size());
            for (std::size_t m = 0; m < x.size(); ++m) BOOST_TEST(std::abs(x[m] - y[m]) < 1e-6F);
        }
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(export_model)

BOOST_AUTO_TEST_CASE(a_skinned_model_comes_back_as_it_was) {
    const auto source = sample("tentacle.glb");
    const auto result = decoded(source);
    Products products{result};
    const auto before = read_glb(source), after = read_glb(exported(product_of(result).view(), products));
    check_same_scene(before, after);
    check_same_animations(before, after);
    const auto &a = before.meshes[0].primitives[0], &b = after.meshes[0].primitives[0];
    for (const auto* name : {"POSITION", "NORMAL", "TEXCOORD_0", "WEIGHTS_0"}) {
        const auto x = floats_of(before, a.attributes.at(name)), y = floats_of(after, b.attributes.at(name));
        BOOST_TEST_REQUIRE(x.size() == y.size());
        for (std::size_t i = 0; i < x.size(); ++i)
            BOOST_TEST_REQUIRE(std::abs(x[i] - y[i]) < 1e-6F, name << " " << i);
    }
    // Lossless PNG of what the neighbour holds.
    BOOST_TEST_REQUIRE(after.images.size() == 1u);
    BOOST_TEST(after.images[0].width == 2);
    BOOST_TEST(after.images[0].image[0] == 255);
    BOOST_TEST(after.images[0].image[after.images[0].component * 3 + 1] == 8);
}

BOOST_AUTO_TEST_CASE(morph_targets_come_back_as_they_were) {
    const auto source = sample("face.glb");
    const auto result = decoded(source);
    Products products{result};
    const auto before = read_glb(source), after = read_glb(exported(product_of(result).view(), products));
    check_same_scene(before, after);
    check_same_animations(before, after);
    const auto &a = before.meshes[0], &b = after.meshes[0];
    BOOST_TEST(b.extras.Get("targetNames").Get(1).Get<std::string>() == "Surprise");
    BOOST_TEST_REQUIRE(a.weights.size() == b.weights.size());
    BOOST_TEST(b.weights[0] == 0.35, boost::test_tools::tolerance(1e-6));
    BOOST_TEST_REQUIRE(b.primitives[0].targets.size() == 3u);
    for (std::size_t i = 0; i < 3; ++i)
        for (const auto* name : {"POSITION", "NORMAL"})
            BOOST_TEST(floats_of(before, a.primitives[0].targets[i].at(name)) ==
                           floats_of(after, b.primitives[0].targets[i].at(name)),
                       boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_processed_model_keeps_its_positions_within_its_quantisation) {
    const PluginRunner process{SINTER_MODEL_PROCESS};
    const auto source = sample("tentacle.glb");
    const auto result = decoded(source);
    std::vector<JobResult> steps;
    auto asset = product_of(result).view();
    for (const auto* step : {"model_clean", "model_tangents", "model_lods", "model_pack"}) {
        steps.push_back(process.process(step, asset.abi(), {.path = "creature.glb"}));
        BOOST_TEST_REQUIRE(bool{steps.back().status}, said_by(steps.back()));
        if (!steps.back().products.empty()) asset = product_of(steps.back()).view();
    }
    const Model model{asset};
    BOOST_TEST_REQUIRE(model.valid());
    BOOST_TEST((model.row().flags & SINTER_MODEL_PROCESSED) != 0u);
    const auto primitive = model.primitives[0];
    const auto attribute = model.attributes[model.find(primitive, SINTER_SEMANTIC_POSITION)->attribute];
    float step = 1e-6F;
    for (std::size_t i = 0; i < 3; ++i) step = std::max(step, attribute.scale[i] / 32767);

    Products products{result};
    const auto before = read_glb(source), after = read_glb(exported(asset, products));
    check_same_scene(before, after);
    check_same_animations(before, after);
    const auto x = floats_of(before, before.meshes[0].primitives[0].attributes.at("POSITION"));
    const auto y = floats_of(after, after.meshes[0].primitives[0].attributes.at("POSITION"));
    BOOST_TEST_REQUIRE(!y.empty());
    // The order of vertices is another one: each has its own within half a step along each axis.
    for (std::size_t i = 0; i < y.size(); i += 3) {
        float nearest = 1e9F;
        for (std::size_t k = 0; k < x.size(); k += 3)
            nearest = std::min(nearest, std::max({std::abs(x[k] - y[i]), std::abs(x[k + 1] - y[i + 1]),
                                                  std::abs(x[k + 2] - y[i + 2])}));
        BOOST_TEST_REQUIRE(nearest <= step,
                           "vertex " << i / 3 << " is " << nearest << " m away, a step is " << step);
    }
    // The finest level draws as many triangles as the source, less those of no size.
    const auto indices = [](const tinygltf::Model& file) {
        return file.accessors[static_cast<std::size_t>(file.meshes[0].primitives[0].indices)].count;
    };
    BOOST_TEST(indices(after) == indices(before));
}

BOOST_AUTO_TEST_CASE(damaged_tables_are_an_error) {
    cli::NoNeighbours none;
    const auto files = cli::export_asset(
        AssetView{sinter_asset{SINTER_MODEL, 0, 0, 0, nullptr, nullptr, nullptr}}, {}, none);
    BOOST_TEST_REQUIRE(!files);
    BOOST_TEST(name_of(files.error().code) == "corrupt");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter::test
