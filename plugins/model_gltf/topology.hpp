// SPDX-License-Identifier: Apache-2.0
// Topologies (glTF 2.0, section 3.7.2.1): strips, loops and fans become lists.
#pragma once

#include <cstdint>

#include <sinter/abi/model.h>

namespace model_gltf {

enum class Mode : std::uint8_t { Points, Lines, LineLoop, LineStrip, Triangles, TriangleStrip, TriangleFan };

sinter_topology topology_of(Mode mode);
/// Whether it is a list already.
bool is_list(Mode mode);
/// Vertices of the list that `count` vertices of a primitive make; what does not fill a line or triangle is
/// left out.
std::uint64_t list_size(Mode mode, std::uint32_t count);

/// Calls put(i) for each vertex of the list, where i < count is its number in the primitive. The winding of
/// triangles is that of the specification.
template <class Put>
void to_list(Mode mode, std::uint32_t count, Put&& put) {
    const auto size = list_size(mode, count);
    switch (mode) {
        case Mode::Points:
        case Mode::Lines:
        case Mode::Triangles:
            for (std::uint32_t i = 0; i < size; ++i) put(i);
            break;
        case Mode::LineStrip:
        case Mode::LineLoop:
            for (std::uint32_t i = 0; i < size / 2; ++i) {
                put(i);
                put(i + 1 == count ? 0 : i + 1);
            }
            break;
        case Mode::TriangleStrip:
            for (std::uint32_t i = 0; i < size / 3; ++i) {
                put(i);
                put(i + 1 + i % 2);
                put(i + 2 - i % 2);
            }
            break;
        case Mode::TriangleFan:
            for (std::uint32_t i = 0; i < size / 3; ++i) {
                put(i + 1);
                put(i + 2);
                put(0);
            }
            break;
    }
}

}  // namespace model_gltf
