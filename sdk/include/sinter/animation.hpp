// SPDX-License-Identifier: Apache-2.0
// Animation: a read-only view of an animation asset, and its value at a time.
#pragma once

#include <sinter/abi/animation.h>
#include <sinter/model.hpp>

namespace sinter {

/// "translation", "rotation", "scale", "weights"; empty for a number that is none.
constexpr std::string_view path_name(sinter_animation_path path) noexcept {
    constexpr std::array<std::string_view, 5> names = {"", "translation", "rotation", "scale", "weights"};
    return path < names.size() ? names[path] : names[0];
}
/// "step", "linear", "cubic"; empty for a number that is none.
constexpr std::string_view interpolation_name(sinter_interpolation interpolation) noexcept {
    constexpr std::array<std::string_view, 3> names = {"step", "linear", "cubic"};
    return interpolation < names.size() ? names[interpolation] : std::string_view{};
}

/// Spherical interpolation of unit quaternions x y z w along the shorter arc, `t` from 0 to 1. Uses + − × ÷ only, so
/// that it gives the same bits everywhere: the series of Eberly, "A Fast and Accurate Algorithm for Computing SLERP"
/// (2011), each term of which is less than half the one before; 32 terms leave less than a float can hold.
inline std::array<float, 4> slerp(const std::array<float, 4>& from, const std::array<float, 4>& to,
                                  float t) noexcept {
    double cosine = 0;
    for (std::size_t i = 0; i < 4; ++i) cosine += double{from[i]} * to[i];
    const double sign = cosine < 0 ? -1 : 1;
    cosine = std::min(cosine * sign, 1.0);
    // sin(t a) / sin(a) as a series in cos(a) - 1; converges since the shorter arc keeps cos(a) >= 0.
    const auto weight = [&](double u) {
        double term = u, sum = u;
        for (int i = 1; i <= 32; ++i) {
            term *= (u * u - double(i) * i) / (double(i) * (2 * i + 1)) * (cosine - 1);
            sum += term;
        }
        return sum;
    };
    const double first = weight(1 - double{t}), second = weight(t) * sign;
    std::array<float, 4> out{};
    for (std::size_t i = 0; i < 4; ++i) out[i] = static_cast<float>(first * from[i] + second * to[i]);
    return out;
}

/// A read-only view of an animation asset.
/// Threads: any. Lifetime: as long as what it views.
class Animation {
  public:
    static constexpr AssetType type = AssetType::Animation;

    Rows<sinter_animation_channel_row> channels;

