// SPDX-License-Identifier: Apache-2.0
// MikkTSpace: the tangent space that normal maps are baked for. Morten S. Mikkelsen, "Simulation of Wrinkled
// Surfaces Revisited", 2008, section 3.2 and appendix; and the page "MikkTSpace" of the Blender and
// MikkTSpace wikis.
//
// In short: corners with the same position, normal and texture coordinate are one vertex. Triangles whose
// texture is mirrored and those whose is not never share a tangent. Around a vertex, corners of triangles
// that follow each other over common edges, and are mirrored alike, form a group. The tangent of a group is
// the mean of its triangles' unit tangents, each projected into the plane of the vertex normal and weighted
// by the angle of its corner in that plane. Triangles without area on the texture give no tangent of their
// own and take part in the group of a neighbour; triangles without area in space have no edges, and take the
// tangent of another corner of the same vertex.
#pragma once

#include <array>
#include <vector>

#include "geometry.hpp"

namespace sinter::models {

struct CornerTangents {
    /// Of each corner: x y z, a unit vector in the plane of the normal, and w: the bitangent is w *
    /// cross(normal, tangent). As in glTF 2.0 (section 3.7.2.1) texture coordinates grow downwards and the
    /// bitangent points up.
    std::vector<std::array<float, 4>> of_corner;
    std::uint32_t without_direction = 0;  ///< corners where the texture gives none: any vector in the plane
};

/// `indices`: three a triangle, below the number of vertices of each attribute. `positions` and `normals`
/// have three components, `texcoords` two. Normals are of unit length.
[[nodiscard]] CornerTangents corner_tangents(const std::vector<std::uint32_t>& indices,
                                             const Attribute& positions, const Attribute& normals,
                                             const Attribute& texcoords, std::uint32_t vertex_count);

}  // namespace sinter::models
