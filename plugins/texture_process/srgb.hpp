// SPDX-License-Identifier: Apache-2.0
// The sRGB curve of IEC 61966-2-1 for 8-bit codes (tables) and for any number (roots by Newton's method).
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "srgb_table.hpp"

namespace sinter::texels {

namespace detail {

inline constexpr int SrgbBuckets = 4096;

/// Code of the lower end of each of 4096 equal buckets of linear light, and of 1.
constexpr std::array<std::uint8_t, SrgbBuckets + 1> make_srgb_buckets() {
    std::array<std::uint8_t, SrgbBuckets + 1> out{};
    int code = 0;
    for (int i = 0; i <= SrgbBuckets; ++i) {
        while (code < 255 &&
               SrgbThreshold[static_cast<std::size_t>(code) + 1] <= static_cast<float>(i) / SrgbBuckets)
            ++code;
        out[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(code);
    }
    return out;
}
inline constexpr auto SrgbBucketCode = make_srgb_buckets();

constexpr std::array<float, 257> make_next_threshold() {
    std::array<float, 257> out{};
    for (std::size_t i = 0; i < 255; ++i) out[i] = SrgbThreshold[i + 1];
    out[255] = out[256] = std::numeric_limits<float>::infinity();
    return out;
}
inline constexpr auto SrgbNextThreshold = make_next_threshold();

constexpr bool one_threshold_per_bucket() {
    for (std::size_t i = 0; i < SrgbBuckets; ++i)
        if (SrgbBucketCode[i + 1] - SrgbBucketCode[i] > 1) return false;
    return true;
}
static_assert(one_threshold_per_bucket(), "one comparison decides within a bucket");

/// The n-th root of a positive finite number, n = 3 or 5, by Newton's method from a guess on the exponent.
template <int N>
inline double root(double value) noexcept {
    constexpr std::uint64_t One = 0x3ff0000000000000u;
    double guess = std::bit_cast<double>(std::bit_cast<std::uint64_t>(value) / N + One - One / N);
    for (int i = 0; i < 5; ++i) {
        const double square = guess * guess;
        const double power = N == 3 ? square : square * square;
        guess = ((N - 1) * guess + value / power) / N;
    }
    return guess;
}

}  // namespace detail

/// The code nearest to `linear` (0 to 1, no NaN) along the curve, where `bucket` is the whole part of linear
/// * 4096.
inline std::uint8_t srgb_code(float linear, std::int32_t bucket) noexcept {
    const auto code = detail::SrgbBucketCode[static_cast<std::size_t>(bucket)];
    return static_cast<std::uint8_t>(code + (linear >= detail::SrgbNextThreshold[code] ? 1 : 0));
}

/// Linear light of an encoded number. Numbers over 1 continue the curve, those below 0 its straight part;
/// infinity and NaN stay.
inline double srgb_to_linear(double encoded) noexcept {
    if (encoded <= 0.04045) return encoded / 12.92;
    if (!(encoded < 1e30)) return encoded;
    const double base = (encoded + 0.055) / 1.055, square = base * base;
    return square * detail::root<5>(square);  // base^2.4
}

/// The inverse.
inline double linear_to_srgb(double linear) noexcept {
    if (linear <= 0.0031308) return linear * 12.92;
    if (!(linear < 1e60)) return linear;
    return 1.055 * detail::root<3>(linear * std::sqrt(std::sqrt(linear))) - 0.055;  // linear^(5/12)
}

}  // namespace sinter::texels
