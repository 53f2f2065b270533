// SPDX-License-Identifier: Apache-2.0
#include "write_model.hpp"

#include <algorithm>
#include <cstring>

namespace sinter::models {
namespace {

std::uint32_t joint_count_of(const Geometry& geometry) {
    float highest = -1;
    for (const auto& attribute : geometry.attributes)
        if (attribute.semantic == SINTER_SEMANTIC_JOINTS)
            for (const float joint : attribute.values) highest = std::max(highest, joint);
    // Beyond what a float holds exactly there are no joints either; the check against the skins then fails.
    return highest < 0 ? 0 : static_cast<std::uint32_t>(std::min(highest, 16777215.0f)) + 1;
}

bool has_extremes(const Attribute& attribute) {
    return attribute.target == SINTER_MODEL_NONE &&
           (attribute.semantic == SINTER_SEMANTIC_POSITION || attribute.semantic == SINTER_SEMANTIC_TEXCOORD);
}

/// Of the finite values; positions as they are stored.
void find_extremes(const CodedAttribute& coded, std::uint32_t vertex_count, sinter_model_attribute_row& row) {
    const auto& source = *coded.source;
    bool first[4] = {true, true, true, true};
    const auto add = [&](std::uint32_t i, float value) {
        if (!std::isfinite(value)) return;
        row.minimum[i] = first[i] ? value : std::min(row.minimum[i], value);
        row.maximum[i] = first[i] ? value : std::max(row.maximum[i], value);
        first[i] = false;
    };
    for (std::uint32_t v = 0; v < vertex_count; ++v) {
        if (source.semantic == SINTER_SEMANTIC_POSITION) {
            const auto position = stored_position(coded, v);
            add(0, position.x);
            add(1, position.y);
            add(2, position.z);
            continue;
        }
        for (std::uint32_t i = 0; i < source.components; ++i)
            add(i, source.values[std::size_t{v} * source.components + i]);
    }
}

/// A sphere around the box's centre, and the one of Ritter (1990); the smaller one.
ModelBounds bounds_of(const CodedAttribute& positions, std::uint32_t vertex_count) {
    ModelBounds out;
    std::vector<Vector3> stored(vertex_count);
    for (std::uint32_t v = 0; v < vertex_count; ++v) {
        stored[v] = stored_position(positions, v);
        out.add(stored[v].x, stored[v].y, stored[v].z);
    }
    if (out.empty) return out;
    const auto box = out.around_box();
    const auto farthest = [&](Vector3 from) {
        std::uint32_t at = 0;
        float most = -1;
        for (std::uint32_t v = 0; v < vertex_count; ++v) {
            const auto apart = stored[v] - from;
            if (dot(apart, apart) > most) {
                most = dot(apart, apart);
                at = v;
            }
        }
        return at;
    };
    const Vector3 centre{box[0], box[1], box[2]};
    const float radius = length(stored[farthest(centre)] - centre);
    const Vector3 one = stored[farthest(stored[0])], other = stored[farthest(one)];
    Vector3 ritter = (one + other) * 0.5f;
    float ritter_radius = length(other - one) * 0.5f;
    for (const auto point : stored) {
        const auto apart = point - ritter;
        const float distance = length(apart);
        if (distance <= ritter_radius) continue;
        const float grown = (ritter_radius + distance) * 0.5f;
        ritter += apart * ((distance - grown) / distance);
        ritter_radius = grown;
    }
    // Rounding may have left a point outside.
    for (const auto point : stored) ritter_radius = std::max(ritter_radius, length(point - ritter));
    if (ritter_radius < radius)
        out.sphere = {ritter.x, ritter.y, ritter.z, ritter_radius};
    else
        out.sphere = {centre.x, centre.y, centre.z, radius};
    return out;
}

/// Vertices that level `l` adds to the coarser ones.
std::uint32_t first_of(const Geometry& geometry, std::size_t l) {
    return l + 1 < geometry.levels.size() ? geometry.levels[l + 1].vertex_count : 0;
}

class Writer {
  public:
    Writer(ProcessJob& job, const Model& input, ModelTables& tables,
           std::span<const CodedPrimitive> primitives)
        : job_(job), input_(input), tables_(tables), primitives_(primitives) {}

    Status run() {
        tables_.row.lod_count = 1;
        for (std::uint32_t i = 0; i < primitives_.size(); ++i) lay_out(i);
        if (auto checked = check_joints(); !checked) return checked;
        auto model = new_model(job_, tables_);
        if (!model) return std::move(model).error();
        const auto filled = job_.parallel_for(primitives_.size(), [&](std::uint64_t index) -> Status {
            return fill(*model, static_cast<std::uint32_t>(index));
        });
        if (!filled) return filled;
        model->sum_up();
        return job_.emit(model->output());
    }

  private:
    void lay_out(std::uint32_t row) {
        const auto& coded = primitives_[row];
        const auto& geometry = *coded.geometry;
        const auto levels = geometry.levels.size();
        const auto chunk_of = [&](std::size_t level) {
            return static_cast<std::uint32_t>(levels - 1 - level);
        };
        tables_.begin_geometry(row);
        tables_.primitives[row].vertex_count = geometry.vertex_count;
        tables_.primitives[row].joint_count = joint_count_of(geometry);
        for (const auto& stream : coded.streams) {
            tables_.add_stream(stream.stride, stream.target);
            for (const auto& attribute : stream.attributes) tables_.add_attribute(row_of(attribute));
            for (auto l = levels; l-- > 0;)
                if (const auto added = geometry.levels[l].vertex_count - first_of(geometry, l); added != 0)
                    tables_.add_range(chunk_of(l), added);
        }
        for (std::size_t l = 0; l < levels; ++l) {
            const auto& level = geometry.levels[l];
            const bool narrow = coded.narrow_indices && level.vertex_count <= 65535;
            tables_.add_lod(chunk_of(l), level.vertex_count, static_cast<std::uint32_t>(level.indices.size()),
                            narrow ? 2 : 4, level.error);
        }
    }

