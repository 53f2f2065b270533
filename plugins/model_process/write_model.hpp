// SPDX-License-Identifier: Apache-2.0
// Writing: from geometry and the codecs of its attributes to the tables and chunks of a model.
#pragma once

#include <sinter/model_job.hpp>

#include "vertex_codec.hpp"

namespace sinter::models {

/// Interleaved attributes of all vertices.
struct CodedStream {
    std::uint32_t stride = 0;  ///< bytes, a multiple of 4
    std::uint32_t target = SINTER_MODEL_NONE;
    std::vector<CodedAttribute> attributes;

    /// Appends an attribute; its offset is filled in.
    void add(CodedAttribute attribute);
};

struct CodedPrimitive {
    const Geometry* geometry = nullptr;
    std::vector<CodedStream> streams;
    bool narrow_indices = false;  ///< 16 bits where the level's vertices allow it, else 32
};

/// Each attribute as floats in a stream of its own, joints as integers: what steps hand to each other.
[[nodiscard]] CodedPrimitive plain(const Geometry& geometry);

/// Emits the model of `tables`, of ModelTables::without_geometry, with these primitives, one for each row,
/// laid out coarse to fine. Bounds, joint counts and extremes are filled in. Errors: Corrupt (vertices use
/// joints that a skin does not have), TooLarge, OutOfMemory, Cancelled.
Status write_model(ProcessJob& job, const Model& input, ModelTables& tables,
                   std::span<const CodedPrimitive> primitives);

}  // namespace sinter::models
