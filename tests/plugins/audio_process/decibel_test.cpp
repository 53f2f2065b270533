// SPDX-License-Identifier: Apache-2.0
// Against libm, which is right to the last digits on any machine, though not to the same ones.
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "decibel.hpp"

BOOST_AUTO_TEST_SUITE(decibel)

BOOST_AUTO_TEST_CASE(ratios_are_those_of_libm) {
    for (double db = -200; db <= 200; db += 0.37)
        BOOST_TEST(std::fabs(sinter::ratio_of_decibels(db) / std::pow(10.0, db / 20) - 1) < 1e-12);
    BOOST_TEST(sinter::ratio_of_decibels(0) == 1.0);
}

BOOST_AUTO_TEST_CASE(decibels_are_those_of_libm) {
    for (double ratio = 1e-9; ratio < 1e9; ratio *= 1.37)
        BOOST_TEST(std::fabs(sinter::decibels_of_ratio(ratio) - 20 * std::log10(ratio)) < 1e-11);
    BOOST_TEST(sinter::decibels_of_ratio(1) == 0.0);
}

BOOST_AUTO_TEST_SUITE_END()
