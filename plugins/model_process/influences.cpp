// SPDX-License-Identifier: Apache-2.0
#include "influences.hpp"

#include <algorithm>
#include <array>

#include "vertex_codec.hpp"

namespace sinter::models {
namespace {

constexpr std::uint32_t MostSets = 16;

struct Influence {
    float joint = 0, weight = 0;
};

}  // namespace

void settle_influences(Geometry& geometry, std::uint32_t most) {
    std::vector<const Attribute*> joints, weights;
    for (std::uint32_t set = 0; set < MostSets; ++set) {
        const auto* joint = geometry.find(SINTER_SEMANTIC_JOINTS, set);
        const auto* weight = geometry.find(SINTER_SEMANTIC_WEIGHTS, set);
        if (!joint || !weight || joint->components != 4 || weight->components != 4) break;
        joints.push_back(joint);
        weights.push_back(weight);
    }
    if (joints.empty()) return;
    const std::uint32_t given = 4 * static_cast<std::uint32_t>(joints.size());
    const std::uint32_t kept = std::min(given, most);
    std::vector<Influence> settled(std::size_t{geometry.vertex_count} * kept);
    std::uint32_t needed = 1;
    for (std::uint32_t v = 0; v < geometry.vertex_count; ++v) {
        std::array<Influence, 4 * MostSets> all{};
        for (std::uint32_t i = 0; i < given; ++i) {
            const std::size_t at = std::size_t{v} * 4 + i % 4;
            const float weight = weights[i / 4]->values[at];
            all[i] = {joints[i / 4]->values[at], weight > 0 ? weight : 0};
        }
        std::stable_sort(all.begin(), all.begin() + given,
                         [](const Influence& a, const Influence& b) { return a.weight > b.weight; });
        std::array<float, 4 * MostSets> strongest{};
        std::array<std::uint8_t, 4 * MostSets> bytes{};
        for (std::uint32_t i = 0; i < kept; ++i) strongest[i] = all[i].weight;
        weights_of_sum_255({strongest.data(), kept}, {bytes.data(), kept});
        for (std::uint32_t i = 0; i < kept; ++i) {
            if (bytes[i] == 0) continue;
            settled[std::size_t{v} * kept + i] = {all[i].joint, static_cast<float>(bytes[i]) / 255.0f};
            needed = std::max(needed, i + 1);
        }
    }
    std::erase_if(geometry.attributes, [](const Attribute& attribute) {
        return attribute.target == SINTER_MODEL_NONE && (attribute.semantic == SINTER_SEMANTIC_JOINTS ||
                                                         attribute.semantic == SINTER_SEMANTIC_WEIGHTS);
    });
    for (std::uint32_t set = 0; set < (needed + 3) / 4; ++set)
        for (const auto semantic : {SINTER_SEMANTIC_JOINTS, SINTER_SEMANTIC_WEIGHTS}) {
            Attribute attribute;
            attribute.semantic = semantic;
            attribute.set = set;
            attribute.components = 4;
            attribute.values.resize(std::size_t{geometry.vertex_count} * 4);
            for (std::size_t v = 0; v < geometry.vertex_count; ++v)
                for (std::size_t i = 0; i < 4; ++i) {
                    const auto& influence = settled[v * kept + 4 * set + i];
                    attribute.values[4 * v + i] =
                        semantic == SINTER_SEMANTIC_JOINTS ? influence.joint : influence.weight;
                }
            geometry.attributes.push_back(std::move(attribute));
        }
}

}  // namespace sinter::models
