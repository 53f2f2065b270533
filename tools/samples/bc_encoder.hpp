// SPDX-License-Identifier: Apache-2.0
// Small block encoders for the sample files: correct and quick, the quality is that of a line through the
// block's box.
#pragma once

#include "image.hpp"

namespace sinter::samples {

enum class BlockFormat {
    Bc1,  ///< opaque, 8 bytes a block
    Bc3,  ///< RGBA, 16 bytes
    Bc4,  ///< the first channel, 8 bytes
    Bc5,  ///< the first two channels, 16 bytes
    Bc7,  ///< RGBA in mode 6, 16 bytes
};

/// `rgba` has 4 channels. Blocks from the top left, row by row; texels past the edges repeat the last ones.
/// Formats: Khronos Data Format Specification 1.3, sections 17 to 20.
Bytes encode_blocks(const Image& rgba, BlockFormat format);

}  // namespace sinter::samples
