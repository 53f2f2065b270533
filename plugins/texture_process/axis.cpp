// SPDX-License-Identifier: Apache-2.0
#include "axis.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace sinter::texels {
namespace {

constexpr double HalfWidth = 3, Alpha = 4;
constexpr double Pi = 3.14159265358979323846;

/// sin(pi x) / (pi x), |x| <= 3. Our own series: libm's sine differs with and without FMA.
double sinc(double x) noexcept {
    if (x == 0) return 1;
    const auto whole = static_cast<int>(x < 0 ? x - 0.5 : x + 0.5);
    const double angle = Pi * (x - whole), square = angle * angle;
    double term = angle, sum = angle;
    for (int i = 1; i <= 10; ++i) {
        term = -term * square / (2 * i * (2 * i + 1));
        sum += term;
    }
    return (whole % 2 == 0 ? sum : -sum) / (Pi * x);
}

/// Modified Bessel function of the first kind, order 0, of the root of 4 `quarter_square`; its power series.
double bessel_i0(double quarter_square) noexcept {
    double term = 1, sum = 1;
    for (int i = 1; i <= 24; ++i) {
        term = term * quarter_square / (i * i);
        sum += term;
    }
    return sum;
}

/// `t` in texels of the smaller axis from the centre.
double kaiser(double t) noexcept {
    const double at = t / HalfWidth;
    if (at <= -1 || at >= 1) return 0;
    constexpr double Quarter = Alpha * Alpha / 4;
    return sinc(t) * bessel_i0(Quarter * (1 - at * at));
}

using Raw = Axis::Raw;

Raw box_weights(std::uint64_t from, std::uint64_t to, std::uint64_t index) {
    // In units of 1/to of an old texel: [index * from, (index + 1) * from), an old texel being `to` long.
    const std::uint64_t begin = index * from, end = begin + from;
    Raw raw{static_cast<std::int64_t>(begin / to), {}};
    for (std::uint64_t texel = begin / to; texel * to < end; ++texel)
        raw.weights.push_back(
            static_cast<double>(std::min(end, (texel + 1) * to) - std::max(begin, texel * to)));
    return raw;
}

Raw kaiser_weights(std::uint64_t from, std::uint64_t to, std::uint64_t index) {
    const double scale = static_cast<double>(from) / static_cast<double>(to);
    // Twice the distance of the centres times `to` is a whole number, so equal phases give equal weights.
    const auto middle = static_cast<std::int64_t>((2 * index + 1) * from);
    const double centre = static_cast<double>(middle) / static_cast<double>(2 * to) - 0.5;
    const auto first = static_cast<std::int64_t>(std::ceil(centre - HalfWidth * scale));
    const auto last = static_cast<std::int64_t>(std::floor(centre + HalfWidth * scale));
    Raw raw{first, {}};
    for (std::int64_t texel = first; texel <= last; ++texel) {
        const auto distance = (2 * texel + 1) * static_cast<std::int64_t>(to) - middle;
        raw.weights.push_back(kaiser(static_cast<double>(distance) / static_cast<double>(2 * from)));
    }
    while (raw.weights.back() == 0) raw.weights.pop_back();
    while (raw.weights.front() == 0) {
        raw.weights.erase(raw.weights.begin());
        ++raw.first;
    }
    return raw;
}

}  // namespace

Axis::Axis(std::uint32_t from_texels, std::uint32_t to_texels, Filter filter)
    : from(from_texels), to(to_texels) {
    assert(to >= 1 && to <= from && from <= 65536 && "Axis: never up");
    taps.reserve(to);
    // Weights repeat: after `period` new texels the same lie over the old ones again, `shift` further on.
    const std::uint32_t divisor = std::gcd(from, to), period = to / divisor, shift = from / divisor;
    for (std::uint32_t i = 0; i < to; ++i) {
        if (i < period) {
            add(copies()                ? Raw{i, {1.0}}
                : filter == Filter::Box ? box_weights(from, to, i)
                                        : kaiser_weights(from, to, i));
        } else {
            taps.push_back(taps[i - period]);
            taps.back().first += static_cast<std::int32_t>(shift);
        }
        const auto& made = taps.back();
        most_taps = std::max(most_taps, made.count);
        if (made.first < 0) before = std::max(before, static_cast<std::uint32_t>(-made.first));
        const auto end = static_cast<std::int64_t>(made.first) + made.count;
        if (end > from) after = std::max(after, static_cast<std::uint32_t>(end - from));
    }
}

void Axis::add(const Raw& raw) {
    double sum = 0;
    for (const double weight : raw.weights) sum += weight;
    taps.push_back({static_cast<std::int32_t>(raw.first), static_cast<std::uint32_t>(raw.weights.size()),
                    static_cast<std::uint32_t>(weights.size())});
    for (const double weight : raw.weights) weights.push_back(splat(static_cast<float>(weight / sum)));
}

}  // namespace sinter::texels
