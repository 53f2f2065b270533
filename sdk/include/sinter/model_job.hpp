// SPDX-License-Identifier: Apache-2.0
// What a plugin that makes models adds to its job: rows collected in vectors, laid out at once, and chunk
// memory to write vertices and indices into.
//
//     auto output = job.new_asset(AssetType::Model);
//     ModelTables tables;
//     const auto mesh = tables.add_mesh("Cube");
//     tables.add_primitive({.material = …, .topology = SINTER_TOPOLOGY_TRIANGLES, .vertex_count = 24});
//     tables.add_stream(12);
//     tables.add_attribute({.semantic = SINTER_SEMANTIC_POSITION, .format = VK_FORMAT_R32G32B32_SFLOAT, …});
//     const auto positions = tables.add_range(0, 24);
//     const auto indices = tables.add_lod(0, 24, 36, 2);
//     auto model = NewModel::in(*output, tables);
//     std::memcpy(model->vertices(positions).data(), …);       // straight into the asset
//     return job.emit(model->output());
#pragma once

#include <initializer_list>
#include <vector>

#include <sinter/model.hpp>
#include <sinter/plugin.hpp>
#include <sinter/text_table.hpp>

namespace sinter {

inline constexpr std::initializer_list<std::uint32_t> ModelTableTags = {
    SINTER_MODEL_TABLE,           SINTER_MODEL_SCENE_TABLE,     SINTER_MODEL_NODE_TABLE,
    SINTER_MODEL_MESH_TABLE,      SINTER_MODEL_PRIMITIVE_TABLE, SINTER_MODEL_STREAM_TABLE,
    SINTER_MODEL_ATTRIBUTE_TABLE, SINTER_MODEL_RANGE_TABLE,     SINTER_MODEL_LOD_TABLE,
    SINTER_MODEL_TARGET_TABLE,    SINTER_MODEL_SKIN_TABLE,      SINTER_MODEL_JOINT_TABLE,
    SINTER_MODEL_MATERIAL_TABLE,  SINTER_MODEL_CAMERA_TABLE,    SINTER_MODEL_LIGHT_TABLE,
    SINTER_MODEL_WEIGHT_TABLE,    SINTER_MODEL_VARIANT_TABLE,   SINTER_MODEL_VARIANT_MATERIAL_TABLE,
    SINTER_STRING_TABLE};

/// An attribute row with scale 1, bias 0 and no known extremes.
inline sinter_model_attribute_row plain_attribute(sinter_semantic semantic, std::uint32_t set,
                                                  VertexFormat format, std::uint32_t offset = 0) {
    sinter_model_attribute_row row{};
    row.semantic = semantic;
    row.set = set;
    row.format = vk_format_of(format);
    row.components = format.components;
    row.offset = offset;
    std::fill_n(row.scale, 4, 1.0F);
    return row;
}

/// A node at its parent's place, with nothing on it.
inline sinter_model_node_row plain_node() {
    sinter_model_node_row row{};
    row.parent = row.mesh = row.skin = row.camera = row.light = row.first_weight = SINTER_MODEL_NONE;
    row.rotation[3] = 1;
    for (const std::size_t i : {0u, 1u, 2u}) row.scale[i] = 1;
    for (const std::size_t i : {0u, 5u, 10u, 15u}) row.matrix[i] = 1;
    return row;
}

/// The rows of a model being made. Change them freely until NewModel::in; the functions keep the rows of one
/// mesh, primitive and stream together, as model.h wants: a mesh, then its primitives; of each its streams,
/// each with its attributes and ranges, and its levels, finest first.
struct ModelTables {
    sinter_model_row row{};
    TextTable texts;
    std::vector<sinter_model_scene_row> scenes;
    std::vector<sinter_model_node_row> nodes;
    std::vector<float> node_weights;
    std::vector<sinter_model_mesh_row> meshes;
    std::vector<sinter_model_target_row> targets;
    std::vector<sinter_model_primitive_row> primitives;
    std::vector<sinter_model_stream_row> streams;
    std::vector<sinter_model_attribute_row> attributes;
    std::vector<sinter_model_range_row> ranges;
    std::vector<sinter_model_lod_row> lods;
    std::vector<sinter_model_skin_row> skins;
    std::vector<sinter_model_joint_row> joints;
    std::vector<sinter_model_material_row> materials;
    std::vector<sinter_model_variant_row> variants;
    std::vector<sinter_model_variant_material_row> variant_materials;
    std::vector<sinter_model_camera_row> cameras;
    std::vector<sinter_model_light_row> lights;
    std::vector<std::uint64_t> chunk_sizes;  ///< bytes; add_range and add_lod let them grow

