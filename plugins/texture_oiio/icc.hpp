// SPDX-License-Identifier: Apache-2.0
// Reads the name of an ICC profile, which says whether it is the usual sRGB.
#pragma once

#include <sinter/texture.hpp>

#include "bytes.hpp"

namespace sinter::texture_oiio {

/// Srgb when the profile's description (ICC.1:2010, sections 7.3 and 10.13; the ASCII form of ICC.1:2001,
/// section 6.5.17) names sRGB, Linear when it names a linear RGB, else Unknown, also for a malformed profile.
[[nodiscard]] ColorSpace icc_color_space(Bytes profile);

}  // namespace sinter::texture_oiio
