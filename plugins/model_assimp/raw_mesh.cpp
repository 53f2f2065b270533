// SPDX-License-Identifier: Apache-2.0
#include "raw_mesh.hpp"

#include "model_writer.hpp"
#include "names.hpp"

namespace sinter::model_assimp {
namespace {

void add_attributes(ModelWriter& writer, const RawMesh& mesh, const Space& space) {
    const auto floats = [&](sinter_semantic semantic, const std::vector<float>& values, VertexFormat format) {
        if (values.empty()) return;
        const std::size_t width = format.components;
        writer.add_attribute(
            semantic, 0, format, [&values, &space, semantic, width](std::uint32_t i, std::uint8_t* to) {
                std::array<float, 4> out{};
                std::copy_n(values.data() + i * width, width, out.begin());
                if (semantic == SINTER_SEMANTIC_POSITION || semantic == SINTER_SEMANTIC_NORMAL) {
                    const aiVector3D v{out[0], out[1], out[2]};
                    const auto turned =
                        semantic == SINTER_SEMANTIC_POSITION ? space.position(v) : space.direction(v);
                    out = {turned.x, turned.y, turned.z, 0};
                }
                std::memcpy(to, out.data(), width * sizeof(float));
            });
    };
    floats(SINTER_SEMANTIC_POSITION, mesh.positions, Float3);
    floats(SINTER_SEMANTIC_NORMAL, mesh.normals, Float3);
    floats(SINTER_SEMANTIC_TEXCOORD, mesh.uvs, Float2);
    floats(SINTER_SEMANTIC_COLOR, mesh.colors, Float4);
}

}  // namespace

Space chosen_space(DecodeJob& job, const Space& otherwise) {
    const auto unit = static_cast<float>(job.setting_float("unit_metres"));
    const auto up = job.setting_string("up_axis");
    const float metres = unit > 0 ? unit : otherwise.unit_metres();
    if (up == "x" || up == "y" || up == "z")
        return Space::with_up(static_cast<std::uint32_t>(up[0] - 'x'), metres);
    return otherwise.with_unit(metres);
}

Status emit_meshes(DecodeJob& job, const std::vector<RawMesh>& meshes, const Space& space,
                   std::string_view generator) {
    ModelWriter writer;
    auto& tables = writer.tables;
    tables.row.source_unit_metres = space.unit_metres();
    tables.row.source_up_axis = space.up_axis();
    tables.row.generator = tables.texts.add(clean_text(generator));
    tables.scenes.push_back({});
    tables.row.default_scene = 0;
    for (const auto& mesh : meshes) {
        auto node = plain_node();
        node.name = tables.texts.add(mesh.name);
        node.mesh = tables.add_mesh(mesh.name);
        node.scene_mask = 1;
        tables.nodes.push_back(node);
        const auto count = static_cast<std::uint32_t>(mesh.positions.size() / 3);
        if (count == 0) continue;
        const bool has_lines = !mesh.lines.empty();
        const bool only_lines = has_lines && mesh.triangles.empty();
        writer.begin_primitive(SINTER_MODEL_NONE,
                               mesh.is_cloud ? SINTER_TOPOLOGY_POINTS
                               : only_lines  ? SINTER_TOPOLOGY_LINES
                                             : SINTER_TOPOLOGY_TRIANGLES,
                               count);
        add_attributes(writer, mesh, space);
        writer.end_primitive(only_lines ? mesh.lines : mesh.triangles);
        if (has_lines && !only_lines) {
            writer.begin_sharing_primitive(SINTER_TOPOLOGY_LINES);
            writer.end_primitive(mesh.lines);
        }
    }
    auto output = job.new_asset(AssetType::Model);
    if (!output) return std::move(output).error();
    return writer.emit(job, *output);
}

}  // namespace sinter::model_assimp
