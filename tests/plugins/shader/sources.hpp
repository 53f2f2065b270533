// SPDX-License-Identifier: Apache-2.0
// Shaders for the tests of steps.
#pragma once

#include <string_view>

namespace sinter::test {

inline constexpr std::string_view VertexSource = R"(#version 450
layout(set = 0, binding = 0, std140) uniform Camera { mat4 view_projection; vec3 position; } camera;
layout(push_constant) uniform Object { mat4 model; vec4 tint; } object;
layout(location = 0) in vec3 position;
layout(location = 1) in vec2 uv;
layout(location = 0) out vec2 out_uv;
layout(location = 3) out vec4 out_tint;
void main() {
    out_uv = uv;
    out_tint = object.tint;
    gl_Position = camera.view_projection * object.model * vec4(position, 1.0);
}
)";

inline constexpr std::string_view FragmentSource = R"(#version 450
#pragma sinter variant FOG 0 1
struct Light { vec3 direction; float power; };
layout(set = 1, binding = 0, std140) uniform Scene { Light lights[2]; vec4 fog; } scene;
layout(set = 1, binding = 1) uniform sampler2D albedo;
layout(set = 2, binding = 0) uniform texture2D detail;
layout(set = 2, binding = 1) uniform sampler linear_wrap;
layout(location = 0) in vec2 in_uv;
layout(location = 3) in vec4 in_tint;
layout(location = 0) out vec4 color;
layout(constant_id = 3) const float Gain = 1.5;
void main() {
    Light light = scene.lights[1];
    vec4 texel = texture(albedo, in_uv) * texture(sampler2D(detail, linear_wrap), in_uv * 4.0);
    if (texel.a < 0.1) discard;
    color = texel * in_tint * light.power * Gain;
#if FOG
    color = mix(color, scene.fog, 0.5);
#endif
}
)";

inline constexpr std::string_view ComputeSource = R"(#version 450
layout(local_size_x_id = 4, local_size_y = 2) in;
layout(set = 0, binding = 0, std430) buffer Data { float values[]; } data;
void main() { data.values[gl_GlobalInvocationID.x] *= 2.0; }
)";

}  // namespace sinter::test
