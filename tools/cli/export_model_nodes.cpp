// SPDX-License-Identifier: Apache-2.0
// Nodes, skins, cameras, lights and scenes.
#include <algorithm>
#include <cmath>

#include "export_model_parts.hpp"

namespace sinter::cli {
namespace {

constexpr float HalfTurn = 1.57079632679F;  ///< widest cone of a spot light

float finite_or(float value, float otherwise) {
    return std::isfinite(value) ? value : otherwise;
}

class NodeExport {
  public:
    NodeExport(const Model& model, GlbBuilder& glb, const ExportedModel& exported)
        : model_(model),
          glb_(glb),
          exported_(exported),
          children_(model.nodes.size()),
          extra_(model.nodes.size()) {}

    std::uint32_t write() {
        for (std::uint32_t i = 0; i < model_.nodes.size(); ++i)
            if (const auto parent = model_.nodes[i].parent; parent != SINTER_MODEL_NONE)
                children_[parent].push_back(i);
        write_cameras();
        write_lights();
        // Joints that a skin names twice are nodes of their own, below what they stand for.
        next_node_ = model_.nodes.size();
        for (std::uint32_t i = 0; i < model_.skins.size(); ++i) write_skin(model_.skins[i]);
        for (std::uint32_t i = 0; i < model_.nodes.size(); ++i) glb_.add("nodes", node(i));
        for (const auto original : doubles_) {
            JsonObject json;
            if (const auto name = model_.text(model_.nodes[original].name); !name.empty())
                json.add("name", json_text(name));
            glb_.add("nodes", json.text());
        }
        return write_scenes();
    }

