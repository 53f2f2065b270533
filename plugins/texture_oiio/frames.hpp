// SPDX-License-Identifier: Apache-2.0
// The table beside an animated texture: how long each layer of the array is shown.
#pragma once

#include <cstdint>

#include <sinter/abi/asset.h>

namespace sinter::texture_oiio {

inline constexpr std::uint32_t FrameTable = SINTER_TAG('F', 'R', 'A', 'M');
inline constexpr std::uint32_t FrameVersion = 1;

/// One row per layer of the array.
struct FrameRow {
    std::uint32_t duration_us;  ///< microseconds; 0: the file does not say
    std::uint32_t reserved;
};
static_assert(sizeof(FrameRow) == 8);

}  // namespace sinter::texture_oiio
