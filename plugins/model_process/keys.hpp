// SPDX-License-Identifier: Apache-2.0
// Keys: a channel of an animation as plain arrays, and which of its keys it can do without.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include <sinter/abi/animation.h>

namespace sinter::models {

/// What Animation's rows say of a channel. A cubic one has in-tangent, value and out-tangent for each key.
struct Keys {
    sinter_animation_path path = SINTER_ANIMATION_TRANSLATION;
    sinter_interpolation interpolation = SINTER_INTERPOLATION_LINEAR;
    std::uint32_t components = 3;
    std::vector<float> times;  ///< seconds, rising strictly
    std::vector<float> values;

    [[nodiscard]] std::size_t stride() const {
        return components * (interpolation == SINTER_INTERPOLATION_CUBIC ? std::size_t{3} : std::size_t{1});
    }
    /// The value of a key, without its tangents.
    [[nodiscard]] const float* value(std::size_t key) const {
        return values.data() + key * stride() +
               (interpolation == SINTER_INTERPOLATION_CUBIC ? components : 0);
    }
    [[nodiscard]] float* value(std::size_t key) {
        return const_cast<float*>(std::as_const(*this).value(key));
    }
};

/// Rotations get length 1 (0 0 0 1 where they have none) and signs by which each is near the one before it: q
/// and -q turn alike. Tangents of cubic ones follow.
void make_continuous(Keys& keys);

/// Between two values of the channel: the largest difference of a component; of rotations the angle in
/// radians.
[[nodiscard]] float difference(const Keys& keys, const float* a, const float* b);

/// Leaves out keys that interpolation between those that stay gives back to within `tolerance` (see
/// `difference`), at each key that was there; the first and the last time stay unless nothing moves, which
/// leaves one key. Cubic channels lose keys only when they do not move. Returns how far any key that was
/// there is from what is left.
float reduce(Keys& keys, float tolerance);

}  // namespace sinter::models
