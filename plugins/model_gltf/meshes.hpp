// SPDX-License-Identifier: Apache-2.0
// Meshes: primitives, attributes, indices and morph targets, first as rows and then as bytes in the asset.
#pragma once

#include <memory>

#include <sinter/model_job.hpp>

#include "draco_mesh.hpp"
#include "semantics.hpp"
#include "topology.hpp"

namespace model_gltf {

class Meshes {
  public:
    Meshes(Document& document, Buffers& buffers, Accessors& accessors);

    /// Adds the rows of all meshes. Throws Refusal for what is not whole or not allowed.
    void plan(sinter::ModelTables& tables);
    /// Writes vertices and indices into the model laid out by the same tables, and what only they tell:
    /// bounds and joint counts. Throws Refusal for indices out of range.
    void fill(const sinter::NewModel& model);

  private:
    struct Copy {
        std::uint32_t range;
        Accessor from;
    };
    /// What is known of a primitive until its bytes are written.
    struct Part {
        std::string place;
        std::uint32_t row = 0, lod = 0;
        Mode mode = Mode::Triangles;
        std::uint32_t vertex_count = 0;
        bool has_vertices = false;  ///< vertex_count is known: it may be 0
        std::optional<Accessor> indices;
        std::optional<Accessor> position;
        std::uint32_t position_attribute = 0;
        bool shares_vertices = false;  ///< with other primitives
        bool is_empty = false;         ///< draws nothing
        std::uint32_t index_bytes = 0;
        std::vector<std::pair<std::uint32_t, Accessor>> joints;  ///< with the ranges they are written to
        std::vector<Accessor> weights;
    };

    void plan_primitive(sinter::ModelTables& tables, const Object& object);
    void plan_attributes(sinter::ModelTables& tables, const Object& attributes, Part& part, DracoMesh* draco,
                         std::uint32_t target);
    void plan_indices(sinter::ModelTables& tables, const Object& object, Part& part, DracoMesh* draco);
    void plan_targets(sinter::ModelTables& tables, const Object& object, Part& part);
    void plan_variants(sinter::ModelTables& tables, const Object& object, const Part& part);
    void add_vertices(sinter::ModelTables& tables, const Accessor& accessor,
                      std::optional<std::uint32_t> index);
    void write_indices(const Part& part, std::span<std::uint8_t> to) const;
    void write_joints(const sinter::NewModel& model, const Part& part) const;
    void write_bounds(const sinter::NewModel& model, const Part& part);

    Document& document_;
    Buffers& buffers_;
    Accessors& accessors_;
    std::vector<Part> parts_;
    std::vector<Copy> copies_;
    std::map<std::uint32_t, std::uint32_t> streams_;  ///< accessor → first stream that has its vertices
    std::map<const std::uint8_t*, sinter::ModelBounds> bounds_;  ///< by the first byte of the positions
    std::map<std::uint32_t, std::uint32_t> position_uses_;  ///< accessor → primitives whose positions it has
};

}  // namespace model_gltf
