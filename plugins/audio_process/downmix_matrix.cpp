// SPDX-License-Identifier: Apache-2.0
#include "downmix_matrix.hpp"

#include <algorithm>
#include <bit>

namespace sinter {
namespace {

constexpr double HalfPower = 0.70710678118654752440;

struct Pair {
    double left, right;
};

/// Of the speaker of one bit of the mask.
Pair of_speaker(std::uint32_t bit) {
    switch (bit) {
        case 0x1:   // front left
        case 0x40:  // front left of centre
            return {1, 0};
        case 0x2:   // front right
        case 0x80:  // front right of centre
            return {0, 1};
        case 0x4:  // front centre
            return {HalfPower, HalfPower};
        case 0x8:  // LFE
            return {0, 0};
        case 0x10:   // back left
        case 0x200:  // side left
            return {HalfPower, 0};
        case 0x20:   // back right
        case 0x400:  // side right
            return {0, HalfPower};
        default:  // back centre, and those above the listener
            return {0.5, 0.5};
    }
}

}  // namespace

DownmixMatrix::DownmixMatrix(std::uint32_t channels, std::uint32_t mask, std::uint32_t outputs)
    : channels_(channels), outputs_(outputs), coefficients_(std::size_t{channels} * outputs) {
    const bool known = static_cast<std::uint32_t>(std::popcount(mask)) == channels;
    std::uint32_t rest = mask;
    for (std::uint32_t i = 0; i < channels; ++i) {
        const std::uint32_t bit = rest & (~rest + 1);
        rest &= rest - 1;
        // A single channel is the centre, whatever its speaker.
        const Pair pair = channels == 1 ? Pair{1, 1}
                          : known       ? of_speaker(bit)
                          : i % 2 == 0  ? Pair{1, 0}
                                        : Pair{0, 1};
        if (outputs == 1) coefficients_[i] = pair.left + pair.right;
        if (outputs == 2) coefficients_[i] = pair.left, coefficients_[channels + i] = pair.right;
    }
    double most = 0;
    for (std::uint32_t o = 0; o < outputs; ++o) {
        double sum = 0;
        for (std::uint32_t i = 0; i < channels; ++i) sum += coefficients_[o * channels + i];
        most = std::max(most, sum);
    }
    for (auto& value : coefficients_) value = most == 0 ? 1.0 / channels : value / most;
}

void DownmixMatrix::apply(std::span<const float> in, std::span<float> out) const {
    for (std::size_t frame = 0; frame * outputs_ < out.size(); ++frame)
        for (std::uint32_t o = 0; o < outputs_; ++o) {
            double sum = 0;
            for (std::uint32_t i = 0; i < channels_; ++i)
                sum += at(o, i) * static_cast<double>(in[frame * channels_ + i]);
            out[frame * outputs_ + o] = static_cast<float>(sum);
        }
}

}  // namespace sinter
