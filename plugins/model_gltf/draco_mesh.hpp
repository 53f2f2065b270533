// SPDX-License-Identifier: Apache-2.0
// KHR_draco_mesh_compression: the vertices and triangles of a primitive, packed by Draco.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "accessors.hpp"

namespace draco {
class Mesh;
}

namespace model_gltf {

/// A primitive unpacked. Lifetime of what it gives: the document's.
class DracoMesh {
  public:
    /// Throws Refusal when the bytes are no Draco mesh.
    DracoMesh(Document& document, Buffers& buffers, const Object& extension);
    ~DracoMesh();
    DracoMesh(const DracoMesh&) = delete;
    DracoMesh& operator=(const DracoMesh&) = delete;

    [[nodiscard]] bool has(const std::string& semantic) const { return ids_.contains(semantic); }
    /// The attribute, as the accessor of that semantic describes it. Throws Refusal when counts or types do
    /// not agree.
    [[nodiscard]] Accessor attribute(const std::string& semantic, Accessor described,
                                     const std::string& place);
    /// Three 32-bit indices for each triangle.
    [[nodiscard]] Accessor indices();

  private:
    Document& document_;
    std::map<std::string, std::uint32_t> ids_;  ///< semantic → attribute of the Draco mesh
    std::unique_ptr<draco::Mesh> mesh_;
};

}  // namespace model_gltf
