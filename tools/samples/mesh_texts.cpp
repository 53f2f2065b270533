// SPDX-License-Identifier: Apache-2.0
#include "mesh_texts.hpp"

#include <bit>
#include <charconv>

namespace sinter::samples {
namespace {

std::string text_of(float value) {
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, value == 0 ? 0.0F : value).ptr};
}

template <std::size_t N>
std::string line_of(std::string_view word, const std::array<float, N>& values) {
    std::string out{word};
    for (const float value : values) out += (out.empty() ? "" : " ") + text_of(value);
    return out + "\n";
}

/// Y up in metres → Z up, `scale` units a metre.
Vec3 upright(Vec3 p, float scale) {
    return {p[0] * scale, -p[2] * scale, p[1] * scale};
}

struct Facet {
    Vec3 normal;
    std::array<Vec3, 3> corners;
};

std::vector<Facet> facets_of(const Mesh& mesh) {
    std::vector<Facet> out;
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        Facet facet{};
        for (std::size_t k = 0; k < 3; ++k)
            facet.corners[k] = upright(mesh.positions[mesh.indices[i + k]], 1000);
        facet.normal =
            normalized(cross(facet.corners[1] - facet.corners[0], facet.corners[2] - facet.corners[0]));
        out.push_back(facet);
    }
    return out;
}

}  // namespace

std::string write_obj(std::string_view mtllib, const std::vector<ObjGroup>& groups) {
    std::string out = "# sinter-samples\nmtllib " + std::string{mtllib} + "\n";
    std::size_t first = 1;
    for (const auto& [name, material, mesh] : groups) {
        out += "o " + std::string{name} + "\n";
        for (const auto& position : mesh.positions) out += line_of("v", position);
        for (const auto& uv : mesh.uvs) out += line_of("vt", Vec2{uv[0], 1 - uv[1]});
        for (const auto& normal : mesh.normals) out += line_of("vn", normal);
        out += "usemtl " + std::string{material} + "\n";
        for (std::size_t i = 0; i < mesh.indices.size(); ++i) {
            const auto corner = std::to_string(first + mesh.indices[i]);
            out += (i % 3 == 0 ? "f " : " ") + corner + "/" + corner + "/" + corner;
            if (i % 3 == 2) out += "\n";
        }
        first += mesh.positions.size();
    }
    return out;
}

Bytes write_ply(const Mesh& mesh, PlyForm form) {
    constexpr std::string_view forms[] = {"ascii", "binary_little_endian", "binary_big_endian"};
    ByteWriter out;
    out.text("ply\nformat " + std::string{forms[static_cast<int>(form)]} +
             " 1.0\ncomment sinter-samples\nelement vertex " + std::to_string(mesh.positions.size()) + "\n");
    for (const char axis : {'x', 'y', 'z'}) out.text(std::string{"property float "} + axis + "\n");
    for (const auto* axis : {"nx", "ny", "nz"})
        if (!mesh.normals.empty()) out.text(std::string{"property float "} + axis + "\n");
    for (const auto* name : {"red", "green", "blue", "alpha"})
        if (!mesh.colors.empty()) out.text(std::string{"property uchar "} + name + "\n");
    out.text("element face " + std::to_string(mesh.indices.size() / 3) +
             "\nproperty list uchar int vertex_indices\nend_header\n");
    const bool text = form == PlyForm::Text;
    const auto word = [&](std::uint32_t value) {
        if (form == PlyForm::BigEndian)
            value = (value >> 24) | ((value >> 8) & 0xFF00) | ((value << 8) & 0xFF0000) | (value << 24);
        out.u32(value);
    };
    for (std::size_t i = 0; i < mesh.positions.size(); ++i) {
        std::vector<float> floats(mesh.positions[i].begin(), mesh.positions[i].end());
        if (!mesh.normals.empty())
            floats.insert(floats.end(), mesh.normals[i].begin(), mesh.normals[i].end());
        for (const float value : floats)
            text ? out.text(text_of(value) + " ") : word(std::bit_cast<std::uint32_t>(value));
        if (!mesh.colors.empty())
            for (const float value : mesh.colors[i])
                text ? out.text(std::to_string(to_unorm8(value)) + " ") : out.u8(to_unorm8(value));
        if (text) out.text("\n");
    }
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        text ? out.text("3") : out.u8(3);
        for (std::size_t k = 0; k < 3; ++k)
            text ? out.text(" " + std::to_string(mesh.indices[i + k])) : word(mesh.indices[i + k]);
        if (text) out.text("\n");
    }
    return out.take();
}

Bytes write_binary_stl(const Mesh& mesh) {
    const auto facets = facets_of(mesh);
    ByteWriter out;
    out.text("sinter-samples");
    out.zeros(80 - out.size());
    out.u32(static_cast<std::uint32_t>(facets.size()));
    for (const auto& facet : facets) {
        for (const auto& each : {facet.normal, facet.corners[0], facet.corners[1], facet.corners[2]})
            for (const float value : each) out.u32(std::bit_cast<std::uint32_t>(value));
        out.u16(0);
    }
    return out.take();
}