    ModelTables() {
        row.default_scene = SINTER_MODEL_NONE;
        row.lod_count = 1;
        row.source_unit_metres = 1;
        row.source_up_axis = 1;
    }
    /// Everything of a valid model but its vertices and indices: geometry (streams, attributes, ranges,
    /// levels, chunks) is left out, and every primitive has none. For a processor that makes geometry anew:
    /// for each row of `primitives`, in order, it calls begin_geometry and then add_stream, add_lod, …
    static ModelTables without_geometry(const Model& model) {
        ModelTables out;
        const auto copy = [](const auto& rows, auto& to) {
            to.reserve(rows.size());
            for (std::uint32_t i = 0; i < rows.size(); ++i) to.push_back(rows[i]);
        };
        out.row = model.row();
        copy(model.scenes, out.scenes);
        copy(model.nodes, out.nodes);
        copy(model.node_weights, out.node_weights);
        copy(model.meshes, out.meshes);
        copy(model.targets, out.targets);
        copy(model.primitives, out.primitives);
        copy(model.skins, out.skins);
        copy(model.joints, out.joints);
        copy(model.materials, out.materials);
        copy(model.variants, out.variants);
        copy(model.variant_materials, out.variant_materials);
        copy(model.cameras, out.cameras);
        copy(model.lights, out.lights);
        const auto move_text = [&](sinter_text_range& text) { text = out.texts.add(model.text(text)); };
        const auto move_names = [&](auto& rows) {
            for (auto& one : rows) move_text(one.name);
        };
        move_text(out.row.generator);
        move_names(out.scenes);
        move_names(out.nodes);
        move_names(out.meshes);
        move_names(out.targets);
        move_names(out.skins);
        move_names(out.materials);
        move_names(out.variants);
        move_names(out.cameras);
        move_names(out.lights);
        for (auto& primitive : out.primitives)
            primitive.first_stream = primitive.stream_count = primitive.first_lod = primitive.lod_count = 0;
        return out;
    }

