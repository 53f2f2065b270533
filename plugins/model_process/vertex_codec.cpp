// SPDX-License-Identifier: Apache-2.0
#include "vertex_codec.hpp"

#include <algorithm>
#include <cstring>

#include <sinter/model.hpp>

namespace sinter::models {
namespace {

/// To the nearest; halves go away from 0.
std::int32_t rounded(float value) {
    return static_cast<std::int32_t>(value < 0 ? value - 0.5f : value + 0.5f);
}
template <class Integer>
void store(std::uint8_t* to, std::uint32_t component, std::int64_t value) {
    const auto stored = static_cast<Integer>(value);
    std::memcpy(to + component * sizeof stored, &stored, sizeof stored);
}
/// Not a number becomes the lowest.
float within(float value, float lowest, float highest) {
    return value > lowest ? std::min(value, highest) : lowest;
}

template <class Integer>
void store_normalised(const CodedAttribute& attribute, const float* from, std::uint8_t* to) {
    constexpr auto Most = static_cast<float>(std::numeric_limits<Integer>::max());
    constexpr float Least = std::numeric_limits<Integer>::is_signed ? -1.0f : 0.0f;
    const auto given = attribute.source->components;
    const bool colour = attribute.source->semantic == SINTER_SEMANTIC_COLOR;
    for (std::uint32_t i = 0; i < attribute.components; ++i) {
        float value = colour && attribute.source->target == SINTER_MODEL_NONE ? 1.0f : 0.0f;
        if (i < given)
            value = attribute.scale[i] != 0 ? (from[i] - attribute.bias[i]) / attribute.scale[i] : 0;
        store<Integer>(to, i, rounded(within(value, Least, 1.0f) * Most));
    }
}

template <class Integer>
void store_integers(const CodedAttribute& attribute, const float* from, std::uint8_t* to) {
    constexpr auto Most = static_cast<float>(std::numeric_limits<Integer>::max());
    for (std::uint32_t i = 0; i < attribute.components; ++i)
        store<Integer>(
            to, i,
            i < attribute.source->components ? static_cast<std::int64_t>(within(from[i], 0.0f, Most)) : 0);
}

template <class Integer>
void store_octahedral(const CodedAttribute& attribute, const float* from, std::uint8_t* to) {
    constexpr std::int32_t Most = std::numeric_limits<Integer>::max();
    const auto folded = octahedral({from[0], from[1], from[2]}, Most);
    store<Integer>(to, 0, folded[0]);
    store<Integer>(to, 1, folded[1]);
    if (attribute.components < 4) return;
    const bool negative = attribute.source->components > 3 && from[3] < 0;
    store<Integer>(to, 2, 0);
    store<Integer>(to, 3,
                   attribute.source->semantic == SINTER_SEMANTIC_TANGENT ? (negative ? -Most : Most) : 0);
}

void store_vertex(const CodedAttribute& attribute, const float* from, std::uint8_t* to) {
    switch (attribute.codec) {
        case Codec::Float:
            std::memcpy(to, from, attribute.source->components * sizeof(float));
            break;
        case Codec::Unsigned16:
            store_normalised<std::uint16_t>(attribute, from, to);
            break;
        case Codec::Signed16:
            store_normalised<std::int16_t>(attribute, from, to);
            break;
        case Codec::Signed8:
            store_normalised<std::int8_t>(attribute, from, to);
            break;
        case Codec::Unsigned8:
            store_normalised<std::uint8_t>(attribute, from, to);
            break;
        case Codec::Integer8:
            store_integers<std::uint8_t>(attribute, from, to);
            break;
        case Codec::Integer16:
            store_integers<std::uint16_t>(attribute, from, to);
            break;
        case Codec::Integer32:
            store_integers<std::uint32_t>(attribute, from, to);
            break;
        case Codec::Octahedral16:
        case Codec::OctahedralTangent16:
            store_octahedral<std::int16_t>(attribute, from, to);
            break;
        case Codec::Octahedral8:
            store_octahedral<std::int8_t>(attribute, from, to);
            break;
        case Codec::Weights8:
            // Already whole numbers of 255, see pack_weights.
            for (std::uint32_t i = 0; i < 4; ++i)
                to[i] = static_cast<std::uint8_t>(rounded(within(from[i] * 255.0f, 0.0f, 255.0f)));
            break;
    }
}

}  // namespace

Vector3 stored_position(const CodedAttribute& attribute, std::uint32_t vertex) {
    const auto position = vector_at(*attribute.source, vertex);
    if (attribute.codec != Codec::Unsigned16) return position;
    std::uint8_t bytes[8];
    const float from[3] = {position.x, position.y, position.z};
    float out[3];
    store_normalised<std::uint16_t>(attribute, from, bytes);
    for (std::uint32_t i = 0; i < 3; ++i) {
        std::uint16_t stored;
        std::memcpy(&stored, bytes + 2 * i, sizeof stored);
        out[i] = static_cast<float>(stored) / 65535.0f * attribute.scale[i] + attribute.bias[i];
    }
    return {out[0], out[1], out[2]};
}

VertexFormat format_of(Codec codec, std::uint32_t components) {
    switch (codec) {
        case Codec::Float:
            return {components, 4, VertexNumeric::Sfloat};
        case Codec::Unsigned16:
            return {components, 2, VertexNumeric::Unorm};
        case Codec::Signed16:
        case Codec::Octahedral16:
        case Codec::OctahedralTangent16:
            return {components, 2, VertexNumeric::Snorm};
        case Codec::Signed8:
        case Codec::Octahedral8:
            return {components, 1, VertexNumeric::Snorm};
        case Codec::Integer8:
            return {components, 1, VertexNumeric::Uint};
        case Codec::Integer16:
            return {components, 2, VertexNumeric::Uint};
        case Codec::Integer32:
            return {components, 4, VertexNumeric::Uint};
        case Codec::Unsigned8:
        case Codec::Weights8:
            return {components, 1, VertexNumeric::Unorm};
    }
    return {components, 4, VertexNumeric::Sfloat};
}

void encode(const CodedAttribute& attribute, std::uint32_t first, std::uint32_t count, std::uint8_t* to,
            std::uint32_t stride) {
    const std::size_t width = attribute.source->components;
    const float* from = attribute.source->values.data() + width * first;
    to += attribute.offset;
    if (attribute.codec == Codec::Float && stride == width * sizeof(float)) {
        if (count != 0) std::memcpy(to, from, std::size_t{count} * stride);
        return;
    }
    for (std::uint32_t i = 0; i < count; ++i, from += width, to += stride) store_vertex(attribute, from, to);
}

std::array<std::int32_t, 2> octahedral(Vector3 direction, std::int32_t most) {
    const float sum = std::fabs(direction.x) + std::fabs(direction.y) + std::fabs(direction.z);
    if (!(sum > 0) || !std::isfinite(sum)) return {0, 0};
    float x = direction.x / sum, y = direction.y / sum;
    if (direction.z < 0) {
        const float folded = (1 - std::fabs(y)) * (x < 0 ? -1.0f : 1.0f);
        y = (1 - std::fabs(x)) * (y < 0 ? -1.0f : 1.0f);
        x = folded;
    }
    const auto scale = static_cast<float>(most);
    const std::int32_t left = static_cast<std::int32_t>(x * scale + scale) - most;
    const std::int32_t low = static_cast<std::int32_t>(y * scale + scale) - most;
    std::array<std::int32_t, 2> best{};
    float nearest = 9;  // by squared distance, which keeps its digits where the cosine is 1 but for rounding
    for (std::int32_t i = 0; i < 4; ++i) {
        const std::array<std::int32_t, 2> tried = {std::min(left + i % 2, most), std::min(low + i / 2, most)};
        const auto back =
            from_octahedron(static_cast<float>(tried[0]) / scale, static_cast<float>(tried[1]) / scale);
        const auto apart = direction - Vector3{back[0], back[1], back[2]};
        if (dot(apart, apart) < nearest) {
            nearest = dot(apart, apart);
            best = tried;
        }
    }
    return best;
}

void weights_of_sum_255(std::span<const float> weights, std::span<std::uint8_t> out) {
    float sum = 0;
    for (const float weight : weights) sum += weight;
    std::fill(out.begin(), out.end(), std::uint8_t{0});
    if (!(sum > 0) || !std::isfinite(sum)) {
        out[0] = 255;
        return;
    }
    std::array<float, 64> remainder{};
    std::int32_t left = 255;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const float exact = weights[i] / sum * 255.0f;
        const auto whole = std::min(static_cast<std::int32_t>(exact), left);
        out[i] = static_cast<std::uint8_t>(whole);
        remainder[i] = exact - static_cast<float>(whole);
        left -= whole;
    }
    for (; left > 0; --left) {
        const auto most = static_cast<std::size_t>(
            std::max_element(remainder.begin(),
                             remainder.begin() + static_cast<std::ptrdiff_t>(weights.size())) -
            remainder.begin());
        ++out[most];
        remainder[most] -= 1;
    }
}

}  // namespace sinter::models
