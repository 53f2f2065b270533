// SPDX-License-Identifier: Apache-2.0
#include "clean.hpp"

#include <algorithm>

#include "normals.hpp"
#include "spatial_order.hpp"
#include "weld.hpp"

namespace sinter::models {
namespace {

bool is_direction(const Attribute& attribute) {
    return attribute.target == SINTER_MODEL_NONE && attribute.components >= 3 &&
           (attribute.semantic == SINTER_SEMANTIC_NORMAL || attribute.semantic == SINTER_SEMANTIC_TANGENT);
}

/// Numbers that are none become 0; directions get length 1 again. What already has it, to rounding, stays as
/// it is.
std::uint64_t repair(Attribute& attribute, std::uint32_t vertex_count) {
    std::uint64_t repaired = 0;
    for (auto& value : attribute.values)
        if (!std::isfinite(value)) {
            value = 0;
            ++repaired;
        }
    if (!is_direction(attribute)) return repaired;
    for (std::uint32_t i = 0; i < vertex_count; ++i) {
        const auto direction = vector_at(attribute, i);
        const float size = dot(direction, direction);
        if (std::fabs(size - 1) <= 1e-5f) continue;
        auto unit = normalised(direction);
        if (!(dot(unit, unit) > 0.5f)) unit = {0, 1, 0};
        set_vector(attribute, i, unit);
        // Normals of 8 bits are no mistake of the source.
        if (!(std::fabs(size - 1) < 0.1f)) ++repaired;
    }
    return repaired;
}

void apply_settings(Geometry& geometry, const CleanOptions& options) {
    for (auto& attribute : geometry.attributes) {
        if (options.scale != 1 && attribute.semantic == SINTER_SEMANTIC_POSITION)
            for (auto& value : attribute.values) value *= options.scale;
        if (options.flip_v && attribute.semantic == SINTER_SEMANTIC_TEXCOORD && attribute.components >= 2)
            for (std::size_t i = 1; i < attribute.values.size(); i += attribute.components) {
                auto& v = attribute.values[i];
                v = attribute.target == SINTER_MODEL_NONE ? 1 - v : -v;
            }
        if (options.flip_faces && attribute.semantic == SINTER_SEMANTIC_NORMAL)
            for (auto& value : attribute.values) value = -value;
        // The bitangent is w * cross(normal, tangent) and lies against v: it stays when the normal turns, and
        // turns when v does.
        if (options.flip_faces != options.flip_v && attribute.semantic == SINTER_SEMANTIC_TANGENT &&
            attribute.components == 4)
            for (std::size_t i = 3; i < attribute.values.size(); i += 4)
                attribute.values[i] = -attribute.values[i];
    }
    if (options.flip_faces && geometry.triangles())
        for (auto& level : geometry.levels)
            for (std::size_t i = 0; i + 2 < level.indices.size(); i += 3)
                std::swap(level.indices[i + 1], level.indices[i + 2]);
}

/// Drops the points, lines and triangles for which `bad` holds, and counts them.
template <class Bad>
std::uint64_t drop(Geometry& geometry, Bad&& bad) {
    auto& indices = geometry.levels[0].indices;
    const std::size_t size = geometry.topology + 1;
    std::size_t kept = 0;
    for (std::size_t at = 0; at + size <= indices.size(); at += size) {
        if (bad(indices.data() + at)) continue;
        for (std::size_t i = 0; i < size; ++i) indices[kept + i] = indices[at + i];
        kept += size;
    }
    const auto dropped = (indices.size() - kept) / size;
    indices.resize(kept);
    return dropped;
}

}  // namespace

CleanReport clean(Geometry& geometry, const CleanOptions& options) {
    CleanReport report;
    const std::uint32_t size = geometry.topology + 1;
    {
        const auto& positions = *geometry.find(SINTER_SEMANTIC_POSITION);
        report.not_finite = drop(geometry, [&](const std::uint32_t* corner) {
            return std::any_of(corner, corner + size,
                               [&](std::uint32_t i) { return !finite(vector_at(positions, i)); });
        });
        report.degenerate = report.not_finite;
    }
    for (auto& attribute : geometry.attributes)
        if (attribute.semantic != SINTER_SEMANTIC_POSITION || attribute.target != SINTER_MODEL_NONE)
            report.repaired += repair(attribute, geometry.vertex_count);
    apply_settings(geometry, options);

    if (options.weld) weld_vertices(geometry);
    if (options.drop_degenerate && size > 1) {
        const auto& positions = *geometry.find(SINTER_SEMANTIC_POSITION);
        const bool moves = geometry.morphed() || geometry.skinned();
        report.degenerate += drop(geometry, [&](const std::uint32_t* corner) {
            if (size == 2) return corner[0] == corner[1];
            if (corner[0] == corner[1] || corner[1] == corner[2] || corner[2] == corner[0]) return true;
            const auto a = vector_at(positions, corner[0]);
            const auto b = vector_at(positions, corner[1]) - a, c = vector_at(positions, corner[2]) - a;
            return !moves && cross(b, c) == Vector3{};
        });
    }
    const bool has_normals = geometry.find(SINTER_SEMANTIC_NORMAL) != nullptr;
    if (geometry.triangles() && (options.replace_normals || (options.generate_normals && !has_normals))) {
        generate_normals(geometry, options.crease_cosine);
        report.made_normals = true;
        weld_vertices(geometry);
    }
    drop_unused(geometry);
    geometry.levels[0].vertex_count = geometry.vertex_count;
    if (geometry.triangles()) order_in_space(geometry);
    return report;
}

}  // namespace sinter::models
