// SPDX-License-Identifier: Apache-2.0
// Variants: every choice of one value for each axis.
#pragma once

#include <cstdint>

#include "directives.hpp"

namespace shader {

/// Where the axis' value index lies in a variant's key: ceil(log2(values)) bits, one axis after the other.
struct KeyBits {
    std::uint32_t shift, bits;
};

struct VariantPlan {
    std::uint64_t key;
    std::vector<std::uint32_t> values;  ///< index of each axis' value
};

/// Errors: TooLarge (more than `limit` variants; keys of more than 64 bits).
[[nodiscard]] sinter::Result<std::vector<KeyBits>> key_bits(const std::vector<Axis>& axes,
                                                            std::uint64_t limit);
/// All of them, the last axis changing fastest; the first has the default of every axis. `bits` from
/// key_bits.
[[nodiscard]] std::vector<VariantPlan> plan_variants(const std::vector<Axis>& axes,
                                                     const std::vector<KeyBits>& bits);
/// "SHADOWS=1 LIGHTS=4"
[[nodiscard]] std::string defines_text(const std::vector<Axis>& axes, const VariantPlan& plan);

}  // namespace shader
