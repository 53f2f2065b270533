// SPDX-License-Identifier: Apache-2.0
// EXT_meshopt_compression: buffer views packed by meshoptimizer.
#pragma once

#include "json.hpp"

namespace model_gltf {

struct MeshoptLayout {
    enum class Mode : std::uint8_t { Attributes, Triangles, Indices };
    enum class Filter : std::uint8_t { None, Octahedral, Quaternion, Exponential };
    Mode mode = Mode::Attributes;
    Filter filter = Filter::None;
    std::uint32_t stride = 0;  ///< bytes of an element
    std::uint32_t count = 0;   ///< elements
};

/// Reads and checks everything that the library takes for granted. Throws Refusal.
MeshoptLayout read_meshopt_layout(const Object& extension);
/// Unpacks into `to` of count * stride bytes, aligned to 16. Throws Refusal when the stream is broken.
void unpack_meshopt(const MeshoptLayout& layout, std::span<const std::uint8_t> from,
                    std::span<std::uint8_t> to, const Object& extension);

}  // namespace model_gltf
