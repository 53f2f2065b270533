// SPDX-License-Identifier: Apache-2.0
// RawMesh: what the readers of simple formats collect. Three to a vertex, two of uvs, four of colours.
#pragma once

#include <string>
#include <vector>

#include <sinter/plugin.hpp>

#include "space.hpp"

namespace sinter::model_assimp {

struct RawMesh {
    std::string name = {};
    std::vector<float> positions = {}, normals = {}, uvs = {},
                       colors = {};  ///< all but positions may be empty
    /// Triangles and lines; without both, vertices are triangles in order, or points.
    std::vector<std::uint32_t> triangles = {}, lines = {};
    bool is_cloud = false;
};

/// One node for each mesh, below none. Errors: those of ModelWriter::emit.
Status emit_meshes(DecodeJob& job, const std::vector<RawMesh>& meshes, const Space& space,
                   std::string_view generator);

/// The settings `up_axis` and `unit_metres`, which every decoder of this plugin has; `auto` and 0 give the
/// defaults.
Space chosen_space(DecodeJob& job, const Space& otherwise);

/// STL: text or binary. Errors: Corrupt, Cancelled, OutOfMemory.
Status decode_stl(DecodeJob& job);
/// PLY: text or binary, in either order of bytes. Errors: Corrupt, Unsupported, Cancelled, OutOfMemory.
Status decode_ply(DecodeJob& job);

}  // namespace sinter::model_assimp
