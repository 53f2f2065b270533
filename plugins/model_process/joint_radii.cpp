// SPDX-License-Identifier: Apache-2.0
#include "joint_radii.hpp"

#include <algorithm>
#include <set>

namespace sinter::models {
namespace {

Vector3 transformed(const float (&m)[16], Vector3 p) {
    return {m[0] * p.x + m[4] * p.y + m[8] * p.z + m[12], m[1] * p.x + m[5] * p.y + m[9] * p.z + m[13],
            m[2] * p.x + m[6] * p.y + m[10] * p.z + m[14]};
}

/// No direction is stretched by more than this: the Frobenius norm.
float stretch_of(const float (&m)[16]) {
    float sum = 0;
    for (const std::size_t i : {0u, 1u, 2u, 4u, 5u, 6u, 8u, 9u, 10u}) sum += m[i] * m[i];
    return std::sqrt(sum);
}

/// Of each vertex how far its morph targets may move it, in metres; empty when there are none.
std::vector<float> reach_of(const Geometry& geometry) {
    std::vector<float> out;
    for (const auto& attribute : geometry.attributes) {
        if (attribute.target == SINTER_MODEL_NONE || attribute.semantic != SINTER_SEMANTIC_POSITION) continue;
        out.resize(geometry.vertex_count, 0);
        for (std::uint32_t v = 0; v < geometry.vertex_count; ++v) out[v] += length(vector_at(attribute, v));
    }
    return out;
}

void grow(ModelTables& tables, const sinter_model_skin_row& skin, const CodedPrimitive& primitive) {
    const auto& geometry = *primitive.geometry;
    const auto reach = reach_of(geometry);
    std::vector<float> stretches;
    for (std::uint32_t j = 0; j < skin.joint_count; ++j)
        stretches.push_back(reach.empty() ? 0 : stretch_of(tables.joints[skin.first_joint + j].inverse_bind));
    for (std::uint32_t set = 0;; ++set) {
        const auto* joints = geometry.find(SINTER_SEMANTIC_JOINTS, set);
        const auto* weights = geometry.find(SINTER_SEMANTIC_WEIGHTS, set);
        if (!joints || !weights || joints->components != weights->components) return;
        for (std::uint32_t v = 0; v < geometry.vertex_count; ++v) {
            const auto position = stored_position(primitive.streams[0].attributes[0], v);
            for (std::uint32_t i = 0; i < joints->components; ++i) {
                const std::size_t at = std::size_t{v} * joints->components + i;
                const float joint = joints->values[at];
                if (!(weights->values[at] > 0) || !(joint >= 0) ||
                    joint >= static_cast<float>(skin.joint_count))
                    continue;
                const auto row = static_cast<std::uint32_t>(joint);
                auto& out = tables.joints[skin.first_joint + row];
                const float distance = length(transformed(out.inverse_bind, position)) +
                                       (reach.empty() ? 0 : reach[v] * stretches[row]);
                if (std::isfinite(distance)) out.radius = std::max(out.radius, distance);
            }
        }
    }
}

}  // namespace

void set_joint_radii(ModelTables& tables, std::span<const CodedPrimitive> primitives) {
    std::set<std::pair<std::uint32_t, std::uint32_t>> drawn;
    for (const auto& node : tables.nodes)
        if (node.mesh != SINTER_MODEL_NONE && node.skin != SINTER_MODEL_NONE)
            drawn.emplace(node.skin, node.mesh);
    for (const auto& [skin, mesh] : drawn)
        for (auto& joint :
             std::span{tables.joints}.subspan(tables.skins[skin].first_joint, tables.skins[skin].joint_count))
            joint.radius = 0;
    for (const auto& [skin, mesh] : drawn) {
        const auto& row = tables.meshes[mesh];
        for (std::uint32_t i = 0; i < row.primitive_count; ++i)
            grow(tables, tables.skins[skin], primitives[row.first_primitive + i]);
    }
}

}  // namespace sinter::models
