// SPDX-License-Identifier: Apache-2.0
// Writes glTF 2.0, as one GLB or as .gltf with its .bin (Khronos glTF 2.0, sections 3.6 and 4.4).
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "byte_writer.hpp"
#include "mesh.hpp"

namespace sinter::samples {

/// "1,0.5,-2": the shortest digits that read back as the same floats.
std::string numbers(std::span<const float> values);

/// Collects accessors and JSON objects; indices are those of glTF's arrays.
class GltfWriter {
  public:
    /// An object of a top-level array such as "nodes" or "materials", as JSON.
    std::uint32_t add(std::string_view array, std::string json);
    /// An extension that the file uses.
    void use_extension(std::string_view name, std::string json = {});

    /// Floats of "SCALAR", "VEC2", … "MAT4", with their bounds.
    std::uint32_t add_floats(std::string_view type, std::span<const float> values, bool is_vertex_data);
    std::uint32_t add_indices(std::span<const std::uint32_t> indices);
    /// Four bytes a vertex: joint numbers.
    std::uint32_t add_joints(std::span<const std::array<std::uint8_t, 4>> joints);
    /// A PNG inside the binary part.
    std::uint32_t add_image(std::string_view name, const Bytes& png);

    /// `"attributes":{…},"indices":n` of a mesh, for a primitive.
    std::string add_mesh(const Mesh& mesh, std::string more_attributes = {});

    [[nodiscard]] Bytes glb() const;
    /// The JSON of a .gltf whose buffer is the file `bin_uri`.
    [[nodiscard]] std::string gltf(std::string_view bin_uri) const { return json(bin_uri); }
    [[nodiscard]] const Bytes& bin() const { return bin_; }

  private:
    std::uint32_t add_view(std::span<const std::uint8_t> bytes, std::uint32_t target);
    [[nodiscard]] std::string json(std::string_view bin_uri) const;

    std::map<std::string, std::vector<std::string>, std::less<>> arrays_;
    std::map<std::string, std::string, std::less<>> extensions_;
    Bytes bin_;
};

}  // namespace sinter::samples