    /// Row of the new mesh.
    std::uint32_t add_mesh(std::string_view name) {
        sinter_model_mesh_row mesh{};
        mesh.name = texts.add(name);
        mesh.first_primitive = count(primitives);
        mesh.first_target = count(targets);
        return add(meshes, mesh);
    }
    /// A morph target of the last mesh.
    std::uint32_t add_target(std::string_view name, float weight) {
        ++meshes.back().target_count;
        return add(targets, {texts.add(name), weight, 0});
    }
    /// A primitive of the last mesh; what belongs to tables is filled in.
    std::uint32_t add_primitive(sinter_model_primitive_row primitive) {
        primitive.mesh = count(meshes) - 1;
        ++meshes.back().primitive_count;
        const auto own = add(primitives, primitive);
        begin_geometry(own);
        return own;
    }
    /// The streams and levels added from now on are those of this primitive. In the order of the rows.
    void begin_geometry(std::uint32_t primitive) {
        current_ = primitive;
        auto& one = primitives[primitive];
        one.first_stream = count(streams);
        one.first_lod = count(lods);
        one.stream_count = one.lod_count = 0;
    }
    /// A stream of the current primitive. `stride` in bytes, a multiple of 4; `target` of the mesh, or none.
    std::uint32_t add_stream(std::uint32_t stride, std::uint32_t target = SINTER_MODEL_NONE) {
        ++primitives[current_].stream_count;
        return add(streams, {stride, target, count(attributes), 0, count(ranges), 0});
    }
    /// An attribute of the last stream.
    std::uint32_t add_attribute(const sinter_model_attribute_row& attribute) {
        ++streams.back().attribute_count;
        return add(attributes, attribute);
    }
    /// The next `vertex_count` vertices of the last stream, at the end of a chunk. NewModel::vertices gives
    /// their memory.
    std::uint32_t add_range(std::uint32_t chunk, std::uint32_t vertex_count) {
        auto& stream = streams.back();
        std::uint32_t first = 0;
        if (stream.range_count != 0) first = ranges.back().first_vertex + ranges.back().vertex_count;
        ++stream.range_count;
        return add(ranges, {first, vertex_count, chunk, 0,
                            append(chunk, std::uint64_t{vertex_count} * stream.stride)});
    }
    /// The last stream has the vertices of an earlier one, of equal stride and instead of ranges of its own.
    void share_ranges(std::uint32_t stream) {
        streams.back().first_range = streams[stream].first_range;
        streams.back().range_count = streams[stream].range_count;
    }
    /// The next level of the current primitive, finest first. `index_bytes` 2 or 4; no indices: `index_count`
    /// 0. NewModel::indices gives their memory.
    std::uint32_t add_lod(std::uint32_t chunk, std::uint32_t vertex_count, std::uint32_t index_count,
                          std::uint32_t index_bytes, float error_metres = 0) {
        auto& primitive = primitives[current_];
        ++primitive.lod_count;
        row.lod_count = std::max(row.lod_count, primitive.lod_count);
        if (index_count == 0) return add(lods, {vertex_count, 0, 0, chunk, 0, error_metres, 0});
        return add(lods, {vertex_count, index_count, index_bytes, chunk,
                          append(chunk, std::uint64_t{index_count} * index_bytes), error_metres, 0});
    }
    /// Offset of `size` new bytes at the end of a chunk, aligned to 16; the chunk is made when it is not
    /// there.
    std::uint64_t append(std::uint32_t chunk, std::uint64_t size) {
        if (chunk >= chunk_sizes.size()) chunk_sizes.resize(chunk + 1);
        const std::uint64_t offset = (chunk_sizes[chunk] + 15) & ~std::uint64_t{15};
        chunk_sizes[chunk] = offset + size;
        return offset;
    }

  private:
    template <class Row>
    static std::uint32_t count(const std::vector<Row>& rows) {
        return static_cast<std::uint32_t>(rows.size());
    }
    template <class Row>
    static std::uint32_t add(std::vector<Row>& rows, const Row& row) {
        rows.push_back(row);
        return count(rows) - 1;
    }
    std::uint32_t current_ = 0;
};

/// A box and a sphere around positions.
struct ModelBounds {
    std::array<float, 3> minimum{}, maximum{};
    std::array<float, 4> sphere{};  ///< centre of the box, radius
    bool empty = true;

