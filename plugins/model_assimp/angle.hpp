// SPDX-License-Identifier: Apache-2.0
// Tangent and arc tangent from + − × ÷ and sqrt, so that every machine makes the same bytes.
#pragma once

#include <cmath>

namespace sinter::model_assimp {

inline constexpr double Pi = 3.141592653589793238463;

/// `x` within ±π/2, exact to about 1e-12.
inline double tangent(double x) {
    double sine = x, cosine = 1, term_s = x, term_c = 1;
    for (int k = 1; k < 14; ++k) {
        term_c *= -x * x / ((2.0 * k - 1) * (2.0 * k));
        term_s *= -x * x / ((2.0 * k) * (2.0 * k + 1));
        cosine += term_c;
        sine += term_s;
    }
    return sine / cosine;
}

/// By halving the angle three times, then its series.
inline double arc_tangent(double x) {
    for (int i = 0; i < 3; ++i) x = x / (1 + std::sqrt(1 + x * x));
    double term = x, sum = x;
    for (int k = 1; k < 20; ++k) {
        term *= -x * x;
        sum += term / (2 * k + 1);
    }
    return sum * 8;
}

}  // namespace sinter::model_assimp
