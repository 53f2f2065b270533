// SPDX-License-Identifier: Apache-2.0
#include "mesh.hpp"

#include <map>

#include "circle.hpp"

namespace sinter::samples {

void Mesh::smooth_normals() {
    std::map<Vec3, Vec3> sums;
    for (std::size_t i = 0; i + 2 < indices.size(); i += 3) {
        const Vec3 a = positions[indices[i]], b = positions[indices[i + 1]], c = positions[indices[i + 2]];
        const Vec3 normal = cross(b - a, c - a);
        for (const Vec3& corner : {a, b, c}) {
            auto& sum = sums[corner];
            sum = sum + normal;
        }
    }
    normals.clear();
    for (const auto& position : positions) normals.push_back(normalized(sums[position]));
}

void Mesh::append(const Mesh& other, Vec3 offset) {
    const auto first = static_cast<std::uint32_t>(positions.size());
    for (const auto& position : other.positions) positions.push_back(position + offset);
    normals.insert(normals.end(), other.normals.begin(), other.normals.end());
    uvs.insert(uvs.end(), other.uvs.begin(), other.uvs.end());
    colors.insert(colors.end(), other.colors.begin(), other.colors.end());
    for (const auto index : other.indices) indices.push_back(first + index);
}

Mesh make_patch(std::uint32_t columns, std::uint32_t rows,
                const std::function<Vec3(float u, float v)>& place) {
    Mesh out;
    for (std::uint32_t y = 0; y <= rows; ++y)
        for (std::uint32_t x = 0; x <= columns; ++x) {
            const float u = static_cast<float>(x) / static_cast<float>(columns);
            const float v = static_cast<float>(y) / static_cast<float>(rows);
            out.positions.push_back(place(u, v));
            out.uvs.push_back({u, 1 - v});
        }
    for (std::uint32_t y = 0; y < rows; ++y)
        for (std::uint32_t x = 0; x < columns; ++x) {
            const std::uint32_t a = y * (columns + 1) + x, b = a + 1, c = a + columns + 1, d = c + 1;
            out.indices.insert(out.indices.end(), {a, b, d, a, d, c});
        }
    out.smooth_normals();
    return out;
}

Mesh make_box(Vec3 half) {
    // Each side by its outward axis, and the two that span it: right and up, as seen from outside.
    constexpr Vec3 sides[6][3] = {{{1, 0, 0}, {0, 0, -1}, {0, 1, 0}}, {{-1, 0, 0}, {0, 0, 1}, {0, 1, 0}},
                                  {{0, 1, 0}, {1, 0, 0}, {0, 0, -1}}, {{0, -1, 0}, {1, 0, 0}, {0, 0, 1}},
                                  {{0, 0, 1}, {1, 0, 0}, {0, 1, 0}},  {{0, 0, -1}, {-1, 0, 0}, {0, 1, 0}}};
    Mesh out;
    for (const auto& [front, right, up] : sides) {
        const auto first = static_cast<std::uint32_t>(out.positions.size());
        for (const auto& [u, v] : {Vec2{0, 0}, Vec2{1, 0}, Vec2{1, 1}, Vec2{0, 1}}) {
            const Vec3 corner = front + right * (2 * u - 1) + up * (2 * v - 1);
            out.positions.push_back({corner[0] * half[0], corner[1] * half[1], corner[2] * half[2]});
            out.normals.push_back(front);
            out.uvs.push_back({u, 1 - v});
        }
        for (const std::uint32_t corner : {0U, 1U, 2U, 0U, 2U, 3U}) out.indices.push_back(first + corner);
    }
    return out;
}

Mesh make_lathe(const std::vector<Vec2>& profile, std::uint32_t segments) {
    const auto rows = static_cast<std::uint32_t>(profile.size() - 1);
    Mesh out = make_patch(segments, rows, [&](float u, float v) {
        const auto& [radius, height] = profile[static_cast<std::size_t>(v * static_cast<float>(rows) + 0.5F)];
        // The seam closes exactly.
        const double turn = u >= 1 ? 0 : static_cast<double>(u);
        return Vec3{radius * sine_f(turn), height, radius * cosine_f(turn)};
    });
    // Quads that end in a pole have one triangle of no size.
    std::vector<std::uint32_t> kept;
    for (std::size_t i = 0; i < out.indices.size(); i += 3) {
        const Vec3 a = out.positions[out.indices[i]], b = out.positions[out.indices[i + 1]],
                   c = out.positions[out.indices[i + 2]];
        if (a == b || b == c || a == c) continue;
        kept.insert(kept.end(), out.indices.begin() + static_cast<std::ptrdiff_t>(i),
                    out.indices.begin() + static_cast<std::ptrdiff_t>(i) + 3);
    }
    out.indices = std::move(kept);
    return out;
}

Mesh make_cube_sphere(std::uint32_t cells) {
    Mesh out;
    constexpr Vec3 sides[6][3] = {{{1, 0, 0}, {0, 0, -1}, {0, 1, 0}}, {{-1, 0, 0}, {0, 0, 1}, {0, 1, 0}},
                                  {{0, 1, 0}, {1, 0, 0}, {0, 0, -1}}, {{0, -1, 0}, {1, 0, 0}, {0, 0, 1}},
                                  {{0, 0, 1}, {1, 0, 0}, {0, 1, 0}},  {{0, 0, -1}, {-1, 0, 0}, {0, 1, 0}}};
    for (const auto& [front, right, up] : sides)
        out.append(make_patch(cells, cells, [&, f = front, r = right, t = up](float u, float v) {
            return normalized(f + r * (2 * u - 1) + t * (2 * v - 1));
        }));
    out.smooth_normals();
    return out;
}

}  // namespace sinter::samples
