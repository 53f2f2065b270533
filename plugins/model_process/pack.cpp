// SPDX-License-Identifier: Apache-2.0
#include "pack.hpp"

#include <algorithm>

namespace sinter::models {
namespace {

struct Box {
    Vector3 low, high;
    bool empty = true;

    void add(Vector3 at) {
        low = empty ? at : Vector3{std::min(low.x, at.x), std::min(low.y, at.y), std::min(low.z, at.z)};
        high = empty ? at : Vector3{std::max(high.x, at.x), std::max(high.y, at.y), std::max(high.z, at.z)};
        empty = false;
    }
    void add(const Box& other) {
        if (other.empty) return;
        add(other.low);
        add(other.high);
    }
    [[nodiscard]] PositionGrid grid() const {
        const auto size = high - low;
        return {{low.x, low.y, low.z}, {size.x, size.y, size.z}};
    }
};

/// How far the grid moves a vertex at most: half a step along each axis.
float error_of(const Box& box) {
    return length(box.high - box.low) / 65535.0f * 0.5f;
}

/// Least and greatest value of one component; 0 and 0 of none.
std::pair<float, float> span_of(const Attribute& attribute, std::uint32_t component) {
    float low = 0, high = 0;
    for (std::size_t i = component; i < attribute.values.size(); i += attribute.components) {
        const float value = attribute.values[i];
        low = i == component ? value : std::min(low, value);
        high = i == component ? value : std::max(high, value);
    }
    return {low, high};
}

/// Unsigned16 where the range allows it. A range inside 0 to 1 keeps 0 and 1 exact, which atlases and tiles
/// need.
CodedAttribute texcoords(const Attribute& attribute, const PackOptions& options) {
    CodedAttribute out{&attribute, Codec::Unsigned16, 2};
    float widest = 0;
    for (std::uint32_t i = 0; i < 2; ++i) {
        const auto [low, high] = span_of(attribute, i);
        widest = std::max(widest, high - low);
        if (low >= 0 && high <= 1) continue;
        out.scale[i] = high - low;
        out.bias[i] = low;
    }
    const bool fine = widest <= options.texcoord_range;
    if (options.texcoords == Precision::Float || (options.texcoords == Precision::Automatic && !fine))
        return {&attribute, Codec::Float, attribute.components};
    return out;
}

CodedAttribute colours(const Attribute& attribute) {
    CodedAttribute out{&attribute, Codec::Unsigned8, 4};
    for (std::uint32_t i = 0; i < attribute.components; ++i)
        if (const auto high = span_of(attribute, i).second; high > 1) out.scale[i] = high;
    return out;
}

CodedAttribute joints(const Attribute& attribute) {
    float highest = 0;
    for (const float joint : attribute.values) highest = std::max(highest, joint);
    const auto codec = highest <= 255     ? Codec::Integer8
                       : highest <= 65535 ? Codec::Integer16
                                          : Codec::Integer32;
    return {&attribute, codec, attribute.components};
}

CodedAttribute coded(const Attribute& attribute, const PackOptions& options) {
    switch (attribute.semantic) {
        case SINTER_SEMANTIC_NORMAL:
            if (attribute.components == 3)
                return options.wide_normals ? CodedAttribute{&attribute, Codec::Octahedral16, 2}
                                            : CodedAttribute{&attribute, Codec::Octahedral8, 4};
            break;
        case SINTER_SEMANTIC_TANGENT:
            if (attribute.components == 4)
                return {&attribute, options.wide_tangents ? Codec::OctahedralTangent16 : Codec::Octahedral8,
                        4};
            break;
        case SINTER_SEMANTIC_TEXCOORD:
            if (attribute.components == 2) return texcoords(attribute, options);
            break;
        case SINTER_SEMANTIC_COLOR:
            if (attribute.components >= 3) return colours(attribute);
            break;
        case SINTER_SEMANTIC_JOINTS:
            return joints(attribute);
        case SINTER_SEMANTIC_WEIGHTS:
            if (attribute.components == 4) return {&attribute, Codec::Weights8, 4};
            break;
        default:
            break;
    }
    return {&attribute, Codec::Float, attribute.components};
}

CodedAttribute positions(const Attribute& attribute, const std::optional<PositionGrid>& grid) {
    if (!grid) return {&attribute, Codec::Float, attribute.components};
    CodedAttribute out{&attribute, Codec::Unsigned16, 4};
    for (std::size_t i = 0; i < 3; ++i) {
        out.scale[i] = grid->extent[i];
        out.bias[i] = grid->origin[i];
    }
    return out;
}

/// A row of `TargetScales::of_target`; none for what is not scaled.
std::optional<std::size_t> scaled_row(const Attribute& attribute) {
    if (attribute.target == SINTER_MODEL_NONE || attribute.components < 3) return std::nullopt;
    switch (attribute.semantic) {
        case SINTER_SEMANTIC_POSITION:
            return 0;
        case SINTER_SEMANTIC_NORMAL:
            return 1;
        case SINTER_SEMANTIC_TANGENT:
            return 2;
        default:
            return std::nullopt;
    }
}

/// Differences are small and far from uniform; 0 stays exactly 0.
CodedAttribute difference(const Attribute& attribute, const TargetScales& scales) {
    const auto row = scaled_row(attribute);
    if (!row) return {&attribute, Codec::Float, attribute.components};
    CodedAttribute out{&attribute, *row == 0 ? Codec::Signed16 : Codec::Signed8, 4};
    out.scale = scales.of_target[attribute.target][*row];
    return out;
}

}  // namespace

std::vector<std::optional<PositionGrid>> position_grids(const std::vector<Geometry>& primitives,
                                                        std::size_t mesh_count, const PackOptions& options) {
    std::vector<std::optional<PositionGrid>> out(mesh_count);
    if (options.positions == Precision::Float) return out;
    std::vector<Box> boxes(mesh_count);
    Box whole;
    for (const auto& primitive : primitives) {
        const auto& values = *primitive.find(SINTER_SEMANTIC_POSITION);
        for (std::uint32_t v = 0; v < primitive.vertex_count; ++v)
            if (const auto at = vector_at(values, v); finite(at)) boxes[primitive.mesh].add(at);
    }
    for (const auto& box : boxes) whole.add(box);
    const bool always = options.positions == Precision::Sixteen;
    const auto usable = [&](const Box& box) {
        return finite(box.high - box.low) && (always || error_of(box) <= options.position_error);
    };
    for (std::size_t m = 0; m < mesh_count; ++m) {
        const bool together = finite(whole.high - whole.low) && error_of(whole) <= options.position_error;
        if (together)
            out[m] = whole.grid();
        else if (usable(boxes[m]))
            out[m] = boxes[m].grid();
    }
    return out;
}

std::vector<TargetScales> target_scales(const std::vector<Geometry>& primitives, std::size_t mesh_count) {
    std::vector<TargetScales> out(mesh_count);
    for (const auto& primitive : primitives)
        for (const auto& attribute : primitive.attributes) {
            const auto row = scaled_row(attribute);
            if (!row) continue;
            auto& scales = out[primitive.mesh].of_target;
            if (scales.size() <= attribute.target) scales.resize(std::size_t{attribute.target} + 1);
            auto& own = scales[attribute.target][*row];
            for (std::size_t i = 0; i < attribute.values.size(); ++i) {
                auto& most = own[i % attribute.components];
                most = std::max(most, std::fabs(attribute.values[i]));
            }
        }
    return out;
}

CodedPrimitive pack(const Geometry& geometry, const std::optional<PositionGrid>& grid,
                    const TargetScales& scales, const PackOptions& options) {
    CodedPrimitive out;
    out.geometry = &geometry;
    out.narrow_indices = true;
    const auto stream_for = [&](const Attribute& attribute) -> CodedStream& {
        const bool alone =
            attribute.semantic == SINTER_SEMANTIC_POSITION && attribute.target == SINTER_MODEL_NONE;
        if (!alone)
            for (std::size_t i = 1; i < out.streams.size(); ++i)
                if (out.streams[i].target == attribute.target &&
                    out.streams[i].attributes.size() < SINTER_MODEL_MOST_ATTRIBUTES)
                    return out.streams[i];
        out.streams.push_back({0, attribute.target, {}});
        return out.streams.back();
    };
    const auto& position = *geometry.find(SINTER_SEMANTIC_POSITION);
    stream_for(position).add(positions(position, grid));
    for (const auto& attribute : geometry.attributes) {
        if (&attribute == &position) continue;
        stream_for(attribute).add(attribute.target == SINTER_MODEL_NONE ? coded(attribute, options)
                                                                        : difference(attribute, scales));
    }
    return out;
}

}  // namespace sinter::models
