// SPDX-License-Identifier: Apache-2.0
// Meshes: Assimp has one for each material; those of a node are the primitives of one mesh here.
#include <cmath>

#include "scene.hpp"

namespace sinter::model_assimp {
namespace {

template <std::size_t N>
void put(std::uint8_t* to, const std::array<float, N>& values) {
    std::memcpy(to, values.data(), sizeof values);
}

void put(std::uint8_t* to, const aiVector3D& v) {
    put(to, std::array{v.x, v.y, v.z});
}

/// Indices of the faces of one topology, those with other corners than `vertex_count` has left out.
struct Faces {
    std::array<std::vector<std::uint32_t>, 3> by_topology;
    bool odd = false;
};

Faces faces_of(const aiMesh& mesh, bool turn_over) {
    Faces out;
    for (unsigned i = 0; i < mesh.mNumFaces; ++i) {
        const auto& face = mesh.mFaces[i];
        bool fits = face.mNumIndices >= 1 && face.mNumIndices <= 3;
        for (unsigned k = 0; fits && k < face.mNumIndices; ++k) fits = face.mIndices[k] < mesh.mNumVertices;
        if (!fits) {
            out.odd = true;
            continue;
        }
        auto& to = out.by_topology[face.mNumIndices - 1];
        to.insert(to.end(), face.mIndices, face.mIndices + face.mNumIndices);
        if (turn_over && face.mNumIndices == 3) std::swap(to[to.size() - 1], to[to.size() - 2]);
    }
    return out;
}

}  // namespace

Status SceneReader::read_meshes() {
    auto& tables = writer_.tables;
    for (const auto& [node, row] : nodes_) {
        MeshList list;
        for (unsigned i = 0; i < node->mNumMeshes; ++i)
            if (node->mMeshes[i] < scene_.mNumMeshes) list.push_back(node->mMeshes[i]);
        if (list.empty()) continue;
        auto known = mesh_rows_.find(list);
        if (known == mesh_rows_.end()) {
            const auto name = clean_text(node->mName);
            const auto skin = is_skinned(list) ? add_skin(list, name) : SINTER_MODEL_NONE;
            const auto mesh = static_cast<std::uint32_t>(tables.meshes.size());
            // Before add_primitive asks for anything of it.
            known = mesh_rows_.emplace(list, std::pair{mesh, skin}).first;
            if (auto added = add_mesh(list, name, skin); !added) return added;
        }
        tables.nodes[row].mesh = known->second.first;
        tables.nodes[row].skin = known->second.second;
    }
    return {};
}

Status SceneReader::add_mesh(const MeshList& list, const std::string& name, std::uint32_t skin) {
    auto& tables = writer_.tables;
    const auto own_name = list.size() == 1 ? clean_text(scene_.mMeshes[list[0]]->mName) : std::string{};
    tables.add_mesh(own_name.empty() ? name : own_name);
    unsigned targets = 0;
    const aiMesh* most = nullptr;
    for (const auto index : list) {
        const auto& mesh = *scene_.mMeshes[index];
        if (mesh.mNumAnimMeshes <= targets) continue;
        targets = mesh.mNumAnimMeshes;
        most = &mesh;
    }
    for (unsigned i = 0; i < targets; ++i) {
        const auto& target = *most->mAnimMeshes[i];
        tables.add_target(clean_text(target.mName), std::isfinite(target.mWeight) ? target.mWeight : 0);
    }
    for (const auto index : list) {
        if (!job_.checkpoint(0.7F)) return Job::cancelled();
        const auto& mesh = *scene_.mMeshes[index];
        if (mesh.mNumVertices == 0 || !mesh.HasPositions()) continue;
        const auto* weights = skin == SINTER_MODEL_NONE ? nullptr : weights_of(index, skin);
        if (auto added = add_primitive(mesh, weights); !added) return added;
    }
    return {};
}

Status SceneReader::add_primitive(const aiMesh& mesh, const Weights* weights) {
    auto faces = faces_of(mesh, space_.mirrors());
    has_odd_faces_ = has_odd_faces_ || faces.odd;
    const auto material =
        mesh.mMaterialIndex < material_rows_.size() ? material_rows_[mesh.mMaterialIndex] : SINTER_MODEL_NONE;
    bool is_first = true;
    for (const std::uint32_t topology : {2U, 1U, 0U}) {
        auto& indices = faces.by_topology[topology];
        // Vertices without faces are a cloud of points.
        const bool cloud = topology == SINTER_TOPOLOGY_POINTS && is_first && mesh.mNumFaces == 0;
        if (indices.empty() && !cloud) continue;
        if (is_first) {
            writer_.begin_primitive(material, topology, mesh.mNumVertices,
                                    weights ? weights->joint_count : 0);
            add_attributes(mesh);
            if (weights) {
                for (std::uint32_t set = 0; set < weights->sets; ++set) {
                    const auto at = [weights, set](std::uint32_t i) {
                        return (std::size_t{i} * weights->sets + set) * 4;
                    };
                    writer_.add_attribute(SINTER_SEMANTIC_JOINTS, set, Uint16x4,
                                          [=](std::uint32_t i, std::uint8_t* to) {
                                              std::memcpy(to, weights->joints.data() + at(i), 8);
                                          });
                    writer_.add_attribute(SINTER_SEMANTIC_WEIGHTS, set, Float4,
                                          [=](std::uint32_t i, std::uint8_t* to) {
                                              std::memcpy(to, weights->weights.data() + at(i), 16);
                                          });
                }
            }
            add_targets(mesh);
        } else {
            writer_.begin_sharing_primitive(topology);
        }
        is_first = false;
        writer_.end_primitive(std::move(indices));
    }
    return {};
}

void SceneReader::add_attributes(const aiMesh& mesh) {
    const auto* space = &space_;
    const auto* m = &mesh;
    writer_.add_attribute(SINTER_SEMANTIC_POSITION, 0, Float3, [=](std::uint32_t i, std::uint8_t* to) {
        put(to, space->position(m->mVertices[i]));
    });
    if (mesh.HasNormals())
        writer_.add_attribute(SINTER_SEMANTIC_NORMAL, 0, Float3, [=](std::uint32_t i, std::uint8_t* to) {
            put(to, space->direction(m->mNormals[i]));
        });
    if (mesh.HasTangentsAndBitangents() && mesh.HasNormals())
        writer_.add_attribute(SINTER_SEMANTIC_TANGENT, 0, Float4, [=](std::uint32_t i, std::uint8_t* to) {
            const auto normal = space->direction(m->mNormals[i]), tangent = space->direction(m->mTangents[i]);
            const auto side = space->direction(m->mBitangents[i]);
            const float sign = (normal ^ tangent) * side < 0 ? -1.0F : 1.0F;
            put(to, std::array{tangent.x, tangent.y, tangent.z, sign});
        });
    for (unsigned set = 0; set < AI_MAX_NUMBER_OF_TEXTURECOORDS; ++set)
        if (mesh.HasTextureCoords(set))
            writer_.add_attribute(SINTER_SEMANTIC_TEXCOORD, set, Float2,
                                  [=](std::uint32_t i, std::uint8_t* to) {
                                      const auto& uv = m->mTextureCoords[set][i];
                                      put(to, std::array{uv.x, 1 - uv.y});
                                  });
    for (unsigned set = 0; set < AI_MAX_NUMBER_OF_COLOR_SETS; ++set)
        if (mesh.HasVertexColors(set))
            writer_.add_attribute(SINTER_SEMANTIC_COLOR, set, Float4, [=](std::uint32_t i, std::uint8_t* to) {
                const auto& color = m->mColors[set][i];
                put(to, std::array{color.r, color.g, color.b, color.a});
            });
}

void SceneReader::add_targets(const aiMesh& mesh) {
    const auto* space = &space_;
    const auto* m = &mesh;
    for (unsigned i = 0; i < mesh.mNumAnimMeshes; ++i) {
        const auto* target = mesh.mAnimMeshes[i];
        if (!target || target->mNumVertices != mesh.mNumVertices) continue;
        if (target->mVertices)
            writer_.add_attribute(
                SINTER_SEMANTIC_POSITION, 0, Float3,
                [=](std::uint32_t k, std::uint8_t* to) {
                    put(to, space->position(target->mVertices[k] - m->mVertices[k]));
                },
                i);
        if (target->mNormals && mesh.mNormals)
            writer_.add_attribute(
                SINTER_SEMANTIC_NORMAL, 0, Float3,
                [=](std::uint32_t k, std::uint8_t* to) {
                    put(to, space->direction(target->mNormals[k] - m->mNormals[k]));
                },
                i);
    }
}

}  // namespace sinter::model_assimp
