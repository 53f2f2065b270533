// SPDX-License-Identifier: Apache-2.0
// What OpenImageIO makes of blocks: the reference for our own decoders.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace sinter::test {

/// Interleaved texels of a picture, each number as OpenImageIO gives it.
struct ReferenceImage {
    unsigned width = 0, height = 0, channels = 0;
    bool is_half = false;
    std::vector<std::uint8_t> bytes;
};

/// Writes `blocks` as a DDS file, `columns` blocks wide, and reads it with OpenImageIO. `dxgi_format`
/// is a DXGI_FORMAT number. Throws std::runtime_error with OpenImageIO's text.
[[nodiscard]] ReferenceImage read_reference(std::span<const std::uint8_t> blocks, unsigned block_bytes,
                                            unsigned columns, unsigned dxgi_format);

}  // namespace sinter::test
