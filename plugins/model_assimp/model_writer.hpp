// SPDX-License-Identifier: Apache-2.0
// ModelWriter: rows of a model, and what fills its vertices and indices once the host has given the memory.
#pragma once

#include <functional>

#include <sinter/model_job.hpp>

namespace sinter::model_assimp {

inline constexpr VertexFormat Float2{2, 4, VertexNumeric::Sfloat};
inline constexpr VertexFormat Float3{3, 4, VertexNumeric::Sfloat};
inline constexpr VertexFormat Float4{4, 4, VertexNumeric::Sfloat};
inline constexpr VertexFormat Uint16x4{4, 2, VertexNumeric::Uint};

/// Writes element `index` to `to`.
using Put = std::function<void(std::uint32_t index, std::uint8_t* to)>;

/// Each attribute is a stream of its own, each primitive has one level in chunk 0. Threads: one. What is
/// filled in later must outlive `emit`.
class ModelWriter {
  public:
    ModelTables tables;

    /// A primitive of the last mesh; its first attribute is to be its positions.
    void begin_primitive(std::uint32_t material, sinter_topology topology, std::uint32_t vertex_count,
                         std::uint32_t joint_count = 0);
    /// Of the current primitive; `target` of the mesh, or none.
    void add_attribute(sinter_semantic semantic, std::uint32_t set, VertexFormat format, Put put,
                       std::uint32_t target = SINTER_MODEL_NONE);
    /// A primitive of the last mesh with the vertices of the one before.
    void begin_sharing_primitive(sinter_topology topology);
    /// Ends the current primitive. No indices: it draws its vertices in order.
    void end_primitive(std::vector<std::uint32_t> indices = {});

    /// Lays the model out, fills it and emits it as the main product. Errors: Cancelled, TooLarge,
    /// OutOfMemory.
    Status emit(DecodeJob& job, Output output) const;

  private:
    struct Attribute {
        std::uint32_t primitive, attribute, range, vertex_count, stride;
        bool is_position;
        Put put;
    };
    struct Indices {
        std::uint32_t lod;
        std::vector<std::uint32_t> values;
    };
    std::vector<Attribute> attributes_;
    std::vector<Indices> indices_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> sharers_;  ///< primitive, whose bounds it has
};

}  // namespace sinter::model_assimp
