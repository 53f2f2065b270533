// SPDX-License-Identifier: Apache-2.0
// Sine and cosine of turns by a power series: only + − ×, so that every machine makes the same bytes.
#pragma once

namespace sinter::samples {

/// sin(2 π t), `t` within ±1000; exact to about 1e-12.
constexpr double sine(double t) {
    t -= static_cast<double>(static_cast<long long>(t));
    if (t > 0.5) t -= 1;
    if (t < -0.5) t += 1;
    if (t > 0.25) t = 0.5 - t;
    if (t < -0.25) t = -0.5 - t;
    const double x = t * 6.283185307179586476925;
    double term = x, sum = x;
    for (int k = 1; k < 12; ++k) {
        term *= -x * x / (2.0 * k * (2.0 * k + 1));
        sum += term;
    }
    return sum;
}
/// cos(2 π t).
constexpr double cosine(double t) {
    return sine(t + 0.25);
}
constexpr float sine_f(double t) {
    return static_cast<float>(sine(t));
}
constexpr float cosine_f(double t) {
    return static_cast<float>(cosine(t));
}

}  // namespace sinter::samples
