// SPDX-License-Identifier: Apache-2.0
#include "scene.hpp"

#include <cmath>

namespace model_gltf {
namespace {

constexpr std::uint32_t None = SINTER_MODEL_NONE;

void read_transform(sinter_model_node_row& row, const Object& node, Document& document) {
    const bool has_parts = node.numbers("translation", row.translation) |
                           node.numbers("rotation", row.rotation) | node.numbers("scale", row.scale);
    if (node.numbers("matrix", row.matrix)) {
        if (has_parts) document.warn_once(node.path() + ": a matrix and its parts; the matrix counts");
        row.has_matrix = 1;
        decompose(row);
        return;
    }
    float squared = 0;
    for (const float number : row.rotation) squared += number * number;
    const float length = std::sqrt(squared);
    if (!(length > 0) || !std::isfinite(length)) {
        document.warn_once(node.path() + ".rotation: no direction; no rotation is taken");
        for (float& number : row.rotation) number = 0;
        row.rotation[3] = 1;
    } else if (std::abs(squared - 1) > 1e-6F) {  // else rounding, which stays as it is
        for (float& number : row.rotation) number /= length;
    }
    compose(row);
}

}  // namespace

Scene::Scene(Document& document, Accessors& accessors) : document_(document), accessors_(accessors) {}

void Scene::plan(sinter::ModelTables& tables) {
    order_nodes();
    plan_cameras(tables);
    plan_lights(tables);
    plan_skins(tables);
    plan_nodes(tables);
    plan_scenes(tables);
}

void Scene::order_nodes() {
    const auto& nodes = document_.elements("nodes");
    const auto count = static_cast<std::uint32_t>(nodes.size());
    parents_.assign(count, None);
    std::vector<std::vector<std::uint32_t>> children(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        children[i] = nodes[i].indices("children", count, "node");
        for (const auto child : children[i]) {
            if (parents_[child] != None)
                nodes[i].refuse_member("children", "node " + std::to_string(child) + " has two parents");
            parents_[child] = i;
        }
    }
    // In the order of the file, except that a node waits for its parent.
    rows_.assign(count, None);
    std::vector<std::uint32_t> waiting;
    for (std::uint32_t i = 0; i < count; ++i) {
        if (parents_[i] != None) continue;
        waiting.push_back(i);
        while (!waiting.empty()) {
            const auto node = waiting.back();
            waiting.pop_back();
            rows_[node] = static_cast<std::uint32_t>(order_.size());
            order_.push_back(node);
            waiting.insert(waiting.end(), children[node].rbegin(), children[node].rend());
        }
    }
    if (order_.size() != count)
        for (std::uint32_t i = 0; i < count; ++i)
            if (rows_[i] == None) nodes[i].refuse_member("children", "the nodes form a circle");
    const bool in_order = [&] {
        for (std::uint32_t i = 0; i < count; ++i)
            if (parents_[i] != None && parents_[i] >= i) return false;
        return true;
    }();
    if (!in_order) return;
    // Most files have parents first: then rows are numbers.
    for (std::uint32_t i = 0; i < count; ++i) order_[i] = rows_[i] = i;
}

void Scene::plan_nodes(sinter::ModelTables& tables) {
    for (const auto number : order_) {
        const auto& node = document_.element("nodes", number);
        auto row = sinter::plain_node();
        row.name = tables.texts.add(node.text("name"));
        if (parents_[number] != None) row.parent = rows_[parents_[number]];
        row.mesh = node.index("mesh", tables.meshes.size(), "mesh").value_or(None);
        row.skin = node.index("skin", tables.skins.size(), "skin").value_or(None);
        row.camera = node.index("camera", tables.cameras.size(), "camera").value_or(None);
        if (const auto lights = node.extension("KHR_lights_punctual"))
            row.light = lights->need_index("light", tables.lights.size(), "light");
        read_transform(row, node, document_);
        const auto weights = node.numbers("weights");
        if (!weights.empty()) {
            if (row.mesh == None || weights.size() != tables.meshes[row.mesh].target_count) {
                document_.warn_once(node.path() + ".weights: another number than of morph targets; left out");
            } else {
                row.first_weight = static_cast<std::uint32_t>(tables.node_weights.size());
                row.weight_count = static_cast<std::uint32_t>(weights.size());
                tables.node_weights.insert(tables.node_weights.end(), weights.begin(), weights.end());
            }
        }
        tables.nodes.push_back(row);
    }
}

void Scene::plan_scenes(sinter::ModelTables& tables) const {
    const auto& scenes = document_.elements("scenes");
    const auto count = document_.count("nodes");
    for (std::size_t i = 0; i < scenes.size(); ++i) {
        const auto roots = scenes[i].indices("nodes", count, "node");
        if (i >= 64) {
            document_.warn_once("scenes after the 64th are left out");
            continue;
        }
        tables.scenes.push_back({tables.texts.add(scenes[i].text("name"))});
        for (const auto root : roots) tables.nodes[rows_[root]].scene_mask |= std::uint64_t{1} << i;
    }
    const auto chosen = document_.root().index("scene", scenes.size(), "scene");
    if (chosen && *chosen < tables.scenes.size()) tables.row.default_scene = *chosen;
}

void Scene::plan_skins(sinter::ModelTables& tables) const {
    for (const auto& skin : document_.elements("skins")) {
        const auto joints = skin.indices("joints", document_.count("nodes"), "node");
        if (joints.empty()) skin.refuse_member("joints", "at least one is wanted");
        sinter_model_skin_row row{};
        row.name = tables.texts.add(skin.text("name"));
        const auto skeleton = skin.index("skeleton", document_.count("nodes"), "node");
        row.skeleton = skeleton ? rows_[*skeleton] : None;
        row.first_joint = static_cast<std::uint32_t>(tables.joints.size());
        row.joint_count = static_cast<std::uint32_t>(joints.size());
        tables.skins.push_back(row);
        const Accessor* binds = nullptr;
        if (const auto index = skin.index("inverseBindMatrices", accessors_.size(), "accessor")) {
            binds = &accessors_.get(*index);
            if (binds->shape != Shape::Mat4 || !binds->is_float || binds->count < joints.size())
                skin.refuse_member("inverseBindMatrices", "a matrix of floats for each joint is wanted");
        }
        for (std::uint32_t i = 0; i < joints.size(); ++i) {
            sinter_model_joint_row joint{};
            joint.node = rows_[joints[i]];
            for (std::uint32_t k = 0; k < 16; ++k)
                joint.inverse_bind[k] = binds ? binds->number(i, k) : k % 5 == 0 ? 1.0F : 0.0F;
            tables.joints.push_back(joint);
        }
    }
}

void Scene::plan_cameras(sinter::ModelTables& tables) const {
    for (const auto& camera : document_.elements("cameras")) {
        sinter_model_camera_row row{};
        row.name = tables.texts.add(camera.text("name"));
        const auto kind = camera.text("type");
        if (kind == "perspective") {
            const auto lens = camera.need_object("perspective");
            row.y_fov = lens.need_number("yfov");
            row.aspect_ratio = lens.number("aspectRatio", 0);
            row.near_plane = lens.need_number("znear");
            row.far_plane = lens.number("zfar", 0);
        } else if (kind == "orthographic") {
            const auto lens = camera.need_object("orthographic");
            row.is_orthographic = 1;
            row.y_fov = lens.need_number("ymag");
            const float width = lens.need_number("xmag");
            if (row.y_fov == 0 || width == 0) lens.refuse_member("ymag", "xmag and ymag must not be 0");
            row.aspect_ratio = width / row.y_fov;
            row.near_plane = lens.need_number("znear");
            row.far_plane = lens.need_number("zfar");
        } else {
            camera.refuse_member("type", "perspective or orthographic is wanted");
        }
        tables.cameras.push_back(row);
    }
}

void Scene::plan_lights(sinter::ModelTables& tables) const {
    const auto extension = document_.root().extension("KHR_lights_punctual");
    if (!extension) return;
    constexpr float HalfPi = 1.57079637F, QuarterPi = 0.785398163F;
    extension->each("lights", [&](const Object& light, std::uint32_t) {
        sinter_model_light_row row{};
        row.name = tables.texts.add(light.text("name"));
        const auto kind = light.text("type");
        if (kind == "directional")
            row.kind = SINTER_LIGHT_DIRECTIONAL;
        else if (kind == "point")
            row.kind = SINTER_LIGHT_POINT;
        else if (kind == "spot")
            row.kind = SINTER_LIGHT_SPOT;
        else
            light.refuse_member("type", "directional, point or spot is wanted");
        std::fill_n(row.color, 3, 1.0F);
        (void)light.numbers("color", row.color);
        row.intensity = light.number("intensity", 1);
        row.range = light.number("range", 0);
        if (light.has("range") && !(row.range > 0)) light.refuse_member("range", "more than 0 is wanted");
        if (row.kind == SINTER_LIGHT_SPOT) {
            const auto spot = light.need_object("spot");
            row.inner_cone = spot.number("innerConeAngle", 0);
            row.outer_cone = spot.number("outerConeAngle", QuarterPi);
            if (!(row.inner_cone >= 0 && row.inner_cone < row.outer_cone && row.outer_cone <= HalfPi))
                spot.refuse_member("outerConeAngle",
                                   "angles from 0 to a right one are wanted, the outer one the larger");
        }
        tables.lights.push_back(row);
    });
}

}  // namespace model_gltf