    /// Grows the box by one position; what is not finite is left out.
    void add(float x, float y, float z) {
        if (!std::isfinite(x) || !std::isfinite(y) || !std::isfinite(z)) return;
        const std::array<float, 3> at = {x, y, z};
        for (std::size_t i = 0; i < 3; ++i) {
            minimum[i] = empty ? at[i] : std::min(minimum[i], at[i]);
            maximum[i] = empty ? at[i] : std::max(maximum[i], at[i]);
        }
        empty = false;
    }
    /// The box around both, and a sphere around both spheres whose centre is the box's.
    void add(const ModelBounds& other) {
        if (other.empty) return;
        add(other.minimum[0], other.minimum[1], other.minimum[2]);
        add(other.maximum[0], other.maximum[1], other.maximum[2]);
        sphere = around_box();
    }
    /// The sphere around the box.
    [[nodiscard]] std::array<float, 4> around_box() const {
        std::array<float, 4> out{};
        float squared = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            const float half = maximum[i] / 2 - minimum[i] / 2;
            out[i] = minimum[i] + half;
            squared += half * half;
        }
        out[3] = std::sqrt(squared);
        return out;
    }
    /// Into the `bounds_min`, `bounds_max` and `sphere` of a row.
    template <class Row>
    void write_to(Row& row) const {
        std::copy(minimum.begin(), minimum.end(), row.bounds_min);
        std::copy(maximum.begin(), maximum.end(), row.bounds_max);
        std::copy(sphere.begin(), sphere.end(), row.sphere);
    }
    template <class Row>
    static ModelBounds of(const Row& row) {
        ModelBounds out;
        std::copy_n(row.bounds_min, 3, out.minimum.begin());
        std::copy_n(row.bounds_max, 3, out.maximum.begin());
        std::copy_n(row.sphere, 4, out.sphere.begin());
        out.empty = false;
        return out;
    }
    /// Of `count` positions, three floats at `data + i * stride_bytes`: the box is exact, the sphere the
    /// smallest around the box's centre. A position that is not finite is left out.
    static ModelBounds of_positions(const std::uint8_t* data, std::size_t stride_bytes, std::size_t count) {
        // Four side by side, none of which waits for another; behind the end comes the last again.
        constexpr std::size_t Lanes = 4;
        using Four = std::array<float, 3 * Lanes>;
        const auto each = [&](auto&& take) {
            Four at;
            const auto read = [&](std::size_t lane, std::size_t i) {
                std::memcpy(at.data() + 3 * lane, data + i * stride_bytes, 3 * sizeof(float));
            };
            std::size_t i = 0;
            for (; i + Lanes <= count; i += Lanes) {
                for (std::size_t lane = 0; lane < Lanes; ++lane) read(lane, i + lane);
                take(at);
            }
            if (i == count) return;
            for (std::size_t lane = 0; lane < Lanes; ++lane) read(lane, std::min(i + lane, count - 1));
            take(at);
        };
        constexpr float Most = std::numeric_limits<float>::max();
        Four least, most;
        least.fill(Most);
        most.fill(-Most);
        each([&](const Four& at) {
            for (std::size_t k = 0; k < at.size(); ++k) {
                least[k] = at[k] < least[k] ? at[k] : least[k];
                most[k] = at[k] > most[k] ? at[k] : most[k];
            }
        });
        ModelBounds out;
        out.empty = false;
        for (std::size_t k = 0; k < 3; ++k) {
            out.minimum[k] = least[k];
            out.maximum[k] = most[k];
            for (std::size_t lane = 1; lane < Lanes; ++lane) {
                out.minimum[k] = std::min(out.minimum[k], least[3 * lane + k]);
                out.maximum[k] = std::max(out.maximum[k], most[3 * lane + k]);
            }
            if (!(out.minimum[k] >= -Most && out.maximum[k] <= Most && out.minimum[k] <= out.maximum[k]))
                out.empty = true;
        }
        std::array<float, Lanes> squared{};
        const auto measure = [&] {
            std::array<bool, Lanes> odd{};
            out.sphere = out.around_box();
            each([&](const Four& at) {
                for (std::size_t lane = 0; lane < Lanes; ++lane) {
                    float distance = 0;
                    for (std::size_t k = 0; k < 3; ++k)
                        distance += (at[3 * lane + k] - out.sphere[k]) * (at[3 * lane + k] - out.sphere[k]);
                    squared[lane] = distance > squared[lane] && distance <= Most ? distance : squared[lane];
                    odd[lane] |= !(distance <= Most);
                }
            });
            return std::find(odd.begin(), odd.end(), true) != odd.end();
        };
        if (out.empty || measure()) {
            // Not all is finite: position by position, then.
            out = {};
            each([&](const Four& at) {
                for (std::size_t lane = 0; lane < Lanes; ++lane)
                    out.add(at[3 * lane], at[3 * lane + 1], at[3 * lane + 2]);
            });
            if (out.empty) return out;
            squared = {};
            (void)measure();
        }
        out.sphere[3] = std::sqrt(*std::max_element(squared.begin(), squared.end()));
        return out;
    }
};

