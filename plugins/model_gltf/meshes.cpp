// SPDX-License-Identifier: Apache-2.0
#include "meshes.hpp"

namespace model_gltf {
namespace {

std::uint32_t mesh_targets(const Object& mesh) {
    std::uint32_t most = 0;
    mesh.each("primitives", [&](const Object& primitive, std::uint32_t) {
        most = std::max(most, primitive.count("targets"));
    });
    return most;
}

/// Names by convention (glTF 2.0, section 3.7.2.2); what else stands there is another program's.
std::vector<std::string> target_names(const Object& mesh) {
    std::vector<std::string> out;
    const auto extras = mesh.json().find("extras");
    if (extras == mesh.json().end() || !extras->is_object()) return out;
    const auto names = extras->find("targetNames");
    if (names == extras->end() || !names->is_array()) return out;
    for (const auto& name : *names) out.push_back(name.is_string() ? name.get<std::string>() : std::string{});
    return out;
}

}  // namespace

Meshes::Meshes(Document& document, Buffers& buffers, Accessors& accessors)
    : document_(document), buffers_(buffers), accessors_(accessors) {}

void Meshes::plan(sinter::ModelTables& tables) {
    const auto& meshes = document_.elements("meshes");
    for (const auto& mesh : meshes)
        mesh.each("primitives", [&](const Object& primitive, std::uint32_t) {
            const auto attributes = primitive.object("attributes");
            if (!attributes) return;
            if (const auto at = attributes->index("POSITION", accessors_.size(), "accessor"))
                ++position_uses_[*at];
        });
    for (std::size_t i = 0; i < meshes.size(); ++i) {
        const auto& mesh = meshes[i];
        if (mesh.count("primitives") == 0) mesh.refuse_member("primitives", "at least one is wanted");
        tables.add_mesh(mesh.text("name"));
        const auto targets = mesh_targets(mesh);
        const auto names = target_names(mesh);
        auto weights = mesh.numbers("weights");
        if (!weights.empty() && weights.size() != targets)
            document_.warn_once(mesh.path() + ": another number of weights than of morph targets");
        weights.resize(targets);
        for (std::uint32_t t = 0; t < targets; ++t)
            tables.add_target(t < names.size() ? names[t] : std::string{}, weights[t]);
        mesh.each("primitives",
                  [&](const Object& primitive, std::uint32_t) { plan_primitive(tables, primitive); });
        document_.checkpoint(0.1F + 0.3F * static_cast<float>(i + 1) / static_cast<float>(meshes.size()));
    }
}

void Meshes::plan_primitive(sinter::ModelTables& tables, const Object& object) {
    Part part;
    part.place = object.path();
    part.mode = static_cast<Mode>(object.index("mode", 7, "mode").value_or(4));
    sinter_model_primitive_row row{};
    row.topology = topology_of(part.mode);
    row.material =
        object.index("material", document_.count("materials"), "material").value_or(SINTER_MODEL_NONE);
    part.row = tables.add_primitive(row);

    std::optional<DracoMesh> draco;
    if (const auto packed = object.extension("KHR_draco_mesh_compression")) {
        if (part.mode != Mode::Triangles && part.mode != Mode::TriangleStrip)
            object.refuse_member("mode", "Draco packs triangles only");
        // What Draco gives is a list, whatever the primitive was packed from.
        part.mode = Mode::Triangles;
        draco.emplace(document_, buffers_, *packed);
    }
    if (const auto attributes = object.object("attributes"))
        plan_attributes(tables, *attributes, part, draco ? &*draco : nullptr, SINTER_MODEL_NONE);
    tables.primitives[part.row].vertex_count = part.vertex_count;
    plan_targets(tables, object, part);
    plan_indices(tables, object, part, draco ? &*draco : nullptr);
    plan_variants(tables, object, part);
    if (part.vertex_count == 0) document_.warn_once(part.place + ": no vertices");
    parts_.push_back(std::move(part));
}

void Meshes::plan_attributes(sinter::ModelTables& tables, const Object& attributes, Part& part,
                             DracoMesh* draco, std::uint32_t target) {
    const bool difference = target != SINTER_MODEL_NONE;
    std::map<Semantic, std::string> sorted;
    for (const auto& [name, value] : attributes.json().items()) sorted.emplace(parse_semantic(name), name);
    for (const auto& [semantic, name] : sorted) {
        const auto place = attributes.path() + "." + name;
        const auto index = attributes.need_index(name.c_str(), accessors_.size(), "accessor");
        const bool packed = draco && draco->has(name);
        const auto accessor =
            packed ? draco->attribute(name, accessors_.describe(index), place) : accessors_.get(index);
        check_semantic(semantic, accessor, difference, place);
        if (!difference && !part.has_vertices) {
            part.vertex_count = accessor.count;
            part.has_vertices = true;
        }
        if (accessor.count != part.vertex_count)
            corrupt(place + ": " + std::to_string(accessor.count) + " vertices (others have " +
                    std::to_string(part.vertex_count) + ")");
        if (accessor.components > 4 || accessor.is_padded()) {
            document_.warn_once(place + ": attributes of matrices are left out");
            continue;
        }
        if (semantic.kind == SINTER_SEMANTIC_CUSTOM && !name.starts_with('_'))
            document_.warn_once(place + ": no attribute of glTF; kept as a custom one");

        tables.add_stream((accessor.element_bytes() + 3) & ~3u, target);
        const bool integers =
            semantic.kind == SINTER_SEMANTIC_JOINTS || semantic.kind == SINTER_SEMANTIC_CUSTOM;
        auto row = sinter::plain_attribute(semantic.kind, semantic.set, accessor.vertex_format(integers));
        row.name = tables.texts.add(semantic.name);
        const auto attribute = tables.add_attribute(row);
        const bool is_joints = semantic.kind == SINTER_SEMANTIC_JOINTS;
        // Joints are not shared: what they may name depends on the weights beside them.
        add_vertices(tables, accessor, packed || is_joints ? std::nullopt : std::optional{index});
        if (difference) continue;
        if (is_joints) part.joints.emplace_back(tables.streams.back().first_range, accessor);
        if (semantic.kind == SINTER_SEMANTIC_WEIGHTS) part.weights.push_back(accessor);
        if (semantic.kind == SINTER_SEMANTIC_POSITION) {
            part.position = accessor;
            part.position_attribute = attribute;
            part.shares_vertices = !packed && position_uses_[index] > 1;
        }
    }
}

void Meshes::add_vertices(sinter::ModelTables& tables, const Accessor& accessor,
                          std::optional<std::uint32_t> index) {
    if (index) {
        const auto [known, is_new] =
            streams_.try_emplace(*index, static_cast<std::uint32_t>(tables.streams.size() - 1));
        if (!is_new) {
            tables.share_ranges(known->second);
            return;
        }
    }
    document_.claim(std::uint64_t{accessor.count} * tables.streams.back().stride);
    copies_.push_back({tables.add_range(0, accessor.count), accessor});
}

void Meshes::plan_targets(sinter::ModelTables& tables, const Object& object, Part& part) {
    object.each("targets", [&](const Object& target, std::uint32_t index) {
        plan_attributes(tables, target, part, nullptr, index);
    });
}

void Meshes::plan_indices(sinter::ModelTables& tables, const Object& object, Part& part, DracoMesh* draco) {
    if (draco) {
        part.indices = draco->indices();
    } else if (const auto index = object.index("indices", accessors_.size(), "accessor")) {
        part.indices = accessors_.get(*index);
        if (part.indices->shape != Shape::Scalar || !part.indices->is_unsigned_integer())
            object.refuse_member("indices", "unsigned integers are wanted");
    }
    const auto source = part.indices ? part.indices->count : part.vertex_count;
    const auto count = list_size(part.mode, source);
    if (is_list(part.mode) && count != source)
        document_.warn_once(part.place + ": the last vertices make no whole line or triangle");
    if (count > 0xfffffffeu)
        refuse(sinter::Code::TooLarge, part.place + ": " + std::to_string(count) + " indices");
    if (part.vertex_count == 0 && part.indices) corrupt(part.place + ": indices, but no vertices");
    // Every vertex once and in order needs no indices; a list that leaves vertices over does.
    const bool indexed = part.indices || count != part.vertex_count || !is_list(part.mode);
    if (!indexed || part.vertex_count == 0) {
        part.lod = tables.add_lod(0, part.vertex_count, 0, 0);
        return;
    }
    if (count == 0) {
        // A level of no indices would draw every vertex; one of a point, line or triangle of no size draws
        // nothing.
        document_.warn_once(part.place + ": too few vertices for a line or triangle");
        part.is_empty = true;
        part.lod = tables.add_lod(0, part.vertex_count, sinter::vertices_of(topology_of(part.mode)), 2);
        return;
    }
    part.index_bytes = part.indices                 ? std::max(part.indices->component_bytes, 2u)
                       : part.vertex_count > 0xffff ? 4u
                                                    : 2u;
    document_.claim(count * part.index_bytes);
    part.lod = tables.add_lod(0, part.vertex_count, static_cast<std::uint32_t>(count), part.index_bytes);
}

void Meshes::plan_variants(sinter::ModelTables& tables, const Object& object, const Part& part) {
    const auto extension = object.extension("KHR_materials_variants");
    if (!extension) return;
    extension->each("mappings", [&](const Object& mapping, std::uint32_t) {
        const auto material = mapping.need_index("material", document_.count("materials"), "material");
        for (const auto variant : mapping.indices("variants", tables.variants.size(), "variant"))
            tables.variant_materials.push_back({variant, part.row, material, 0});
    });
}

}  // namespace model_gltf
