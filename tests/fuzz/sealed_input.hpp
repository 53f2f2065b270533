// SPDX-License-Identifier: Apache-2.0
// Sealed records as inputs: sealing bytes, and sealing them again after they were changed.
#pragma once

#include <algorithm>

#include "asset/sealed_file.hpp"
#include "fuzz_target.hpp"

namespace sinter::fuzz {

[[nodiscard]] inline Bytes sealed(std::string_view magic, std::uint32_t version,
                                  std::span<const std::uint8_t> payload) {
    const auto head = seal(magic, version, payload);
    Bytes out(head.begin(), head.end());
    out.insert(out.end(), payload.begin(), payload.end());
    return out;
}

inline void reseal(std::string_view magic, std::uint32_t version, std::span<std::uint8_t> input) {
    if (input.size() < sizeof(SealHead)) return;
    const auto head = seal(magic, version, input.subspan(sizeof(SealHead)));
    std::copy(head.begin(), head.end(), input.begin());
}

}  // namespace sinter::fuzz
