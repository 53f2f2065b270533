// SPDX-License-Identifier: Apache-2.0
// Model: a read-only view of a model asset: meshes, nodes, skins, and vertices as numbers.
#pragma once

#include <cmath>
#include <vector>

#include <sinter/abi/data.h>
#include <sinter/abi/model.h>
#include <sinter/asset.hpp>
#include <sinter/vertex_format.hpp>

namespace sinter {

/// "POSITION", "TEXCOORD", ... as glTF 2.0 (section 3.7.2.1) spells them, without the set; "CUSTOM"; empty
/// for a number that is none.
constexpr std::string_view semantic_name(sinter_semantic semantic) noexcept {
    constexpr std::array<std::string_view, 9> names = {"",      "POSITION", "NORMAL",  "TANGENT", "TEXCOORD",
                                                       "COLOR", "JOINTS",   "WEIGHTS", "CUSTOM"};
    return semantic < names.size() ? names[semantic] : names[0];
}
/// "points", "lines", "triangles"; empty for a number that is none.
constexpr std::string_view topology_name(sinter_topology topology) noexcept {
    constexpr std::array<std::string_view, 3> names = {"points", "lines", "triangles"};
    return topology < names.size() ? names[topology] : std::string_view{};
}
/// Vertices that one point, line or triangle takes.
constexpr std::uint32_t vertices_of(sinter_topology topology) noexcept {
    return topology + 1;
}

/// Numbers that Model::values gives for each vertex: the components, except that an octahedral vector is 3
/// again, and an octahedral tangent 4.
constexpr std::uint32_t value_count(const sinter_model_attribute_row& attribute) noexcept {
    if (attribute.encoding != SINTER_ENCODING_OCTAHEDRAL) return attribute.components;
    return attribute.semantic == SINTER_SEMANTIC_TANGENT ? 4 : 3;
}

/// The unit vector that was folded onto an octahedron as (x, y), each from -1 to 1 (Cigolle et al. 2014,
/// section 3.2).
inline std::array<float, 3> from_octahedron(float x, float y) noexcept {
    float z = 1.0F - std::abs(x) - std::abs(y);
    const float fold = std::max(-z, 0.0F);
    x += x >= 0 ? -fold : fold;
    y += y >= 0 ? -fold : fold;
    const float length = std::sqrt(x * x + y * y + z * z);
    if (!(length > 0)) return {0, 0, 1};
    return {x / length, y / length, z / length};
}

/// Where an attribute lies: rows of the stream and the attribute table.
struct ModelAttribute {
    std::uint32_t stream = 0;
    std::uint32_t attribute = 0;
};

/// A read-only view of a model asset. The rows of every table are open: what they mean stands in
/// sinter/abi/model.h. Threads: any. Lifetime: as long as what it views.
class Model {
  public:
    static constexpr AssetType type = AssetType::Model;

    Rows<sinter_model_scene_row> scenes;
    Rows<sinter_model_node_row> nodes;
    Rows<float> node_weights;
    Rows<sinter_model_mesh_row> meshes;
    Rows<sinter_model_target_row> targets;
    Rows<sinter_model_primitive_row> primitives;
    Rows<sinter_model_stream_row> streams;
    Rows<sinter_model_attribute_row> attributes;
    Rows<sinter_model_range_row> ranges;
    Rows<sinter_model_lod_row> lods;
    Rows<sinter_model_skin_row> skins;
    Rows<sinter_model_joint_row> joints;
    Rows<sinter_model_material_row> materials;
    Rows<sinter_model_variant_row> variants;
    Rows<sinter_model_variant_material_row> variant_materials;
    Rows<sinter_model_camera_row> cameras;
    Rows<sinter_model_light_row> lights;

