// SPDX-License-Identifier: Apache-2.0
#include "preview_model_pose.hpp"

namespace sinter::cli {
namespace {

using Matrix = std::array<float, 16>;  // column-major

Matrix times(const Matrix& a, const float* b) {
    Matrix out{};
    for (std::size_t column = 0; column < 4; ++column)
        for (std::size_t line = 0; line < 4; ++line)
            for (std::size_t k = 0; k < 4; ++k) out[4 * column + line] += a[4 * k + line] * b[4 * column + k];
    return out;
}

Vec3f place(const Matrix& m, const Vec3f& p) {
    return {m[0] * p[0] + m[4] * p[1] + m[8] * p[2] + m[12], m[1] * p[0] + m[5] * p[1] + m[9] * p[2] + m[13],
            m[2] * p[0] + m[6] * p[1] + m[10] * p[2] + m[14]};
}

/// By the matrix of cofactors: right for uneven scales, and for mirrors.
Vec3f turn(const Matrix& m, const Vec3f& n) {
    const auto cofactor = [&](std::size_t a, std::size_t b, std::size_t i, std::size_t j) {
        return m[4 * a + i] * m[4 * b + j] - m[4 * a + j] * m[4 * b + i];
    };
    const Vec3f columns[3] = {{cofactor(1, 2, 1, 2), cofactor(1, 2, 2, 0), cofactor(1, 2, 0, 1)},
                              {cofactor(2, 0, 1, 2), cofactor(2, 0, 2, 0), cofactor(2, 0, 0, 1)},
                              {cofactor(0, 1, 1, 2), cofactor(0, 1, 2, 0), cofactor(0, 1, 0, 1)}};
    Vec3f out{};
    for (std::size_t k = 0; k < 3; ++k)
        for (std::size_t i = 0; i < 3; ++i) out[i] += columns[k][i] * n[k];
    return out;
}

/// Nodes below the roots of the default scene.
std::vector<bool> shown_nodes(const Model& model) {
    const auto scene = model.row().default_scene;
    std::vector<bool> shown(model.nodes.size());
    bool any = false;
    for (std::uint32_t i = 0; i < model.nodes.size(); ++i) {
        const auto node = model.nodes[i];
        const bool root = scene < 64 && ((node.scene_mask >> scene) & 1) != 0;
        shown[i] = root || (node.parent != SINTER_MODEL_NONE && shown[node.parent]);
        any = any || shown[i];
    }
    if (!any) shown.assign(shown.size(), true);
    return shown;
}

class Poser {
  public:
    explicit Poser(const Model& model) : model_(model), world_(model.world_matrices()) {}

    std::vector<PosedPrimitive> pose() {
        const auto shown = shown_nodes(model_);
        for (std::uint32_t i = 0; i < model_.nodes.size(); ++i) {
            const auto node = model_.nodes[i];
            if (!shown[i] || node.mesh == SINTER_MODEL_NONE) continue;
            const auto mesh = model_.meshes[node.mesh];
            for (std::uint32_t k = 0; k < mesh.primitive_count; ++k)
                add(i, node, mesh, model_.primitives[mesh.first_primitive + k]);
        }
        // A model without nodes shows its meshes where they are.
        if (model_.nodes.empty())
            for (std::uint32_t k = 0; k < model_.primitives.size(); ++k) {
                sinter_model_node_row node{};
                node.skin = node.first_weight = SINTER_MODEL_NONE;
                const auto primitive = model_.primitives[k];
                add(SINTER_MODEL_NONE, node, model_.meshes[primitive.mesh], primitive);
            }
        return std::move(out_);
    }

