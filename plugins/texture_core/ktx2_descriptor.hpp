// SPDX-License-Identifier: Apache-2.0
// What a KTX2 data format descriptor says of the texels (Khronos Data Format Specification 1.3, section 5).
#pragma once

#include "ktx2_file.hpp"

namespace sinter::texture_core {

/// The facts of the basic descriptor block.
struct Ktx2Descriptor {
    std::uint32_t block_width = 1, block_height = 1, block_depth = 1;  ///< texels
    std::uint32_t block_bytes = 0;                                     ///< 0: not said, as for BasisLZ
    std::uint32_t channels = 0;                                        ///< 0: unknown
    bool has_alpha = false;
    bool is_premultiplied = false;
    ColorSpace color_space = ColorSpace::Unknown;
};

/// Reads and checks the descriptor of `file` against its header. Errors: Corrupt, Unsupported (several
/// planes).
[[nodiscard]] Result<Ktx2Descriptor> read_ktx2_descriptor(const Ktx2File& file);

}  // namespace sinter::texture_core