    Model() = default;
    /// Any asset may be viewed. Check `valid()` when it comes from somebody else.
    explicit Model(AssetView asset)
        : scenes(asset.rows<sinter_model_scene_row>(SINTER_MODEL_SCENE_TABLE)),
          nodes(asset.rows<sinter_model_node_row>(SINTER_MODEL_NODE_TABLE)),
          node_weights(asset.rows<float>(SINTER_MODEL_WEIGHT_TABLE)),
          meshes(asset.rows<sinter_model_mesh_row>(SINTER_MODEL_MESH_TABLE)),
          targets(asset.rows<sinter_model_target_row>(SINTER_MODEL_TARGET_TABLE)),
          primitives(asset.rows<sinter_model_primitive_row>(SINTER_MODEL_PRIMITIVE_TABLE)),
          streams(asset.rows<sinter_model_stream_row>(SINTER_MODEL_STREAM_TABLE)),
          attributes(asset.rows<sinter_model_attribute_row>(SINTER_MODEL_ATTRIBUTE_TABLE)),
          ranges(asset.rows<sinter_model_range_row>(SINTER_MODEL_RANGE_TABLE)),
          lods(asset.rows<sinter_model_lod_row>(SINTER_MODEL_LOD_TABLE)),
          skins(asset.rows<sinter_model_skin_row>(SINTER_MODEL_SKIN_TABLE)),
          joints(asset.rows<sinter_model_joint_row>(SINTER_MODEL_JOINT_TABLE)),
          materials(asset.rows<sinter_model_material_row>(SINTER_MODEL_MATERIAL_TABLE)),
          variants(asset.rows<sinter_model_variant_row>(SINTER_MODEL_VARIANT_TABLE)),
          variant_materials(
              asset.rows<sinter_model_variant_material_row>(SINTER_MODEL_VARIANT_MATERIAL_TABLE)),
          cameras(asset.rows<sinter_model_camera_row>(SINTER_MODEL_CAMERA_TABLE)),
          lights(asset.rows<sinter_model_light_row>(SINTER_MODEL_LIGHT_TABLE)),
          asset_(asset) {
        const auto rows = asset.rows<sinter_model_row>(SINTER_MODEL_TABLE);
        has_row_ = rows.size() == 1;
        if (has_row_) row_ = rows[0];
        if (const auto* strings = asset.table(SINTER_STRING_TABLE); strings && strings->stride == 1)
            strings_ = {reinterpret_cast<const char*>(strings->rows), strings->count};
    }

    /// Every row refers to rows, bytes and text that are there, and agrees with what it refers to. Then all
    /// functions below read inside the asset. The numbers in the chunks may still be any; `indices` checks
    /// those it reads.
    [[nodiscard]] bool valid() const noexcept {
        return asset_.type() == type && has_row_ && row_fits() && scenes_fit() && nodes_fit() &&
               meshes_fit() && primitives_fit() && streams_fit() && ranges_fit() && lods_fit() &&
               skins_fit() && looks_fit();
    }

