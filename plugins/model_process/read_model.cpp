// SPDX-License-Identifier: Apache-2.0
#include "read_model.hpp"

namespace sinter::models {
namespace {

constexpr std::uint64_t MostVertices = std::uint64_t{1} << 28;

constexpr std::uint32_t ModelTags[] = {
    SINTER_MODEL_TABLE,           SINTER_MODEL_SCENE_TABLE,     SINTER_MODEL_NODE_TABLE,
    SINTER_MODEL_MESH_TABLE,      SINTER_MODEL_PRIMITIVE_TABLE, SINTER_MODEL_STREAM_TABLE,
    SINTER_MODEL_ATTRIBUTE_TABLE, SINTER_MODEL_RANGE_TABLE,     SINTER_MODEL_LOD_TABLE,
    SINTER_MODEL_TARGET_TABLE,    SINTER_MODEL_SKIN_TABLE,      SINTER_MODEL_JOINT_TABLE,
    SINTER_MODEL_MATERIAL_TABLE,  SINTER_MODEL_CAMERA_TABLE,    SINTER_MODEL_LIGHT_TABLE,
    SINTER_MODEL_WEIGHT_TABLE,    SINTER_MODEL_VARIANT_TABLE,   SINTER_MODEL_VARIANT_MATERIAL_TABLE};

bool is_plain_float(const sinter_model_attribute_row& attribute, const VertexFormat& format) {
    for (std::uint32_t i = 0; i < attribute.components; ++i)
        if (attribute.scale[i] != 1 || attribute.bias[i] != 0) return false;
    return attribute.encoding == SINTER_ENCODING_PLAIN && format.numeric == VertexNumeric::Sfloat &&
           format.component_bytes == 4;
}

/// What Model::values gives; by plain copies where the bytes are floats already.
std::vector<float> read_values(const Model& model, const sinter_model_primitive_row& primitive,
                               ModelAttribute at) {
    const auto stream = model.streams[at.stream];
    const auto attribute = model.attributes[at.attribute];
    const auto format = vertex_format_of(attribute.format);
    if (!format || !is_plain_float(attribute, *format)) return model.values(primitive, at);
    const std::size_t size = std::size_t{attribute.components} * sizeof(float);
    std::vector<float> out(std::size_t{primitive.vertex_count} * attribute.components);
    auto* to = reinterpret_cast<std::uint8_t*>(out.data());
    for (std::uint32_t r = 0; r < stream.range_count; ++r) {
        const auto range = model.ranges[stream.first_range + r];
        const auto bytes = model.range_bytes(stream, range);
        if (bytes.size() != std::size_t{range.vertex_count} * stream.stride) return {};
        if (stream.stride == size) {
            std::copy(bytes.begin(), bytes.end(), to);
            to += bytes.size();
            continue;
        }
        const auto* from = bytes.data() + attribute.offset;
        for (std::uint32_t v = 0; v < range.vertex_count; ++v, from += stream.stride, to += size)
            std::memcpy(to, from, size);
    }
    return out;
}

bool known(const Geometry& geometry, const sinter_model_attribute_row& row, std::uint32_t target) {
    return row.semantic != SINTER_SEMANTIC_CUSTOM && geometry.find(row.semantic, row.set, target) != nullptr;
}

}  // namespace

Result<Model> checked_model(AssetView asset, std::string_view who) {
    const auto refuse = [&](Code code, const std::string& what) {
        return Result<Model>{code, std::string{who} + ": " + what};
    };
    for (const auto tag : ModelTags)
        if (const auto* table = asset.table(tag); table && table->version > SINTER_MODEL_VERSION)
            return refuse(Code::Unsupported, "the model's tables are newer than this step (version " +
                                                 std::to_string(table->version) + ")");
    Model model{asset};
    if (!model.valid()) return refuse(Code::Corrupt, "the model's tables contradict each other");
    std::uint64_t vertices = 0;
    for (std::uint32_t i = 0; i < model.primitives.size(); ++i) vertices += model.primitives[i].vertex_count;
    if (vertices > MostVertices)
        return refuse(Code::TooLarge, "more than 268435456 vertices (" + std::to_string(vertices) + ")");
    return model;
}

bool is_processed(const Model& model) {
    return (model.row().flags & SINTER_MODEL_PROCESSED) != 0;
}

bool has_levels(const Model& model) {
    for (std::uint32_t i = 0; i < model.primitives.size(); ++i)
        if (model.primitives[i].lod_count > 1) return true;
    return false;
}

Result<Geometry> read_geometry(const Model& model, std::uint32_t row) {
    const auto primitive = model.primitives[row];
    const auto corrupt = [&](const char* what) {
        return Result<Geometry>{Code::Corrupt, "primitive " + std::to_string(row) + ": " + what};
    };
    Geometry out;
    out.mesh = primitive.mesh;
    out.material = primitive.material;
    out.topology = primitive.topology;
    out.vertex_count = primitive.vertex_count;
    for (std::uint32_t s = primitive.first_stream; s < primitive.first_stream + primitive.stream_count; ++s) {
        const auto stream = model.streams[s];
        for (std::uint32_t a = stream.first_attribute; a < stream.first_attribute + stream.attribute_count;
             ++a) {
            const auto source = model.attributes[a];
            if (known(out, source, stream.target)) continue;
            Attribute attribute;
            attribute.semantic = source.semantic;
            attribute.set = source.set;
            attribute.components = value_count(source);
            attribute.target = stream.target;
            attribute.name = source.name;
            attribute.values = read_values(model, primitive, {s, a});
            if (attribute.values.size() != std::size_t{out.vertex_count} * attribute.components)
                return corrupt("its vertices are not there");
            out.attributes.push_back(std::move(attribute));
        }
    }
    for (const auto& attribute : out.attributes)
        if ((attribute.semantic == SINTER_SEMANTIC_POSITION ||
             attribute.semantic == SINTER_SEMANTIC_NORMAL) &&
            attribute.components < 3)
            return corrupt("its positions and normals have fewer than three components");
    if (out.find(SINTER_SEMANTIC_POSITION) == nullptr) return corrupt("it has no positions");
    for (std::uint32_t l = primitive.first_lod; l < primitive.first_lod + primitive.lod_count; ++l) {
        const auto lod = model.lods[l];
        Level level{model.indices(lod), lod.vertex_count, lod.error};
        if (lod.index_count != 0 && level.indices.empty())
            return corrupt("an index is out of range, or indices are missing");
        out.levels.push_back(std::move(level));
    }
    return out;
}

}  // namespace sinter::models
