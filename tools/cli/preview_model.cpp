// SPDX-License-Identifier: Apache-2.0
// A model from the front, a little from the right and from above, framed by what it draws.
#include <algorithm>
#include <cmath>

#include "preview.hpp"
#include "preview_model_raster.hpp"

namespace sinter::cli {
namespace {

constexpr std::uint32_t PictureSize = 512;
constexpr float Focal = 3.2F;    ///< a field of view of 35 degrees
constexpr float Margin = 0.86F;  ///< share of the picture that the model fills
constexpr float PointPixels = 3.2F, LinePixels = 1.8F;
// Turned by 32 degrees around Y, then by 21 around X: cosine and sine.
constexpr float TurnCosine = 0.848048F, TurnSine = 0.529919F, TiltCosine = 0.933580F, TiltSine = 0.358368F;

/// Directions of the model's space as the camera has them.
Vec3f seen(const Vec3f& v) {
    const float x = TurnCosine * v[0] - TurnSine * v[2], z = TurnSine * v[0] + TurnCosine * v[2];
    return {x, TiltCosine * v[1] - TiltSine * z, TiltSine * v[1] + TiltCosine * z};
}

bool is_finite(const Vec3f& v) {
    return std::isfinite(v[0]) && std::isfinite(v[1]) && std::isfinite(v[2]);
}

/// Where the model lies, how large it is, and where the camera stands.
class Framing {
  public:
    explicit Framing(const std::vector<PosedPrimitive>& primitives) {
        double low[3] = {1e300, 1e300, 1e300}, high[3] = {-1e300, -1e300, -1e300};
        each(primitives, [&](const Vec3f& at) {
            for (std::size_t i = 0; i < 3; ++i) {
                low[i] = std::min(low[i], double{at[i]});
                high[i] = std::max(high[i], double{at[i]});
            }
        });
        if (low[0] > high[0]) return;
        double squared = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            centre_[i] = (low[i] + high[i]) / 2;
            squared += (high[i] - low[i]) * (high[i] - low[i]) / 4;
        }
        if (squared > 0) size_ = std::sqrt(squared);
        floor_ = static_cast<float>((low[1] - centre_[1]) / size_);
        find_camera(primitives);
    }

    /// In units of the model's size, around its centre.
    [[nodiscard]] Vec3f local(const Vec3f& at) const {
        Vec3f out{};
        for (std::size_t i = 0; i < 3; ++i) out[i] = static_cast<float>((double{at[i]} - centre_[i]) / size_);
        return out;
    }
    [[nodiscard]] Vec3f from_camera(const Vec3f& local) const {
        const Vec3f turned = seen(local);
        return {turned[0] - aside_, turned[1] - above_, turned[2] - distance_};
    }
    [[nodiscard]] float floor() const { return floor_; }

  private:
    template <class Visit>
    static void each(const std::vector<PosedPrimitive>& primitives, Visit&& visit) {
        for (const auto& primitive : primitives)
            for (const auto index : primitive.indices)
                if (is_finite(primitive.positions[index])) visit(primitive.positions[index]);
    }
    /// As near as it can be, then moved until what it sees is in the middle.
    void find_camera(const std::vector<PosedPrimitive>& primitives) {
        for (int round = 0; round < 3; ++round) {
            distance_ = 0;
            each(primitives, [&](const Vec3f& at) {
                const Vec3f v = seen(local(at));
                const float away = std::max(std::abs(v[0] - aside_), std::abs(v[1] - above_));
                distance_ = std::max(distance_, away * Focal / Margin + v[2]);
            });
            distance_ = std::max(distance_, 0.1F);
            float low[2] = {9, 9}, high[2] = {-9, -9};
            each(primitives, [&](const Vec3f& at) {
                const Vec3f v = from_camera(local(at));
                for (std::size_t i = 0; i < 2; ++i) {
                    low[i] = std::min(low[i], v[i] / -v[2]);
                    high[i] = std::max(high[i], v[i] / -v[2]);
                }
            });
            if (round == 2) break;
            aside_ += (low[0] + high[0]) / 2 * distance_;
            above_ += (low[1] + high[1]) / 2 * distance_;
        }
    }

    std::array<double, 3> centre_{};
    double size_ = 1;
    float floor_ = 0, aside_ = 0, above_ = 0, distance_ = 4;
};

/// Normals of the triangles around a vertex, for a primitive that brings none; by triangle where they bend
/// too much.
std::vector<Vec3f> smooth_normals(const PosedPrimitive& primitive) {
    std::vector<Vec3f> out(primitive.positions.size());
    for (std::size_t i = 0; i + 2 < primitive.indices.size(); i += 3) {
        const auto* at = primitive.indices.data() + i;
        const auto &a = primitive.positions[at[0]], &b = primitive.positions[at[1]],
                   &c = primitive.positions[at[2]];
        const Vec3f u = {b[0] - a[0], b[1] - a[1], b[2] - a[2]}, v = {c[0] - a[0], c[1] - a[1], c[2] - a[2]};
        const Vec3f normal = {u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2],
                              u[0] * v[1] - u[1] * v[0]};
        for (std::size_t k = 0; k < 3; ++k)
            for (std::size_t m = 0; m < 3; ++m) out[at[k]][m] += normal[m];
    }
    return out;
}

