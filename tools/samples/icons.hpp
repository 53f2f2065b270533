// SPDX-License-Identifier: Apache-2.0
// The pictures of a user interface, drawn from distance functions: RGBA, straight alpha, smooth edges.
#pragma once

#include <span>
#include <string_view>

#include "image.hpp"

namespace sinter::samples {

struct Icon {
    std::string_view name;
    /// Distance to the outline at (x, y) in −1..1, y down; negative inside.
    float (*distance)(float x, float y);
    Color top, bottom;
};

/// Sixteen of them.
std::span<const Icon> icons();
/// Texels outside are transparent, with the icon's colour under them, so that filtering draws no dark border.
Image paint_icon(const Icon& icon, std::uint32_t size);
/// A filled capsule in a frame.
Image paint_health_bar(std::uint32_t width, std::uint32_t height, float filled);
/// A rounded frame for nine-slice scaling.
Image paint_panel(std::uint32_t size);

}  // namespace sinter::samples
