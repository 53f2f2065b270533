// SPDX-License-Identifier: Apache-2.0
#include "normals.hpp"

#include <algorithm>

#include "angle.hpp"
#include "weld.hpp"

namespace sinter::models {
namespace {

constexpr std::uint32_t MostCompared = 256;

struct CornerShare {
    Vector3 normal;   ///< of its triangle, unit
    float angle = 0;  ///< radians
};

CornerShare share_of(Vector3 here, Vector3 next, Vector3 previous, Vector3 normal) {
    return {normal, arc_cosine(dot(normalised(next - here), normalised(previous - here)))};
}

}  // namespace

void generate_normals(Geometry& geometry, double crease_cosine) {
    const Attribute* compared[] = {geometry.find(SINTER_SEMANTIC_POSITION)};
    const auto welding = weld(compared, geometry.vertex_count);
    std::vector<std::uint32_t> places(geometry.levels[0].indices.size());
    for (std::size_t c = 0; c < places.size(); ++c)
        places[c] = welding.of_vertex[geometry.levels[0].indices[c]];
    unindex(geometry);
    std::erase_if(geometry.attributes, [](const Attribute& attribute) {
        return attribute.semantic == SINTER_SEMANTIC_NORMAL || attribute.semantic == SINTER_SEMANTIC_TANGENT;
    });
    const auto& positions = *geometry.find(SINTER_SEMANTIC_POSITION);
    const auto corners = static_cast<std::uint32_t>(places.size());

    std::vector<CornerShare> shares(corners);
    for (std::uint32_t c = 0; c < corners; c += 3) {
        const Vector3 at[3] = {vector_at(positions, c), vector_at(positions, c + 1),
                               vector_at(positions, c + 2)};
        const Vector3 normal = normalised(cross(at[1] - at[0], at[2] - at[0]));
        for (std::uint32_t i = 0; i < 3; ++i)
            shares[c + i] = share_of(at[i], at[(i + 1) % 3], at[(i + 2) % 3], normal);
    }
    std::vector<std::uint32_t> first(std::size_t{welding.count} + 1, 0), listed(corners);
    for (const auto place : places) ++first[place + 1];
    for (std::size_t p = 1; p < first.size(); ++p) first[p] += first[p - 1];
    auto next = first;
    for (std::uint32_t c = 0; c < corners; ++c) listed[next[places[c]]++] = c;

    Attribute normals;
    normals.semantic = SINTER_SEMANTIC_NORMAL;
    normals.components = 3;
    normals.values.resize(std::size_t{corners} * 3);
    const auto least = static_cast<float>(crease_cosine);
    for (std::uint32_t place = 0; place < welding.count; ++place) {
        const auto begin = first[place], count = first[place + 1] - begin;
        for (std::uint32_t own = 0; own < count; ++own) {
            const auto corner = listed[begin + own];
            const auto looked_at = std::min(count, MostCompared);
            const auto start = count <= MostCompared ? 0 : own + count - MostCompared / 2;
            Vector3 sum;
            for (std::uint32_t i = 0; i < looked_at; ++i) {
                const auto other = listed[begin + (start + i) % count];
                if (other == corner || dot(shares[other].normal, shares[corner].normal) >= least)
                    sum += shares[other].normal * shares[other].angle;
            }
            auto normal = normalised(sum);
            // Opposite sides that cancel out, and corners without an angle.
            if (!(dot(normal, normal) > 0.5f)) normal = shares[corner].normal;
            if (!(dot(normal, normal) > 0.5f)) normal = {0, 1, 0};
            set_vector(normals, corner, normal);
        }
    }
    geometry.attributes.push_back(std::move(normals));
}

}  // namespace sinter::models
