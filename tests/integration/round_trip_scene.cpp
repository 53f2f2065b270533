// SPDX-License-Identifier: Apache-2.0
#include "round_trip_scene.hpp"

#include <algorithm>
#include <cmath>

#include <boost/test/unit_test.hpp>

namespace sinter::test {
namespace {

bool are_close(const Matrix& a, const Matrix& b) {
    double most = 1e-12, apart = 0;
    for (std::size_t i = 0; i < 16; ++i) {
        most = std::max(most, std::fabs(a[i]));
        apart = std::max(apart, std::fabs(a[i] - b[i]));
    }
    return apart <= 3e-6 * most;
}

class NodeCheck {
  public:
    NodeCheck(const GltfFile& before, const GltfFile& after)
        : before_(before),
          after_(after),
          rest_before_(before, nullptr, 0),
          rest_after_(after, nullptr, 0),
          rows_(before.json.nodes.size(), GltfFile::NoParent) {}

    std::vector<std::size_t> run() {
        auto left = after_.roots();
        // Joints of one skin have a common root in glTF; where the source has none, the export adds one.
        if (left.size() == 1 && after_.json.nodes.size() > before_.json.nodes.size()) {
            const auto& children = after_.json.nodes[left[0]].children;
            left.assign(children.begin(), children.end());
        }
        bool is_same = left.size() == before_.roots().size();
        BOOST_TEST(is_same, "another number of roots");
        // Roots have no order.
        for (const auto root : before_.roots()) {
            const auto at = std::ranges::find_if(left, [&](std::size_t other) {
                return after_.json.nodes[other].name == before_.json.nodes[root].name;
            });
            BOOST_TEST((at != left.end()), "no root " << before_.json.nodes[root].name);
            is_same = is_same && at != left.end() && walk(root, *at);
            if (at != left.end()) left.erase(at);
        }
        if (!is_same) return {};
        check_skins();
        return rows_;
    }

  private:
    bool walk(std::size_t from, std::size_t to) {
        const auto &a = before_.json.nodes[from], &b = after_.json.nodes[to];
        rows_[from] = to;
        BOOST_TEST(a.name == b.name);
        BOOST_TEST(are_close(rest_before_.local(from), rest_after_.local(to)),
                   "node " << a.name << " is elsewhere");
        BOOST_TEST(a.mesh == b.mesh);
        BOOST_TEST((a.mesh < 0 || a.skin == b.skin), "skin " << a.skin << " became " << b.skin);
        BOOST_TEST(a.camera == b.camera);
        const auto &x = rest_before_.weights(from), &y = rest_after_.weights(to);
        BOOST_TEST(x.size() == y.size());
        for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i)
            BOOST_TEST(std::fabs(x[i] - y[i]) < 1e-6);
        BOOST_TEST(a.children.size() == b.children.size(), "children of node " << a.name);
        if (a.children.size() != b.children.size()) return false;
        for (std::size_t i = 0; i < a.children.size(); ++i)
            if (!walk(static_cast<std::size_t>(a.children[i]), static_cast<std::size_t>(b.children[i])))
                return false;
        return true;
    }
    void check_skins() {
        BOOST_TEST_REQUIRE(before_.skins.size() == after_.skins.size());
        for (std::size_t i = 0; i < before_.skins.size(); ++i) {
            const auto &a = before_.skins[i], &b = after_.skins[i];
            BOOST_TEST(before_.json.skins[i].name == after_.json.skins[i].name);
            BOOST_TEST_REQUIRE(a.joints.size() == b.joints.size());
            for (std::size_t k = 0; k < a.joints.size(); ++k) {
                BOOST_TEST(rows_[a.joints[k]] == b.joints[k]);
                BOOST_TEST(are_close(a.inverse_binds[k], b.inverse_binds[k]));
            }
        }
    }

