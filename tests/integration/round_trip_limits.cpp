// SPDX-License-Identifier: Apache-2.0
#include "round_trip_limits.hpp"

#include <boost/test/unit_test.hpp>

#include <sinter/animation.hpp>

namespace sinter::test {
namespace {

// Vulkan 1.3, section 34.1.1: VkFormat
constexpr std::uint32_t Rgba8Unorm = 37, Rgba8Snorm = 38, Rg16Unorm = 77, Rg16Snorm = 78, Rgba16Unorm = 91,
                        Rgba16Snorm = 92;

/// The distance between two stored numbers before scale; 0 for floats.
double step_of(std::uint32_t format) {
    switch (format) {
        case Rgba8Unorm:
            return 1.0 / 255;
        case Rgba8Snorm:
            return 1.0 / 127;
        case Rg16Unorm:
        case Rgba16Unorm:
            return 1.0 / 65535;
        case Rg16Snorm:
        case Rgba16Snorm:
            return 1.0 / 32767;
        default:
            return 0;
    }
}

/// The most by which rounding both numbers of an octahedron to the nearest turns a unit vector: on a face of
/// it, half a step each way moves a point by sqrt(3/2) steps at most, and no face is nearer to the centre
/// than 1 / sqrt(3).
double octahedral_radians(double step) {
    return 1.2248 * step * 1.7321;
}

template <std::size_t N>
std::array<double, N> steps(const Model& model, const sinter_model_primitive_row& primitive,
                            sinter_semantic semantic, std::uint32_t target = SINTER_MODEL_NONE) {
    std::array<double, N> out{};
    const auto at = model.find(primitive, semantic, 0, target);
    if (!at) return out;
    const auto attribute = model.attributes[at->attribute];
    for (std::size_t i = 0; i < N; ++i) out[i] = step_of(attribute.format) * double{attribute.scale[i]};
    return out;
}

PrimitiveLimits limits_of(const Model& model, const sinter_model_primitive_row& primitive) {
    PrimitiveLimits out;
    out.position_step = steps<3>(model, primitive, SINTER_SEMANTIC_POSITION);
    out.uv_step = steps<2>(model, primitive, SINTER_SEMANTIC_TEXCOORD);
    if (const auto at = model.find(primitive, SINTER_SEMANTIC_NORMAL)) {
        const auto attribute = model.attributes[at->attribute];
        BOOST_TEST(attribute.encoding == SINTER_ENCODING_OCTAHEDRAL);
        out.normal_radians = octahedral_radians(step_of(attribute.format));
    }
    // Weights of a vertex are rounded together, so that their sum stays: up or down.
    if (const auto at = model.find(primitive, SINTER_SEMANTIC_WEIGHTS))
        out.weight = step_of(model.attributes[at->attribute].format);
    for (std::uint32_t i = 0; i < model.meshes[primitive.mesh].target_count; ++i)
        out.target_steps.push_back(steps<3>(model, primitive, SINTER_SEMANTIC_POSITION, i));
    return out;
}

}  // namespace

ModelLimits ModelLimits::of(const Model& model) {
    BOOST_TEST_REQUIRE(model.valid());
    ModelLimits out;
    for (std::uint32_t i = 0; i < model.meshes.size(); ++i) {
        const auto mesh = model.meshes[i];
        auto& primitives = out.meshes.emplace_back();
        for (std::uint32_t k = 0; k < mesh.primitive_count; ++k)
            primitives.push_back(limits_of(model, model.primitives[mesh.first_primitive + k]));
    }
    return out;
}

void ModelLimits::add(const AssetView& asset) {
    const Animation animation{asset};
    BOOST_TEST_REQUIRE(animation.valid());
    auto& limits = animations.emplace_back();
    for (std::uint32_t i = 0; i < animation.channels.size(); ++i) {
        const auto channel = animation.channels[i];
        limits[{channel.node, std::string{path_name(channel.path)}}] = double{channel.error};
        // What the step's settings allow where a project says nothing: 0.1 mm, 0.0005 radians, 0.0005.
        BOOST_TEST(double{channel.error} <=
                   (channel.path == SINTER_ANIMATION_TRANSLATION ? 1e-4 : 5e-4) * 1.0001);
    }
}

}  // namespace sinter::test
