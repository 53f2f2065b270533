// SPDX-License-Identifier: Apache-2.0
// Small pictures in every variant that the decoders know, by the writers of sinter-samples.
#pragma once

#include "fuzz_target.hpp"

namespace sinter::fuzz {

[[nodiscard]] std::vector<Bytes> png_seeds();
[[nodiscard]] std::vector<Bytes> jpeg_seeds();
[[nodiscard]] std::vector<Bytes> dds_seeds();
[[nodiscard]] std::vector<Bytes> ktx2_seeds();

}  // namespace sinter::fuzz