/// A model being made: tables written, chunks zeroed and writable until `emit`.
class NewModel {
  public:
    /// Lays `tables` out in `output`. Bounds of meshes and the model may be written later, through `rows`.
    /// Errors: TooLarge for 2^32 rows, OutOfMemory.
    static Result<NewModel> in(Output output, const ModelTables& tables) {
        NewModel model;
        model.output_ = output;
        Status status;
        const auto write = [&]<class Row>(std::uint32_t tag, const std::vector<Row>& rows) -> std::span<Row> {
            if (!status || rows.empty()) return {};
            if (rows.size() >= SINTER_MODEL_NONE) {
                status = {Code::TooLarge, "a model has at most 4294967294 rows of a kind"};
                return {};
            }
            auto table = model.output_.template add_table<Row>(tag, SINTER_MODEL_VERSION,
                                                               static_cast<std::uint32_t>(rows.size()));
            if (!table) {
                status = std::move(table).error();
                return {};
            }
            std::copy(rows.begin(), rows.end(), table->begin());
            return *table;
        };
        auto head = model.output_.add_table<sinter_model_row>(SINTER_MODEL_TABLE, SINTER_MODEL_VERSION, 1);
        if (!head) return std::move(head).error();
        model.row_ = *head;
        model.row_[0] = tables.row;
        write(SINTER_MODEL_SCENE_TABLE, tables.scenes);
        write(SINTER_MODEL_NODE_TABLE, tables.nodes);
        write(SINTER_MODEL_WEIGHT_TABLE, tables.node_weights);
        model.meshes_ = write(SINTER_MODEL_MESH_TABLE, tables.meshes);
        write(SINTER_MODEL_TARGET_TABLE, tables.targets);
        model.primitives_ = write(SINTER_MODEL_PRIMITIVE_TABLE, tables.primitives);
        write(SINTER_MODEL_STREAM_TABLE, tables.streams);
        model.attributes_ = write(SINTER_MODEL_ATTRIBUTE_TABLE, tables.attributes);
        const auto ranges = write(SINTER_MODEL_RANGE_TABLE, tables.ranges);
        const auto lods = write(SINTER_MODEL_LOD_TABLE, tables.lods);
        write(SINTER_MODEL_SKIN_TABLE, tables.skins);
        model.joints_ = write(SINTER_MODEL_JOINT_TABLE, tables.joints);
        write(SINTER_MODEL_MATERIAL_TABLE, tables.materials);
        write(SINTER_MODEL_VARIANT_TABLE, tables.variants);
        write(SINTER_MODEL_VARIANT_MATERIAL_TABLE, tables.variant_materials);
        write(SINTER_MODEL_CAMERA_TABLE, tables.cameras);
        write(SINTER_MODEL_LIGHT_TABLE, tables.lights);
        if (!status) return std::move(status).error();
        if (auto written = tables.texts.write_to(model.output_); !written) return std::move(written).error();

        std::vector<std::span<std::uint8_t>> chunks;
        for (const auto size : tables.chunk_sizes) {
            auto chunk = model.output_.add_chunk(SINTER_MODEL_CHUNK, size);
            if (!chunk) return std::move(chunk).error();
            chunks.push_back(*chunk);
        }
        // Shared ranges have the stride of whichever stream comes first: those of equal bytes have equal
        // strides.
        model.vertices_.resize(ranges.size());
        for (const auto& stream : tables.streams)
            for (std::uint32_t i = stream.first_range; i < stream.first_range + stream.range_count; ++i)
                model.vertices_[i] = slice(chunks, ranges[i].chunk, ranges[i].offset,
                                           std::uint64_t{ranges[i].vertex_count} * stream.stride);
        for (const auto& lod : lods)
            model.indices_.push_back(
                slice(chunks, lod.chunk, lod.offset, std::uint64_t{lod.index_count} * lod.index_bytes));
        return model;
    }
    /// Bytes of a row of `ranges`.
    [[nodiscard]] std::span<std::uint8_t> vertices(std::uint32_t range) const { return vertices_[range]; }
    /// Bytes of the indices of a row of `lods`, aligned to 16.
    [[nodiscard]] std::span<std::uint8_t> indices(std::uint32_t lod) const { return indices_[lod]; }