std::string write_text_stl(const Mesh& mesh, std::string_view name) {
    std::string out = "solid " + std::string{name} + "\n";
    for (const auto& facet : facets_of(mesh)) {
        out += line_of("facet normal", facet.normal) + "outer loop\n";
        for (const auto& corner : facet.corners) out += line_of("vertex", corner);
        out += "endloop\nendfacet\n";
    }
    return out + "endsolid " + std::string{name} + "\n";
}

std::string write_collada(const Mesh& mesh, std::string_view name, Vec4 diffuse) {
    const auto source = [](std::string_view id, const std::vector<Vec3>& values) {
        std::string data;
        for (const auto& value : values) data += line_of("", value);
        const std::string key{id};
        return "<source id=\"" + key + "\"><float_array id=\"" + key + "-array\" count=\"" +
               std::to_string(values.size() * 3) + "\">\n" + data +
               "</float_array><technique_common><accessor source=\"#" + key + "-array\" count=\"" +
               std::to_string(values.size()) +
               "\" stride=\"3\"><param name=\"X\" type=\"float\"/><param name=\"Y\" type=\"float\"/>"
               "<param name=\"Z\" type=\"float\"/></accessor></technique_common></source>\n";
    };
    std::vector<Vec3> positions, normals;
    for (const auto& position : mesh.positions) positions.push_back(upright(position, 1 / 0.0254F));
    for (const auto& normal : mesh.normals) normals.push_back(upright(normal, 1));
    std::string triangles;
    for (const auto index : mesh.indices) triangles += std::to_string(index) + " ";
    const std::string id{name};
    std::string out = R"(<?xml version="1.0" encoding="utf-8"?>
<COLLADA xmlns="http://www.collada.org/2005/11/COLLADASchema" version="1.4.1">
<asset><contributor><authoring_tool>sinter-samples</authoring_tool></contributor>
<created>2026-01-01T00:00:00</created><modified>2026-01-01T00:00:00</modified>
<unit name="inch" meter="0.0254"/><up_axis>Z_UP</up_axis></asset>
<library_effects><effect id="paint-fx"><profile_COMMON><technique sid="common"><phong><diffuse><color>)";
    out += text_of(diffuse[0]) + " " + text_of(diffuse[1]) + " " + text_of(diffuse[2]) + " " +
           text_of(diffuse[3]) + R"(</color></diffuse><shininess><float>20</float></shininess></phong>
</technique></profile_COMMON></effect></library_effects>
<library_materials><material id="paint" name="paint"><instance_effect url="#paint-fx"/></material></library_materials>
<library_geometries><geometry id="shape" name=")" +
           id + "\"><mesh>\n" + source("positions", positions) + source("normals", normals) +
           "<vertices id=\"corners\"><input semantic=\"POSITION\" source=\"#positions\"/>"
           "</vertices>\n<triangles material=\"paint\" count=\"" +
           std::to_string(mesh.indices.size() / 3) +
           "\"><input semantic=\"VERTEX\" source=\"#corners\" offset=\"0\"/><input semantic=\"NORMAL\" "
           "source=\"#normals\" offset=\"0\"/><p>" +
           triangles + "</p></triangles></mesh></geometry></library_geometries>\n";
    out += R"(<library_animations><animation id="turn">
<source id="turn-times"><float_array id="turn-times-array" count="3">0 2 4</float_array><technique_common>
<accessor source="#turn-times-array" count="3" stride="1"><param name="TIME" type="float"/></accessor></technique_common></source>
<source id="turn-angles"><float_array id="turn-angles-array" count="3">0 120 240</float_array><technique_common>
<accessor source="#turn-angles-array" count="3" stride="1"><param name="ANGLE" type="float"/></accessor></technique_common></source>
<source id="turn-kinds"><Name_array id="turn-kinds-array" count="3">LINEAR LINEAR LINEAR</Name_array><technique_common>
<accessor source="#turn-kinds-array" count="3" stride="1"><param name="INTERPOLATION" type="name"/></accessor></technique_common></source>
<sampler id="turn-sampler"><input semantic="INPUT" source="#turn-times"/><input semantic="OUTPUT" source="#turn-angles"/>
<input semantic="INTERPOLATION" source="#turn-kinds"/></sampler>
<channel source="#turn-sampler" target="spinner/rotate_z.ANGLE"/></animation></library_animations>
<library_visual_scenes><visual_scene id="scene"><node id="spinner" name=")" +
           id + R"("><rotate sid="rotate_z">0 0 1 0</rotate>
<instance_geometry url="#shape"><bind_material><technique_common><instance_material symbol="paint" target="#paint"/>
</technique_common></bind_material></instance_geometry></node></visual_scene></library_visual_scenes>
<scene><instance_visual_scene url="#scene"/></scene></COLLADA>
)";
    return out;
}

}  // namespace sinter::samples
