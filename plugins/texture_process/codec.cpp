// SPDX-License-Identifier: Apache-2.0
#include "codec.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "codec8.hpp"
#include "half.hpp"
#include "srgb.hpp"

namespace sinter::texels {
namespace {

Texel limit(Texel value) noexcept {
    return at_most(at_least(value, Texel{}), splat(1));
}

/// Straight numbers as stored → working form.
void to_weighted(Texel* texels, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const float alpha = texels[i][3];
        const float weight = alpha > NoAlphaWeight ? alpha : NoAlphaWeight;
        Texel texel = texels[i] * splat(weight);
        texel[3] = weight;
        texels[i] = texel;
    }
}
void to_vectors(Texel* texels, std::size_t count, unsigned channels) {
    for (std::size_t i = 0; i < count; ++i) {
        Texel texel = texels[i] * Texel{2, 2, 2, 1} - Texel{1, 1, 1, 0};
        if (channels == 2) {
            const float rest = 1.0f - texel[0] * texel[0] - texel[1] * texel[1];
            texel[2] = rest > 0 ? std::sqrt(rest) : 0.0f;
        }
        texels[i] = texel;
    }
}

/// Calls store(number, channel) for each channel of each texel.
template <class Number, class Store>
void store_all(const Texel* texels, std::size_t count, unsigned channels, std::uint8_t* stored,
               Store&& store) {
    for (std::size_t i = 0; i < count; ++i)
        for (unsigned c = 0; c < channels; ++c) {
            const Number number = store(texels[i][c], c);
            std::memcpy(stored + (i * channels + c) * sizeof(Number), &number, sizeof(Number));
        }
}
template <class Number, class Load>
void load_all(const std::uint8_t* stored, std::size_t count, unsigned channels, Texel* out, Load&& load) {
    for (std::size_t i = 0; i < count; ++i) {
        Texel texel{};
        for (unsigned c = 0; c < channels; ++c) {
            Number number;
            std::memcpy(&number, stored + (i * channels + c) * sizeof(Number), sizeof(Number));
            texel[c] = load(number, c);
        }
        out[i] = texel;
    }
}

}  // namespace

Codec::Codec(const FormatInfo& info, bool srgb, Meaning meaning)
    : info_(info),
      meaning_(meaning),
      srgb_(srgb),
      bounded_(info.numeric == Numeric::Unorm8 || info.numeric == Numeric::Unorm16),
      channels_(info.channels),
      colours_(info.channels == 4 ? 3 : info.channels),
      texel_bytes_(info.block_bytes) {
    assert((bounded_ || info.numeric == Numeric::Half || info.numeric == Numeric::Float) &&
           "Codec: not a format of texels");
    if (srgb_ && info.numeric == Numeric::Unorm16) {
        wide_table_.resize(65536);
        for (std::size_t i = 0; i < wide_table_.size(); ++i)
            wide_table_[i] = static_cast<float>(srgb_to_linear(static_cast<double>(i) / 65535.0));
    }
}

void Codec::decode(const std::uint8_t* stored, std::size_t count, Texel* out) const {
    const auto curve = [this](float number, unsigned channel) {
        return srgb_ && channel < colours_ ? static_cast<float>(srgb_to_linear(number)) : number;
    };
    switch (info_.numeric) {
        case Numeric::Unorm8:
            decode8(stored, count, channels_, srgb_, out);
            break;
        case Numeric::Unorm16:
            load_all<std::uint16_t>(
                stored, count, channels_, out, [this](std::uint16_t number, unsigned channel) {
                    return srgb_ && channel < colours_ ? wide_table_[number]
                                                       : static_cast<float>(number) / 65535.0f;
                });
            break;
        case Numeric::Half:
            load_all<std::uint16_t>(stored, count, channels_, out,
                                    [&](std::uint16_t number, unsigned channel) {
                                        return curve(half_to_float(number), channel);
                                    });
            break;
        default:
            load_all<float>(stored, count, channels_, out, curve);
            break;
    }
    if (meaning_ == Meaning::Weighted) to_weighted(out, count);
    if (meaning_ == Meaning::Normals) to_vectors(out, count, channels_);
}

