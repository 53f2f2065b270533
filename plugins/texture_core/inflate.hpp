// SPDX-License-Identifier: Apache-2.0
// Undoes Zstandard and ZLIB into memory of a size known beforehand.
#pragma once

#include <sinter/plugin.hpp>

#include "bytes.hpp"

namespace sinter::texture_core {

/// Inflates `in` so that it fills `out` exactly. Calls the job's checkpoint, with a progress from `begin` to
/// `end`. Errors: Corrupt (damaged, shorter or longer), OutOfMemory, Cancelled.
Status inflate_zstd(DecodeJob& job, Bytes in, std::span<std::uint8_t> out, float begin, float end);
Status inflate_zlib(DecodeJob& job, Bytes in, std::span<std::uint8_t> out, float begin, float end);

}  // namespace sinter::texture_core
