// SPDX-License-Identifier: Apache-2.0
#include "meshopt.hpp"

#include <limits>

#include <meshoptimizer.h>

namespace model_gltf {

MeshoptLayout read_meshopt_layout(const Object& extension) {
    using Mode = MeshoptLayout::Mode;
    using Filter = MeshoptLayout::Filter;
    MeshoptLayout out;
    const auto mode = extension.text("mode");
    if (mode == "ATTRIBUTES")
        out.mode = Mode::Attributes;
    else if (mode == "TRIANGLES")
        out.mode = Mode::Triangles;
    else if (mode == "INDICES")
        out.mode = Mode::Indices;
    else
        extension.refuse_member("mode", "ATTRIBUTES, TRIANGLES or INDICES is wanted");
    const auto filter = extension.text("filter", "NONE");
    if (filter == "OCTAHEDRAL")
        out.filter = Filter::Octahedral;
    else if (filter == "QUATERNION")
        out.filter = Filter::Quaternion;
    else if (filter == "EXPONENTIAL")
        out.filter = Filter::Exponential;
    else if (filter != "NONE")
        extension.refuse_member("filter", "NONE, OCTAHEDRAL, QUATERNION or EXPONENTIAL is wanted");

    const auto stride = extension.need_whole("byteStride"), count = extension.need_whole("count");
    if (count == 0 || count > std::numeric_limits<std::uint32_t>::max())
        extension.refuse_member("count", "out of range");
    bool fits = out.mode == Mode::Attributes ? stride >= 4 && stride <= 256 && stride % 4 == 0
                                             : (stride == 2 || stride == 4) && out.filter == Filter::None;
    if (out.filter == Filter::Octahedral) fits = fits && (stride == 4 || stride == 8);
    if (out.filter == Filter::Quaternion) fits = fits && stride == 8;
    if (!fits) extension.refuse_member("byteStride", "it does not suit the mode and the filter");
    if (out.mode == Mode::Triangles && count % 3 != 0) extension.refuse_member("count", "no multiple of 3");
    out.stride = static_cast<std::uint32_t>(stride);
    out.count = static_cast<std::uint32_t>(count);
    return out;
}

void unpack_meshopt(const MeshoptLayout& layout, std::span<const std::uint8_t> from,
                    std::span<std::uint8_t> to, const Object& extension) {
    int failed = 0;
    switch (layout.mode) {
        case MeshoptLayout::Mode::Attributes:
            failed =
                meshopt_decodeVertexBuffer(to.data(), layout.count, layout.stride, from.data(), from.size());
            break;
        case MeshoptLayout::Mode::Triangles:
            failed =
                meshopt_decodeIndexBuffer(to.data(), layout.count, layout.stride, from.data(), from.size());
            break;
        case MeshoptLayout::Mode::Indices:
            failed =
                meshopt_decodeIndexSequence(to.data(), layout.count, layout.stride, from.data(), from.size());
            break;
    }
    if (failed != 0) extension.refuse_member("byteLength", "the packed data are broken");
    switch (layout.filter) {
        case MeshoptLayout::Filter::None:
            break;
        case MeshoptLayout::Filter::Octahedral:
            meshopt_decodeFilterOct(to.data(), layout.count, layout.stride);
            break;
        case MeshoptLayout::Filter::Quaternion:
            meshopt_decodeFilterQuat(to.data(), layout.count, layout.stride);
            break;
        case MeshoptLayout::Filter::Exponential:
            meshopt_decodeFilterExp(to.data(), layout.count, layout.stride);
            break;
    }
}

}  // namespace model_gltf