    [[nodiscard]] const sinter_model_row& row() const noexcept { return row_; }
    /// Empty when it lies outside the string table.
    [[nodiscard]] std::string_view text(sinter_text_range range) const noexcept {
        if (!inside(range.offset, range.size, strings_.size())) return {};
        return strings_.substr(range.offset, range.size);
    }
    /// The attribute of a primitive; `target`: of a morph target's differences instead. Nothing when it has
    /// none.
    [[nodiscard]] std::optional<ModelAttribute> find(
        const sinter_model_primitive_row& primitive, sinter_semantic semantic, std::uint32_t set = 0,
        std::uint32_t target = SINTER_MODEL_NONE) const noexcept {
        for (std::uint32_t i = 0; i < primitive.stream_count; ++i) {
            const auto stream = streams[primitive.first_stream + i];
            if (stream.target != target) continue;
            for (std::uint32_t j = 0; j < stream.attribute_count; ++j) {
                const auto attribute = attributes[stream.first_attribute + j];
                if (attribute.semantic == semantic && attribute.set == set)
                    return ModelAttribute{primitive.first_stream + i, stream.first_attribute + j};
            }
        }
        return std::nullopt;
    }
    /// Bytes of a row of `ranges`; empty when they are not resident.
    [[nodiscard]] std::span<const std::uint8_t> range_bytes(
        const sinter_model_stream_row& stream, const sinter_model_range_row& range) const noexcept {
        return asset_.bytes(range.chunk, range.offset, std::uint64_t{range.vertex_count} * stream.stride);
    }
    /// Numbers of vertices [first, first + count) of a stream: value_count() each, with format, scale, bias
    /// and encoding undone. Empty when those vertices do not exist or are not resident.
    [[nodiscard]] std::vector<float> values(ModelAttribute at, std::uint32_t first,
                                            std::uint32_t count) const {
        const auto stream = streams[at.stream];
        const auto attribute = attributes[at.attribute];
        const auto format = vertex_format_of(attribute.format);
        const auto width = value_count(attribute);
        std::vector<float> out;
        if (!format || !contains(stream, first, count)) return out;
        out.resize(std::size_t{count} * width);
        float* to = out.data();
        for (std::uint32_t i = 0; i < stream.range_count; ++i) {
            const auto range = ranges[stream.first_range + i];
            const auto bytes = range_bytes(stream, range);
            const std::uint32_t begin = std::max(first, range.first_vertex);
            const std::uint64_t end = std::min(std::uint64_t{first} + count,
                                               std::uint64_t{range.first_vertex} + range.vertex_count);
            for (std::uint64_t vertex = begin; vertex < end; ++vertex, to += width)
                read(attribute, *format,
                     bytes.data() + (vertex - range.first_vertex) * stream.stride + attribute.offset, to);
        }
        return out;
    }
    /// All vertices of the primitive.
    [[nodiscard]] std::vector<float> values(const sinter_model_primitive_row& primitive,
                                            ModelAttribute at) const {
        return values(at, 0, primitive.vertex_count);
    }
    /// Bytes of the indices of a row of `lods`; empty when there are none or they are not resident.
    [[nodiscard]] std::span<const std::uint8_t> index_bytes(const sinter_model_lod_row& lod) const noexcept {
        return asset_.bytes(lod.chunk, lod.offset, std::uint64_t{lod.index_count} * lod.index_bytes);
    }
    /// Vertices in the order in which the level draws them, also where it has no indices. Empty when they are
    /// not resident, or when one is not below the level's vertex_count.
    [[nodiscard]] std::vector<std::uint32_t> indices(const sinter_model_lod_row& lod) const {
        std::vector<std::uint32_t> out;
        if (lod.index_count == 0) {
            out.resize(lod.vertex_count);
            for (std::uint32_t i = 0; i < lod.vertex_count; ++i) out[i] = i;
            return out;
        }
        const auto bytes = index_bytes(lod);
        if (bytes.empty()) return out;
        out.resize(lod.index_count);
        std::uint32_t highest = 0;
        if (lod.index_bytes == 2) {
            for (std::size_t i = 0; i < out.size(); ++i) {
                std::uint16_t index;
                std::memcpy(&index, bytes.data() + 2 * i, sizeof index);
                out[i] = index;
                highest = std::max(highest, out[i]);
            }
        } else {
            std::memcpy(out.data(), bytes.data(), bytes.size());
            for (const auto index : out) highest = std::max(highest, index);
        }
        if (highest >= lod.vertex_count) out.clear();
        return out;
    }
    /// From the space of each node to that of the model: column-major, one for each row of `nodes`.
    [[nodiscard]] std::vector<std::array<float, 16>> world_matrices() const {
        std::vector<std::array<float, 16>> out(nodes.size());
        for (std::uint32_t i = 0; i < nodes.size(); ++i) {
            const auto node = nodes[i];
            for (std::size_t column = 0; column < 4; ++column)
                for (std::size_t line = 0; line < 4; ++line) {
                    float& to = out[i][4 * column + line];
                    to = node.matrix[4 * column + line];
                    if (node.parent == SINTER_MODEL_NONE) continue;
                    const auto& parent = out[node.parent];
                    to = 0;
                    for (std::size_t k = 0; k < 4; ++k)
                        to += parent[4 * k + line] * node.matrix[4 * column + k];
                }
        }
        return out;
    }
    [[nodiscard]] const AssetView& asset() const noexcept { return asset_; }

  private:
    static bool inside(std::uint64_t first, std::uint64_t count, std::uint64_t size) noexcept {
        return first <= size && count <= size - first;
    }
    static bool refers(std::uint32_t index, std::uint32_t size) noexcept {
        return index == SINTER_MODEL_NONE || index < size;
    }
    [[nodiscard]] bool is_text(sinter_text_range range) const noexcept {
        return inside(range.offset, range.size, strings_.size());
    }
    /// Whether every row of a table holds.
    template <class Row, class Holds>
    static bool all(const Rows<Row>& rows, Holds&& holds) noexcept {
        for (std::uint32_t i = 0; i < rows.size(); ++i)
            if (!holds(rows[i])) return false;
        return true;
    }

