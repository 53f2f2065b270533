// SPDX-License-Identifier: Apache-2.0
#include "models.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sinter::test {
namespace {

template <class Row>
void add_rows(OwnedAsset& asset, std::uint32_t tag, const std::vector<Row>& rows) {
    if (rows.empty()) return;
    auto* to =
        *asset.add_table(tag, SINTER_MODEL_VERSION, sizeof(Row), static_cast<std::uint32_t>(rows.size()));
    std::memcpy(to, rows.data(), rows.size() * sizeof(Row));
}

std::uint32_t next_random(std::uint32_t& state) {
    state = state * 1664525u + 1013904223u;
    return state >> 8;
}

}  // namespace

const PluginRunner& plugin() {
    static const PluginRunner runner{PluginUnderTest};
    return runner;
}

Attribute attribute(sinter_semantic semantic, std::uint32_t components, std::vector<float> values,
                    std::uint32_t set, std::uint32_t target) {
    Attribute out;
    out.semantic = semantic;
    out.set = set;
    out.components = components;
    out.target = target;
    out.values = std::move(values);
    return out;
}

Geometry triangles(std::vector<float> positions, std::vector<std::uint32_t> indices) {
    Geometry out;
    out.vertex_count = static_cast<std::uint32_t>(positions.size() / 3);
    out.attributes.push_back(attribute(SINTER_SEMANTIC_POSITION, 3, std::move(positions)));
    out.levels.push_back({std::move(indices), out.vertex_count, 0});
    return out;
}

Geometry torus(std::uint32_t around, std::uint32_t across, float bumps) {
    const auto turn = [](std::uint32_t i, std::uint32_t n) {
        return 6.283185307f * static_cast<float>(i % n) / static_cast<float>(n);
    };
    std::vector<float> positions, normals, texcoords;
    std::vector<std::uint32_t> indices;
    for (std::uint32_t y = 0; y <= across; ++y)
        for (std::uint32_t x = 0; x <= around; ++x) {
            const float u = turn(x, around), v = turn(y, across);
            const float radius = 0.35f + bumps * std::sin(5 * u) * std::sin(3 * v);
            const float nx = std::cos(v) * std::cos(u), ny = std::sin(v), nz = std::cos(v) * std::sin(u);
            positions.insert(positions.end(),
                             {std::cos(u) + radius * nx, radius * ny, std::sin(u) + radius * nz});
            normals.insert(normals.end(), {nx, ny, nz});
            texcoords.insert(texcoords.end(), {static_cast<float>(x) / static_cast<float>(around),
                                               static_cast<float>(y) / static_cast<float>(across)});
        }
    for (std::uint32_t y = 0; y < across; ++y)
        for (std::uint32_t x = 0; x < around; ++x) {
            const std::uint32_t a = y * (around + 1) + x, b = a + 1, c = a + around + 1, d = c + 1;
            indices.insert(indices.end(), {a, c, b, b, c, d});
        }
    auto out = triangles(std::move(positions), std::move(indices));
    out.attributes.push_back(attribute(SINTER_SEMANTIC_NORMAL, 3, std::move(normals)));
    out.attributes.push_back(attribute(SINTER_SEMANTIC_TEXCOORD, 2, std::move(texcoords)));
    return out;
}

Geometry shuffled(const Geometry& geometry, std::uint32_t seed) {
    auto out = geometry;
    std::vector<std::uint32_t> order(geometry.vertex_count);
    std::iota(order.begin(), order.end(), 0u);
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[next_random(seed) % i]);
    models::remap_vertices(out, order, geometry.vertex_count);
    auto& indices = out.levels[0].indices;
    for (std::size_t i = indices.size() / 3; i > 1; --i)
        std::swap_ranges(indices.begin() + static_cast<std::ptrdiff_t>(3 * (i - 1)),
                         indices.begin() + static_cast<std::ptrdiff_t>(3 * i),
                         indices.begin() + static_cast<std::ptrdiff_t>(3 * (next_random(seed) % (i - 1))));
    return out;
}

