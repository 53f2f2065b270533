// SPDX-License-Identifier: Apache-2.0
#include "project_shaders_effects.hpp"

namespace sinter::samples {
namespace {

constexpr std::string_view ScreenVertex = R"(#version 450
// One triangle over the whole screen, without a vertex buffer.
layout(location = 0) out vec2 out_uv;

void main() {
    out_uv = vec2((gl_VertexIndex << 1) & 2, gl_VertexIndex & 2);
    gl_Position = vec4(out_uv * 2.0 - 1.0, 0.0, 1.0);
}
)";

constexpr std::string_view Sky = R"(#version 450
// A clear sky: the gradient of the air, a sun with its glow, and a few clouds of value noise.
#pragma sinter variant CLOUDS 1 0
#include "common/camera.glsl"

layout(location = 0) in vec2 in_uv;
layout(location = 0) out vec4 out_color;

layout(set = 0, binding = 1, std140) uniform Sun {
    vec3 direction;  // towards the sun
    float angle;     // cosine of its radius as seen
    vec4 color;
} sun;

float hash(vec2 p) {
    return fract(sin(dot(p, vec2(127.1, 311.7))) * 43758.5453);
}

float noise(vec2 p) {
    vec2 cell = floor(p);
    vec2 f = fract(p);
    f = f * f * (3.0 - 2.0 * f);
    return mix(mix(hash(cell), hash(cell + vec2(1.0, 0.0)), f.x),
               mix(hash(cell + vec2(0.0, 1.0)), hash(cell + vec2(1.0, 1.0)), f.x), f.y);
}

void main() {
    vec4 far = camera.inverse_view_projection * vec4(in_uv * 2.0 - 1.0, 1.0, 1.0);
    vec3 ray = normalize(far.xyz / far.w - camera.position);
    float height = clamp(ray.y, 0.0, 1.0);
    vec3 color = mix(vec3(0.75, 0.85, 0.95), vec3(0.15, 0.35, 0.75), pow(height, 0.45));
    float towards = dot(ray, sun.direction);
    color += sun.color.rgb * (smoothstep(sun.angle, sun.angle + 0.0004, towards) * 20.0 +
                              pow(max(towards, 0.0), 64.0) * 0.35);
#if CLOUDS
    if (ray.y > 0.02) {
        vec2 p = ray.xz / ray.y * 1.5 + camera.time * 0.01;
        float cover = 0.5 * noise(p) + 0.25 * noise(p * 2.1) + 0.125 * noise(p * 4.3);
        color = mix(color, vec3(1.0), smoothstep(0.45, 0.75, cover) * smoothstep(0.02, 0.2, ray.y));
    }
#endif
    out_color = vec4(color, 1.0);
}
)";

constexpr std::string_view Particles = R"(#version 450
// Moves particles by gravity and wind, bounces them off the ground, and starts the dead ones anew.
#pragma sinter variant BOUNCE 1 0
layout(local_size_x_id = 0) in;
layout(constant_id = 0) const uint GroupSize = 64;

struct Particle {
    vec3 position;
    float age;  // seconds
    vec3 velocity;
    float life;
};
layout(set = 0, binding = 0, std430) readonly buffer Before {
    Particle particles[];
} before;
layout(set = 0, binding = 1, std430) writeonly buffer After {
    Particle particles[];
} after;

layout(push_constant) uniform Step {
    vec3 emitter;
    float seconds;
    vec3 wind;
    uint count;
    float gravity;
} step_;

// PCG, by Jarzynski and Olano, "Hash Functions for GPU Rendering" (JCGT 2020).
uint pcg(uint v) {
    uint state = v * 747796405u + 2891336453u;
    uint word = ((state >> ((state >> 28) + 4u)) ^ state) * 277803737u;
    return (word >> 22) ^ word;
}

float random(inout uint seed) {
    seed = pcg(seed);
    return float(seed) / 4294967295.0;
}