    [[nodiscard]] sinter_model_attribute_row row_of(const CodedAttribute& attribute) {
        const auto& source = *attribute.source;
        auto row = plain_attribute(source.semantic, source.set,
                                   format_of(attribute.codec, attribute.components), attribute.offset);
        if (source.semantic == SINTER_SEMANTIC_POSITION || attribute.codec == Codec::Signed8)
            row.components = std::min(row.components, source.components);
        std::copy(attribute.scale.begin(), attribute.scale.end(), row.scale);
        std::copy(attribute.bias.begin(), attribute.bias.end(), row.bias);
        if (attribute.codec == Codec::Octahedral16 || attribute.codec == Codec::Octahedral8 ||
            attribute.codec == Codec::OctahedralTangent16)
            row.encoding = SINTER_ENCODING_OCTAHEDRAL;
        if (source.semantic == SINTER_SEMANTIC_CUSTOM) row.name = tables_.texts.add(input_.text(source.name));
        return row;
    }

    [[nodiscard]] Status check_joints() const {
        for (const auto& node : tables_.nodes) {
            if (node.mesh == SINTER_MODEL_NONE || node.skin == SINTER_MODEL_NONE) continue;
            const auto& mesh = tables_.meshes[node.mesh];
            const auto joints = tables_.skins[node.skin].joint_count;
            for (auto i = mesh.first_primitive; i < mesh.first_primitive + mesh.primitive_count; ++i)
                if (tables_.primitives[i].joint_count > joints)
                    return {Code::Corrupt, "primitive " + std::to_string(i) + ": a vertex uses joint " +
                                               std::to_string(tables_.primitives[i].joint_count - 1) +
                                               " of a skin that has " + std::to_string(joints)};
        }
        return {};
    }

    Status fill(NewModel& model, std::uint32_t index) {
        const auto& coded = primitives_[index];
        const auto& geometry = *coded.geometry;
        const auto progress =
            0.9f + 0.1f * static_cast<float>(index) / static_cast<float>(primitives_.size());
        auto& row = model.primitives()[index];
        auto stream_row = tables_.primitives[index].first_stream;
        for (const auto& stream : coded.streams) {
            const auto& place = tables_.streams[stream_row++];
            for (auto r = place.first_range; r < place.first_range + place.range_count; ++r) {
                if (!job_.checkpoint(progress)) return Job::cancelled();
                const auto& range = tables_.ranges[r];
                for (const auto& attribute : stream.attributes)
                    encode(attribute, range.first_vertex, range.vertex_count, model.vertices(r).data(),
                           stream.stride);
            }
            auto attribute_row = place.first_attribute;
            for (const auto& attribute : stream.attributes) {
                auto& written = model.attributes()[attribute_row++];
                if (!has_extremes(*attribute.source)) continue;
                find_extremes(attribute, geometry.vertex_count, written);
                if (attribute.source->semantic == SINTER_SEMANTIC_POSITION && geometry.vertex_count != 0)
                    bounds_of(attribute, geometry.vertex_count).write_to(row);
            }
        }
        auto lod_row = tables_.primitives[index].first_lod;
        for (const auto& level : geometry.levels) {
            if (!job_.checkpoint(progress)) return Job::cancelled();
            const auto bytes = model.indices(lod_row);
            const bool narrow = tables_.lods[lod_row++].index_bytes == 2;
            if (level.indices.empty()) continue;
            if (!narrow) {
                std::memcpy(bytes.data(), level.indices.data(), bytes.size());
                continue;
            }
            for (std::size_t i = 0; i < level.indices.size(); ++i) {
                const auto short_index = static_cast<std::uint16_t>(level.indices[i]);
                std::memcpy(bytes.data() + 2 * i, &short_index, sizeof short_index);
            }
        }
        return {};
    }

    ProcessJob& job_;
    const Model& input_;
    ModelTables& tables_;
    std::span<const CodedPrimitive> primitives_;
};

}  // namespace

void CodedStream::add(CodedAttribute attribute) {
    attribute.offset = stride;
    stride += (format_of(attribute.codec, attribute.components).bytes() + 3) & ~3u;
    attributes.push_back(attribute);
}

CodedPrimitive plain(const Geometry& geometry) {
    CodedPrimitive out;
    out.geometry = &geometry;
    for (const auto& attribute : geometry.attributes) {
        CodedStream stream;
        stream.target = attribute.target;
        const bool joints = attribute.semantic == SINTER_SEMANTIC_JOINTS;
        stream.add({&attribute, joints ? Codec::Integer32 : Codec::Float, attribute.components});
        out.streams.push_back(std::move(stream));
    }
    return out;
}

Status write_model(ProcessJob& job, const Model& input, ModelTables& tables,
                   std::span<const CodedPrimitive> primitives) {
    return Writer{job, input, tables, primitives}.run();
}

}  // namespace sinter::models
