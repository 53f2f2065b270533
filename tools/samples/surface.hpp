// SPDX-License-Identifier: Apache-2.0
// Tileable surfaces as a material needs them: colour, height, and the packed mask of a PBR shader.
#pragma once

#include "image.hpp"

namespace sinter::samples {

struct Surface {
    explicit Surface(std::uint32_t size) : albedo(size, size, 3), orm(size, size, 3), height(size, size, 1) {}

    Image albedo;      ///< sRGB
    Image orm;         ///< ambient occlusion, roughness, metallic; linear
    Field height;      ///< 0..1
    float relief = 8;  ///< how high 1 stands, in texels of a 1024 texture

    void paint(std::uint32_t x, std::uint32_t y, Color color, float height_here, float occlusion,
               float roughness, float metallic = 0) {
        put(albedo.at(x, y), color);
        put(orm.at(x, y), {occlusion, roughness, metallic});
        *height.at(x, y) = height_here;
    }
};

// What people build. `size` is a power of two, texels.
Surface paint_brick(std::uint32_t size);
Surface paint_tiles(std::uint32_t size);
Surface paint_wood(std::uint32_t size);
Surface paint_metal(std::uint32_t size);
Surface paint_fabric(std::uint32_t size);
// What grows or lies about.
Surface paint_stone(std::uint32_t size);
Surface paint_grass(std::uint32_t size);
Surface paint_sand(std::uint32_t size);

/// Fallen leaves on nothing: RGBA, straight alpha.
Image paint_leaves(std::uint32_t size);

/// Tangent-space normals of a height field, +Y up (OpenGL), as RGB 0.5 n + 0.5.
Image normal_map(const Surface& surface);
/// The height field as 16-bit gray.
Image16 height_map(const Surface& surface);
/// Half the size, box filtered; `width` and `height` even.
Image halved(const Image& image);
Image16 halved(const Image16& image);
/// The same picture with an alpha channel of 255.
Image with_alpha(const Image& rgb);

}  // namespace sinter::samples
