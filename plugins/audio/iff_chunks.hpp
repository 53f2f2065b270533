// SPDX-License-Identifier: Apache-2.0
// Chunks of RIFF (little endian) and IFF (big endian) files: WAV and AIFF.
#pragma once

#include <cstdint>
#include <span>

namespace sinter {

/// Whether the chunk with the samples, "data" or "SSND", claims more bytes than the file has behind it. A
/// size of 0 or 2^32 - 1, which recorders leave that were killed, claims nothing. False for other files.
[[nodiscard]] bool samples_are_cut(std::span<const std::uint8_t> file) noexcept;

}  // namespace sinter
