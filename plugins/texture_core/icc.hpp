// SPDX-License-Identifier: Apache-2.0
// Reads the name of an ICC profile, which says whether it is the usual sRGB.
#pragma once

#include "bytes.hpp"

namespace sinter::texture_core {

/// Whether the profile's description begins with "sRGB" (ICC.1:2010, sections 7.3 and 10.13; the ASCII form
/// of ICC.1:2001, section 6.5.17). False for a profile that is malformed or has no description.
[[nodiscard]] bool icc_profile_is_srgb(Bytes profile) noexcept;

}  // namespace sinter::texture_core
