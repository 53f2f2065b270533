// SPDX-License-Identifier: Apache-2.0
// What BC6H and BC7 (BPTC) share: the stream of bits, the partitions, the weights.
// Khronos Data Format Specification 1.3, section 20.
#pragma once

#include <cstdint>

#include "block_decode.hpp"

namespace sinter::cli::bptc {

/// The bits of a block, lowest of the first byte first.
class Bits {
  public:
    explicit Bits(Block16 block) noexcept {
        for (unsigned i = 0; i < 8; ++i) {
            low_ |= std::uint64_t{block[i]} << (i * 8);
            high_ |= std::uint64_t{block[8 + i]} << (i * 8);
        }
    }
    /// The next `count` <= 32 bits as a number, the first bit lowest.
    [[nodiscard]] unsigned take(unsigned count) noexcept {
        if (count == 0) return 0;
        const auto out = static_cast<unsigned>(low_ & ((std::uint64_t{1} << count) - 1));
        low_ = low_ >> count | high_ << (64 - count);
        high_ >>= count;
        return out;
    }

  private:
    std::uint64_t low_ = 0, high_ = 0;
};

/// Which of `subsets` (1 to 3) texel 0..15 belongs to. `partition` < 64.
[[nodiscard]] unsigned subset_of(unsigned subsets, unsigned partition, unsigned texel) noexcept;
/// True for the one texel of each subset whose index is stored without its highest bit, which is 0.
[[nodiscard]] bool is_anchor(unsigned subsets, unsigned partition, unsigned texel) noexcept;

/// The value at `index` of `index_bits` (2 to 4) between two ends: weights are 64ths.
[[nodiscard]] int between(int first, int second, unsigned index, unsigned index_bits) noexcept;

}  // namespace sinter::cli::bptc
