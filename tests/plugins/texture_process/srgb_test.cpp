// SPDX-License-Identifier: Apache-2.0
// The sRGB tables and roots against libm in long double. The curve: IEC 61966-2-1:1999, sections 5.2 and 5.3.
#include "srgb.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

namespace {

using namespace sinter::texels;

long double decode(long double encoded) {
    return encoded <= 0.04045L ? encoded / 12.92L : std::pow((encoded + 0.055L) / 1.055L, 2.4L);
}
long double encode(long double linear) {
    return linear <= 0.0031308L ? linear * 12.92L : 1.055L * std::pow(linear, 1 / 2.4L) - 0.055L;
}
std::uint8_t code_of(float linear) {
    return srgb_code(linear, static_cast<std::int32_t>(linear * 4096.0f));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(texture_process_srgb)

BOOST_AUTO_TEST_CASE(decode_table_holds_the_nearest_floats) {
    for (int code = 0; code < 256; ++code)
        BOOST_TEST(SrgbToLinear[static_cast<std::size_t>(code)] == static_cast<float>(decode(code / 255.0L)));
}

BOOST_AUTO_TEST_CASE(thresholds_are_the_first_floats_nearer_to_their_code) {
    for (int code = 1; code < 256; ++code) {
        const float threshold = SrgbThreshold[static_cast<std::size_t>(code)];
        const long double border = decode((code - 0.5L) / 255);
        BOOST_TEST(threshold >= border);
        BOOST_TEST(std::nextafter(threshold, 0.0f) < border);
        BOOST_TEST(code_of(threshold) == code);
        BOOST_TEST(code_of(std::nextafter(threshold, 0.0f)) == code - 1);
    }
}

BOOST_AUTO_TEST_CASE(codes_are_nearest_along_the_curve) {
    for (int i = 0; i <= 100000; ++i) {
        const float linear = static_cast<float>(i) / 100000.0f;
        BOOST_TEST_REQUIRE(code_of(linear) == std::lround(255 * encode(linear)));
    }
    BOOST_TEST(code_of(0.0f) == 0);
    BOOST_TEST(code_of(1.0f) == 255);
}

BOOST_AUTO_TEST_CASE(functions_agree_with_libm) {
    for (double value = 1e-6; value < 1e6; value *= 1.0173) {
        BOOST_TEST_REQUIRE(srgb_to_linear(value) == static_cast<double>(decode(value)),
                           boost::test_tools::tolerance(1e-13));
        BOOST_TEST_REQUIRE(linear_to_srgb(value) == static_cast<double>(encode(value)),
                           boost::test_tools::tolerance(1e-13));
    }
}

BOOST_AUTO_TEST_CASE(functions_carry_what_is_no_light) {
    const auto infinity = std::numeric_limits<double>::infinity();
    BOOST_TEST(srgb_to_linear(infinity) == infinity);
    BOOST_TEST(linear_to_srgb(infinity) == infinity);
    BOOST_TEST(std::isnan(srgb_to_linear(std::nan(""))));
    BOOST_TEST(std::isnan(linear_to_srgb(std::nan(""))));
    BOOST_TEST(srgb_to_linear(-12.92) == -1.0);
    BOOST_TEST(linear_to_srgb(-1.0) == -12.92);
}

BOOST_AUTO_TEST_SUITE_END()
