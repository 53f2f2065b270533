// SPDX-License-Identifier: Apache-2.0
#include "keys.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <sinter/animation.hpp>

#include "angle.hpp"

namespace sinter::models {
namespace {

std::array<float, 4> quaternion(const float* at) {
    return {at[0], at[1], at[2], at[3]};
}

/// A run of keys that is left out is no longer than this, so that a channel of n keys takes n times as many
/// looks at most.
constexpr std::size_t LongestGap = 512;

/// Writes the value between keys `a` and `b` at the time of key `at`.
void interpolate(const Keys& keys, std::size_t a, std::size_t b, std::size_t at, float* out) {
    const float* from = keys.value(a);
    const float* to = keys.value(b);
    if (keys.interpolation == SINTER_INTERPOLATION_STEP) {
        std::copy_n(from, keys.components, out);
        return;
    }
    const float t = (keys.times[at] - keys.times[a]) / (keys.times[b] - keys.times[a]);
    if (keys.path == SINTER_ANIMATION_ROTATION) {
        const auto turned = slerp(quaternion(from), quaternion(to), t);
        std::copy(turned.begin(), turned.end(), out);
        return;
    }
    for (std::uint32_t i = 0; i < keys.components; ++i) out[i] = from[i] + (to[i] - from[i]) * t;
}

/// Largest difference at the keys between `a` and `b`, or something above `tolerance`.
float gap_error(const Keys& keys, std::size_t a, std::size_t b, float tolerance,
                std::vector<float>& scratch) {
    float worst = 0;
    for (auto key = a + 1; key < b; ++key) {
        interpolate(keys, a, b, key, scratch.data());
        const float error = difference(keys, scratch.data(), keys.value(key));
        // Not a number is an error too.
        if (!(error <= tolerance)) return tolerance < 1 ? 2.0f : tolerance * 2;
        worst = std::max(worst, error);
    }
    return worst;
}

void keep_only(Keys& keys, const std::vector<std::size_t>& kept) {
    const auto stride = keys.stride();
    std::vector<float> times, values;
    for (const auto key : kept) {
        times.push_back(keys.times[key]);
        const auto* at = keys.values.data() + key * stride;
        values.insert(values.end(), at, at + stride);
    }
    keys.times = std::move(times);
    keys.values = std::move(values);
}

/// Nothing moves: the largest difference from the first key; else something above `tolerance`.
float still_error(const Keys& keys, float tolerance) {
    float worst = 0;
    for (std::size_t key = 1; key < keys.times.size(); ++key) {
        const float error = difference(keys, keys.value(0), keys.value(key));
        if (!(error <= tolerance)) return tolerance < 1 ? 2.0f : tolerance * 2;
        worst = std::max(worst, error);
    }
    if (keys.interpolation != SINTER_INTERPOLATION_CUBIC) return worst;
    // Between two keys a tangent moves a value by at most 4/27 of itself times their distance.
    for (std::size_t key = 0; key < keys.times.size(); ++key) {
        const auto before = key == 0 ? 0 : keys.times[key] - keys.times[key - 1];
        const auto after = key + 1 == keys.times.size() ? 0 : keys.times[key + 1] - keys.times[key];
        for (std::uint32_t i = 0; i < keys.components; ++i) {
            const float* value = keys.value(key) + i;
            const float in = std::fabs(*(value - keys.components)) * before;
            const float out = std::fabs(value[keys.components]) * after;
            const float moved = 0.5f * std::max(in, out);
            if (!(moved <= tolerance)) return tolerance < 1 ? 2.0f : tolerance * 2;
            worst = std::max(worst, moved);
        }
    }
    return worst;
}

}  // namespace

void make_continuous(Keys& keys) {
    if (keys.path != SINTER_ANIMATION_ROTATION || keys.components != 4) return;
    const bool cubic = keys.interpolation == SINTER_INTERPOLATION_CUBIC;
    for (std::size_t key = 0; key < keys.times.size(); ++key) {
        float* at = keys.value(key);
        double squared = 0;
        for (int i = 0; i < 4; ++i) squared += double{at[i]} * at[i];
        if (squared > 1e-30 && std::isfinite(squared)) {
            const double length = std::sqrt(squared);
            if (std::fabs(length - 1) > 1e-7)
                for (int i = 0; i < 4; ++i) at[i] = static_cast<float>(at[i] / length);
        } else {
            const float still[4] = {0, 0, 0, 1};
            std::copy_n(still, 4, at);
        }
        if (key == 0) continue;
        const float* before = keys.value(key - 1);
        double cosine = 0;
        for (int i = 0; i < 4; ++i) cosine += double{at[i]} * before[i];
        if (cosine >= 0) continue;
        float* first = cubic ? at - 4 : at;
        for (int i = 0; i < (cubic ? 12 : 4); ++i) first[i] = -first[i];
    }
}

float difference(const Keys& keys, const float* a, const float* b) {
    if (keys.path == SINTER_ANIMATION_ROTATION && keys.components == 4) {
        // The angle is four times the arc sine of half the distance between the quaternions. For so small
        // distances as matter here the cosine of the angle would be 1 but for rounding.
        double same = 0, turned = 0;
        for (int i = 0; i < 4; ++i) {
            same += (double{a[i]} - b[i]) * (double{a[i]} - b[i]);
            turned += (double{a[i]} + b[i]) * (double{a[i]} + b[i]);
        }
        const double half = std::sqrt(std::min(same, turned)) / 2;
        const double sine = half < 1 ? half : 1;
        // arcsin x = pi/2 - arccos x, of which the series is better where x is small.
        const double arc = sine < 0.1 ? sine * (1 + sine * sine * (1.0 / 6 + sine * sine * (3.0 / 40)))
                                      : 1.5707963267948966 - double{arc_cosine(static_cast<float>(sine))};
        return static_cast<float>(4 * arc);
    }
    float most = 0;
    for (std::uint32_t i = 0; i < keys.components; ++i) {
        const float apart = std::fabs(a[i] - b[i]);
        if (!(apart <= most)) most = apart;
    }
    return most;
}

float reduce(Keys& keys, float tolerance) {
    if (keys.times.size() < 2) return 0;
    if (const float error = still_error(keys, tolerance); error <= tolerance) {
        keep_only(keys, {0});
        return error;
    }
    if (keys.interpolation == SINTER_INTERPOLATION_CUBIC) return 0;
    std::vector<float> scratch(keys.components);
    std::vector<std::size_t> kept = {0};
    float worst = 0;
    for (std::size_t a = 0; a + 1 < keys.times.size();) {
        // As far as one straight piece reaches: each try doubles the gap, then the last step is halved.
        std::size_t good = a + 1;
        float error = 0;
        const auto last = std::min(keys.times.size() - 1, a + LongestGap);
        const auto reaches = [&](std::size_t b) {
            const float found = gap_error(keys, a, b, tolerance, scratch);
            if (!(found <= tolerance)) return false;
            good = b;
            error = found;
            return true;
        };
        std::size_t step = 1;
        while (good < last && reaches(std::min(last, good + step))) step *= 2;
        for (; step > 0; step /= 2)
            if (good + step <= last && good < last) reaches(good + step);
        worst = std::max(worst, error);
        kept.push_back(good);
        a = good;
    }
    keep_only(keys, kept);
    return worst;
}

}  // namespace sinter::models
