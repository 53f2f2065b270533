// SPDX-License-Identifier: Apache-2.0
#include "codec8.hpp"

#include <cassert>

#include "srgb.hpp"

namespace sinter::texels {
namespace {

/// A number of each code with zeros around it: read from the right place, a whole texel with the number in
/// the lane that is wanted, so that a sum of reads takes the place of moving numbers into lanes. 8 KiB, a
/// quarter of a common L1.
struct alignas(64) LaneTable {
    float rows[256][8];
    [[nodiscard]] Texel lane(unsigned code, unsigned lane) const noexcept {
        Texel out;
        std::memcpy(&out, &rows[code][3 - lane], sizeof out);
        return out;
    }
    [[nodiscard]] float value(unsigned code) const noexcept { return rows[code][3]; }
};

constexpr LaneTable make_curve() {
    LaneTable out{};
    for (std::size_t i = 0; i < 256; ++i) out.rows[i][3] = SrgbToLinear[i];
    return out;
}
constexpr LaneTable make_straight() {
    LaneTable out{};
    for (std::size_t i = 0; i < 256; ++i) out.rows[i][3] = static_cast<float>(i) / 255.0f;
    return out;
}
constexpr LaneTable make_weight() {
    LaneTable out = make_straight();
    out.rows[0][3] = NoAlphaWeight;
    return out;
}
constexpr LaneTable Curve = make_curve();
constexpr LaneTable Straight = make_straight();
constexpr LaneTable Weight = make_weight();

template <unsigned Channels, bool Weighted>
inline Texel load(const std::uint8_t* at, const LaneTable& colour) noexcept {
    Texel texel = colour.lane(at[0], 0);
    if constexpr (Channels >= 2) texel += colour.lane(at[1], 1);
    if constexpr (Channels >= 3) texel += colour.lane(at[2], 2);
    if constexpr (Channels == 4 && Weighted) {
        texel = texel * splat(Weight.value(at[3])) + Weight.lane(at[3], 3);
    } else if constexpr (Channels == 4) {
        texel += Straight.lane(at[3], 3);
    }
    return texel;
}

template <unsigned Channels>
void decode_all(const std::uint8_t* stored, std::size_t count, const LaneTable& colour, Texel* out) {
    for (std::size_t i = 0; i < count; ++i) out[i] = load<Channels, false>(stored + i * Channels, colour);
}

template <unsigned Channels, bool Weighted>
void halve_all(const std::uint8_t* upper, const std::uint8_t* lower, std::size_t count,
               const LaneTable& colour, Texel* out) {
    for (std::size_t i = 0; i < count; ++i, upper += 2 * Channels, lower += 2 * Channels)
        out[i] =
            ((load<Channels, Weighted>(upper, colour) + load<Channels, Weighted>(upper + Channels, colour)) +
             (load<Channels, Weighted>(lower, colour) + load<Channels, Weighted>(lower + Channels, colour))) *
            splat(0.25f);
}

template <unsigned Channels, bool Srgb>
void encode_all(const Texel* texels, std::size_t count, std::uint8_t* stored) {
    constexpr unsigned Colours = !Srgb ? 0 : Channels == 4 ? 3 : Channels;
    constexpr auto Buckets = static_cast<float>(detail::SrgbBuckets);
    // Lanes under the curve become buckets, the others codes.
    constexpr Texel scale = {Colours > 0 ? Buckets : 255, Colours > 1 ? Buckets : 255,
                             Colours > 2 ? Buckets : 255, 255};
    constexpr Texel half = {Colours > 0 ? 0 : 0.5f, Colours > 1 ? 0 : 0.5f, Colours > 2 ? 0 : 0.5f, 0.5f};
    for (std::size_t i = 0; i < count; ++i, stored += Channels) {
        const Texel inside = at_most(at_least(texels[i], Texel{}), splat(1));
        const auto number = __builtin_convertvector(inside * scale + half, TexelMask);
        for (unsigned c = 0; c < Channels; ++c)
            stored[c] = c < Colours ? srgb_code(inside[c], number[c]) : static_cast<std::uint8_t>(number[c]);
    }
}

}  // namespace

void decode8(const std::uint8_t* stored, std::size_t count, unsigned channels, bool srgb, Texel* out) {
    const auto& colour = srgb ? Curve : Straight;
    switch (channels) {
        case 1:
            return decode_all<1>(stored, count, colour, out);
        case 2:
            return decode_all<2>(stored, count, colour, out);
        case 3:
            return decode_all<3>(stored, count, colour, out);
        default:
            return decode_all<4>(stored, count, colour, out);
    }
}

void halve8(const std::uint8_t* upper, const std::uint8_t* lower, std::size_t count, unsigned channels,
            bool srgb, bool weighted, Texel* out) {
    assert((channels == 4 || !weighted) && "halve8: weights without alpha");
    const auto& colour = srgb ? Curve : Straight;
    switch (channels) {
        case 1:
            return halve_all<1, false>(upper, lower, count, colour, out);
        case 2:
            return halve_all<2, false>(upper, lower, count, colour, out);
        case 3:
            return halve_all<3, false>(upper, lower, count, colour, out);
        default:
            break;
    }
    weighted ? halve_all<4, true>(upper, lower, count, colour, out)
             : halve_all<4, false>(upper, lower, count, colour, out);
}

void encode8(const Texel* texels, std::size_t count, unsigned channels, bool srgb, std::uint8_t* stored) {
    switch (channels) {
        case 1:
            return srgb ? encode_all<1, true>(texels, count, stored)
                        : encode_all<1, false>(texels, count, stored);
        case 2:
            return srgb ? encode_all<2, true>(texels, count, stored)
                        : encode_all<2, false>(texels, count, stored);
        case 3:
            return srgb ? encode_all<3, true>(texels, count, stored)
                        : encode_all<3, false>(texels, count, stored);
        default:
            return srgb ? encode_all<4, true>(texels, count, stored)
                        : encode_all<4, false>(texels, count, stored);
    }
}

}  // namespace sinter::texels
