// SPDX-License-Identifier: Apache-2.0
// Fuzzes the glTF decoder: JSON and GLB. GLB has no checksums, but lengths: they are made right again.
#include <draco/compression/encode.h>
#include <draco/mesh/triangle_soup_mesh_builder.h>
#include <meshoptimizer.h>

#include <algorithm>
#include <cstring>

#include "decoder_check.hpp"

namespace sinter::fuzz {
namespace {

constexpr std::uint32_t Magic = 0x46546c67, Json = 0x4e4f534a, Binary = 0x004e4942;

void put(Bytes& out, std::uint32_t word) {
    const auto at = out.size();
    out.resize(at + 4);
    std::memcpy(out.data() + at, &word, 4);
}

Bytes glb(std::string text, const Bytes& binary) {
    std::replace(text.begin(), text.end(), '\'', '"');
    while (text.size() % 4 != 0) text += ' ';
    Bytes out;
    for (const std::size_t word : {std::size_t{Magic}, std::size_t{2}, 28 + text.size() + binary.size(),
                                   text.size(), std::size_t{Json}})
        put(out, static_cast<std::uint32_t>(word));
    out.insert(out.end(), text.begin(), text.end());
    put(out, static_cast<std::uint32_t>(binary.size()));
    put(out, Binary);
    out.insert(out.end(), binary.begin(), binary.end());
    return out;
}

/// Bytes that are small floats, small indices and, as a whole, many things at once.
Bytes numbers(std::size_t size) {
    Bytes out(size);
    for (std::size_t i = 0; i + 4 <= size; i += 4) {
        const float value = static_cast<float>(i / 4) * 0.125F;
        std::memcpy(out.data() + i, &value, 4);
    }
    return out;
}

constexpr const char* Everything =
    "{'asset':{'version':'2.0','generator':'fuzz'},'scene':0,'scenes':[{'nodes':[0]}],'nodes':[{'name':'a','"
    "mesh':0,"
    "'skin':0,'children':[1,2],'weights':[0.5]},{'camera':0,'rotation':[0,0,0.6,0.8]},{'extensions':{'KHR_"
    "lights_punctual':"
    "{'light':0}},'matrix':[1,0,0,0,0,1,0,0,0,0,1,0,1,2,3,1]}],'cameras':[{'type':'perspective','perspective'"
    ":{'yfov':1,"
    "'znear':0.1}}],'extensions':{'KHR_lights_punctual':{'lights':[{'type':'spot','spot':{}}]},'KHR_"
    "materials_variants':"
    "{'variants':[{'name':'v'}]}},'skins':[{'joints':[0,1],'inverseBindMatrices':6}],'meshes':[{'name':'m','"
    "weights':[0],"
    "'extras':{'targetNames':['t']},'primitives':[{'attributes':{'POSITION':0,'NORMAL':0,'TEXCOORD_0':2,'"
    "JOINTS_0':3,"
    "'WEIGHTS_0':4,'_X':1},'indices':1,'material':0,'targets':[{'POSITION':5}],'extensions':{'KHR_materials_"
    "variants':"
    "{'mappings':[{'material':0,'variants':[0]}]}}}]}],'materials':[{'name':'x','alphaMode':'BLEND','"
    "normalTexture':"
    "{'index':0,'scale':2},'pbrMetallicRoughness':{'baseColorTexture':{'index':0,'extensions':{'KHR_texture_"
    "transform':"
    "{'offset':[1,2],'rotation':1}}}},'extensions':{'KHR_materials_clearcoat':{'clearcoatFactor':1}}}],'"
    "textures':"
    "[{'source':0,'sampler':0}],'samplers':[{'wrapS':10497}],'images':[{'bufferView':2}],'animations':[{'"
    "name':'w',"
    "'channels':[{'sampler':0,'target':{'node':0,'path':'translation'}}],'samplers':[{'input':7,'output':0,"
    "'interpolation':'STEP'}]}],'accessors':[{'bufferView':0,'componentType':5126,'count':3,'type':'VEC3'},"
    "{'bufferView':1,'componentType':5121,'count':3,'type':'SCALAR'},{'bufferView':0,'componentType':5126,'"
    "count':3,"
    "'type':'VEC2'},{'bufferView':1,'byteOffset':4,'componentType':5121,'count':3,'type':'VEC4'},{'"
    "bufferView':0,'"
    "componentType':5126,"
    "'count':3,'type':'VEC4'},{'componentType':5126,'count':3,'type':'VEC3','sparse':{'count':1,'indices':{'"
    "bufferView':1,"
    "'componentType':5121},'values':{'bufferView':0}}},{'bufferView':0,'componentType':5126,'count':2,'type':"
    "'MAT4'},"
    "{'bufferView':0,'componentType':5126,'count':3,'type':'SCALAR'}],'bufferViews':[{'buffer':0,'byteLength'"
    ":160},"
    "{'buffer':0,'byteOffset':160,'byteLength':16},{'buffer':0,'byteOffset':176,'byteLength':8}],"
    "'buffers':[{'byteLength':184}]}";

constexpr const char* Strip =
    "{'asset':{'version':'2.0'},'meshes':[{'primitives':[{'mode':5,'attributes':{'POSITION':0,'COLOR_0':1}}]}"
    "],"
    "'accessors':[{'bufferView':0,'componentType':5122,'count':4,'type':'VEC3','byteOffset':2},{'bufferView':"
    "0,"
    "'componentType':5121,'normalized':true,'count':4,'type':'VEC3','byteOffset':8}],'bufferViews':[{'buffer'"
    ":0,"
    "'byteLength':48,'byteStride':12}],'buffers':[{'byteLength':48,'uri':'data:;base64,"
    "AAAAAAAAgD8AAAAAAACAPwAAgD8AAAAAAAAAAAAAgD8AAAAAAACAPwAAAAAAAAAA'}]}";

std::string view(std::size_t offset, std::size_t size, const std::string& more = "") {
    return "{'buffer':0,'byteOffset':" + std::to_string(offset) + ",'byteLength':" + std::to_string(size) +
           more + "}";
}

/// A triangle of one vertex, its views packed by meshoptimizer, with a filter.
Bytes packed_views() {
    const auto vertex = numbers(16);
    const std::uint32_t indices[3] = {};
    Bytes vertices(meshopt_encodeVertexBufferBound(1, 16)), order(meshopt_encodeIndexSequenceBound(3, 1));
    vertices.resize(meshopt_encodeVertexBuffer(vertices.data(), vertices.size(), vertex.data(), 1, 16));
    order.resize(meshopt_encodeIndexSequence(order.data(), order.size(), indices, 3));
    const auto first = vertices.size(), second = order.size();
    vertices.insert(vertices.end(), order.begin(), order.end());
    const auto packed = [](std::size_t offset, std::size_t size, const std::string& layout) {
        return ",'extensions':{'EXT_meshopt_compression':" + view(offset, size, layout) + "}";
    };
    return glb(
        "{'asset':{'version':'2.0'},'meshes':[{'primitives':[{'attributes':{'POSITION':0},'indices':1}]}],'"
        "accessors':["
        "{'bufferView':0,'componentType':5126,'count':1,'type':'VEC3'},{'bufferView':1,'componentType':5125,'"
        "count':3,"
        "'type':'SCALAR'}],'bufferViews':[" +
            view(0, 16,
                 packed(0, first, ",'byteStride':16,'count':1,'mode':'ATTRIBUTES','filter':'EXPONENTIAL'")) +
            "," + view(0, 12, packed(first, second, ",'byteStride':4,'count':3,'mode':'INDICES'")) +
            "],'buffers':[{'byteLength':" + std::to_string(vertices.size()) + "}]}",
        vertices);
}

/// Two triangles packed by Draco.
Bytes draco_primitive() {
    draco::TriangleSoupMeshBuilder builder;
    builder.Start(2);
    const auto id = builder.AddAttribute(draco::GeometryAttribute::POSITION, 3, draco::DT_FLOAT32);
    const float a[] = {0, 0, 0}, b[] = {1, 0, 0}, c[] = {1, 1, 0}, d[] = {0, 1, 0};
    builder.SetAttributeValuesForFace(id, draco::FaceIndex{0}, a, b, c);
    builder.SetAttributeValuesForFace(id, draco::FaceIndex{1}, a, c, d);
    const auto mesh = builder.Finalize();
    draco::EncoderBuffer bytes;
    draco::Encoder encoder;
    require(mesh && encoder.EncodeMeshToBuffer(*mesh, &bytes).ok(), "Draco packs the seed");
    return glb(
        "{'asset':{'version':'2.0'},'meshes':[{'primitives':[{'attributes':{'POSITION':0},'indices':1,'"
        "extensions':"
        "{'KHR_draco_mesh_compression':{'bufferView':0,'attributes':{'POSITION':0}}}}]}],'accessors':["
        "{'componentType':5126,'count':4,'type':'VEC3'},{'componentType':5125,'count':6,'type':'SCALAR'}],'"
        "bufferViews':[" +
            view(0, bytes.size()) + "],'buffers':[{'byteLength':" + std::to_string(bytes.size()) + "}]}",
        Bytes(bytes.data(), bytes.data() + bytes.size()));
}

}  // namespace

std::vector<Bytes> seeds() {
    auto strip = std::string{Strip};
    std::replace(strip.begin(), strip.end(), '\'', '"');
    auto everything = numbers(184);
    // Three indices, then joints.
    for (std::size_t i = 160; i < 163; ++i) everything[i] = static_cast<std::uint8_t>(i - 160);
    for (std::size_t i = 164; i < 176; ++i) everything[i] = static_cast<std::uint8_t>(i % 2);
    return {glb(Everything, everything), to_bytes(strip), packed_views(), draco_primitive()};
}

void resign(std::span<std::uint8_t> input, std::uint64_t) {
    std::uint32_t magic = 0, text = 0;
    if (input.size() < 20) return;
    std::memcpy(&magic, input.data(), 4);
    if (magic != Magic) return;
    const auto size = static_cast<std::uint32_t>(input.size());
    std::memcpy(input.data() + 8, &size, 4);
    std::memcpy(&text, input.data() + 12, 4);
    // The binary chunk takes what the text leaves.
    if (text > size - 20 || size - 20 - text < 8) return;
    const std::uint32_t rest = size - 28 - text;
    std::memcpy(input.data() + 20 + text, &rest, 4);
}

}  // namespace sinter::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const sinter::fuzz::DecoderUnderTest gltf{
        "gltf", "models/a.gltf", {{"max_mib", std::int64_t{16}}}, {"neighbour", std::string(300, 'x')}};
    sinter::fuzz::check_decoder(gltf, {data, size});
    return 0;
}
