// SPDX-License-Identifier: Apache-2.0
// The processors of models, in the order in which they are meant to run. Settings: see plugin.toml. A model
// in its final form, or one that has levels where one is expected, goes on unchanged. Errors of all: Corrupt,
// Unsupported, TooLarge, OutOfMemory, Cancelled.
#pragma once

#include <sinter/plugin.hpp>

namespace sinter::models {

/// Welds equal vertices, drops degenerate triangles and what nobody uses, makes normals where there are none;
/// scales and flips where told to.
struct ModelClean : Processor {
    static constexpr std::string_view id = "model_clean";
    Status process(ProcessJob& job) override;
};

/// Gives triangles with normals and texture coordinates the tangents of MikkTSpace.
struct ModelTangents : Processor {
    static constexpr std::string_view id = "model_tangents";
    Status process(ProcessJob& job) override;
};

/// Levels of detail, and triangles and vertices in the order that GPUs like.
struct ModelLods : Processor {
    static constexpr std::string_view id = "model_lods";
    Status process(ProcessJob& job) override;
};

/// The final streams: quantised, interleaved, indices as narrow as they may be, chunks coarse to fine.
struct ModelPack : Processor {
    static constexpr std::string_view id = "model_pack";
    Status process(ProcessJob& job) override;
};

}  // namespace sinter::models
