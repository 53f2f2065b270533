// SPDX-License-Identifier: Apache-2.0
#include <sinter/model.hpp>

#include "asset/family_facts.hpp"

namespace sinter {
namespace {

Value number(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}

/// Joints that skins name, each node once.
std::uint64_t joint_count(const Model& model) {
    std::vector<bool> seen(model.nodes.size());
    std::uint64_t count = 0;
    for (std::uint32_t i = 0; i < model.joints.size(); ++i) {
        const auto node = model.joints[i].node;
        if (node >= seen.size() || seen[node]) continue;
        seen[node] = true;
        ++count;
    }
    return count;
}

std::uint64_t animation_count(const AssetView& asset) {
    const auto all = asset.dependencies();
    return static_cast<std::uint64_t>(std::count_if(all.begin(), all.end(), [](const sinter_dependency& one) {
        return one.kind == SINTER_LOADED_ON_DEMAND && one.type == SINTER_ANIMATION;
    }));
}

}  // namespace

Facts model_facts(const AssetView& asset) {
    const Model model{asset};
    std::uint64_t vertices = 0, triangles = 0;
    for (std::uint32_t i = 0; i < model.primitives.size(); ++i) {
        const auto primitive = model.primitives[i];
        vertices += primitive.vertex_count;
        if (primitive.topology != SINTER_TOPOLOGY_TRIANGLES || primitive.first_lod >= model.lods.size())
            continue;
        const auto lod = model.lods[primitive.first_lod];
        triangles += (lod.index_count != 0 ? lod.index_count : lod.vertex_count) / 3;
    }
    return {
        // A mesh is what one draw call draws, as other tools count them too; groups of them are drawn by one node.
        {"meshes", number(model.primitives.size())},
        {"mesh_groups", number(model.meshes.size())},
        {"vertices", number(vertices)},
        {"triangles", number(triangles)},
        {"lods", number(model.row().lod_count)},
        {"materials", number(model.materials.size())},
        {"nodes", number(model.nodes.size())},
        {"skins", number(model.skins.size())},
        {"joints", number(joint_count(model))},
        {"morph_targets", number(model.targets.size())},
        {"animations", number(animation_count(asset))},
        {"variants", number(model.variants.size())},
        {"cameras", number(model.cameras.size())},
        {"lights", number(model.lights.size())},
    };
}

}  // namespace sinter
