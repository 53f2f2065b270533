// SPDX-License-Identifier: Apache-2.0
// Skins: the bones of a node's meshes, as joints of one skin.
#include <algorithm>
#include <cmath>

#include "scene.hpp"

namespace sinter::model_assimp {
namespace {

constexpr std::uint32_t MostSets = 4;
constexpr std::size_t MostJoints = 65535;

std::array<float, 16> column_major(const aiMatrix4x4& m) {
    std::array<float, 16> out{};
    for (unsigned line = 0; line < 4; ++line)
        for (unsigned column = 0; column < 4; ++column) {
            const float value = m[line][column];
            out[4 * column + line] = std::isfinite(value) ? value : (line == column ? 1.0F : 0.0F);
        }
    return out;
}

}  // namespace

bool SceneReader::is_skinned(const MeshList& list) const {
    return std::ranges::any_of(list, [&](unsigned mesh) { return scene_.mMeshes[mesh]->mNumBones != 0; });
}

std::uint32_t SceneReader::add_skin(const MeshList& list, const std::string& name) {
    auto& tables = writer_.tables;
    Skin skin;
    bool is_lost = false;
    for (const auto mesh : list)
        for (unsigned i = 0; i < scene_.mMeshes[mesh]->mNumBones; ++i) {
            const auto& bone = *scene_.mMeshes[mesh]->mBones[i];
            auto node = row_of(bone.mName);
            if (node == SINTER_MODEL_NONE) {
                is_lost = true;
                node = 0;
            }
            const JointKey key{node, column_major(space_.matrix(bone.mOffsetMatrix))};
            if (skin.joints.size() == MostJoints) continue;
            if (skin.joint_of.emplace(key, static_cast<std::uint32_t>(skin.joints.size())).second)
                skin.joints.push_back(key);
        }
    if (is_lost) job_.warn("a bone has no node; what it moves follows the root");
    sinter_model_skin_row row{};
    row.name = tables.texts.add(name);
    row.skeleton = SINTER_MODEL_NONE;
    row.first_joint = static_cast<std::uint32_t>(tables.joints.size());
    row.joint_count = static_cast<std::uint32_t>(skin.joints.size());
    for (const auto& [node, inverse_bind] : skin.joints) {
        sinter_model_joint_row joint{};
        joint.node = node;
        std::ranges::copy(inverse_bind, joint.inverse_bind);
        tables.joints.push_back(joint);
    }
    tables.skins.push_back(row);
    skins_.push_back(std::move(skin));
    return static_cast<std::uint32_t>(tables.skins.size() - 1);
}

const SceneReader::Weights* SceneReader::weights_of(unsigned index, std::uint32_t skin) {
    const auto& mesh = *scene_.mMeshes[index];
    if (mesh.mNumBones == 0) return nullptr;
    const auto& joints = skins_[skin].joint_of;
    // How many pull at each vertex, then where those of each begin.
    std::vector<std::size_t> first(std::size_t{mesh.mNumVertices} + 1);
    const auto each = [&](auto&& visit) {
        for (unsigned i = 0; i < mesh.mNumBones; ++i) {
            const auto& bone = *mesh.mBones[i];
            auto node = row_of(bone.mName);
            if (node == SINTER_MODEL_NONE) node = 0;
            const auto joint = joints.find({node, column_major(space_.matrix(bone.mOffsetMatrix))});
            if (joint == joints.end()) continue;
            for (unsigned k = 0; k < bone.mNumWeights; ++k) {
                const auto& weight = bone.mWeights[k];
                if (weight.mVertexId < mesh.mNumVertices && std::isfinite(weight.mWeight) &&
                    weight.mWeight > 0)
                    visit(weight.mVertexId, Influence{joint->second, weight.mWeight});
            }
        }
    };
    each([&](unsigned vertex, const Influence&) { ++first[vertex + 1]; });
    std::size_t most = 1;
    for (std::size_t i = 1; i < first.size(); ++i) {
        most = std::max(most, first[i]);
        first[i] += first[i - 1];
    }
    std::vector<Influence> all(first.back());
    auto next = first;
    each([&](unsigned vertex, const Influence& influence) { all[next[vertex]++] = influence; });

    Weights out;
    out.sets = static_cast<std::uint32_t>(std::min<std::size_t>((most + 3) / 4, MostSets));
    const std::size_t width = std::size_t{out.sets} * 4;
    if (most > width)
        job_.warn("a vertex is moved by " + std::to_string(most) + " joints; the strongest " +
                  std::to_string(width) + " are kept");
    out.joints.resize(width * mesh.mNumVertices);
    out.weights.resize(width * mesh.mNumVertices);
    for (std::size_t vertex = 0; vertex < mesh.mNumVertices; ++vertex) {
        const auto begin = all.begin() + static_cast<std::ptrdiff_t>(first[vertex]);
        const auto end = all.begin() + static_cast<std::ptrdiff_t>(first[vertex + 1]);
        std::sort(begin, end, [](const Influence& a, const Influence& b) {
            return a.weight != b.weight ? a.weight > b.weight : a.joint < b.joint;
        });
        const auto kept = std::min<std::size_t>(static_cast<std::size_t>(end - begin), width);
        float sum = 0;
        for (std::size_t k = 0; k < kept; ++k) sum += begin[static_cast<std::ptrdiff_t>(k)].weight;
        auto* weights = out.weights.data() + vertex * width;
        auto* numbers = out.joints.data() + vertex * width;
        // What no joint pulls at follows the first one, as glTF wants a sum of 1.
        if (kept == 0 || !std::isfinite(sum)) weights[0] = 1;
        if (!std::isfinite(sum)) continue;
        for (std::size_t k = 0; k < kept; ++k) {
            const auto& influence = begin[static_cast<std::ptrdiff_t>(k)];
            weights[k] = influence.weight / sum;
            numbers[k] = static_cast<std::uint16_t>(influence.joint);
            out.joint_count = std::max(out.joint_count, influence.joint + 1);
        }
    }
    out.joint_count = std::max(out.joint_count, 1U);
    if (joints.empty()) return nullptr;
    return &(weights_[{index, skin}] = std::move(out));
}

}  // namespace sinter::model_assimp
