// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "read_model.hpp"
#include "steps.hpp"
#include "tangent_space.hpp"
#include "write_model.hpp"

namespace sinter::models {
namespace {

/// Gives corners of one vertex that got different tangents vertices of their own, in the order in which they
/// appear.
void attach(Geometry& geometry, const CornerTangents& tangents) {
    using Tangent = std::array<float, 4>;
    auto& indices = geometry.levels[0].indices;
    std::vector<std::uint32_t> sources(geometry.vertex_count), next(geometry.vertex_count, SINTER_MODEL_NONE);
    std::vector<Tangent> values(geometry.vertex_count, Tangent{});
    std::vector<bool> taken(geometry.vertex_count, false);
    for (std::uint32_t v = 0; v < geometry.vertex_count; ++v) sources[v] = v;
    for (std::size_t c = 0; c < indices.size(); ++c) {
        const auto& tangent = tangents.of_corner[c];
        auto vertex = indices[c];
        // Copies of a vertex form a chain. Few have more than two; see MostCopies.
        constexpr std::uint32_t MostCopies = 64;
        for (std::uint32_t copies = 0;; ++copies) {
            if (!taken[vertex]) {
                taken[vertex] = true;
                values[vertex] = tangent;
                break;
            }
            if (values[vertex] == tangent) break;
            if (next[vertex] == SINTER_MODEL_NONE || copies == MostCopies) {
                const auto copy = static_cast<std::uint32_t>(sources.size());
                sources.push_back(sources[vertex]);
                // Beyond the limit a copy stands before the rest of the chain, which then is not searched
                // again.
                next.push_back(next[vertex]);
                next[vertex] = copy;
                values.push_back(tangent);
                taken.push_back(true);
                vertex = copy;
                break;
            }
            vertex = next[vertex];
        }
        indices[c] = vertex;
    }
    gather_vertices(geometry, sources);
    geometry.levels[0].vertex_count = geometry.vertex_count;
    Attribute attribute;
    attribute.semantic = SINTER_SEMANTIC_TANGENT;
    attribute.components = 4;
    attribute.values.reserve(values.size() * 4);
    for (const auto& value : values)
        attribute.values.insert(attribute.values.end(), value.begin(), value.end());
    // Behind the normal, where readers look for it.
    const auto normal = std::find_if(geometry.attributes.begin(), geometry.attributes.end(),
                                     [](const Attribute& a) { return a.semantic == SINTER_SEMANTIC_NORMAL; });
    geometry.attributes.insert(normal + 1, std::move(attribute));
}

struct TangentReport {
    bool made = false;
    std::uint32_t without_direction = 0;
};

TangentReport add_tangents(Geometry& geometry, std::uint32_t set, bool replace) {
    const auto* normals = geometry.find(SINTER_SEMANTIC_NORMAL);
    const auto* texcoords = geometry.find(SINTER_SEMANTIC_TEXCOORD, set);
    const bool has = geometry.find(SINTER_SEMANTIC_TANGENT) != nullptr;
    if (!geometry.triangles() || !normals || normals->components != 3 || !texcoords ||
        texcoords->components != 2 || geometry.find(SINTER_SEMANTIC_POSITION)->components != 3 ||
        geometry.levels[0].indices.empty() || (has && !replace))
        return {};
    if (has)
        std::erase_if(geometry.attributes,
                      [](const Attribute& a) { return a.semantic == SINTER_SEMANTIC_TANGENT; });
    const auto tangents =
        corner_tangents(geometry.levels[0].indices, *geometry.find(SINTER_SEMANTIC_POSITION),
                        *geometry.find(SINTER_SEMANTIC_NORMAL), *geometry.find(SINTER_SEMANTIC_TEXCOORD, set),
                        geometry.vertex_count);
    attach(geometry, tangents);
    return {true, tangents.without_direction};
}

}  // namespace

Status ModelTangents::process(ProcessJob& job) {
    const auto model = checked_model(job.input(), id);
    if (!model) return model.error();
    const auto when = job.setting_string("when");
    const auto set = static_cast<std::uint32_t>(job.setting_integer("texcoord"));
    if (is_processed(*model) || has_levels(*model) || when == "never") return {};

    std::vector<TangentReport> reports(model->primitives.size());
    const auto geometry = for_each_primitive(job, *model, [&](Geometry& one, std::uint32_t row) -> Status {
        reports[row] = add_tangents(one, set, when == "replace");
        return {};
    });
    if (!geometry) return geometry.error();
    std::uint64_t without = 0;
    bool made = false;
    for (const auto& report : reports) {
        made |= report.made;
        without += report.without_direction;
    }
    if (!made) return {};
    if (without != 0)
        job.report(Severity::Note, Code::Ok,
                   "model_tangents: " + std::to_string(without) +
                       " corners have no area on the texture, and so no direction of their own");
    auto tables = ModelTables::without_geometry(*model);
    std::vector<CodedPrimitive> coded;
    for (const auto& one : *geometry) coded.push_back(plain(one));
    return write_model(job, *model, tables, coded);
}

}  // namespace sinter::models