    const GltfFile& before_;
    const GltfFile& after_;
    GltfPose rest_before_, rest_after_;
    std::vector<std::size_t> rows_;
};

class MaterialCheck {
  public:
    MaterialCheck(const GltfFile& before, const GltfFile& after) : before_(before.json), after_(after.json) {}

    void run() {
        BOOST_TEST_REQUIRE(before_.materials.size() == after_.materials.size());
        for (std::size_t i = 0; i < before_.materials.size(); ++i) {
            const auto &a = before_.materials[i], &b = after_.materials[i];
            BOOST_TEST_CONTEXT("material " << i << " " << a.name) check(a, b);
        }
    }

  private:
    void check(const tinygltf::Material& a, const tinygltf::Material& b) {
        BOOST_TEST((a.name.empty() || a.name == b.name), b.name);
        const auto &x = a.pbrMetallicRoughness, &y = b.pbrMetallicRoughness;
        check_numbers(x.baseColorFactor, y.baseColorFactor, "baseColorFactor");
        check_numbers({x.metallicFactor, x.roughnessFactor}, {y.metallicFactor, y.roughnessFactor},
                      "metallic");
        check_texture(x.baseColorTexture, y.baseColorTexture, "baseColorTexture");
        check_texture(x.metallicRoughnessTexture, y.metallicRoughnessTexture, "metallicRoughnessTexture");
        check_texture(a.normalTexture, b.normalTexture, "normalTexture");
        check_texture(a.occlusionTexture, b.occlusionTexture, "occlusionTexture");
        check_texture(a.emissiveTexture, b.emissiveTexture, "emissiveTexture");
        if (a.normalTexture.index >= 0)
            check_numbers({a.normalTexture.scale}, {b.normalTexture.scale}, "normalTexture.scale");
        if (a.occlusionTexture.index >= 0)
            check_numbers({a.occlusionTexture.strength}, {b.occlusionTexture.strength}, "occlusion strength");
        check_numbers(a.emissiveFactor, b.emissiveFactor, "emissiveFactor");
        BOOST_TEST(a.alphaMode == b.alphaMode);
        if (a.alphaMode == "MASK") check_numbers({a.alphaCutoff}, {b.alphaCutoff}, "alphaCutoff");
        BOOST_TEST(a.doubleSided == b.doubleSided);
        for (const auto& [name, value] : a.extensions) {
            if (!name.starts_with("KHR_materials_")) continue;
            const auto found = b.extensions.find(name);
            // Only a word; others may be left out where they change nothing.
            BOOST_TEST((found != b.extensions.end() || name != "KHR_materials_unlit"), name << " is gone");
            check_value(
                value,
                found == b.extensions.end() ? tinygltf::Value{tinygltf::Value::Object{}} : found->second,
                name);
        }
    }
    /// What a factor is where a file leaves it out, as far as files of the tests do (KHR_materials_*,
    /// KHR_texture_transform).
    static double default_of(const std::string& where) {
        for (const auto* one : {".specular", ".attenuationColor", ".emissiveStrength", ".scale"})
            if (where.find(one) != where.npos) return 1;
        return 0;
    }
    void check_value(const tinygltf::Value& a, const tinygltf::Value& b, const std::string& where) {
        if (a.IsNumber()) {
            const double other = b.IsNumber() ? b.GetNumberAsDouble() : default_of(where);
            check_numbers({a.GetNumberAsDouble()}, {other}, where);
        } else if (a.IsArray()) {
            for (std::size_t i = 0; i < a.ArrayLen(); ++i)
                check_value(a.Get(i), b.IsArray() ? b.Get(i) : tinygltf::Value{}, where);
        } else if (a.IsObject() && a.Has("index")) {
            BOOST_TEST_REQUIRE((b.IsObject() && b.Has("index")), where << " is gone");
            check_picture(a.Get("index").GetNumberAsInt(), b.Get("index").GetNumberAsInt(), where);
        } else if (a.IsObject()) {
            for (const auto& key : a.Keys())
                if (key != "extensions" && key != "extras")
                    check_value(a.Get(key), b.IsObject() && b.Has(key) ? b.Get(key) : tinygltf::Value{},
                                where + "." + key);
        }
    }
    static void check_numbers(const std::vector<double>& a, const std::vector<double>& b,
                              const std::string& what) {
        BOOST_TEST(a.size() == b.size(), what);
        for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
            BOOST_TEST(std::fabs(a[i] - b[i]) <= 1e-6 * std::max(1.0, std::fabs(a[i])),
                       what << " " << a[i] << " became " << b[i]);
    }
    template <class TextureInfo>
    void check_texture(const TextureInfo& a, const TextureInfo& b, const std::string& what) {
        // A picture that is nowhere is left out.
        const bool is_there = a.index >= 0 && has_picture(before_, a.index);
        BOOST_TEST(is_there == (b.index >= 0), what);
        if (!is_there || b.index < 0) return;
        BOOST_TEST(a.texCoord == b.texCoord, what);
        check_picture(a.index, b.index, what);
        const auto moved = a.extensions.find("KHR_texture_transform");
        if (moved == a.extensions.end()) return;
        const auto found = b.extensions.find("KHR_texture_transform");
        BOOST_TEST_REQUIRE((found != b.extensions.end()), what);
        check_value(moved->second, found->second, what + ".KHR_texture_transform");
    }
    static bool has_picture(const tinygltf::Model& file, int texture) {
        const int source = file.textures.at(static_cast<std::size_t>(texture)).source;
        return source >= 0 && !file.images.at(static_cast<std::size_t>(source)).image.empty();
    }
    /// The same picture, of the same name, with the same sampler.
    void check_picture(int from, int to, const std::string& what) {
        const auto &x = before_.textures.at(static_cast<std::size_t>(from)),
                   &y = after_.textures.at(static_cast<std::size_t>(to));
        BOOST_TEST_REQUIRE((x.source >= 0 && y.source >= 0), what << " has no picture");
        const auto &a = before_.images.at(static_cast<std::size_t>(x.source)),
                   &b = after_.images.at(static_cast<std::size_t>(y.source));
        BOOST_TEST((a.width == b.width && a.height == b.height),
                   what << " " << a.width << "x" << a.height << " became " << b.width << "x" << b.height);
        const auto name = a.uri.empty() || a.uri.starts_with("data:")
                              ? a.name
                              : std::filesystem::path{a.uri}.filename().string();
        BOOST_TEST(b.name.ends_with(name), what << ": " << b.name << " is not " << name);
        if (a.width != b.width || a.height != b.height || a.bits != 8 || a.component < 3 || b.component < 3)
            return;
        double sum = 0;
        const auto count = static_cast<std::size_t>(a.width) * static_cast<std::size_t>(a.height);
        for (std::size_t i = 0; i < count; ++i)
            for (std::size_t k = 0; k < 3; ++k)
                sum += std::abs(int{a.image[i * static_cast<std::size_t>(a.component) + k]} -
                                int{b.image[i * static_cast<std::size_t>(b.component) + k]});
        // Normal maps are made unit vectors; all other texels stay.
        BOOST_TEST(sum / static_cast<double>(count * 3) < 1, what << ": another picture");
        const auto wrap = [](const tinygltf::Model& file, int sampler) {
            const auto own =
                sampler < 0 ? tinygltf::Sampler{} : file.samplers.at(static_cast<std::size_t>(sampler));
            return std::pair{own.wrapS, own.wrapT};
        };
        BOOST_TEST((wrap(before_, x.sampler) == wrap(after_, y.sampler)), what << ": another sampler");
    }

    const tinygltf::Model& before_;
    const tinygltf::Model& after_;
};

}  // namespace

std::vector<std::size_t> check_nodes(const GltfFile& before, const GltfFile& after) {
    return NodeCheck{before, after}.run();
}

void check_materials(const GltfFile& before, const GltfFile& after) {
    MaterialCheck{before, after}.run();
}

}  // namespace sinter::test
