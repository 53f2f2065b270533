// SPDX-License-Identifier: Apache-2.0
// Nodes, cameras and lights.
#include <cmath>

#include "angle.hpp"
#include "scene.hpp"

namespace sinter::model_assimp {
namespace {

constexpr std::size_t MostNodes = 1U << 20;

bool is_finite(const aiMatrix4x4& m) {
    for (unsigned line = 0; line < 4; ++line)
        for (unsigned column = 0; column < 4; ++column)
            if (!std::isfinite(m[line][column])) return false;
    return true;
}

/// Column-major.
void store(const aiMatrix4x4& m, float* to) {
    for (unsigned line = 0; line < 4; ++line)
        for (unsigned column = 0; column < 4; ++column) to[4 * column + line] = m[line][column];
}

/// 0 for what a file may claim and no light has.
float sane(float value) {
    return std::isfinite(value) && value > 0 ? value : 0.0F;
}

aiVector3D unit(const aiVector3D& v, const aiVector3D& otherwise) {
    const float length = std::sqrt(v.x * v.x + v.y * v.y + v.z * v.z);
    return std::isfinite(length) && length > 1e-12F ? v / length : otherwise;
}

}  // namespace

void SceneReader::set_transform(sinter_model_node_row& row, const aiMatrix4x4& matrix) {
    if (!is_finite(matrix)) {
        job_.warn("a node's transform is not finite; it stays at its parent's place");
        return;
    }
    store(matrix, row.matrix);
    aiVector3D scale, position;
    aiQuaternion rotation;
    matrix.Decompose(scale, rotation, position);
    const float length = std::sqrt(rotation.x * rotation.x + rotation.y * rotation.y +
                                   rotation.z * rotation.z + rotation.w * rotation.w);
    if (!std::isfinite(length) || length < 1e-6F)
        rotation = aiQuaternion{1, 0, 0, 0};
    else
        rotation =
            aiQuaternion{rotation.w / length, rotation.x / length, rotation.y / length, rotation.z / length};
    const aiMatrix4x4 again{scale, rotation, position};
    float most = 0, size = 0;
    for (unsigned line = 0; line < 4; ++line)
        for (unsigned column = 0; column < 4; ++column) {
            most = std::max(most, std::abs(again[line][column] - matrix[line][column]));
            if (column < 3 && line < 3) size = std::max(size, std::abs(matrix[line][column]));
        }
    // Sheared, or flat: the parts do not say it all.
    row.has_matrix = most > size * 1e-4F ? 1 : 0;
    for (unsigned i = 0; i < 3; ++i) {
        row.translation[i] = position[i];
        row.scale[i] = scale[i];
    }
    const float turned[] = {rotation.x, rotation.y, rotation.z, rotation.w};
    std::copy_n(turned, 4, row.rotation);
}

void SceneReader::add_nodes(const aiNode& node, std::uint32_t parent) {
    auto& tables = writer_.tables;
    auto row = plain_node();
    const auto name = clean_text(node.mName);
    row.name = tables.texts.add(name);
    row.parent = parent;
    if (parent != SINTER_MODEL_NONE || !skip_root_matrix_)
        set_transform(row, space_.matrix(node.mTransformation));
    if (parent == SINTER_MODEL_NONE) row.scene_mask = 1;
    const auto own = static_cast<std::uint32_t>(tables.nodes.size());
    rows_by_name_.try_emplace(std::string{bytes_of(node.mName)}, own);
    tables.nodes.push_back(row);
    nodes_.push_back({&node, own});
}

Status SceneReader::read_nodes() {
    auto& tables = writer_.tables;
    tables.scenes.push_back({});
    tables.row.default_scene = 0;
    add_nodes(*scene_.mRootNode, SINTER_MODEL_NONE);
    // Breadth first: parents come before their children, however deep it goes.
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        const auto [node, row] = nodes_[i];
        if (node->mNumChildren > MostNodes - std::min(nodes_.size(), MostNodes))
            return {Code::TooLarge, "over 1048576 nodes"};
        for (unsigned child = 0; child < node->mNumChildren; ++child)
            if (node->mChildren[child]) add_nodes(*node->mChildren[child], row);
    }
    add_cameras();
    add_lights();
    return {};
}

std::uint32_t SceneReader::row_of(const aiString& name) const {
    const auto found = rows_by_name_.find(std::string{bytes_of(name)});
    return found == rows_by_name_.end() ? SINTER_MODEL_NONE : found->second;
}

