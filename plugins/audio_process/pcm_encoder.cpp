// SPDX-License-Identifier: Apache-2.0
#include "pcm_encoder.hpp"

#include <algorithm>
#include <cmath>

namespace sinter {

double PcmEncoder::random() {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    return static_cast<double>((state_ * 0x2545F4914F6CDD1DU) >> 11) * 0x1p-53;
}

void PcmEncoder::encode(std::span<const float> samples, std::span<std::int16_t> out) {
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double noise = dither_ ? random() - random() : 0.0;
        const double value = std::floor(static_cast<double>(samples[i]) * 32768 + noise + 0.5);
        out[i] = static_cast<std::int16_t>(std::clamp(value, -32768.0, 32767.0));
    }
}

}  // namespace sinter
