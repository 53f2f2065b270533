// SPDX-License-Identifier: Apache-2.0
// Codecs: how an attribute's floats are stored. Rounded to nearest; what the GPU reads back is in
// sinter/abi/model.h.
#pragma once

#include <array>
#include <span>

#include <sinter/vertex_format.hpp>

#include "geometry.hpp"

namespace sinter::models {

enum class Codec : std::uint8_t {
    Float,       ///< as they are
    Unsigned16,  ///< (value - bias) / scale, 0 to 1
    Signed16,    ///< value / scale, -1 to 1
    Signed8,
    Unsigned8,
    Integer8,  ///< joints
    Integer16,
    Integer32,
    Octahedral16,         ///< a unit vector in two components
    Octahedral8,          ///< in four: x, y, 0, and the sign of a tangent
    OctahedralTangent16,  ///< in four: x, y, 0, sign
    Weights8              ///< four, each a whole number of 255ths already
};

/// One attribute of a stream being written.
struct CodedAttribute {
    const Attribute* source = nullptr;
    Codec codec = Codec::Float;
    std::uint32_t components = 0;  ///< stored; missing ones of colours are 1, of all else 0
    std::uint32_t offset = 0;      ///< bytes within a vertex
    std::array<float, 4> scale = {1, 1, 1, 1};
    std::array<float, 4> bias = {0, 0, 0, 0};
};

/// The format in which the codec stores that many components.
[[nodiscard]] VertexFormat format_of(Codec codec, std::uint32_t components);

/// Writes vertices [first, first + count) of the attribute: vertex `first` at `to`, the next ones `stride`
/// bytes on.
void encode(const CodedAttribute& attribute, std::uint32_t first, std::uint32_t count, std::uint8_t* to,
            std::uint32_t stride);

/// What a reader gets of a position stored as Float or Unsigned16.
[[nodiscard]] Vector3 stored_position(const CodedAttribute& attribute, std::uint32_t vertex);

/// The pair of signed integers up to `most` (127 or 32767) whose octahedral direction is nearest to
/// `direction`, a unit vector: rounding each by itself is up to twice as far (Cigolle et al. 2014,
/// section 3.3).
[[nodiscard]] std::array<std::int32_t, 2> octahedral(Vector3 direction, std::int32_t most);

/// Weights of a vertex over all its sets as bytes that sum to exactly 255: rounded down, then the largest
/// remainders get what is left. Weights that are all 0 give the first one everything. `weights` are >= 0; at
/// most 64.
void weights_of_sum_255(std::span<const float> weights, std::span<std::uint8_t> out);

}  // namespace sinter::models
