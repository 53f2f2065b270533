// SPDX-License-Identifier: Apache-2.0
// Writers of the simple exchange formats: Wavefront OBJ, PLY (Turk 1994), STL, Collada 1.4.1.
#pragma once

#include <string>
#include <string_view>

#include "byte_writer.hpp"
#include "mesh.hpp"

namespace sinter::samples {

/// Groups of an OBJ, each a mesh with a material of the .mtl.
struct ObjGroup {
    std::string_view name;
    std::string_view material;
    Mesh mesh;
};
/// Positions, texture coordinates (v upwards, as OBJ has it) and normals; shared by nothing.
std::string write_obj(std::string_view mtllib, const std::vector<ObjGroup>& groups);

enum class PlyForm { Text, LittleEndian, BigEndian };
/// Positions, normals and 8-bit colours where the mesh has them.
Bytes write_ply(const Mesh& mesh, PlyForm form);

/// Facet normals from the corners; in millimetres, Z up, as printers expect: `mesh` is turned and scaled.
Bytes write_binary_stl(const Mesh& mesh);
std::string write_text_stl(const Mesh& mesh, std::string_view name);

/// Inches, Z up: `mesh` is turned and scaled. One effect of that diffuse colour; the node turns around its
/// axis within four seconds.
std::string write_collada(const Mesh& mesh, std::string_view name, Vec4 diffuse);

}  // namespace sinter::samples
