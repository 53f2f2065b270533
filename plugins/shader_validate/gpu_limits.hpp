// SPDX-License-Identifier: Apache-2.0
// The least that every GPU of a kind has: Vulkan 1.3, section 42.1 ("Required Limits"), OpenGL ES 3.0,
// section 6.1, and the Metal feature set tables.
#pragma once

#include <cstdint>

#include <sinter/shader.hpp>

namespace shader {

struct GpuLimits {
    std::string_view name;  ///< "Vulkan 1.0"
    std::uint32_t sets;     ///< 0: there are none
    std::uint32_t uniform_buffers, storage_buffers, sampled_images, samplers, storage_images,
        input_attachments;
    std::uint32_t uniform_buffer_bytes;
    std::uint32_t push_constant_bytes;
    std::uint32_t workgroup_invocations;
    std::uint32_t workgroup[3];
    std::uint32_t vertex_inputs;      ///< locations
    std::uint32_t varying_locations;  ///< out of a vertex stage, into a fragment stage
    std::uint32_t colour_outputs;
};

inline constexpr GpuLimits Vulkan10 = {"Vulkan 1.0",   4,  12, 4, 16, 16, 4, 4, 16384, 128, 128,
                                       {128, 128, 64}, 16, 16, 4};
inline constexpr GpuLimits OpenGlEs30 = {"OpenGL ES 3.0", 0,    12, 0,         16, 16, 0, 0,
                                         16384,           4096, 0,  {0, 0, 0}, 16, 15, 4};
inline constexpr GpuLimits OpenGl45 = {"OpenGL 4.5",     0,  14, 8, 16, 16, 8, 0, 16384, 4096, 1024,
                                       {1024, 1024, 64}, 16, 31, 8};
inline constexpr GpuLimits Metal2 = {"Metal 2",          0,  31, 31, 128, 16, 128, 8, 65536, 4096, 1024,
                                     {1024, 1024, 1024}, 31, 31, 8};

/// By the language of the code.
constexpr const GpuLimits& gpu_limits(sinter::ShaderLanguage language) noexcept {
    switch (language) {
        case sinter::ShaderLanguage::GlslEs:
            return OpenGlEs30;
        case sinter::ShaderLanguage::Glsl:
            return OpenGl45;
        case sinter::ShaderLanguage::Msl:
            return Metal2;
        default:
            return Vulkan10;
    }
}

}  // namespace shader