Vec3f unit_or_none(const Vec3f& v) {
    const float length = std::sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    if (!(length > 0) || !std::isfinite(length)) return {};
    return {v[0] / length, v[1] / length, v[2] / length};
}

class Painter {
  public:
    Painter(const Framing& framing, Raster& raster, FloorShadow& shadow)
        : framing_(framing), raster_(raster), shadow_(shadow) {}

    void paint(const PosedPrimitive& primitive, const Surface& surface) {
        const bool triangles = primitive.topology == SINTER_TOPOLOGY_TRIANGLES;
        const bool smooth = triangles && primitive.normals.empty();
        const auto made = smooth ? smooth_normals(primitive) : std::vector<Vec3f>{};
        const auto& normals = smooth ? made : primitive.normals;
        const auto width = vertices_of(primitive.topology);
        for (std::size_t i = 0; i + width <= primitive.indices.size(); i += width) {
            Corner corners[3];
            Vec3f local[3];
            bool sound = true;
            for (std::size_t k = 0; k < width; ++k) {
                const auto index = primitive.indices[i + k];
                sound = sound && is_finite(primitive.positions[index]);
                local[k] = framing_.local(primitive.positions[index]);
                corners[k].position = framing_.from_camera(local[k]);
                if (!normals.empty()) corners[k].normal = seen(unit_or_none(normals[index]));
                if (!primitive.uvs.empty()) corners[k].uv = primitive.uvs[index];
                if (!primitive.colors.empty()) corners[k].color = primitive.colors[index];
                local[k][1] -= framing_.floor();
            }
            if (!sound) continue;
            if (smooth) sharpen(corners);
            if (width == 3) {
                shadow_.add_triangle(local[0], local[1], local[2]);
                raster_.draw_triangle(surface, corners[0], corners[1], corners[2]);
            } else if (width == 2) {
                shadow_.add_point(local[0]);
                raster_.draw_line(surface, corners[0], corners[1], LinePixels);
            } else {
                shadow_.add_point(local[0]);
                raster_.draw_point(surface, corners[0], PointPixels);
            }
        }
    }

  private:
    /// An edge is an edge: over 50 degrees the triangle's own normal is right.
    static void sharpen(Corner* corners) {
        const auto &a = corners[0].position, &b = corners[1].position, &c = corners[2].position;
        const Vec3f u = {b[0] - a[0], b[1] - a[1], b[2] - a[2]}, v = {c[0] - a[0], c[1] - a[1], c[2] - a[2]};
        const Vec3f flat =
            unit_or_none({u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]});
        for (std::size_t k = 0; k < 3; ++k) {
            auto& normal = corners[k].normal;
            if (normal[0] * flat[0] + normal[1] * flat[1] + normal[2] * flat[2] < 0.64F) normal = {};
        }
    }

    const Framing& framing_;
    Raster& raster_;
    FloorShadow& shadow_;
};

}  // namespace

Result<Picture> draw_model(const AssetView& asset, Neighbours& neighbours) {
    const Model model{asset};
    if (!model.valid()) return {Code::Corrupt, "preview: the tables of the model do not agree"};
    const auto primitives = pose_model(model);
    const Framing framing{primitives};
    Raster raster{PictureSize, Focal};
    FloorShadow shadow;
    Painter painter{framing, raster, shadow};
    std::vector<Surface> surfaces;
    for (std::uint32_t i = 0; i < model.materials.size(); ++i) {
        const auto dependency = model.materials[i].dependency;
        const auto material = dependency == SINTER_MODEL_NONE
                                  ? std::nullopt
                                  : neighbours.find(to_view(asset.dependencies()[dependency].path));
        surfaces.push_back(material ? surface_of(*material, neighbours) : Surface{});
    }
    // What lets light through comes last, over what stands behind it.
    const Surface plain;
    for (const bool blends : {false, true})
        for (const auto& primitive : primitives) {
            const auto& surface =
                primitive.material == SINTER_MODEL_NONE ? plain : surfaces[primitive.material];
            if (surface.blends == blends) painter.paint(primitive, surface);
        }
    shadow.soften();
    const Floor floor{seen({1, 0, 0}), seen({0, 1, 0}), seen({0, 0, 1}),
                      framing.from_camera({0, framing.floor(), 0}), &shadow};
    return raster.finish(floor);
}

}  // namespace sinter::cli