    [[nodiscard]] bool row_fits() const noexcept {
        return refers(row_.default_scene, scenes.size()) && is_text(row_.generator) && row_.lod_count >= 1 &&
               row_.lod_count <= SINTER_MODEL_MOST_LODS;
    }
    [[nodiscard]] bool scenes_fit() const noexcept {
        return all(scenes, [&](const auto& scene) { return is_text(scene.name); });
    }
    [[nodiscard]] bool nodes_fit() const noexcept {
        std::uint32_t own = 0;
        return all(nodes, [&](const sinter_model_node_row& node) {
            const std::uint32_t row = own++;
            if (!is_text(node.name) || (node.parent != SINTER_MODEL_NONE && node.parent >= row) ||
                !refers(node.mesh, meshes.size()) || !refers(node.skin, skins.size()) ||
                !refers(node.camera, cameras.size()) || !refers(node.light, lights.size()) ||
                node.has_matrix > 1)
                return false;
            if (node.first_weight == SINTER_MODEL_NONE
                    ? node.weight_count != 0
                    : !inside(node.first_weight, node.weight_count, node_weights.size()))
                return false;
            return node.mesh == SINTER_MODEL_NONE || node.skin == SINTER_MODEL_NONE ||
                   meshes[node.mesh].joint_count <= skins[node.skin].joint_count;
        });
    }
    [[nodiscard]] bool meshes_fit() const noexcept {
        std::uint32_t primitive = 0, target = 0;
        const bool fit = all(meshes, [&](const sinter_model_mesh_row& mesh) {
            if (!is_text(mesh.name) || mesh.first_primitive != primitive || mesh.first_target != target ||
                !inside(primitive, mesh.primitive_count, primitives.size()) ||
                !inside(target, mesh.target_count, targets.size()))
                return false;
            primitive += mesh.primitive_count;
            target += mesh.target_count;
            return true;
        });
        return fit && primitive == primitives.size() && target == targets.size() &&
               all(targets, [&](const auto& row) { return is_text(row.name); });
    }
    [[nodiscard]] bool primitives_fit() const noexcept {
        std::uint32_t own = 0, stream = 0, lod = 0;
        const bool fit = all(primitives, [&](const sinter_model_primitive_row& primitive) {
            const std::uint32_t row = own++;
            if (primitive.mesh >= meshes.size() || !refers(primitive.material, materials.size()) ||
                primitive.topology > SINTER_TOPOLOGY_TRIANGLES || primitive.first_stream != stream ||
                primitive.first_lod != lod || primitive.lod_count < 1 ||
                primitive.lod_count > row_.lod_count ||
                !inside(stream, primitive.stream_count, streams.size()) ||
                !inside(lod, primitive.lod_count, lods.size()))
                return false;
            const auto mesh = meshes[primitive.mesh];
            if (row < mesh.first_primitive || row - mesh.first_primitive >= mesh.primitive_count ||
                primitive.joint_count > mesh.joint_count)
                return false;
            for (std::uint32_t i = 0; i < primitive.stream_count; ++i) {
                const auto one = streams[stream + i];
                if ((one.target != SINTER_MODEL_NONE && one.target >= mesh.target_count) ||
                    !holds_vertices(one, primitive.vertex_count))
                    return false;
            }
            for (std::uint32_t i = 0; i < primitive.lod_count; ++i) {
                const auto level = lods[lod + i];
                const std::uint32_t finer = i == 0 ? primitive.vertex_count : lods[lod + i - 1].vertex_count;
                if ((i == 0 ? level.vertex_count != finer : level.vertex_count > finer) ||
                    (level.index_count ? level.index_count : level.vertex_count) %
                            vertices_of(primitive.topology) !=
                        0)
                    return false;
            }
            stream += primitive.stream_count;
            lod += primitive.lod_count;
            return true;
        });
        return fit && stream == streams.size() && lod == lods.size();
    }
    /// The stream's ranges lie end to end, inside their chunks, and hold that many vertices.
    [[nodiscard]] bool holds_vertices(const sinter_model_stream_row& stream,
                                      std::uint32_t count) const noexcept {
        if (stream.range_count > SINTER_MODEL_MOST_RANGES ||
            !inside(stream.first_range, stream.range_count, ranges.size()))
            return false;
        std::uint64_t vertex = 0;
        for (std::uint32_t i = 0; i < stream.range_count; ++i) {
            const auto range = ranges[stream.first_range + i];
            const std::uint64_t size = std::uint64_t{range.vertex_count} * stream.stride;
            if (range.first_vertex != vertex || asset_.bytes(range.chunk, range.offset, size).size() != size)
                return false;
            vertex += range.vertex_count;
        }
        return vertex == count;
    }
    [[nodiscard]] bool streams_fit() const noexcept {
        return all(attributes,
                   [&](const sinter_model_attribute_row& attribute) {
                       const auto format = vertex_format_of(attribute.format);
                       return attribute.semantic >= SINTER_SEMANTIC_POSITION &&
                              attribute.semantic <= SINTER_SEMANTIC_CUSTOM && format &&
                              attribute.components >= 1 && attribute.components <= format->components &&
                              attribute.encoding <= SINTER_ENCODING_OCTAHEDRAL &&
                              (attribute.encoding == SINTER_ENCODING_PLAIN || attribute.components >= 2) &&
                              attribute.offset % 4 == 0 && is_text(attribute.name);
                   }) &&
               all(streams, [&](const sinter_model_stream_row& stream) {
                   if (stream.stride == 0 || stream.stride % 4 != 0 ||
                       stream.attribute_count > SINTER_MODEL_MOST_ATTRIBUTES ||
                       !inside(stream.first_attribute, stream.attribute_count, attributes.size()))
                       return false;
                   for (std::uint32_t i = 0; i < stream.attribute_count; ++i) {
                       const auto attribute = attributes[stream.first_attribute + i];
                       if (!inside(attribute.offset, vertex_format_of(attribute.format)->bytes(),
                                   stream.stride))
                           return false;
                   }
                   return true;
               });
    }
    [[nodiscard]] bool ranges_fit() const noexcept {
        return all(ranges, [](const auto& range) { return range.offset % 4 == 0; });
    }
    [[nodiscard]] bool lods_fit() const noexcept {
        return all(lods, [&](const sinter_model_lod_row& lod) {
            if (lod.index_count == 0) return lod.index_bytes == 0;
            return (lod.index_bytes == 2 || lod.index_bytes == 4) && lod.offset % 4 == 0 &&
                   !index_bytes(lod).empty();
        });
    }
    [[nodiscard]] bool skins_fit() const noexcept {
        return all(skins,
                   [&](const sinter_model_skin_row& skin) {
                       return is_text(skin.name) && refers(skin.skeleton, nodes.size()) &&
                              inside(skin.first_joint, skin.joint_count, joints.size());
                   }) &&
               all(joints, [&](const auto& joint) { return joint.node < nodes.size(); });
    }
    [[nodiscard]] bool looks_fit() const noexcept {
        const auto dependencies = static_cast<std::uint32_t>(asset_.dependencies().size());
        return all(materials,
                   [&](const auto& row) {
                       return is_text(row.name) && refers(row.dependency, dependencies);
                   }) &&
               all(variants, [&](const auto& row) { return is_text(row.name); }) &&
               all(variant_materials,
                   [&](const auto& row) {
                       return row.variant < variants.size() && row.primitive < primitives.size() &&
                              row.material < materials.size();
                   }) &&
               all(cameras, [&](const auto& row) { return is_text(row.name) && row.is_orthographic <= 1; }) &&
               all(lights, [&](const auto& row) {
                   return is_text(row.name) && row.kind >= SINTER_LIGHT_DIRECTIONAL &&
                          row.kind <= SINTER_LIGHT_SPOT;
               });
    }