void main() {
    uint index = gl_GlobalInvocationID.x;
    if (index >= step_.count) return;
    Particle p = before.particles[index];
    p.age += step_.seconds;
    if (p.age > p.life) {
        uint seed = index ^ floatBitsToUint(p.age);
        p.position = step_.emitter;
        p.velocity = vec3(random(seed) - 0.5, 2.0 + random(seed), random(seed) - 0.5) * 3.0;
        p.life = 1.0 + 2.0 * random(seed);
        p.age = 0.0;
    }
    p.velocity += (step_.wind - vec3(0.0, step_.gravity, 0.0)) * step_.seconds;
    p.position += p.velocity * step_.seconds;
#if BOUNCE
    if (p.position.y < 0.0) {
        p.position.y = -p.position.y * 0.5;
        p.velocity.y = -p.velocity.y * 0.5;
    }
#endif
    after.particles[index] = p;
}
)";

constexpr std::string_view Post = R"(#version 450
// The last pass: vignette, a filmic curve, grain.
#pragma sinter variant GRAIN 0 1
layout(location = 0) in vec2 in_uv;
layout(location = 0) out vec4 out_color;

layout(set = 0, binding = 0) uniform texture2D scene;
layout(set = 0, binding = 1) uniform sampler linear_clamp;

layout(push_constant) uniform Look {
    float exposure;
    float vignette;
    float grain;
    float time;
} look;

// Hable, "Filmic Tonemapping" (GDC 2010).
vec3 curve(vec3 x) {
    return (x * (0.15 * x + 0.05) + 0.004) / (x * (0.15 * x + 0.5) + 0.06) - 0.0667;
}

void main() {
    vec3 color = texture(sampler2D(scene, linear_clamp), in_uv).rgb * look.exposure;
    vec2 from_middle = in_uv - 0.5;
    color *= 1.0 - look.vignette * dot(from_middle, from_middle);
    color = curve(color) / curve(vec3(11.2));
#if GRAIN
    color += (fract(sin(dot(in_uv + look.time, vec2(12.9898, 78.233))) * 43758.5453) - 0.5) * look.grain;
#endif
    out_color = vec4(clamp(color, 0.0, 1.0), 1.0);
}
)";

constexpr std::string_view Water = R"(// Water that mirrors the sky, written for Direct3D.
#pragma sinter variant RIPPLES 1 0
#pragma sinter entry PSMain

cbuffer Frame : register(b0) {
    float3 eye;
    float time;
    float4 shallow;
    float4 deep;
};
TextureCube sky : register(t1);
SamplerState linear_wrap : register(s2);

struct Input {
    float4 position : SV_Position;
    float3 world : TEXCOORD0;
};

float3 wave_normal(float2 p) {
#if RIPPLES
    float2 slope = 0.05 * cos(p * 3.1 + time) + 0.03 * cos(p.yx * 7.7 - time * 1.7);
    return normalize(float3(slope.x, 1.0, slope.y));
#else
    return float3(0.0, 1.0, 0.0);
#endif
}

float4 PSMain(Input input) : SV_Target {
    float3 n = wave_normal(input.world.xz);
    float3 v = normalize(eye - input.world);
    float facing = saturate(dot(n, v));
    float fresnel = 0.02 + 0.98 * pow(1.0 - facing, 5.0);
    float3 mirrored = sky.Sample(linear_wrap, reflect(-v, n)).rgb;
    float3 body = lerp(shallow.rgb, deep.rgb, 1.0 - facing);
    return float4(lerp(body, mirrored, fresnel), 1.0);
}
)";

}  // namespace

void add_shader_effects(OutputFolder& out) {
    out.add_text("assets/shaders/screen.vert", ScreenVertex);
    out.add_text("assets/shaders/sky.frag", Sky);
    out.add_text("assets/shaders/particles.comp", Particles);
    out.add_text("assets/shaders/post.frag", Post);
    out.add_text("assets/shaders/water.frag.hlsl", Water);
}

}  // namespace sinter::samples
