// SPDX-License-Identifier: Apache-2.0
// SceneReader: what Assimp read, as a model, its materials, textures and animations. Nothing in an aiScene is
// trusted: counts and indices are checked wherever they are used.
#pragma once

#include <map>
#include <unordered_map>

#include <assimp/scene.h>

#include "model_writer.hpp"
#include "names.hpp"
#include "space.hpp"

namespace sinter::model_assimp {

/// Threads: one. Lifetime: within the job; `scene` outlives it.
class SceneReader {
  public:
    SceneReader(DecodeJob& job, const aiScene& scene, const Space& space)
        : job_(job), scene_(scene), space_(space) {}

    /// The root's matrix holds the axes and the unit, and was made part of the space.
    void leave_out_root_matrix() { skip_root_matrix_ = true; }

    /// Emits every product. Errors: Corrupt, TooLarge, Cancelled, OutOfMemory.
    Status read();

  private:
    struct Node {
        const aiNode* node;
        std::uint32_t row;
    };
    /// A bone as a skin has it.
    using JointKey = std::pair<std::uint32_t, std::array<float, 16>>;
    struct Skin {
        std::map<JointKey, std::uint32_t> joint_of;
        std::vector<JointKey> joints;
    };
    struct Influence {
        std::uint32_t joint;
        float weight;
    };
    /// Joints of the vertices of a mesh: the strongest first, `sets` times four for each vertex.
    struct Weights {
        std::uint32_t sets = 0;
        std::uint32_t joint_count = 0;
        std::vector<std::uint16_t> joints;
        std::vector<float> weights;
    };
    /// The meshes of a node, in the order in which it names them.
    using MeshList = std::vector<unsigned>;

    // scene_nodes.cpp
    Status read_nodes();
    void add_nodes(const aiNode& node, std::uint32_t parent);
    [[nodiscard]] std::uint32_t row_of(const aiString& name) const;
    void add_cameras();
    void add_lights();
    std::uint32_t add_child(std::uint32_t parent, std::string_view name, const aiVector3D& position,
                            const aiVector3D& forward, const aiVector3D& up);
    void set_transform(sinter_model_node_row& row, const aiMatrix4x4& matrix);

    // scene_meshes.cpp
    Status read_meshes();
    Status add_mesh(const MeshList& list, const std::string& name, std::uint32_t skin);
    Status add_primitive(const aiMesh& mesh, const Weights* weights);
    void add_attributes(const aiMesh& mesh);
    void add_targets(const aiMesh& mesh);

    // scene_skins.cpp
    [[nodiscard]] bool is_skinned(const MeshList& list) const;
    std::uint32_t add_skin(const MeshList& list, const std::string& name);
    [[nodiscard]] const Weights* weights_of(unsigned mesh, std::uint32_t skin);

    // scene_materials.cpp
    Status read_materials();
    Status emit_material(unsigned index);
    Status add_texture(const aiMaterial& material, class MaterialFields& fields, const char* field,
                       std::initializer_list<aiTextureType> types);

    // scene_textures.cpp
    /// What a material refers to: a path, or "#label" of an embedded picture. Empty: there is no such
    /// texture.
    std::string texture_path(std::string_view named, bool is_color);
    Status emit_textures();

    // scene_animations.cpp
    Status emit_animations();
    Status emit_animation(const aiAnimation& animation, const std::string& label);

    DecodeJob& job_;
    const aiScene& scene_;
    Space space_;
    bool skip_root_matrix_ = false;
    Labels labels_;
    ModelWriter writer_;
    Output output_;
    std::vector<Node> nodes_;
    std::unordered_map<std::string, std::uint32_t> rows_by_name_;
    std::map<MeshList, std::pair<std::uint32_t, std::uint32_t>> mesh_rows_;  ///< mesh and skin
    std::vector<Skin> skins_;
    std::map<std::pair<unsigned, std::uint32_t>, Weights> weights_;
    std::vector<std::uint32_t> material_rows_;  ///< by Assimp's index
    std::vector<std::string> animation_labels_;
    std::map<std::string, std::string, std::less<>> known_textures_;  ///< by what materials call them
    std::map<unsigned, bool> embedded_;  ///< those in use: whether they are colours
    bool has_odd_faces_ = false;
};

}  // namespace sinter::model_assimp
