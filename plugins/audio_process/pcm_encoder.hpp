// SPDX-License-Identifier: Apache-2.0
// 16-bit PCM, with triangular dither.
#pragma once

#include <cstdint>
#include <span>

namespace sinter {

/// Rounds samples to 16 bits, limited to full scale.
class PcmEncoder {
  public:
    /// Dither has a triangular density of two steps (Lipshitz, Wannamaker, Vanderkooy: Quantization and
    /// Dither, 1992).
    explicit PcmEncoder(bool dither) : dither_(dither) {}
    /// Equally many of both.
    void encode(std::span<const float> samples, std::span<std::int16_t> out);

  private:
    /// 0 to 1. The same numbers for every sound: xorshift64* (Vigna, 2016).
    double random();
    std::uint64_t state_ = 0x9E3779B97F4A7C15U;
    bool dither_;
};

}  // namespace sinter