std::uint32_t SceneReader::add_child(std::uint32_t parent, std::string_view name, const aiVector3D& position,
                                     const aiVector3D& forward, const aiVector3D& up) {
    auto& tables = writer_.tables;
    const aiVector3D back = unit(space_.direction(forward) * -1.0F, {0, 0, 1});
    aiVector3D right = space_.direction(up) ^ back;
    const aiVector3D spare = std::abs(back.y) < 0.9F ? aiVector3D{0, 1, 0} : aiVector3D{1, 0, 0};
    right = unit(right, unit(spare ^ back, {1, 0, 0}));
    const aiVector3D above = back ^ right;
    const aiVector3D at = space_.position(position);
    const aiMatrix4x4 matrix{right.x, above.x, back.x, at.x, right.y, above.y, back.y, at.y,
                             right.z, above.z, back.z, at.z, 0,       0,       0,      1};
    auto row = plain_node();
    row.name = tables.texts.add(name);
    row.parent = parent;
    set_transform(row, matrix);
    if (parent == SINTER_MODEL_NONE) row.scene_mask = 1;
    tables.nodes.push_back(row);
    return static_cast<std::uint32_t>(tables.nodes.size() - 1);
}

void SceneReader::add_cameras() {
    auto& tables = writer_.tables;
    for (unsigned i = 0; i < scene_.mNumCameras; ++i) {
        const auto& camera = *scene_.mCameras[i];
        const auto name = clean_text(camera.mName);
        sinter_model_camera_row row{};
        row.name = tables.texts.add(name);
        row.aspect_ratio = sane(camera.mAspect);
        row.near_plane = sane(camera.mClipPlaneNear) * space_.unit_metres();
        row.far_plane = sane(camera.mClipPlaneFar) * space_.unit_metres();
        if (row.near_plane <= 0) row.near_plane = 0.01F;
        if (row.far_plane <= row.near_plane) row.far_plane = 0;
        if (const float half_width = sane(camera.mOrthographicWidth); half_width > 0) {
            row.is_orthographic = 1;
            row.y_fov = half_width * space_.unit_metres() / (row.aspect_ratio > 0 ? row.aspect_ratio : 1);
        } else {
            // Assimp has half the angle of the width.
            const double half = std::min<double>(sane(camera.mHorizontalFOV), 1.5);
            const double ratio = row.aspect_ratio > 0 ? static_cast<double>(row.aspect_ratio) : 1.0;
            row.y_fov = static_cast<float>(half > 0 ? 2 * arc_tangent(tangent(half) / ratio) : Pi / 4);
        }
        const auto node = add_child(row_of(camera.mName), name, camera.mPosition, camera.mLookAt, camera.mUp);
        tables.nodes[node].camera = static_cast<std::uint32_t>(tables.cameras.size());
        tables.cameras.push_back(row);
    }
}

void SceneReader::add_lights() {
    auto& tables = writer_.tables;
    for (unsigned i = 0; i < scene_.mNumLights; ++i) {
        const auto& light = *scene_.mLights[i];
        sinter_model_light_row row{};
        switch (light.mType) {
            case aiLightSource_DIRECTIONAL:
                row.kind = SINTER_LIGHT_DIRECTIONAL;
                break;
            case aiLightSource_POINT:
                row.kind = SINTER_LIGHT_POINT;
                break;
            case aiLightSource_SPOT:
                row.kind = SINTER_LIGHT_SPOT;
                break;
            default:
                job_.warn("an ambient or area light is left out");
                continue;
        }
        const auto name = clean_text(light.mName);
        row.name = tables.texts.add(name);
        const float color[] = {sane(light.mColorDiffuse.r), sane(light.mColorDiffuse.g),
                               sane(light.mColorDiffuse.b)};
        row.intensity = std::max({color[0], color[1], color[2]});
        for (unsigned k = 0; k < 3; ++k) row.color[k] = row.intensity > 0 ? color[k] / row.intensity : 1.0F;
        if (row.kind == SINTER_LIGHT_SPOT) {
            const float widest = static_cast<float>(Pi / 2);
            row.outer_cone = std::min(sane(light.mAngleOuterCone) / 2, widest);
            if (row.outer_cone <= 0) row.outer_cone = static_cast<float>(Pi / 4);
            row.inner_cone = std::min(sane(light.mAngleInnerCone) / 2, row.outer_cone * 0.999F);
        }
        const auto node = add_child(row_of(light.mName), name, light.mPosition, light.mDirection, light.mUp);
        tables.nodes[node].light = static_cast<std::uint32_t>(tables.lights.size());
        tables.lights.push_back(row);
    }
}

}  // namespace sinter::model_assimp
