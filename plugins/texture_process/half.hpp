// SPDX-License-Identifier: Apache-2.0
// IEEE 754 binary16 to and from float, in integers, so that every machine gives the same bits.
#pragma once

#include <bit>
#include <cstdint>

namespace sinter::texels {

/// Exact for every half; a NaN keeps its payload.
constexpr float half_to_float(std::uint16_t half) noexcept {
    const std::uint32_t sign = std::uint32_t{half & 0x8000u} << 16;
    const std::uint32_t exponent = (half >> 10) & 31u;
    std::uint32_t mantissa = half & 0x3ffu;
    if (exponent == 31) return std::bit_cast<float>(sign | 0x7f800000u | mantissa << 13);
    if (exponent != 0) return std::bit_cast<float>(sign | (exponent + 112) << 23 | mantissa << 13);
    if (mantissa == 0) return std::bit_cast<float>(sign);
    const auto shift =
        static_cast<std::uint32_t>(std::countl_zero(mantissa)) - 21;  // brings the leading bit to bit 10
    mantissa = (mantissa << shift) & 0x3ffu;
    return std::bit_cast<float>(sign | (113 - shift) << 23 | mantissa << 13);
}

/// Nearest, ties to even; too large gives infinity. Every NaN gives the same one: which of two a sum keeps is
/// the compiler's choice of operands, and must not change bytes.
constexpr std::uint16_t float_to_half(float value) noexcept {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const auto sign = static_cast<std::uint16_t>(bits >> 16 & 0x8000u);
    const std::uint32_t magnitude = bits & 0x7fffffffu;
    const auto with_sign = [&](std::uint32_t rest) { return static_cast<std::uint16_t>(sign | rest); };
    if (magnitude > 0x7f800000u) return 0x7e00u;
    if (magnitude >= 0x477ff000u) return with_sign(0x7c00u);  // 65520 and more round to infinity
    const auto round = [](std::uint32_t number, std::uint32_t drop) {
        const std::uint32_t half_way = 1u << (drop - 1), rest = number & ((1u << drop) - 1),
                            kept = number >> drop;
        return kept + (rest > half_way || (rest == half_way && (kept & 1u)) ? 1u : 0u);
    };
    if (magnitude >= 0x38800000u) return with_sign(round(magnitude - (112u << 23), 13));
    if (magnitude < 0x33000000u) return with_sign(0);  // below half of the smallest half
    const std::uint32_t exponent = magnitude >> 23;    // 102 to 112
    return with_sign(round((magnitude & 0x7fffffu) | 0x800000u, 126 - exponent));
}

}  // namespace sinter::texels
