// SPDX-License-Identifier: Apache-2.0
// A slow mip filter in double precision, written from the definitions: the oracle of the tests. Every output
// texel is one sum over a whole image, with libm's pow, sine and Bessel function.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

namespace sinter::test {

using Colour = std::array<double, 4>;

/// One 2D image of four numbers a texel, straight, linear light.
struct ReferenceImage {
    int width = 0, height = 0;
    std::vector<Colour> texels;
    [[nodiscard]] const Colour& at(int x, int y) const {
        return texels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                      static_cast<std::size_t>(x)];
    }
};

inline double reference_decode(double encoded) {
    return encoded <= 0.04045 ? encoded / 12.92 : std::pow((encoded + 0.055) / 1.055, 2.4);
}
inline double reference_encode(double linear) {
    return linear <= 0.0031308 ? linear * 12.92 : 1.055 * std::pow(linear, 1 / 2.4) - 0.055;
}

struct ReferenceFilter {
    bool kaiser = false, wrap = false, weighted = false;

    /// Weight of source texel `index` (any integer) for output `i` of a reduction `from` → `to`.
    [[nodiscard]] double weight(int from, int to, int i, int index) const {
        const double scale = static_cast<double>(from) / to;
        if (from == to) return index == i ? 1 : 0;
        if (!kaiser)
            return std::max(
                0.0, std::min<double>(index + 1, (i + 1) * scale) - std::max<double>(index, i * scale));
        const double t = (index + 0.5) / scale - (i + 0.5);
        if (std::abs(t) >= 3) return 0;
        constexpr double Pi = 3.14159265358979323846;
        const double sinc = std::abs(t) < 1e-12 ? 1 : std::sin(Pi * t) / (Pi * t);
        return sinc * std::cyl_bessel_i(0.0, 4 * std::sqrt(1 - t * t / 9));
    }
    /// Weights of the texels 0 to from - 1, edges folded in, sum 1.
    [[nodiscard]] std::vector<double> weights(int from, int to, int i) const {
        std::vector<double> out(static_cast<std::size_t>(from));
        double sum = 0;
        for (int index = -6 * from - 12; index < 7 * from + 12; ++index) {
            const double w = weight(from, to, i, index);
            const int inside = wrap ? (index % from + from) % from : std::min(std::max(index, 0), from - 1);
            out[static_cast<std::size_t>(inside)] += w;
            sum += w;
        }
        for (auto& w : out) w /= sum;
        return out;
    }

    [[nodiscard]] ReferenceImage reduce(const ReferenceImage& in, int width, int height) const {
        ReferenceImage out{width, height, {}};
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                const auto along_x = weights(in.width, width, x), along_y = weights(in.height, height, y);
                Colour sum{};
                for (int v = 0; v < in.height; ++v)
                    for (int u = 0; u < in.width; ++u) {
                        const auto& texel = in.at(u, v);
                        const double w =
                            along_x[static_cast<std::size_t>(u)] * along_y[static_cast<std::size_t>(v)];
                        for (std::size_t c = 0; c < 4; ++c)
                            sum[c] += w * texel[c] * (weighted && c < 3 ? texel[3] : 1);
                    }
                if (weighted)
                    for (std::size_t c = 0; c < 3; ++c) sum[c] = sum[3] > 0 ? sum[c] / sum[3] : 0;
                for (auto& number : sum) number = std::min(1.0, std::max(0.0, number));
                out.texels.push_back(sum);
            }
        return out;
    }
};

}  // namespace sinter::test