OwnedAsset model_of(const std::vector<Geometry>& primitives,
                    const std::function<void(ModelTables&)>& change) {
    ModelTables tables;
    tables.add_mesh("mesh");
    auto node = plain_node();
    node.mesh = 0;
    tables.nodes.push_back(node);
    std::size_t targets = 0;
    for (const auto& primitive : primitives)
        for (const auto& one : primitive.attributes)
            if (one.target != SINTER_MODEL_NONE) targets = std::max<std::size_t>(targets, one.target + 1);
    for (std::size_t i = 0; i < targets; ++i) tables.add_target("target " + std::to_string(i), 0);
    ModelBounds all;
    for (const auto& primitive : primitives) {
        sinter_model_primitive_row row{};
        row.material = SINTER_MODEL_NONE;
        row.topology = primitive.topology;
        row.vertex_count = primitive.vertex_count;
        const auto& positions = *primitive.find(SINTER_SEMANTIC_POSITION);
        const auto bounds = ModelBounds::of_positions(
            reinterpret_cast<const std::uint8_t*>(positions.values.data()), 12, primitive.vertex_count);
        bounds.write_to(row);
        all.add(bounds);
        for (const auto& one : primitive.attributes)
            if (one.semantic == SINTER_SEMANTIC_JOINTS)
                for (const float joint : one.values)
                    row.joint_count = std::max(row.joint_count, static_cast<std::uint32_t>(joint) + 1);
        tables.meshes[0].joint_count = std::max(tables.meshes[0].joint_count, row.joint_count);
        tables.add_primitive(row);
        for (const auto& one : primitive.attributes) {
            tables.add_stream(4 * one.components, one.target);
            tables.add_attribute(
                plain_attribute(one.semantic, one.set, {one.components, 4, VertexNumeric::Sfloat}));
            tables.add_range(0, primitive.vertex_count);
        }
        tables.add_lod(0, primitive.vertex_count,
                       static_cast<std::uint32_t>(primitive.levels[0].indices.size()), 4);
    }
    all.write_to(tables.meshes[0]);
    all.write_to(tables.row);
    if (change) change(tables);

    OwnedAsset asset{AssetType::Model};
    add_rows(asset, SINTER_MODEL_TABLE, std::vector{tables.row});
    add_rows(asset, SINTER_MODEL_NODE_TABLE, tables.nodes);
    add_rows(asset, SINTER_MODEL_MESH_TABLE, tables.meshes);
    add_rows(asset, SINTER_MODEL_TARGET_TABLE, tables.targets);
    add_rows(asset, SINTER_MODEL_PRIMITIVE_TABLE, tables.primitives);
    add_rows(asset, SINTER_MODEL_STREAM_TABLE, tables.streams);
    add_rows(asset, SINTER_MODEL_ATTRIBUTE_TABLE, tables.attributes);
    add_rows(asset, SINTER_MODEL_RANGE_TABLE, tables.ranges);
    add_rows(asset, SINTER_MODEL_LOD_TABLE, tables.lods);
    add_rows(asset, SINTER_MODEL_SKIN_TABLE, tables.skins);
    add_rows(asset, SINTER_MODEL_JOINT_TABLE, tables.joints);
    add_rows(asset, SINTER_MODEL_MATERIAL_TABLE, tables.materials);
    // Names are not what these tests are about: every text range reads from one long string.
    add_rows(asset, SINTER_STRING_TABLE, std::vector<char>(4096, 'x'));
    auto* chunk =
        *asset.add_chunk(SINTER_MODEL_CHUNK, 64, tables.chunk_sizes.empty() ? 0 : tables.chunk_sizes[0]);
    for (std::size_t p = 0; p < primitives.size(); ++p) {
        const auto& row = tables.primitives[p];
        for (std::uint32_t s = 0; s < row.stream_count; ++s) {
            const auto& range = tables.ranges[tables.streams[row.first_stream + s].first_range];
            const auto& from = primitives[p].attributes[s].values;
            std::memcpy(chunk + range.offset, from.data(), from.size() * sizeof(float));
        }
        const auto& indices = primitives[p].levels[0].indices;
        if (!indices.empty())
            std::memcpy(chunk + tables.lods[row.first_lod].offset, indices.data(), 4 * indices.size());
    }
    return asset;
}

std::optional<OwnedAsset> run(std::string_view step, const OwnedAsset& asset, const RunOptions& options) {
    const auto view = asset.view();
    auto result = plugin().process(step, view.abi(), options);
    if (!result.status) throw std::runtime_error(std::string{step} + ": " + result.status.error().text);
    if (result.products.empty()) return std::nullopt;
    return std::move(result.products[0].asset);
}

OwnedAsset run_all(std::initializer_list<std::string_view> steps, OwnedAsset asset,
                   const RunOptions& options) {
    for (const auto step : steps)
        if (auto next = run(step, asset, options)) asset = *std::move(next);
    if (!Model{asset.view()}.valid()) throw std::runtime_error("a step made a model that is not valid");
    return asset;
}

std::vector<float> values(const Model& model, std::uint32_t primitive, sinter_semantic semantic,
                          std::uint32_t set, std::uint32_t target) {
    const auto row = model.primitives[primitive];
    const auto found = model.find(row, semantic, set, target);
    if (!found) throw std::runtime_error("no such attribute");
    return model.values(row, *found);
}

sinter_model_attribute_row attribute_row(const Model& model, std::uint32_t primitive,
                                         sinter_semantic semantic, std::uint32_t set) {
    const auto found = model.find(model.primitives[primitive], semantic, set);
    if (!found) throw std::runtime_error("no such attribute");
    return model.attributes[found->attribute];
}

std::string bytes_of(const OwnedAsset& asset) {
    std::string out;
    const auto view = asset.view();
    for (const auto& table : view.tables())
        out.append(reinterpret_cast<const char*>(table.rows), std::size_t{table.stride} * table.count);
    for (const auto& chunk : view.chunks())
        out.append(reinterpret_cast<const char*>(chunk.bytes.data),
                   static_cast<std::size_t>(chunk.bytes.size));
    return out;
}

}  // namespace sinter::test
