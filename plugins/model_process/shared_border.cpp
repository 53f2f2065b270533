// SPDX-License-Identifier: Apache-2.0
#include "shared_border.hpp"

#include "weld.hpp"

namespace sinter::models {

std::vector<bool> shares_border(const std::vector<Geometry>& primitives) {
    std::vector<bool> out(primitives.size(), false);
    for (std::size_t begin = 0; begin < primitives.size();) {
        std::size_t end = begin;
        Attribute positions;
        positions.components = 3;
        std::vector<std::size_t> owners;
        while (end < primitives.size() && primitives[end].mesh == primitives[begin].mesh) ++end;
        if (end - begin > 1)
            for (auto p = begin; p < end; ++p) {
                if (!primitives[p].triangles()) continue;
                const auto& own = *primitives[p].find(SINTER_SEMANTIC_POSITION);
                for (std::uint32_t v = 0; v < primitives[p].vertex_count; ++v) {
                    const auto at = vector_at(own, v);
                    positions.values.insert(positions.values.end(), {at.x, at.y, at.z});
                    owners.push_back(p);
                }
            }
        const Attribute* compared[] = {&positions};
        const auto welding = weld(compared, static_cast<std::uint32_t>(owners.size()));
        std::vector<std::size_t> first(welding.count, primitives.size());
        for (std::size_t i = 0; i < owners.size(); ++i) {
            auto& other = first[welding.of_vertex[i]];
            if (other == primitives.size()) other = owners[i];
            if (other != owners[i]) out[other] = out[owners[i]] = true;
        }
        begin = end;
    }
    return out;
}

}  // namespace sinter::models
