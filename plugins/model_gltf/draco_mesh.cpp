// SPDX-License-Identifier: Apache-2.0
#include "draco_mesh.hpp"

#include <cstring>

#include <draco/compression/decode.h>
#include <draco/mesh/mesh.h>

namespace model_gltf {
namespace {

template <class T>
bool convert(const draco::PointAttribute& attribute, std::uint32_t points, std::uint32_t components,
             std::span<std::uint8_t> out) {
    std::array<T, 4> value;
    for (std::uint32_t i = 0; i < points; ++i) {
        const auto index = attribute.mapped_index(draco::PointIndex{i});
        if (index.value() >= attribute.size() ||
            !attribute.ConvertValue<T>(index, static_cast<std::int8_t>(components), value.data()))
            return false;
        std::memcpy(out.data() + std::size_t{i} * components * sizeof(T), value.data(),
                    components * sizeof(T));
    }
    return true;
}

}  // namespace

DracoMesh::DracoMesh(Document& document, Buffers& buffers, const Object& extension) : document_(document) {
    const auto view =
        buffers.view(extension.need_index("bufferView", document.count("bufferViews"), "buffer view"));
    const auto attributes = extension.need_object("attributes");
    for (const auto& [name, id] : attributes.json().items())
        ids_[name] = attributes.need_index(name.c_str(), std::size_t{1} << 32, "attribute");

    draco::DecoderBuffer bytes;
    bytes.Init(reinterpret_cast<const char*>(view.bytes.data()), view.bytes.size());
    draco::Decoder decoder;
    auto decoded = decoder.DecodeMeshFromBuffer(&bytes);
    if (!decoded.ok()) corrupt(extension.path() + ": " + decoded.status().error_msg_string());
    mesh_ = std::move(decoded).value();
    if (!mesh_) corrupt(extension.path() + ": no mesh");
}
DracoMesh::~DracoMesh() = default;

Accessor DracoMesh::attribute(const std::string& semantic, Accessor described, const std::string& place) {
    const auto* attribute = mesh_->GetAttributeByUniqueId(ids_.at(semantic));
    if (!attribute) corrupt(place + ": the Draco mesh has no attribute " + std::to_string(ids_.at(semantic)));
    if (described.count != mesh_->num_points())
        corrupt(place + ": the Draco mesh has " + std::to_string(mesh_->num_points()) +
                " vertices (the accessor " + std::to_string(described.count) + ")");
    if (described.components > 4 || described.shape == Shape::Mat2 ||
        described.components != static_cast<std::uint32_t>(attribute->num_components()))
        corrupt(place + ": the Draco attribute has another number of components");
    const auto memory = document_.allocate(std::uint64_t{described.count} * described.element_bytes());
    const auto n = described.count, c = described.components;
    bool fits = false;
    if (described.is_float)
        fits = convert<float>(*attribute, n, c, memory);
    else if (described.component_bytes == 1)
        fits = described.is_signed ? convert<std::int8_t>(*attribute, n, c, memory)
                                   : convert<std::uint8_t>(*attribute, n, c, memory);
    else if (described.component_bytes == 2)
        fits = described.is_signed ? convert<std::int16_t>(*attribute, n, c, memory)
                                   : convert<std::uint16_t>(*attribute, n, c, memory);
    else
        fits = convert<std::uint32_t>(*attribute, n, c, memory);
    if (!fits) corrupt(place + ": the Draco attribute does not fit the accessor's type");
    described.data = memory.data();
    described.stride = described.element_bytes();
    return described;
}

Accessor DracoMesh::indices() {
    const std::uint32_t faces = mesh_->num_faces();
    Accessor out;
    out.is_float = out.is_signed = false;
    out.stride = 4;
    if (faces > 0xffffffffu / 3)
        refuse(sinter::Code::TooLarge, "a Draco mesh of " + std::to_string(faces) + " triangles");
    out.count = faces * 3;
    const auto memory = document_.allocate(std::uint64_t{out.count} * 4);
    for (std::uint32_t i = 0; i < faces; ++i)
        for (std::size_t corner = 0; corner < 3; ++corner) {
            const std::uint32_t point = mesh_->face(draco::FaceIndex{i})[corner].value();
            std::memcpy(memory.data() + (std::size_t{i} * 3 + corner) * 4, &point, 4);
        }
    out.data = memory.data();
    return out;
}

}  // namespace model_gltf