    [[nodiscard]] bool contains(const sinter_model_stream_row& stream, std::uint32_t first,
                                std::uint32_t count) const noexcept {
        std::uint64_t held = 0;
        for (std::uint32_t i = 0; i < stream.range_count; ++i) {
            const auto range = ranges[stream.first_range + i];
            if (range.vertex_count != 0 && range_bytes(stream, range).empty()) break;
            held += range.vertex_count;
        }
        return inside(first, count, held);
    }
    static void read(const sinter_model_attribute_row& attribute, VertexFormat format,
                     const std::uint8_t* from, float* to) noexcept {
        std::array<float, 4> raw{};
        for (std::uint32_t i = 0; i < attribute.components; ++i)
            raw[i] = component_of(format, from, i) * attribute.scale[i] + attribute.bias[i];
        if (attribute.encoding == SINTER_ENCODING_OCTAHEDRAL) {
            const auto vector = from_octahedron(raw[0], raw[1]);
            std::copy(vector.begin(), vector.end(), to);
            if (attribute.semantic == SINTER_SEMANTIC_TANGENT)
                to[3] = attribute.components < 3 ? 1.0F : raw[attribute.components - 1];
            return;
        }
        std::copy_n(raw.begin(), attribute.components, to);
    }

    AssetView asset_;
    sinter_model_row row_{};
    bool has_row_ = false;
    std::string_view strings_;
};

}  // namespace sinter
