// SPDX-License-Identifier: Apache-2.0
// Angles by polynomials, so that every machine gives the same bits: glibc's functions differ with and without
// FMA.
#pragma once

#include <cmath>

namespace sinter::models {

/// Radians, 0 to pi; |error| <= 2e-8 before rounding. `x` beyond -1..1 counts as the end. Abramowitz and
/// Stegun 4.4.46.
inline float arc_cosine(float x) {
    const double a = std::fabs(static_cast<double>(x)) < 1.0 ? std::fabs(static_cast<double>(x)) : 1.0;
    double p = -0.0012624911;
    p = p * a + 0.0066700901;
    p = p * a - 0.0170881256;
    p = p * a + 0.0308918810;
    p = p * a - 0.0501743046;
    p = p * a + 0.0889789874;
    p = p * a - 0.2145988016;
    p = p * a + 1.5707963050;
    const double angle = std::sqrt(1.0 - a) * p;
    return static_cast<float>(x < 0 ? 3.14159265358979323846 - angle : angle);
}

/// `degrees` in 0..180. Taylor's series, of which the last term is below 1e-17.
inline double cosine_of_degrees(double degrees) {
    const bool beyond = degrees > 90;
    const double x = (beyond ? 180 - degrees : degrees) * (3.14159265358979323846 / 180);
    double term = 1, sum = 1;
    for (int n = 1; n <= 12; ++n) {
        term = -term * x * x / ((2 * n - 1) * (2.0 * n));
        sum += term;
    }
    return beyond ? -sum : sum;
}

}  // namespace sinter::models