  private:
    /// The finest level whose vertices and indices are there.
    bool choose_level(const sinter_model_primitive_row& primitive, PosedPrimitive& to) const {
        const auto at = model_.find(primitive, SINTER_SEMANTIC_POSITION);
        if (!at || model_.attributes[at->attribute].components != 3) return false;
        for (std::uint32_t level = 0; level < primitive.lod_count; ++level) {
            const auto lod = model_.lods[primitive.first_lod + level];
            const auto values = model_.values(*at, 0, lod.vertex_count);
            to.indices = model_.indices(lod);
            if (values.empty() || to.indices.empty()) continue;
            to.positions.resize(lod.vertex_count);
            for (std::size_t i = 0; i < to.positions.size(); ++i)
                to.positions[i] = {values[3 * i], values[3 * i + 1], values[3 * i + 2]};
            return true;
        }
        return false;
    }
    template <std::size_t N>
    std::vector<std::array<float, N>> read(const sinter_model_primitive_row& primitive,
                                           sinter_semantic semantic, std::size_t count, std::uint32_t set = 0,
                                           std::uint32_t target = SINTER_MODEL_NONE) const {
        std::vector<std::array<float, N>> out;
        const auto at = model_.find(primitive, semantic, set, target);
        if (!at) return out;
        const auto width = value_count(model_.attributes[at->attribute]);
        const auto values = model_.values(*at, 0, static_cast<std::uint32_t>(count));
        if (values.size() != count * width) return out;
        out.resize(count);
        for (std::size_t i = 0; i < count; ++i)
            for (std::size_t k = 0; k < N; ++k) out[i][k] = k < width ? values[i * width + k] : 1.0F;
        return out;
    }
    [[nodiscard]] float weight(const sinter_model_node_row& node, const sinter_model_mesh_row& mesh,
                               std::uint32_t target) const {
        if (node.first_weight != SINTER_MODEL_NONE)
            return target < node.weight_count ? model_.node_weights[node.first_weight + target] : 0;
        return model_.targets[mesh.first_target + target].weight;
    }
    void morph(const sinter_model_node_row& node, const sinter_model_mesh_row& mesh,
               const sinter_model_primitive_row& primitive, PosedPrimitive& to) const {
        for (std::uint32_t target = 0; target < mesh.target_count; ++target) {
            const float amount = weight(node, mesh, target);
            if (amount == 0) continue;
            const auto add = [&](sinter_semantic semantic, std::vector<Vec3f>& values) {
                const auto moved = read<3>(primitive, semantic, values.size(), 0, target);
                for (std::size_t i = 0; i < moved.size(); ++i)
                    for (std::size_t k = 0; k < 3; ++k) values[i][k] += amount * moved[i][k];
            };
            add(SINTER_SEMANTIC_POSITION, to.positions);
            add(SINTER_SEMANTIC_NORMAL, to.normals);
        }
    }
    /// Where each joint of a skin takes its vertices.
    std::vector<Matrix> joint_matrices(std::uint32_t skin) const {
        const auto row = model_.skins[skin];
        std::vector<Matrix> out;
        for (std::uint32_t i = 0; i < row.joint_count; ++i) {
            const auto joint = model_.joints[row.first_joint + i];
            out.push_back(times(world_[joint.node], joint.inverse_bind));
        }
        return out;
    }
    bool skin(std::uint32_t skin, const sinter_model_primitive_row& primitive, PosedPrimitive& to) const {
        const auto matrices = joint_matrices(skin);
        const auto count = to.positions.size();
        std::vector<Matrix> blended(count);
        bool any = false;
        for (std::uint32_t set = 0; set < 16; ++set) {
            const auto joints = read<4>(primitive, SINTER_SEMANTIC_JOINTS, count, set);
            const auto weights = read<4>(primitive, SINTER_SEMANTIC_WEIGHTS, count, set);
            if (joints.empty() || weights.empty()) break;
            any = true;
            for (std::size_t i = 0; i < count; ++i)
                for (std::size_t k = 0; k < 4; ++k) {
                    const auto joint = static_cast<std::size_t>(joints[i][k]);
                    if (weights[i][k] == 0 || joint >= matrices.size()) continue;
                    for (std::size_t m = 0; m < 16; ++m) blended[i][m] += weights[i][k] * matrices[joint][m];
                }
        }
        if (!any) return false;
        for (std::size_t i = 0; i < count; ++i) {
            to.positions[i] = place(blended[i], to.positions[i]);
            if (!to.normals.empty()) to.normals[i] = turn(blended[i], to.normals[i]);
        }
        return true;
    }
    void add(std::uint32_t node_row, const sinter_model_node_row& node, const sinter_model_mesh_row& mesh,
             const sinter_model_primitive_row& primitive) {
        PosedPrimitive posed;
        if (!choose_level(primitive, posed)) return;
        const auto count = posed.positions.size();
        posed.material = primitive.material;
        posed.topology = primitive.topology;
        posed.normals = read<3>(primitive, SINTER_SEMANTIC_NORMAL, count);
        posed.uvs = read<2>(primitive, SINTER_SEMANTIC_TEXCOORD, count);
        posed.colors = read<4>(primitive, SINTER_SEMANTIC_COLOR, count);
        morph(node, mesh, primitive, posed);
        const bool skinned =
            node.skin != SINTER_MODEL_NONE && primitive.joint_count != 0 && skin(node.skin, primitive, posed);
        if (!skinned && node_row != SINTER_MODEL_NONE) {
            for (auto& position : posed.positions) position = place(world_[node_row], position);
            for (auto& normal : posed.normals) normal = turn(world_[node_row], normal);
        }
        out_.push_back(std::move(posed));
    }

    const Model& model_;
    std::vector<Matrix> world_;
    std::vector<PosedPrimitive> out_;
};

}  // namespace

std::vector<PosedPrimitive> pose_model(const Model& model) {
    return Poser{model}.pose();
}

}  // namespace sinter::cli
