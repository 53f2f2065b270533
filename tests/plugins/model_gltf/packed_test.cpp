// SPDX-License-Identifier: Apache-2.0
// Draco and meshoptimizer: what their own encoders packed comes back.
#include <draco/compression/encode.h>
#include <draco/mesh/triangle_soup_mesh_builder.h>
#include <meshoptimizer.h>

#include "gltf_file.hpp"

namespace sinter::test {

BOOST_AUTO_TEST_SUITE(model_gltf_packed)

BOOST_AUTO_TEST_CASE(meshopt_views_unpack_to_what_was_packed) {
    const Floats positions = {0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0};
    const std::vector<std::uint32_t> indices = {0, 1, 2, 0, 2, 3};
    ByteVector vertices(meshopt_encodeVertexBufferBound(4, 12));
    vertices.resize(meshopt_encodeVertexBuffer(vertices.data(), vertices.size(), positions.data(), 4, 12));
    meshopt_encodeIndexVersion(1);
    ByteVector triangles(meshopt_encodeIndexBufferBound(6, 4));
    triangles.resize(meshopt_encodeIndexBuffer(triangles.data(), triangles.size(), indices.data(), 6));
    const auto first = vertices.size(), second = triangles.size();
    const auto packed = [](std::size_t offset, std::size_t size, int stride, int count, const char* mode) {
        return "{'buffer':1,'byteLength':" + std::to_string(stride * count) +
               ",'extensions':{'EXT_meshopt_compression':{'buffer':0,'byteOffset':" + std::to_string(offset) +
               ",'byteLength':" + std::to_string(size) + ",'byteStride':" + std::to_string(stride) +
               ",'count':" + std::to_string(count) + ",'mode':'" + mode + "'}}}";
    };
    const auto text =
        "{'asset':{'version':'2.0'},'extensionsRequired':['EXT_meshopt_compression'],'meshes':[{'primitives':"
        "[{'attributes':"
        "{'POSITION':0},'indices':1}]}],'accessors':[{'bufferView':0,'componentType':5126,'count':4,'type':'"
        "VEC3'},"
        "{'bufferView':1,'componentType':5125,'count':6,'type':'SCALAR'}],'bufferViews':[" +
        packed(0, first, 12, 4, "ATTRIBUTES") + "," + packed(first, second, 4, 6, "TRIANGLES") +
        "],'buffers':[{'byteLength':" + std::to_string(first + second) +
        "},{'byteLength':72,'extensions':{'EXT_meshopt_compression':{'fallback':true}}}]}";
    const Decoded file{glb(text, vertices + triangles)};
    check_equal(file.values(0, SINTER_SEMANTIC_POSITION), positions);
    // The codec may turn a triangle, never over.
    BOOST_TEST(file.indices(0).size() == 6u);

    auto broken = vertices;
    broken[first / 2] ^= 0xff;
    broken[0] = 0;
    BOOST_TEST(failure_of(glb(text, broken + triangles)) ==
               "corrupt: glTF: bufferViews[0].extensions.EXT_meshopt_compression.byteLength: the packed data "
               "are broken");
}

BOOST_AUTO_TEST_CASE(draco_primitives_unpack_to_what_was_packed) {
    draco::TriangleSoupMeshBuilder builder;
    builder.Start(2);
    const auto id = builder.AddAttribute(draco::GeometryAttribute::POSITION, 3, draco::DT_FLOAT32);
    const float a[] = {0, 0, 0}, b[] = {1, 0, 0}, c[] = {1, 1, 0}, d[] = {0, 1, 0};
    builder.SetAttributeValuesForFace(id, draco::FaceIndex{0}, a, b, c);
    builder.SetAttributeValuesForFace(id, draco::FaceIndex{1}, a, c, d);
    const auto mesh = builder.Finalize();
    BOOST_REQUIRE(mesh);
    draco::EncoderBuffer bytes;
    draco::Encoder encoder;  // without quantisation: exact
    BOOST_REQUIRE(encoder.EncodeMeshToBuffer(*mesh, &bytes).ok());
    const ByteVector packed(bytes.data(), bytes.data() + bytes.size());
    const auto text = [&](int vertices) {
        return "{'asset':{'version':'2.0'},'extensionsRequired':['KHR_draco_mesh_compression'],'meshes':[{'"
               "primitives':["
               "{'attributes':{'POSITION':0},'indices':1,'extensions':{'KHR_draco_mesh_compression':{'"
               "bufferView':0,"
               "'attributes':{'POSITION':0}}}}]}],'accessors':[{'componentType':5126,'count':" +
               std::to_string(vertices) +
               ",'type':'VEC3'},{'componentType':5125,'count':6,'type':'SCALAR'}],'bufferViews':[{'buffer':0,"
               "'byteLength':" +
               std::to_string(packed.size()) +
               "}],'buffers':[{'byteLength':" + std::to_string(packed.size()) + "}]}";
    };
    const Decoded file{glb(text(4), packed)};
    const auto positions = file.values(0, SINTER_SEMANTIC_POSITION);
    const auto indices = file.indices(0);
    BOOST_REQUIRE(indices.size() == 6u);
    // Draco reorders vertices; the area of both triangles, which face +Z, stays.
    float area = 0;
    for (std::size_t i = 0; i < 6; i += 3) {
        const auto* p = &positions[3 * indices[i]];
        const auto* q = &positions[3 * indices[i + 1]];
        const auto* r = &positions[3 * indices[i + 2]];
        area += ((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])) / 2;
    }
    BOOST_TEST(area == 1.0F);

    BOOST_TEST(failure_of(glb(text(5), packed)) ==
               "corrupt: glTF: meshes[0].primitives[0].attributes.POSITION: the Draco mesh has 4 vertices "
               "(the accessor 5)");
    auto broken = packed;
    broken[0] = 'X';
    BOOST_TEST(failure_of(glb(text(4), broken)).starts_with("corrupt: glTF: "));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter::test
