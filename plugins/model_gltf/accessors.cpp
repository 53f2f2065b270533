// SPDX-License-Identifier: Apache-2.0
#include "accessors.hpp"

#include <array>
#include <cstring>

namespace model_gltf {
namespace {

constexpr std::array<std::pair<std::string_view, std::uint32_t>, 7> Shapes = {
    {{"SCALAR", 1}, {"VEC2", 2}, {"VEC3", 3}, {"VEC4", 4}, {"MAT2", 4}, {"MAT3", 9}, {"MAT4", 16}}};

void read_component_type(Accessor& out, const Object& object, const char* name) {
    switch (object.need_whole(name)) {
        case 5120:
            out.component_bytes = 1, out.is_float = false, out.is_signed = true;
            return;
        case 5121:
            out.component_bytes = 1, out.is_float = false, out.is_signed = false;
            return;
        case 5122:
            out.component_bytes = 2, out.is_float = false, out.is_signed = true;
            return;
        case 5123:
            out.component_bytes = 2, out.is_float = false, out.is_signed = false;
            return;
        case 5125:
            out.component_bytes = 4, out.is_float = false, out.is_signed = false;
            return;
        case 5126:
            out.component_bytes = 4, out.is_float = true, out.is_signed = true;
            return;
        default:
            object.refuse_member(name, "no component type of glTF");
    }
}

sinter::VertexFormat one_component(const Accessor& accessor, bool integers) {
    using sinter::VertexNumeric;
    VertexNumeric numeric = VertexNumeric::Sfloat;
    if (!accessor.is_float) {
        if (accessor.normalised)
            numeric = accessor.is_signed ? VertexNumeric::Snorm : VertexNumeric::Unorm;
        else if (integers || accessor.component_bytes == 4)
            numeric = accessor.is_signed ? VertexNumeric::Sint : VertexNumeric::Uint;
        else
            numeric = accessor.is_signed ? VertexNumeric::Sscaled : VertexNumeric::Uscaled;
    }
    return {1, accessor.component_bytes, numeric};
}

}  // namespace

std::uint32_t Accessor::element_bytes() const {
    const auto columns = shape == Shape::Mat2   ? 2u
                         : shape == Shape::Mat3 ? 3u
                         : shape == Shape::Mat4 ? 4u
                                                : 1u;
    const auto column = components / columns * component_bytes;
    // Columns of matrices begin at multiples of 4 bytes (section 3.6.2.4).
    return columns == 1 ? column : columns * ((column + 3) & ~3u);
}
bool Accessor::is_padded() const {
    return element_bytes() != components * component_bytes;
}
float Accessor::number(std::uint32_t element, std::uint32_t component) const {
    return sinter::component_of(one_component(*this, false),
                                data + element * stride + std::size_t{component} * component_bytes, 0);
}
std::uint32_t Accessor::integer(std::uint32_t element, std::uint32_t component) const {
    const auto* at = data + element * stride + std::size_t{component} * component_bytes;
    std::uint32_t out = 0;
    std::memcpy(&out, at, component_bytes);
    return out;
}
sinter::VertexFormat Accessor::vertex_format(bool integers) const {
    auto format = one_component(*this, integers);
    format.components = components;
    return format;
}

Accessors::Accessors(Document& document, Buffers& buffers)
    : document_(document), buffers_(buffers), known_(document.count("accessors")) {}

const Accessor& Accessors::get(std::uint32_t index) {
    if (!known_[index]) known_[index] = load(index);
    return *known_[index];
}

Accessor Accessors::describe(std::uint32_t index) const {
    const auto& object = document_.element("accessors", index);
    Accessor out;
    read_component_type(out, object, "componentType");
    const auto type = object.text("type");
    std::size_t shape = 0;
    while (shape < Shapes.size() && Shapes[shape].first != type) ++shape;
    if (shape == Shapes.size()) object.refuse_member("type", "no type of glTF");
    out.shape = static_cast<Shape>(shape);
    out.components = Shapes[shape].second;
    const auto count = object.need_whole("count");
    if (count >= 0xffffffffu) object.refuse_member("count", "up to 4294967294 are wanted");
    out.count = static_cast<std::uint32_t>(count);
    out.normalised = object.boolean("normalized", false);
    if (out.normalised && (out.is_float || out.component_bytes == 4))
        object.refuse_member("normalized", "true only for integers of 1 and 2 bytes");
    return out;
}

Accessor Accessors::load(std::uint32_t index) {
    const auto& object = document_.element("accessors", index);
    auto out = describe(index);
    const auto view = object.index("bufferView", document_.count("bufferViews"), "buffer view");
    const auto sparse = object.object("sparse");
    if (view) place(out, *view, object.whole("byteOffset").value_or(0), object);
    if (view && !sparse) return out;

    const auto element = out.element_bytes();
    const auto memory = document_.allocate(std::uint64_t{out.count} * element);
    if (view)
        for (std::uint32_t i = 0; i < out.count; ++i)
            std::memcpy(memory.data() + std::size_t{i} * element, out.data + i * out.stride, element);
    out.data = memory.data();
    out.stride = element;
    if (sparse) {
        if (sparse->need_whole("count") > out.count)
            sparse->refuse_member("count", "more than there are elements");
        apply_sparse(out, memory, *sparse);
    }
    return out;
}

void Accessors::place(Accessor& accessor, std::uint32_t view, std::uint64_t offset, const Object& object) {
    const auto& [bytes, stride] = buffers_.view(view);
    const auto element = accessor.element_bytes();
    accessor.stride = stride == 0 ? element : stride;
    if (accessor.stride < element)
        object.refuse_member("bufferView", "its stride is smaller than an element");
    // The last element need not fill its stride.
    const std::uint64_t needed =
        accessor.count == 0 ? 0 : std::uint64_t{accessor.count - 1} * accessor.stride + element;
    if (offset > bytes.size() || needed > bytes.size() - offset)
        corrupt(object.path() + ": " + std::to_string(needed) + " bytes from " + std::to_string(offset) +
                " on do not lie in a view of " + std::to_string(bytes.size()));
    accessor.data = bytes.data() + offset;
}

void Accessors::apply_sparse(const Accessor& accessor, std::span<std::uint8_t> memory, const Object& sparse) {
    const auto count = static_cast<std::uint32_t>(sparse.need_whole("count"));
    if (count == 0) sparse.refuse_member("count", "at least 1 is wanted");
    const auto views = document_.count("bufferViews");
    const auto places = sparse.need_object("indices"), changes = sparse.need_object("values");
    Accessor indices;
    read_component_type(indices, places, "componentType");
    if (indices.is_float || indices.is_signed)
        places.refuse_member("componentType", "an unsigned one is wanted");
    indices.count = count;
    place(indices, places.need_index("bufferView", views, "buffer view"),
          places.whole("byteOffset").value_or(0), places);
    Accessor values = accessor;
    values.count = count;
    place(values, changes.need_index("bufferView", views, "buffer view"),
          changes.whole("byteOffset").value_or(0), changes);

    std::uint32_t least = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto index = indices.integer(i);
        if (index < least || index >= accessor.count)
            corrupt(places.path() + ": index " + std::to_string(index) + " at " + std::to_string(i) +
                    " is out of order or out of range (" + std::to_string(accessor.count) + " elements)");
        std::memcpy(memory.data() + index * accessor.stride, values.data + i * values.stride,
                    accessor.element_bytes());
        least = index + 1;
    }
}

}  // namespace model_gltf
