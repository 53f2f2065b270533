// SPDX-License-Identifier: Apache-2.0
// Which channels of an image make which texture.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include <OpenImageIO/imageio.h>

#include "element.hpp"

namespace sinter::texture_oiio {

/// One texture to be made of an image: up to four of its channels.
struct Plane {
    static constexpr int Opaque = -1;  ///< in `source`: the largest value instead of a channel

    std::string label;        ///< empty: the image itself; else a layer's or a channel's name as in the file
    std::uint32_t count = 0;  ///< channels, 1..4
    std::array<int, 4> source{};    ///< channel of the image for each
    Element element = Element::U8;  ///< of the texture
    bool has_alpha = false;         ///< the last channel is alpha
};

/// A number type of a channel; nothing for what no texture holds (64-bit integers).
[[nodiscard]] std::optional<Element> element_of(OIIO::TypeDesc type) noexcept;

/// The planes of a picture: gray, gray with alpha (as RGBA), RGB or RGBA first, then every further channel by
/// itself. `two_is_alpha`: the second of two channels is alpha. Empty: a number type that no texture holds.
[[nodiscard]] std::vector<Plane> picture_planes(const OIIO::ImageSpec& spec, bool two_is_alpha);

/// The planes of an image whose channels are named in layers ("diffuse.R", "Z"), as OpenEXR has them: the
/// colours without a layer first, else the first layer; then each layer; then each further channel by itself.
/// A layer without colours and of up to four channels stays together. Empty: a number type that no texture
/// holds.
[[nodiscard]] std::vector<Plane> layered_planes(const OIIO::ImageSpec& spec);

}  // namespace sinter::texture_oiio
