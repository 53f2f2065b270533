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

}  // namespace sinter
