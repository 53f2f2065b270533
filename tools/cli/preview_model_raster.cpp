// SPDX-License-Identifier: Apache-2.0
#include "preview_model_raster.hpp"

#include <algorithm>
#include <cmath>

namespace sinter::cli {
namespace {

float dot(const Vec3f& a, const Vec3f& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
Vec3f cross(const Vec3f& a, const Vec3f& b) {
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}
Vec3f minus(const Vec3f& a, const Vec3f& b) {
    return {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
}
Vec3f unit(const Vec3f& v, const Vec3f& otherwise) {
    const float length = std::sqrt(dot(v, v));
    if (!(length > 0) || !std::isfinite(length)) return otherwise;
    return {v[0] / length, v[1] / length, v[2] / length};
}

struct Light {
    Vec3f direction;  ///< towards it
    Vec3f color;
};
// A warm key from the upper left, a cool fill from the right, a rim from behind.
constexpr Light Lights[] = {{{-0.53F, 0.66F, 0.53F}, {1.72F, 1.63F, 1.50F}},
                            {{0.80F, 0.10F, 0.59F}, {0.34F, 0.41F, 0.52F}},
                            {{0.30F, 0.55F, -0.78F}, {0.70F, 0.74F, 0.80F}}};
constexpr Vec3f Sky = {0.42F, 0.46F, 0.52F}, Ground = {0.15F, 0.135F, 0.12F};

/// Diffuse and Blinn-Phong light, and what the surface emits itself.
Vec3f shade(const Surface& surface, const Vec4f& base, const Vec3f& normal, const Vec3f& position) {
    const Vec3f view = unit({-position[0], -position[1], -position[2]}, {0, 0, 1});
    const float share = 0.5F + 0.5F * normal[1];
    const float exponent =
        2 / (surface.roughness * surface.roughness * surface.roughness * surface.roughness + 1e-3F);
    const float edge = 1 - std::max(dot(normal, view), 0.0F);
    const float fresnel = edge * edge * edge * edge * edge;
    Vec3f out{};
    for (std::size_t i = 0; i < 3; ++i) {
        const float reflect = 0.04F + (base[i] - 0.04F) * surface.metallic;
        const float around = Ground[i] + (Sky[i] - Ground[i]) * share;
        const float mirrored = around * (reflect + (1 - reflect) * fresnel * (1 - surface.roughness));
        out[i] = base[i] * (1 - surface.metallic) * around * 0.75F + mirrored + surface.emissive[i];
    }
    for (const auto& light : Lights) {
        const float lit = dot(normal, light.direction);
        if (lit <= 0) continue;
        const Vec3f half =
            unit({light.direction[0] + view[0], light.direction[1] + view[1], light.direction[2] + view[2]},
                 normal);
        const float glint = std::pow(std::max(dot(normal, half), 0.0F), exponent) * (exponent + 8) / 25.0F;
        for (std::size_t i = 0; i < 3; ++i) {
            const float reflect = 0.04F + (base[i] - 0.04F) * surface.metallic;
            const float diffuse = base[i] * (1 - surface.metallic) * 0.45F;
            out[i] += light.color[i] * lit * (diffuse + reflect * glint * 0.35F);
        }
    }
    return out;
}

/// The normal on the side that is seen. Smooth ones that point a little away, at the rim, are bent until they
/// do not.
Vec3f facing(Vec3f normal, Vec3f flat, const Vec3f& position) {
    const Vec3f view = unit({-position[0], -position[1], -position[2]}, {0, 0, 1});
    if (dot(flat, view) < 0) flat = {-flat[0], -flat[1], -flat[2]};
    if (dot(normal, flat) < 0) normal = {-normal[0], -normal[1], -normal[2]};
    const float away = dot(normal, view);
    if (away >= 0.02F) return normal;
    for (std::size_t i = 0; i < 3; ++i) normal[i] += view[i] * (0.02F - away);
    return unit(normal, flat);
}

/// Light as a picture shows it: highlights bend instead of breaking off.
float shown(float light) {
    const float bent = light < 0.6F ? light : 0.6F + 0.4F * (1 - 1 / (1 + (light - 0.6F) / 0.4F));
    return srgb_of_linear(std::clamp(bent, 0.0F, 1.0F));
}

}  // namespace

Raster::Raster(std::uint32_t size, float focal)
    : size_(size), edge_(size * SamplesPerEdge), focal_(focal), samples_(std::size_t{edge_} * edge_) {}

bool Raster::project(const Vec3f& position, Projected& out) const {
    const float distance = -position[2];
    if (!(distance > 1e-3F) || !std::isfinite(distance)) return false;
    const float half = static_cast<float>(edge_) / 2;
    out = {half + half * focal_ * position[0] / distance, half - half * focal_ * position[1] / distance,
           1 / distance};
    return std::isfinite(out.x) && std::isfinite(out.y);
}

void Raster::put(std::uint32_t x, std::uint32_t y, float inverse, const Vec4f& color,
                 const Surface& surface) {
    if (color[3] < surface.cutoff) return;
    // Nine samples of a pixel: what lets light through takes a share of them.
    constexpr float shares[] = {0.05F, 0.65F, 0.35F, 0.85F, 0.5F, 0.15F, 0.25F, 0.75F, 0.95F};
    if (surface.blends && color[3] < shares[(y % SamplesPerEdge) * SamplesPerEdge + x % SamplesPerEdge])
        return;
    auto& sample = samples_[std::size_t{y} * edge_ + x];
    sample.depth = inverse;
    sample.color = {color[0], color[1], color[2]};
}

void Raster::draw_triangle(const Surface& surface, const Corner& a, const Corner& b, const Corner& c) {
    Projected p[3];
    if (!project(a.position, p[0]) || !project(b.position, p[1]) || !project(c.position, p[2])) return;
    const float area = (p[1].x - p[0].x) * (p[2].y - p[0].y) - (p[1].y - p[0].y) * (p[2].x - p[0].x);
    if (!(std::abs(area) > 1e-7F) || !std::isfinite(area)) return;
    const float last = static_cast<float>(edge_ - 1);
    const auto [low_x, high_x] = std::minmax({p[0].x, p[1].x, p[2].x});
    const auto [low_y, high_y] = std::minmax({p[0].y, p[1].y, p[2].y});
    if (high_x < 0 || high_y < 0 || low_x > last || low_y > last) return;
    const auto first_of = [](float low) {
        return static_cast<std::uint32_t>(std::max(std::ceil(low - 0.5F), 0.0F));
    };
    const auto last_of = [&](float high) {
        return static_cast<std::uint32_t>(std::min(std::max(std::floor(high - 0.5F), -1.0F) + 1, last + 1));
    };
    const std::uint32_t x0 = first_of(low_x), x1 = last_of(high_x), y0 = first_of(low_y),
                        y1 = last_of(high_y);
    if (x0 >= x1 || y0 >= y1) return;

    const Vec3f flat = unit(cross(minus(b.position, a.position), minus(c.position, a.position)), {0, 0, 1});
    const Corner* corners[] = {&a, &b, &c};
    float texels = 1;
    if (surface.texture) {
        // How many texels one sample covers, over the whole triangle.
        const float u1 = b.uv[0] - a.uv[0], v1 = b.uv[1] - a.uv[1], u2 = c.uv[0] - a.uv[0],
                    v2 = c.uv[1] - a.uv[1];
        texels = std::sqrt(
            std::abs((u1 * v2 - u2 * v1) * surface.texture->width() * surface.texture->height() / area));
    }
    for (std::uint32_t y = y0; y < y1; ++y) {
        const float py = static_cast<float>(y) + 0.5F;
        for (std::uint32_t x = x0; x < x1; ++x) {
            const float px = static_cast<float>(x) + 0.5F;
            float w[3];
            for (std::size_t i = 0; i < 3; ++i) {
                const auto &from = p[(i + 1) % 3], &to = p[(i + 2) % 3];
                w[i] = ((to.x - from.x) * (py - from.y) - (to.y - from.y) * (px - from.x)) / area;
            }
            if (w[0] < 0 || w[1] < 0 || w[2] < 0) continue;
            float inverse = 0;
            for (std::size_t i = 0; i < 3; ++i) inverse += w[i] * p[i].inverse;
            if (inverse <= samples_[std::size_t{y} * edge_ + x].depth) continue;
            Vec3f normal{}, position{};
            Vec2f uv{};
            Vec4f color{};
            for (std::size_t i = 0; i < 3; ++i) {
                const float share = w[i] * p[i].inverse / inverse;
                const auto& corner = *corners[i];
                const bool has_normal = dot(corner.normal, corner.normal) > 0;
                for (std::size_t k = 0; k < 3; ++k) {
                    normal[k] += share * (has_normal ? corner.normal[k] : flat[k]);
                    position[k] += share * corner.position[k];
                }
                for (std::size_t k = 0; k < 2; ++k) uv[k] += share * corner.uv[k];
                for (std::size_t k = 0; k < 4; ++k) color[k] += share * corner.color[k];
            }
            Vec4f base = surface.base;
            if (surface.texture) {
                const auto texel = surface.texture->sample(uv[0], uv[1], texels);
                for (std::size_t k = 0; k < 4; ++k) base[k] *= texel[k];
            }
            for (std::size_t k = 0; k < 4; ++k) base[k] *= color[k];
            const auto light = shade(surface, base, facing(unit(normal, flat), flat, position), position);
            put(x, y, inverse, {light[0], light[1], light[2], base[3]}, surface);
        }
    }
}

void Raster::draw_point(const Surface& surface, const Corner& at, float pixels) {
    Projected p{};
    if (!project(at.position, p)) return;
    const float radius = pixels * SamplesPerEdge / 2;
    const float last = static_cast<float>(edge_ - 1);
    if (p.x < -radius || p.y < -radius || p.x > last + radius || p.y > last + radius) return;
    const auto low = [&](float v) { return static_cast<std::uint32_t>(std::clamp(v - radius, 0.0F, last)); };
    const auto high = [&](float v) { return static_cast<std::uint32_t>(std::clamp(v + radius, 0.0F, last)); };
    Vec4f base = surface.base;
    for (std::size_t k = 0; k < 4; ++k) base[k] *= at.color[k];
    const bool has_normal = dot(at.normal, at.normal) > 0;
    const auto light = has_normal
                           ? shade(surface, base, facing(at.normal, at.normal, at.position), at.position)
                           : Vec3f{base[0] * 1.1F, base[1] * 1.1F, base[2] * 1.1F};
    for (std::uint32_t y = low(p.y); y <= high(p.y); ++y)
        for (std::uint32_t x = low(p.x); x <= high(p.x); ++x) {
            const float dx = static_cast<float>(x) + 0.5F - p.x, dy = static_cast<float>(y) + 0.5F - p.y;
            if (dx * dx + dy * dy > radius * radius) continue;
            if (p.inverse > samples_[std::size_t{y} * edge_ + x].depth)
                put(x, y, p.inverse, {light[0], light[1], light[2], base[3]}, surface);
        }
}

void Raster::draw_line(const Surface& surface, const Corner& a, const Corner& b, float pixels) {
    Projected from{}, to{};
    if (!project(a.position, from) || !project(b.position, to)) return;
    const float length = std::max(std::abs(to.x - from.x), std::abs(to.y - from.y));
    const auto steps = static_cast<std::uint32_t>(std::clamp(length, 1.0F, 4.0F * static_cast<float>(edge_)));
    for (std::uint32_t i = 0; i <= steps; ++i) {
        const float t = static_cast<float>(i) / static_cast<float>(steps);
        Corner at = a;
        for (std::size_t k = 0; k < 3; ++k) at.position[k] += t * (b.position[k] - a.position[k]);
        for (std::size_t k = 0; k < 4; ++k) at.color[k] += t * (b.color[k] - a.color[k]);
        at.normal = {};
        draw_point(surface, at, pixels);
    }
}

Vec3f Raster::background(std::uint32_t x, std::uint32_t y, const Floor& floor) const {
    const float half = static_cast<float>(edge_) / 2;
    const Vec3f ray = {(static_cast<float>(x) + 0.5F - half) / (half * focal_),
                       -(static_cast<float>(y) + 0.5F - half) / (half * focal_), -1};
    const float t = static_cast<float>(y) / static_cast<float>(edge_);
    const float cx = static_cast<float>(x) / static_cast<float>(edge_) - 0.5F;
    const float dim = 1 - 0.35F * (cx * cx + (t - 0.5F) * (t - 0.5F));
    Vec3f out = {(0.46F + 0.10F * t) * dim, (0.485F + 0.095F * t) * dim, (0.52F + 0.08F * t) * dim};
    const float slope = dot(ray, floor.up), height = dot(floor.centre, floor.up);
    if (slope >= -1e-4F || height >= 0) return out;
    const float distance = height / slope;
    const Vec3f at = minus({ray[0] * distance, ray[1] * distance, ray[2] * distance}, floor.centre);
    const float dark = 1 - 0.6F * floor.shadow->at(dot(floor.right, at), dot(floor.front, at));
    for (auto& part : out) part *= dark;
    return out;
}

Picture Raster::finish(const Floor& floor) const {
    Picture out{size_, size_, false, {}};
    out.rgba.resize(std::size_t{size_} * size_ * 4, 255);
    constexpr float Count = SamplesPerEdge * SamplesPerEdge;
    for (std::uint32_t y = 0; y < size_; ++y)
        for (std::uint32_t x = 0; x < size_; ++x) {
            Vec3f sum{};
            for (std::uint32_t k = 0; k < SamplesPerEdge * SamplesPerEdge; ++k) {
                const std::uint32_t sx = x * SamplesPerEdge + k % SamplesPerEdge;
                const std::uint32_t sy = y * SamplesPerEdge + k / SamplesPerEdge;
                const auto& sample = samples_[std::size_t{sy} * edge_ + sx];
                const auto light = sample.depth > 0 ? sample.color : background(sx, sy, floor);
                for (std::size_t i = 0; i < 3; ++i) sum[i] += std::min(light[i], 4.0F);
            }
            for (std::size_t i = 0; i < 3; ++i)
                out.rgba[(std::size_t{y} * size_ + x) * 4 + i] =
                    static_cast<std::uint8_t>(shown(sum[i] / Count) * 255 + 0.5F);
        }
    return out;
}

}  // namespace sinter::cli