    Animation() = default;
    /// Any asset may be viewed. Check `valid()` when it comes from somebody else.
    explicit Animation(AssetView asset)
        : channels(asset.rows<sinter_animation_channel_row>(SINTER_ANIMATION_CHANNEL_TABLE)), asset_(asset) {
        const auto rows = asset.rows<sinter_animation_row>(SINTER_ANIMATION_TABLE);
        has_row_ = rows.size() == 1;
        if (has_row_) row_ = rows[0];
        if (const auto* strings = asset.table(SINTER_STRING_TABLE); strings && strings->stride == 1)
            strings_ = {reinterpret_cast<const char*>(strings->rows), strings->count};
    }
    /// Every row refers to text, keys and a dependency that are there; times rise strictly and lie between
    /// the animation's start and end. The values may be any.
    [[nodiscard]] bool valid() const noexcept {
        if (asset_.type() != type || !has_row_ || !is_text(row_.name) || !(row_.start_seconds >= 0) ||
            !(row_.end_seconds >= row_.start_seconds) || !std::isfinite(row_.end_seconds) ||
            (row_.model != SINTER_MODEL_NONE && row_.model >= asset_.dependencies().size()))
            return false;
        for (std::uint32_t i = 0; i < channels.size(); ++i) {
            const auto channel = channels[i];
            if (!is_text(channel.node_name) || channel.path < SINTER_ANIMATION_TRANSLATION ||
                channel.path > SINTER_ANIMATION_WEIGHTS ||
                channel.interpolation > SINTER_INTERPOLATION_CUBIC ||
                channel.components != (channel.path == SINTER_ANIMATION_ROTATION  ? 4
                                       : channel.path == SINTER_ANIMATION_WEIGHTS ? channel.components
                                                                                  : 3) ||
                channel.components == 0 || channel.key_count == 0 || channel.times_offset % 4 != 0 ||
                channel.values_offset % 4 != 0 || values(channel).empty())
                return false;
            const auto times = this->times(channel);
            if (times.empty() || !(times.front() >= row_.start_seconds) ||
                !(times.back() <= row_.end_seconds))
                return false;
            for (std::size_t k = 1; k < times.size(); ++k)
                if (!(times[k] > times[k - 1])) return false;
        }
        return true;
    }
    [[nodiscard]] const sinter_animation_row& row() const noexcept { return row_; }
    /// Empty when it lies outside the string table.
    [[nodiscard]] std::string_view text(sinter_text_range range) const noexcept {
        return is_text(range) ? strings_.substr(range.offset, range.size) : std::string_view{};
    }
    /// Seconds, one for each key; empty when they are not resident.
    [[nodiscard]] std::span<const float> times(const sinter_animation_channel_row& channel) const noexcept {
        return floats(channel.chunk, channel.times_offset, channel.key_count);
    }
    /// `components` for each key, cubic ones three times as many; empty when they are not resident.
    [[nodiscard]] std::span<const float> values(const sinter_animation_channel_row& channel) const noexcept {
        std::uint64_t count = std::uint64_t{channel.key_count} * channel.components;
        if (channel.interpolation == SINTER_INTERPOLATION_CUBIC &&
            __builtin_mul_overflow(count, std::uint64_t{3}, &count))
            return {};
        return floats(channel.chunk, channel.values_offset, count);
    }
    /// The channel's value at a time (glTF 2.0, appendix C): `components` numbers; rotations are unit
    /// quaternions. Empty when the keys are not resident.
    [[nodiscard]] std::vector<float> sample(const sinter_animation_channel_row& channel,
                                            float seconds) const {
        const auto keys = times(channel);
        const auto all = values(channel);
        if (keys.empty() || all.empty()) return {};
        const std::size_t width = channel.components;
        const bool cubic = channel.interpolation == SINTER_INTERPOLATION_CUBIC;
        const auto key = [&](std::size_t index, std::size_t part) {
            return all.subspan((cubic ? 3 * index + part : index) * width, width);
        };
        const auto next =
            static_cast<std::size_t>(std::upper_bound(keys.begin(), keys.end(), seconds) - keys.begin());
        const std::size_t left = next == 0 ? 0 : next - 1;
        const auto still = key(left, 1);
        std::vector<float> out(still.begin(), still.end());
        if (next != 0 && next != keys.size() && channel.interpolation != SINTER_INTERPOLATION_STEP) {
            const float length = keys[next] - keys[left];
            const float t = (seconds - keys[left]) / length;
            const auto a = key(left, 1), b = key(next, 1);
            if (cubic) {
                const float t2 = t * t, t3 = t2 * t;
                const auto leaving = key(left, 2), arriving = key(next, 0);
                for (std::size_t i = 0; i < width; ++i)
                    out[i] = (2 * t3 - 3 * t2 + 1) * a[i] + length * (t3 - 2 * t2 + t) * leaving[i] +
                             (3 * t2 - 2 * t3) * b[i] + length * (t3 - t2) * arriving[i];
            } else if (channel.path == SINTER_ANIMATION_ROTATION) {
                const auto turned = slerp({a[0], a[1], a[2], a[3]}, {b[0], b[1], b[2], b[3]}, t);
                out.assign(turned.begin(), turned.end());
            } else {
                for (std::size_t i = 0; i < width; ++i) out[i] = a[i] + (b[i] - a[i]) * t;
            }
        }
        if (channel.path == SINTER_ANIMATION_ROTATION) normalise(out);
        return out;
    }
    [[nodiscard]] const AssetView& asset() const noexcept { return asset_; }

  private:
    [[nodiscard]] bool is_text(sinter_text_range range) const noexcept {
        return range.offset <= strings_.size() && range.size <= strings_.size() - range.offset;
    }
    [[nodiscard]] std::span<const float> floats(std::uint32_t chunk, std::uint64_t offset,
                                                std::uint64_t count) const noexcept {
        if (count > std::numeric_limits<std::uint64_t>::max() / sizeof(float) || offset % alignof(float) != 0)
            return {};
        const auto bytes = asset_.bytes(chunk, offset, count * sizeof(float));
        if (bytes.empty()) return {};
        return {reinterpret_cast<const float*>(bytes.data()), static_cast<std::size_t>(count)};
    }
    static void normalise(std::vector<float>& quaternion) noexcept {
        float squared = 0;
        for (const float x : quaternion) squared += x * x;
        const float length = std::sqrt(squared);
        if (!(length > 0)) return;
        for (float& x : quaternion) x /= length;
    }

    AssetView asset_;
    sinter_animation_row row_{};
    bool has_row_ = false;
    std::string_view strings_;
};

}  // namespace sinter
