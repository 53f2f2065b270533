// SPDX-License-Identifier: Apache-2.0
// A pair of shaders for physically based surfaces, with what they include. The model is that of Karis, "Real
// Shading in Unreal Engine 4" (SIGGRAPH 2013): GGX, Smith by Schlick, Fresnel by Schlick.
#include "project.hpp"
#include "project_shaders_effects.hpp"

namespace sinter::samples {
namespace {

constexpr std::string_view Camera =
    R"(// What every shader knows of the view. Columns first, std140, written once a frame.
#ifndef COMMON_CAMERA
#define COMMON_CAMERA

layout(set = 0, binding = 0, std140) uniform Camera {
    mat4 view_projection;
    mat4 inverse_view_projection;
    vec3 position;
    float time;  // seconds
} camera;

#endif
)";

constexpr std::string_view Brdf = R"(#pragma once

const float Pi = 3.14159265358979;

float distribution_ggx(float n_dot_h, float roughness) {
    float alpha = roughness * roughness;
    float alpha2 = alpha * alpha;
    float d = n_dot_h * n_dot_h * (alpha2 - 1.0) + 1.0;
    return alpha2 / max(Pi * d * d, 1e-5);
}

float visibility_smith(float n_dot_v, float n_dot_l, float roughness) {
    float k = (roughness + 1.0) * (roughness + 1.0) / 8.0;
    float v = n_dot_v * (1.0 - k) + k;
    float l = n_dot_l * (1.0 - k) + k;
    return 0.25 / max(v * l, 1e-5);
}

vec3 fresnel_schlick(float v_dot_h, vec3 f0) {
    float x = clamp(1.0 - v_dot_h, 0.0, 1.0);
    float x2 = x * x;
    return f0 + (1.0 - f0) * (x2 * x2 * x);
}

// Light that leaves along `v`, of what comes in along `l`; the cosine is in it.
vec3 shade(vec3 n, vec3 v, vec3 l, vec3 albedo, float metallic, float roughness) {
    vec3 h = normalize(v + l);
    float n_dot_l = max(dot(n, l), 0.0);
    float n_dot_v = max(dot(n, v), 1e-4);
    vec3 f0 = mix(vec3(0.04), albedo, metallic);
    vec3 f = fresnel_schlick(max(dot(v, h), 0.0), f0);
    float specular = distribution_ggx(max(dot(n, h), 0.0), roughness) * visibility_smith(n_dot_v, n_dot_l, roughness);
    vec3 diffuse = (1.0 - f) * (1.0 - metallic) * albedo / Pi;
    return (diffuse + f * specular) * n_dot_l;
}
)";

constexpr std::string_view PbrVertex = R"(#version 450
#pragma sinter variant SKINNED 0 1
#include "common/camera.glsl"

layout(location = 0) in vec3 in_position;
layout(location = 1) in vec3 in_normal;
layout(location = 2) in vec4 in_tangent;  // w: handedness of the bitangent
layout(location = 3) in vec2 in_uv;
#if SKINNED
layout(location = 4) in uvec4 in_joints;
layout(location = 5) in vec4 in_weights;
layout(set = 2, binding = 0, std140) uniform Skeleton {
    mat4 joints[64];
} skeleton;
#endif

layout(location = 0) out vec3 out_position;
layout(location = 1) out vec3 out_normal;
layout(location = 2) out vec4 out_tangent;
layout(location = 3) out vec2 out_uv;

layout(push_constant) uniform Object {
    mat4 model;
} object;

void main() {
    mat4 model = object.model;
#if SKINNED
    model = model * (skeleton.joints[in_joints.x] * in_weights.x + skeleton.joints[in_joints.y] * in_weights.y +
                     skeleton.joints[in_joints.z] * in_weights.z + skeleton.joints[in_joints.w] * in_weights.w);
#endif
    vec4 world = model * vec4(in_position, 1.0);
    out_position = world.xyz;
    out_normal = mat3(model) * in_normal;
    out_tangent = vec4(mat3(model) * in_tangent.xyz, in_tangent.w);
    out_uv = in_uv;
    gl_Position = camera.view_projection * world;
}
)";

