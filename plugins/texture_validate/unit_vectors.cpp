// SPDX-License-Identifier: Apache-2.0
#include "unit_vectors.hpp"

#include <cmath>

namespace sinter {

std::optional<VectorFigures> vector_figures(const Texture& texture) {
    constexpr std::uint64_t MostSamples = 4096;
    const auto* info = format_info(texture.format());
    if (!info || info->channels < 3 || (texture.row().flags & SINTER_TEXTURE_SUPERCOMPRESSED) != 0 ||
        (info->numeric != Numeric::Unorm8 && info->numeric != Numeric::Unorm16))
        return std::nullopt;
    const auto bytes = texture.mip(0).bytes;
    const std::uint64_t texels = bytes.size() / info->block_bytes, samples = std::min(texels, MostSamples);
    if (samples == 0) return std::nullopt;
    VectorFigures sum{};
    for (std::uint64_t i = 0; i < samples; ++i) {
        const auto* at = bytes.data() + i * texels / samples * info->block_bytes;  // texels < 2^36
        double vector[3];
        for (std::size_t c = 0; c < 3; ++c) {
            std::uint16_t wide = 0;
            if (info->numeric == Numeric::Unorm16) std::memcpy(&wide, at + 2 * c, 2);
            const double number = info->numeric == Numeric::Unorm8 ? at[c] / 255.0 : wide / 65535.0;
            vector[c] = 2 * number - 1;
        }
        sum.length += std::sqrt(vector[0] * vector[0] + vector[1] * vector[1] + vector[2] * vector[2]);
        sum.z += vector[info->bgr ? 0 : 2];
    }
    return VectorFigures{sum.length / static_cast<double>(samples), sum.z / static_cast<double>(samples)};
}

}  // namespace sinter
