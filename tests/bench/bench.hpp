// SPDX-License-Identifier: Apache-2.0
// What benchmarks share: time, and the median of rounds.
#pragma once

#include <algorithm>
#include <chrono>
#include <vector>

namespace sinter::bench {

using Clock = std::chrono::steady_clock;

template <class Body>
double seconds(Body&& body) {
    const auto start = Clock::now();
    body();
    return std::chrono::duration<double>(Clock::now() - start).count();
}

inline double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

}  // namespace sinter::bench
