// SPDX-License-Identifier: Apache-2.0
// Writes KTX 2.0 (Khronos KTX File Format Specification 2.0) with its basic data format descriptor.
#pragma once

#include <sinter/status.hpp>

#include "texture_data.hpp"

namespace sinter::samples {

enum class Supercompression : std::uint32_t { None = 0, Zstd = 2 };

/// Errors: Internal, when zstd fails.
Result<Bytes> write_ktx2(const TextureData& texture, Supercompression scheme = Supercompression::None);

}  // namespace sinter::samples
