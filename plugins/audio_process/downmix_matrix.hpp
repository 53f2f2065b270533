// SPDX-License-Identifier: Apache-2.0
// DownmixMatrix: how channels become one or two.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace sinter {

/// Coefficients as in ITU-R BS.775-3, annex 4: centre and surrounds at -3 dB, LFE left out; scaled so that
/// the sum of an output's coefficients is 1, by which nothing can clip that did not before.
class DownmixMatrix {
  public:
    /// `mask`: speakers of the `channels` inputs in ascending order of bits; 0, or another number of bits:
    /// unknown, then even channels are left and odd ones right. `outputs` is 1 or 2.
    DownmixMatrix(std::uint32_t channels, std::uint32_t mask, std::uint32_t outputs);

    [[nodiscard]] double at(std::uint32_t output, std::uint32_t channel) const {
        return coefficients_[output * channels_ + channel];
    }
    /// Whole frames of `in` to frames of `out`.
    void apply(std::span<const float> in, std::span<float> out) const;

  private:
    std::uint32_t channels_, outputs_;
    std::vector<double> coefficients_;  ///< of output 0, then of output 1
};

}  // namespace sinter
