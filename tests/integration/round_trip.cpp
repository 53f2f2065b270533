// SPDX-License-Identifier: Apache-2.0
#include "round_trip.hpp"

#include <iostream>

#include "round_trip_scene.hpp"

namespace sinter::test {
namespace {

Motion compare(const GltfFile& before, const GltfFile& after, const ModelLimits& limits) {
    check_materials(before, after);
    BOOST_TEST_REQUIRE(before.meshes.size() == after.meshes.size());
    BOOST_TEST_REQUIRE(before.meshes.size() == limits.meshes.size());
    MatchedMeshes matched;
    for (std::size_t i = 0; i < before.meshes.size(); ++i) {
        BOOST_TEST(before.json.meshes[i].name == after.json.meshes[i].name);
        BOOST_TEST_REQUIRE(before.meshes[i].size() == after.meshes[i].size());
        auto& primitives = matched.emplace_back();
        for (std::size_t k = 0; k < before.meshes[i].size(); ++k)
            BOOST_TEST_CONTEXT("mesh " << i << ", primitive " << k) {
                const auto &a = before.meshes[i][k], &b = after.meshes[i][k];
                BOOST_TEST(a.material == b.material);
                BOOST_TEST(a.is_triangles == b.is_triangles);
                BOOST_TEST(a.targets.size() == b.targets.size());
                BOOST_TEST((a.influences == 0) == (b.influences == 0));
                primitives.push_back(match_triangles(a, b, limits.meshes[i][k]));
            }
    }
    const auto rows = check_nodes(before, after);
    BOOST_TEST_REQUIRE(rows.size() == before.json.nodes.size());
    return check_motion(before, after, rows, matched, limits);
}

}  // namespace

std::string RoundTrip::run(const std::string& path, const std::vector<std::string>& patterns) {
    const auto before = GltfFile::read(source_ / path);
    if (!before) return "tinygltf does not read all of it";
    if (!before->is_finite()) return "has positions that are no numbers";
    std::vector<std::string> cook{"--quiet"};
    for (const auto& pattern : patterns) cook.insert(cook.end(), {"--only", pattern});
    sinter("cook", std::move(cook));
    const auto file = (folder_ / "out.glb").string();
    const auto made = sinter("export", {path, "--to", file});
    BOOST_TEST_REQUIRE(made.exit_code == 0, made.err);
    const auto after = GltfFile::read(file);
    BOOST_TEST_REQUIRE(after.has_value());
    const auto motion = compare(*before, *after, limits_of(path));
    std::cout << path << ": " << motion.poses << " poses, at most " << motion.worst
              << " of what is allowed\n";
    return {};
}

Outcome RoundTrip::sinter(const std::string& command, std::vector<std::string> more) const {
    std::vector<std::string> arguments{command, "--source", source_.string(), "--out",
                                       (folder_ / "cooked").string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return sinter_run(std::move(arguments));
}

ArtifactFile RoundTrip::artifact(const std::string& path) const {
    const auto said = sinter("inspect", {path, "--json"});
    BOOST_TEST_REQUIRE(said.exit_code == 0, said.err);
    auto file = ArtifactFile::open(said.json()["file"].GetString());
    BOOST_TEST_REQUIRE(bool{file});
    return *std::move(file);
}

ModelLimits RoundTrip::limits_of(const std::string& path) const {
    const auto model = artifact(path);
    auto out = ModelLimits::of(Model{model.view()});
    for (const auto& dependency : model.view().dependencies())
        if (dependency.type == SINTER_ANIMATION)
            out.add(artifact(std::string{to_view(dependency.path)}).view());
    return out;
}

}  // namespace sinter::test