  private:
    [[nodiscard]] std::uint32_t root_of(std::uint32_t node) const {
        while (model_.nodes[node].parent != SINTER_MODEL_NONE) node = model_.nodes[node].parent;
        return node;
    }
    void write_skin(const sinter_model_skin_row& skin) {
        skins_.push_back(NoIndex);
        if (skin.joint_count == 0) return;
        std::vector<std::uint32_t> joints;
        std::vector<float> matrices;
        for (std::uint32_t i = 0; i < skin.joint_count; ++i) {
            const auto joint = model_.joints[skin.first_joint + i];
            auto own = joint.node;
            if (std::ranges::find(joints, own) != joints.end()) {
                own = next_node_++;
                doubles_.push_back(joint.node);
                extra_[joint.node].push_back(own);
            }
            joints.push_back(own);
            for (std::size_t k = 0; k < 16; ++k) {
                const float identity = k % 5 == 0 ? 1.0F : 0.0F;
                // The last row of an affine transform.
                matrices.push_back(k % 4 == 3 ? identity : finite_or(joint.inverse_bind[k], identity));
            }
            if (root_of(joint.node) != root_of(model_.joints[skin.first_joint].node))
                needs_common_root_ = true;
        }
        JsonObject json;
        if (const auto name = model_.text(skin.name); !name.empty()) json.add("name", json_text(name));
        json.add("joints", json_indices(joints));
        json.add("inverseBindMatrices",
                 glb_.add_floats(AccessorType::Mat4, matrices, GlbBuilder::Use::Other, false));
        skins_.back() = glb_.add("skins", json.text());
    }
    std::string node(std::uint32_t row) {
        const auto from = model_.nodes[row];
        JsonObject json;
        if (const auto name = model_.text(from.name); !name.empty()) json.add("name", json_text(name));
        auto children = children_[row];
        children.insert(children.end(), extra_[row].begin(), extra_[row].end());
        if (!children.empty()) json.add("children", json_indices(children));
        write_transform(json, from);
        if (from.mesh != SINTER_MODEL_NONE && exported_.meshes[from.mesh] != NoIndex) {
            json.add("mesh", exported_.meshes[from.mesh]);
            if (from.skin != SINTER_MODEL_NONE && skins_[from.skin] != NoIndex &&
                exported_.skinned_meshes[from.mesh])
                json.add("skin", skins_[from.skin]);
            if (from.first_weight != SINTER_MODEL_NONE && from.weight_count != 0 &&
                from.weight_count == model_.meshes[from.mesh].target_count) {
                std::vector<float> weights;
                for (std::uint32_t i = 0; i < from.weight_count; ++i)
                    weights.push_back(model_.node_weights[from.first_weight + i]);
                json.add("weights", json_numbers(weights));
            }
        }
        if (from.camera != SINTER_MODEL_NONE) json.add("camera", from.camera);
        if (from.light != SINTER_MODEL_NONE)
            json.add("extensions",
                     "{\"KHR_lights_punctual\":{\"light\":" + std::to_string(from.light) + "}}");
        return json.text();
    }
    /// As translation, rotation and scale: an animation may move them, and glTF has no sheared matrices.
    static void write_transform(JsonObject& json, const sinter_model_node_row& node) {
        const auto moves = [](const float* values, std::size_t count, float rest) {
            return std::any_of(values, values + count, [&](float value) { return value != rest; });
        };
        if (moves(node.translation, 3, 0)) json.add("translation", json_numbers(node.translation));
        float length = 0;
        for (const float part : node.rotation) length += part * part;
        length = std::sqrt(length);
        if (length > 1e-6F && std::isfinite(length) && moves(node.rotation, 3, 0)) {
            std::array<float, 4> rotation{};
            for (std::size_t i = 0; i < 4; ++i)
                rotation[i] = std::clamp(node.rotation[i] / length, -1.0F, 1.0F);
            json.add("rotation", json_numbers(rotation));
        }
        if (moves(node.scale, 3, 1)) json.add("scale", json_numbers(node.scale));
    }
    void write_cameras() {
        for (std::uint32_t i = 0; i < model_.cameras.size(); ++i) {
            const auto from = model_.cameras[i];
            JsonObject json, lens;
            if (const auto name = model_.text(from.name); !name.empty()) json.add("name", json_text(name));
            const float near_plane =
                from.near_plane > 0 && std::isfinite(from.near_plane) ? from.near_plane : 0.01F;
            const bool ends = from.far_plane > near_plane && std::isfinite(from.far_plane);
            const float ratio =
                from.aspect_ratio > 0 && std::isfinite(from.aspect_ratio) ? from.aspect_ratio : 0.0F;
            const float opening = from.y_fov > 0 && std::isfinite(from.y_fov) ? from.y_fov : 0.8F;
            if (from.is_orthographic) {
                lens.add("xmag", json_number(opening * (ratio > 0 ? ratio : 1)))
                    .add("ymag", json_number(opening));
                lens.add("znear", json_number(near_plane));
                lens.add("zfar", json_number(ends ? from.far_plane : near_plane + 10000));
            } else {
                lens.add("yfov", json_number(std::min(opening, 3.1F))).add("znear", json_number(near_plane));
                if (ends) lens.add("zfar", json_number(from.far_plane));
                if (ratio > 0) lens.add("aspectRatio", json_number(ratio));
            }
            const std::string kind = from.is_orthographic ? "orthographic" : "perspective";
            glb_.add("cameras", json.add("type", json_text(kind)).add(kind, lens.text()).text());
        }
    }
    void write_lights() {
        std::string lights;
        for (std::uint32_t i = 0; i < model_.lights.size(); ++i) {
            const auto from = model_.lights[i];
            constexpr std::string_view kinds[] = {"", "directional", "point", "spot"};
            JsonObject json;
            if (const auto name = model_.text(from.name); !name.empty()) json.add("name", json_text(name));
            std::array<float, 3> color{};
            for (std::size_t k = 0; k < 3; ++k)
                color[k] = std::clamp(finite_or(from.color[k], 1), 0.0F, 1.0F);
            json.add("type", json_text(kinds[from.kind])).add("color", json_numbers(color));
            json.add("intensity", json_number(std::max(finite_or(from.intensity, 1), 0.0F)));
            if (from.range > 0 && from.kind != SINTER_LIGHT_DIRECTIONAL)
                json.add("range", json_number(from.range));
            if (from.kind == SINTER_LIGHT_SPOT) {
                float outer = finite_or(from.outer_cone, HalfTurn / 2);
                outer = std::clamp(outer, 1e-3F, HalfTurn);
                const float inner = std::clamp(finite_or(from.inner_cone, 0), 0.0F, outer * 0.9999F);
                JsonObject spot;
                spot.add("innerConeAngle", json_number(inner)).add("outerConeAngle", json_number(outer));
                json.add("spot", spot.text());
            }
            lights += (lights.empty() ? "" : ",") + json.text();
        }
        if (!lights.empty()) glb_.set_extension("KHR_lights_punctual", "{\"lights\":[" + lights + "]}");
    }
    std::uint32_t write_scenes() {
        std::vector<std::uint32_t> all_roots;
        for (std::uint32_t i = 0; i < model_.nodes.size(); ++i)
            if (model_.nodes[i].parent == SINTER_MODEL_NONE) all_roots.push_back(i);
        // Joints of one skin have one root in glTF.
        std::uint32_t common = NoIndex;
        if (needs_common_root_ && !all_roots.empty()) {
            JsonObject json;
            json.add("name", json_text("Root")).add("children", json_indices(all_roots));
            common = glb_.add("nodes", json.text());
        }
        const auto count = std::max<std::uint32_t>(std::min<std::uint32_t>(model_.scenes.size(), 64), 1);
        for (std::uint32_t scene = 0; scene < count; ++scene) {
            std::vector<std::uint32_t> roots;
            for (std::uint32_t i = 0; i < model_.nodes.size(); ++i) {
                const auto node = model_.nodes[i];
                const bool is_root = model_.scenes.empty() ? node.parent == SINTER_MODEL_NONE
                                                           : node.parent == SINTER_MODEL_NONE &&
                                                                 ((node.scene_mask >> scene) & 1) != 0;
                if (is_root) roots.push_back(i);
            }
            if (common != NoIndex && !roots.empty()) roots = {common};
            JsonObject json;
            if (scene < model_.scenes.size())
                if (const auto name = model_.text(model_.scenes[scene].name); !name.empty())
                    json.add("name", json_text(name));
            if (!roots.empty()) json.add("nodes", json_indices(roots));
            glb_.add("scenes", json.text());
        }
        const auto chosen = model_.row().default_scene;
        return chosen < count ? chosen : 0;
    }

    const Model& model_;
    GlbBuilder& glb_;
    const ExportedModel& exported_;
    std::vector<std::vector<std::uint32_t>> children_, extra_;
    std::vector<std::uint32_t> skins_;
    std::vector<std::uint32_t> doubles_;
    std::uint32_t next_node_ = 0;
    bool needs_common_root_ = false;
};

}  // namespace

std::uint32_t export_nodes(const Model& model, GlbBuilder& glb, const ExportedModel& exported) {
    return NodeExport{model, glb, exported}.write();
}

}  // namespace sinter::cli
