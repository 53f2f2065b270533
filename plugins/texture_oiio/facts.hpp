// SPDX-License-Identifier: Apache-2.0
// What a file says of its colours, and what the job's settings make of it.
#pragma once

#include <OpenImageIO/imageio.h>

#include <sinter/texture_job.hpp>

#include "element.hpp"

namespace sinter::texture_oiio {

struct ColorFacts {
    ColorSpace space = ColorSpace::Unknown;
    float gamma = 0;          ///< encoding gamma it names; 0: none
    std::uint32_t flags = 0;  ///< SINTER_TEXTURE_HAS_ICC
};

/// A profile outranks what the reader knows of the format; `usual` where neither says. Floating-point images
/// are linear unless they say otherwise.
[[nodiscard]] ColorFacts color_facts(const OIIO::ImageSpec& spec, ColorSpace usual);

/// Puts the facts into `desc`, whose format is set; the setting `color_space` of the job wins over them.
/// Colours known to be sRGB get the format's sRGB name where there is one; plain integers are data.
void describe_color(DecodeJob& job, const ColorFacts& facts, Element element, TextureDesc& desc);

/// An error of a layout over numbers that come from a file, where nobody chose a value.
[[nodiscard]] Error file_error(std::string_view who, Error error);

}  // namespace sinter::texture_oiio