    // Rows that may still change: bounds and extremes are known when the vertices are.
    [[nodiscard]] sinter_model_row& row() const { return row_[0]; }
    [[nodiscard]] std::span<sinter_model_mesh_row> meshes() const { return meshes_; }
    [[nodiscard]] std::span<sinter_model_primitive_row> primitives() const { return primitives_; }
    [[nodiscard]] std::span<sinter_model_attribute_row> attributes() const { return attributes_; }
    [[nodiscard]] std::span<sinter_model_joint_row> joints() const { return joints_; }
    /// Sets the joint counts and bounds of meshes, and the bounds of the model, from those of the primitives:
    /// a primitive of no vertices has none.
    void sum_up() const {
        ModelBounds all;
        for (auto& mesh : meshes_) {
            ModelBounds bounds;
            mesh.joint_count = 0;
            for (const auto& primitive : primitives_.subspan(mesh.first_primitive, mesh.primitive_count)) {
                if (primitive.vertex_count != 0) bounds.add(ModelBounds::of(primitive));
                mesh.joint_count = std::max(mesh.joint_count, primitive.joint_count);
            }
            if (mesh.primitive_count == 1) bounds = ModelBounds::of(primitives_[mesh.first_primitive]);
            bounds.write_to(mesh);
            if (mesh.primitive_count != 0) all.add(bounds);
        }
        all.write_to(row_[0]);
    }
    [[nodiscard]] const Output& output() const { return output_; }

  private:
    NewModel() = default;
    static std::span<std::uint8_t> slice(const std::vector<std::span<std::uint8_t>>& chunks,
                                         std::uint32_t chunk, std::uint64_t offset, std::uint64_t size) {
        if (size == 0) return {};
        return chunks[chunk].subspan(static_cast<std::size_t>(offset), static_cast<std::size_t>(size));
    }

    Output output_;
    std::span<sinter_model_row> row_;
    std::span<sinter_model_mesh_row> meshes_;
    std::span<sinter_model_primitive_row> primitives_;
    std::span<sinter_model_attribute_row> attributes_;
    std::span<sinter_model_joint_row> joints_;
    std::vector<std::span<std::uint8_t>> vertices_, indices_;
};

/// A decoder's new model; emit it with job.emit(model->output()). One whose materials are dependencies is
/// made with job.new_asset and NewModel::in, since rows store their indices.
inline Result<NewModel> new_model(DecodeJob& job, const ModelTables& tables) {
    auto output = job.new_asset(AssetType::Model);
    if (!output) return std::move(output).error();
    return NewModel::in(*output, tables);
}
/// A processor's new model, with the input's foreign tables and its dependencies passed through.
inline Result<NewModel> new_model(ProcessJob& job, const ModelTables& tables) {
    auto output = job.new_asset();
    if (!output) return std::move(output).error();
    if (auto passed = job.pass_through(*output, ModelTableTags); !passed) return std::move(passed).error();
    return NewModel::in(*output, tables);
}

}  // namespace sinter
