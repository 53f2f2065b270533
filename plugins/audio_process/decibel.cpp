// SPDX-License-Identifier: Apache-2.0
#include "decibel.hpp"

#include <cmath>

namespace sinter {

double ratio_of_decibels(double decibels) noexcept {
    constexpr double Ln10Over20 = 0.11512925464970228420, Ln2 = 0.69314718055994530942;
    const double exponent = decibels * Ln10Over20;
    // e^x = 2^n e^r with |r| <= ln 2 / 2; then 20 terms of the series of e^r are below 1e-24.
    const double whole = std::floor(exponent / Ln2 + 0.5), rest = exponent - whole * Ln2;
    double sum = 1, term = 1;
    for (int i = 1; i <= 20; ++i) {
        term = term * rest / i;
        sum += term;
    }
    return std::ldexp(sum, static_cast<int>(whole));
}

double decibels_of_ratio(double ratio) noexcept {
    constexpr double Ln2 = 0.69314718055994530942, TwentyOverLn10 = 8.68588963806503655302;
    int exponent = 0;
    double part = std::frexp(ratio, &exponent);  // 0.5 to 1
    if (part < 0.70710678118654752440) part *= 2, --exponent;
    // ln m = 2 (z + z^3/3 + z^5/5 …), z = (m - 1) / (m + 1), |z| < 0.172: 20 terms are below 1e-30.
    const double z = (part - 1) / (part + 1), square = z * z;
    double sum = 0, power = z;
    for (int i = 1; i <= 39; i += 2) {
        sum += power / i;
        power *= square;
    }
    return TwentyOverLn10 * (2 * sum + exponent * Ln2);
}

}  // namespace sinter
