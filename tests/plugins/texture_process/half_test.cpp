// SPDX-License-Identifier: Apache-2.0
// Half conversions against the definition of IEEE 754 binary16, evaluated with ldexp.
#include "half.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

namespace {

using namespace sinter::texels;

double value_of(std::uint16_t half) {
    const int exponent = half >> 10 & 31, mantissa = half & 1023;
    const double magnitude = exponent == 31  ? (mantissa ? std::nan("") : HUGE_VAL)
                             : exponent == 0 ? std::ldexp(mantissa, -24)
                                             : std::ldexp(1024 + mantissa, exponent - 25);
    return half & 0x8000 ? -magnitude : magnitude;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(texture_process_half)

BOOST_AUTO_TEST_CASE(every_half_is_exact_and_comes_back) {
    for (std::uint32_t i = 0; i < 65536; ++i) {
        const auto half = static_cast<std::uint16_t>(i);
        const double expected = value_of(half);
        if (std::isnan(expected)) {
            BOOST_TEST_REQUIRE(std::isnan(half_to_float(half)));
            BOOST_TEST_REQUIRE(float_to_half(half_to_float(half)) == 0x7e00);
            continue;
        }
        BOOST_TEST_REQUIRE(half_to_float(half) == expected);
        BOOST_TEST_REQUIRE(std::signbit(half_to_float(half)) == std::signbit(expected));
        BOOST_TEST_REQUIRE(float_to_half(half_to_float(half)) == half);
    }
}

BOOST_AUTO_TEST_CASE(rounds_to_the_nearest_and_ties_to_even) {
    // Between each two neighbours: the middle, and the floats beside it.
    for (std::uint16_t half = 0; half < 0x7bff; ++half) {
        const auto next = static_cast<std::uint16_t>(half + 1);
        const auto middle = static_cast<float>((value_of(half) + value_of(next)) / 2);
        BOOST_TEST_REQUIRE(float_to_half(middle) == (half % 2 == 0 ? half : next));
        BOOST_TEST_REQUIRE(float_to_half(std::nextafter(middle, 0.0f)) == half);
        BOOST_TEST_REQUIRE(float_to_half(std::nextafter(middle, 1e9f)) == next);
        BOOST_TEST_REQUIRE(float_to_half(-std::nextafter(middle, 1e9f)) == (next | 0x8000));
    }
}

BOOST_AUTO_TEST_CASE(too_large_becomes_infinity) {
    BOOST_TEST(float_to_half(65519.99f) == 0x7bff);  // 65504, the largest
    BOOST_TEST(float_to_half(65520.0f) == 0x7c00);
    BOOST_TEST(float_to_half(1e30f) == 0x7c00);
    BOOST_TEST(float_to_half(-HUGE_VALF) == 0xfc00);
    BOOST_TEST(float_to_half(1e-30f) == 0);
    BOOST_TEST(float_to_half(-1e-30f) == 0x8000);
}

BOOST_AUTO_TEST_SUITE_END()