void Codec::decode_halved(const std::uint8_t* upper, const std::uint8_t* lower, std::size_t count,
                          Texel* out) const {
    if (info_.numeric == Numeric::Unorm8 && meaning_ != Meaning::Normals) {
        halve8(upper, lower, count, channels_, srgb_, meaning_ == Meaning::Weighted, out);
        return;
    }
    constexpr std::size_t Piece = 64;
    Texel rows[2][2 * Piece];
    for (std::size_t at = 0; at < count; at += Piece) {
        const auto now = std::min(Piece, count - at);
        decode(upper + 2 * at * texel_bytes_, 2 * now, rows[0]);
        decode(lower + 2 * at * texel_bytes_, 2 * now, rows[1]);
        halve(rows[0], rows[1], now, out + at);
    }
}

void halve(const Texel* upper, const Texel* lower, std::size_t count, Texel* out) {
    // Pairs along the row first, as the separable filter adds them: both make the same bits.
    for (std::size_t x = 0; x < count; ++x)
        out[x] = ((upper[2 * x] + upper[2 * x + 1]) + (lower[2 * x] + lower[2 * x + 1])) * splat(0.25f);
}

void Codec::resolve(const Texel* texels, std::size_t count, Texel* shown) const {
    if (meaning_ == Meaning::Weighted) {
        for (std::size_t i = 0; i < count; ++i) {
            const float weight = texels[i][3];
            Texel texel = texels[i] / splat(weight);
            texel[3] = weight > 0x1p-50f ? weight : 0.0f;
            shown[i] = texel;
        }
        return;
    }
    const unsigned z = info_.bgr ? 0 : 2;
    for (std::size_t i = 0; i < count; ++i) {
        const Texel vector = texels[i];
        const float length = std::sqrt(vector[0] * vector[0] + vector[1] * vector[1] + vector[2] * vector[2]);
        Texel texel{};
        // Vectors that cancel out leave the one that points out of the surface.
        if (length > 1e-6f)
            texel = vector / splat(length);
        else
            texel[z] = 1;
        texel = texel * splat(0.5f) + splat(0.5f);
        texel[3] = vector[3];
        shown[i] = texel;
    }
}

void Codec::encode(const Texel* texels, std::size_t count, std::uint8_t* stored) const {
    constexpr std::size_t Piece = 64;
    Texel piece[Piece];
    for (std::size_t at = 0; at < count; at += Piece, stored += Piece * texel_bytes_) {
        const auto now = std::min(Piece, count - at);
        const Texel* shown = texels + at;
        if (meaning_ != Meaning::Plain) {
            resolve(shown, now, piece);
            shown = piece;
        }
        const auto curve = [this](float number, unsigned channel) {
            return srgb_ && channel < colours_ ? static_cast<float>(linear_to_srgb(number)) : number;
        };
        switch (info_.numeric) {
            case Numeric::Unorm8:
                encode8(shown, now, channels_, srgb_, stored);
                break;
            case Numeric::Unorm16:
                store_all<std::uint16_t>(shown, now, channels_, stored, [&](float number, unsigned channel) {
                    const float inside = limit(splat(number))[0];
                    return static_cast<std::uint16_t>(curve(inside, channel) * 65535.0f + 0.5f);
                });
                break;
            case Numeric::Half:
                store_all<std::uint16_t>(shown, now, channels_, stored, [&](float number, unsigned channel) {
                    return float_to_half(curve(number, channel));
                });
                break;
            default:
                store_all<float>(shown, now, channels_, stored, [&](float number, unsigned channel) {
                    const float value = curve(number, channel);
                    return value == value ? value
                                          : std::numeric_limits<float>::quiet_NaN();  // as in half.hpp
                });
                break;
        }
    }
}

}  // namespace sinter::texels