constexpr std::string_view PbrFragment = R"(#version 450
#pragma sinter variant NORMAL_MAP 1 0
#pragma sinter variant LIGHTS 1 4
#include "common/camera.glsl"
#include "common/brdf.glsl"

layout(constant_id = 0) const float Exposure = 1.0;

layout(location = 0) in vec3 in_position;
layout(location = 1) in vec3 in_normal;
layout(location = 2) in vec4 in_tangent;
layout(location = 3) in vec2 in_uv;
layout(location = 0) out vec4 out_color;

struct Light {
    vec3 position;
    float range;
    vec3 color;
    float intensity;
};
layout(set = 0, binding = 1, std140) uniform Lights {
    Light lights[LIGHTS];
    vec4 ambient;
} scene;

layout(set = 1, binding = 0) uniform sampler2D albedo_map;
layout(set = 1, binding = 1) uniform sampler2D orm_map;
#if NORMAL_MAP
layout(set = 1, binding = 2) uniform sampler2D normal_map;
#endif

vec3 surface_normal() {
    vec3 n = normalize(in_normal);
#if NORMAL_MAP
    vec3 t = normalize(in_tangent.xyz - n * dot(n, in_tangent.xyz));
    vec3 b = cross(n, t) * in_tangent.w;
    vec3 texel = texture(normal_map, in_uv).xyz * 2.0 - 1.0;
    n = normalize(mat3(t, b, n) * texel);
#endif
    return n;
}

void main() {
    vec4 albedo = texture(albedo_map, in_uv);
    vec3 orm = texture(orm_map, in_uv).rgb;
    vec3 n = surface_normal();
    vec3 v = normalize(camera.position - in_position);
    vec3 light = scene.ambient.rgb * albedo.rgb * orm.r;
    for (int i = 0; i < LIGHTS; ++i) {
        vec3 to_light = scene.lights[i].position - in_position;
        float distance2 = max(dot(to_light, to_light), 1e-4);
        float reach = clamp(1.0 - distance2 / (scene.lights[i].range * scene.lights[i].range), 0.0, 1.0);
        vec3 radiance = scene.lights[i].color * scene.lights[i].intensity * reach * reach / distance2;
        light += radiance * shade(n, v, to_light * inversesqrt(distance2), albedo.rgb, orm.b, max(orm.g, 0.045));
    }
    out_color = vec4(light * Exposure, albedo.a);
}
)";

constexpr std::string_view SyntaxInInclude = R"(// The semicolon behind the return is missing.
vec3 grade(vec3 color) {
    return color * 1.1
}
)";
constexpr std::string_view UsesSyntax = R"(#version 450
#include "include/grading.glsl"
layout(location = 0) out vec4 out_color;
void main() {
    out_color = vec4(grade(vec3(0.5)), 1.0);
}
)";
constexpr std::string_view UsesMissing = R"(#version 450
#include "include/gone.glsl"
layout(location = 0) out vec4 out_color;
void main() {
    out_color = vec4(1.0);
}
)";
constexpr std::string_view UsesCircle = R"(#version 450
#include "include/circle_a.glsl"
void main() {}
)";

}  // namespace

void add_shaders(OutputFolder& out) {
    out.add_text("assets/shaders/common/camera.glsl", Camera);
    out.add_text("assets/shaders/common/brdf.glsl", Brdf);
    out.add_text("assets/shaders/pbr.vert", PbrVertex);
    out.add_text("assets/shaders/pbr.frag", PbrFragment);
    add_shader_effects(out);

    out.add_text("assets/broken/syntax_in_include.frag", UsesSyntax);
    out.add_text("assets/broken/include/grading.glsl", SyntaxInInclude);
    out.add_text("assets/broken/missing_include.frag", UsesMissing);
    out.add_text("assets/broken/include_circle.frag", UsesCircle);
    out.add_text("assets/broken/include/circle_a.glsl", "#include \"circle_b.glsl\"\n");
    out.add_text("assets/broken/include/circle_b.glsl", "#include \"circle_a.glsl\"\n");
}

}  // namespace sinter::samples
