// SPDX-License-Identifier: Apache-2.0
#include "model_writer.hpp"

namespace sinter::model_assimp {
namespace {

constexpr std::uint32_t VerticesPerCheckpoint = 65536;

}  // namespace

void ModelWriter::begin_primitive(std::uint32_t material, sinter_topology topology,
                                  std::uint32_t vertex_count, std::uint32_t joint_count) {
    sinter_model_primitive_row row{};
    row.material = material;
    row.topology = topology;
    row.vertex_count = vertex_count;
    row.joint_count = joint_count;
    tables.add_primitive(row);
    if (joint_count != 0) tables.row.flags |= SINTER_MODEL_SKINNED;
}

void ModelWriter::add_attribute(sinter_semantic semantic, std::uint32_t set, VertexFormat format, Put put,
                                std::uint32_t target) {
    const auto primitive = static_cast<std::uint32_t>(tables.primitives.size() - 1);
    const auto vertex_count = tables.primitives.back().vertex_count;
    tables.add_stream(format.bytes(), target);
    const auto attribute = tables.add_attribute(plain_attribute(semantic, set, format));
    const auto range = tables.add_range(0, vertex_count);
    const bool is_position = semantic == SINTER_SEMANTIC_POSITION && target == SINTER_MODEL_NONE;
    attributes_.push_back(
        {primitive, attribute, range, vertex_count, format.bytes(), is_position, std::move(put)});
    if (target != SINTER_MODEL_NONE) tables.row.flags |= SINTER_MODEL_MORPHED;
}

void ModelWriter::begin_sharing_primitive(sinter_topology topology) {
    const auto from = static_cast<std::uint32_t>(tables.primitives.size() - 1);
    auto row = tables.primitives.back();
    row.topology = topology;
    tables.add_primitive(row);
    for (std::uint32_t i = 0; i < row.stream_count; ++i) {
        const auto shared = tables.streams[row.first_stream + i];
        tables.add_stream(shared.stride, shared.target);
        tables.streams.back().first_attribute = shared.first_attribute;
        tables.streams.back().attribute_count = shared.attribute_count;
        tables.share_ranges(row.first_stream + i);
    }
    sharers_.emplace_back(static_cast<std::uint32_t>(tables.primitives.size() - 1), from);
}

void ModelWriter::end_primitive(std::vector<std::uint32_t> indices) {
    const auto vertex_count = tables.primitives.back().vertex_count;
    const auto count = static_cast<std::uint32_t>(indices.size());
    const auto lod = tables.add_lod(0, vertex_count, count, count == 0 ? 0 : vertex_count <= 0xFFFF ? 2 : 4);
    if (count != 0) indices_.push_back({lod, std::move(indices)});
}

Status ModelWriter::emit(DecodeJob& job, Output output) const {
    auto model = NewModel::in(output, tables);
    if (!model) return std::move(model).error();
    std::size_t done = 0;
    for (const auto& each : attributes_) {
        const auto bytes = model->vertices(each.range);
        for (std::uint32_t i = 0; i < each.vertex_count; ++i) {
            if (i % VerticesPerCheckpoint == 0 &&
                !job.checkpoint(0.7F +
                                0.3F * static_cast<float>(done) / static_cast<float>(attributes_.size())))
                return Job::cancelled();
            each.put(i, bytes.data() + std::size_t{i} * each.stride);
        }
        ++done;
        if (!each.is_position) continue;
        const auto bounds = ModelBounds::of_positions(bytes.data(), each.stride, each.vertex_count);
        bounds.write_to(model->primitives()[each.primitive]);
        auto& row = model->attributes()[each.attribute];
        std::copy(bounds.minimum.begin(), bounds.minimum.end(), row.minimum);
        std::copy(bounds.maximum.begin(), bounds.maximum.end(), row.maximum);
    }
    for (const auto& each : indices_) {
        const auto bytes = model->indices(each.lod);
        const bool narrow = bytes.size() == each.values.size() * 2;
        for (std::size_t i = 0; i < each.values.size(); ++i) {
            const auto index16 = static_cast<std::uint16_t>(each.values[i]);
            if (narrow)
                std::memcpy(bytes.data() + i * 2, &index16, 2);
            else
                std::memcpy(bytes.data() + i * 4, &each.values[i], 4);
        }
    }
    for (const auto& [own, from] : sharers_)
        ModelBounds::of(model->primitives()[from]).write_to(model->primitives()[own]);
    model->sum_up();
    return job.emit(model->output());
}

}  // namespace sinter::model_assimp
