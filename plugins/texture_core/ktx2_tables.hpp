// SPDX-License-Identifier: Apache-2.0
// What this plugin adds to a texture whose format has no number, or whose levels stay supercompressed.
#pragma once

#include <sinter/abi/asset.h>

namespace sinter::texture_core {

/// Table: the KTX2 data format descriptor, rows of one 32-bit word.
inline constexpr std::uint32_t Ktx2DescriptorTable = SINTER_TAG('K', 'D', 'F', 'D');
/// First chunk of a texture whose scheme has global data (BasisLZ): that data. The levels need it.
inline constexpr std::uint32_t Ktx2GlobalDataChunk = SINTER_TAG('K', 'S', 'G', 'D');

}  // namespace sinter::texture_core
