// SPDX-License-Identifier: Apache-2.0
#include "preview_texels.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "block_decode.hpp"

namespace sinter::cli {
namespace {

unsigned unsigned16(const std::uint8_t* at) {
    return at[0] | unsigned{at[1]} << 8;
}

float float_of(const std::uint8_t* at) {
    return std::bit_cast<float>(unsigned16(at) | unsigned16(at + 2) << 16);
}

/// IEEE 754 binary16.
float float_of_half(unsigned half) {
    const int exponent = static_cast<int>(half >> 10 & 31);
    const auto fraction = static_cast<float>(half & 1023);
    float out = std::ldexp(exponent == 0 ? fraction : fraction + 1024.0f, std::max(exponent, 1) - 25);
    if (exponent == 31) out = fraction == 0 ? INFINITY : NAN;
    return half & 0x8000 ? -out : out;
}

/// Linear light at which the next of the 256 numbers of sRGB is nearer. IEC 61966-2-1.
std::array<float, 255> srgb_steps() {
    std::array<float, 255> steps;
    for (int i = 0; i < 255; ++i) {
        const double encoded = (i + 0.5) / 255;
        steps[i] = static_cast<float>(encoded <= 0.04045 ? encoded / 12.92
                                                         : std::pow((encoded + 0.055) / 1.055, 2.4));
    }
    return steps;
}

std::uint8_t shown(float value, bool is_light) {
    if (!(value > 0)) return 0;  // NaN too
    if (value >= 1) return 255;
    if (!is_light) return static_cast<std::uint8_t>(value * 255 + 0.5f);
    static const auto steps = srgb_steps();
    return static_cast<std::uint8_t>(std::upper_bound(steps.begin(), steps.end(), value) - steps.begin());
}

/// -127..127 as 0..255, with 0 at 127.5.
std::uint8_t shown_signed(std::int8_t value) {
    return static_cast<std::uint8_t>(((value + 127) * 255 + 127) / 254);
}

bool can_draw(const FormatInfo& info) {
    return info.numeric != Numeric::Other &&
           (info.numeric != Numeric::Block ||
            (info.format >= Format::Bc1RgbUnorm && info.format <= Format::Bc7Srgb));
}

/// `count` channels a texel in `from`, spread over R G B A: one is gray.
void spread(const std::uint8_t* from, unsigned count, std::uint8_t (&rgba)[64]) {
    for (unsigned i = 0; i < 16; ++i) {
        std::uint8_t* texel = rgba + i * 4;
        const std::uint8_t first = from[i * count];
        texel[0] = first;
        texel[1] = count == 1 ? first : from[i * count + 1];
        texel[2] = count == 1 ? first : 0;
        texel[3] = 255;
    }
}

void unmultiply(std::uint8_t* texel) {
    const unsigned alpha = texel[3];
    if (alpha == 0) return;
    for (int i = 0; i < 3; ++i)
        texel[i] = static_cast<std::uint8_t>(std::min(255u, (texel[i] * 255u + alpha / 2) / alpha));
}

}  // namespace

Result<TexelPainter> TexelPainter::make(const sinter_texture_row& row) {
    const auto format = static_cast<Format>(row.format);
    const auto* info = format_info(format);
    if ((row.flags & SINTER_TEXTURE_SUPERCOMPRESSED) != 0)
        return {Code::Unsupported, "preview: " + name_of(format) + " in supercompression scheme " +
                                       std::to_string(row.supercompression) + " cannot be drawn yet"};
    if (!info || !can_draw(*info))
        return {Code::Unsupported, "preview: " + name_of(format) + " cannot be drawn yet"};
    if (row.block_width != info->block_width || row.block_height != info->block_height ||
        row.block_depth != 1 || row.block_bytes != info->block_bytes)
        return {Code::Corrupt, "preview: the block size is not that of " + name_of(format)};
    TexelPainter out;
    out.info_ = info;
    out.has_alpha_ = info->may_have_alpha && row.alpha_mode != SINTER_ALPHA_NONE;
    out.is_premultiplied_ = out.has_alpha_ && row.alpha_mode == SINTER_ALPHA_PREMULTIPLIED;
    out.is_light_ = row.color_space != SINTER_COLOR_SRGB && (row.flags & SINTER_TEXTURE_NORMAL_MAP) == 0;
    return out;
}

void TexelPainter::paint(std::span<const std::uint8_t> stored, std::uint32_t width, std::uint32_t height,
                         std::uint8_t* rgba, std::size_t pitch) const noexcept {
    const std::uint32_t block_width = info_->block_width, block_height = info_->block_height;
    const std::uint8_t* block = stored.data();
    std::uint8_t decoded[64];
    for (std::uint32_t y = 0; y < height; y += block_height) {
        for (std::uint32_t x = 0; x < width; x += block_width) {
            decode(block, decoded);
            block += info_->block_bytes;
            if (is_premultiplied_)
                for (std::uint32_t i = 0; i < block_width * block_height; ++i) unmultiply(decoded + i * 4);
            const std::uint32_t columns = std::min(block_width, width - x);
            for (std::uint32_t line = 0; line < std::min(block_height, height - y); ++line)
                std::copy_n(decoded + line * block_width * 4, columns * 4,
                            rgba + (y + line) * pitch + std::size_t{x} * 4);
        }
    }
}

void TexelPainter::decode(const std::uint8_t* stored, std::uint8_t (&rgba)[64]) const noexcept {
    info_->numeric == Numeric::Block ? decode_block(stored, rgba) : decode_texel(stored, rgba);
}

void TexelPainter::decode_texel(const std::uint8_t* stored, std::uint8_t (&rgba)[64]) const noexcept {
    std::uint8_t texel[4] = {0, 0, 0, 255};
    const unsigned size = info_->block_bytes / info_->channels;
    for (unsigned i = 0; i < info_->channels; ++i) {
        const std::uint8_t* at = stored + i * size;
        const bool is_light = is_light_ && i < 3;
        switch (info_->numeric) {
            case Numeric::Unorm8:
                texel[i] = *at;
                break;
            case Numeric::Unorm16:
                texel[i] = static_cast<std::uint8_t>((unsigned16(at) * 255 + 32767) / 65535);
                break;
            case Numeric::Half:
                texel[i] = shown(float_of_half(unsigned16(at)), is_light);
                break;
            default:
                texel[i] = shown(float_of(at), is_light);
                break;
        }
    }
    if (info_->channels == 1) texel[1] = texel[2] = texel[0];
    if (info_->bgr) std::swap(texel[0], texel[2]);
    std::copy_n(texel, 4, rgba);
}

void TexelPainter::decode_block(const std::uint8_t* stored, std::uint8_t (&rgba)[64]) const noexcept {
    const auto whole = [&] { return Block16{stored, 16}; };
    switch (info_->format) {
        case Format::Bc2Unorm:
        case Format::Bc2Srgb:
            return decode_bc2(whole(), rgba);
        case Format::Bc3Unorm:
        case Format::Bc3Srgb:
            return decode_bc3(whole(), rgba);
        case Format::Bc4Unorm: {
            std::uint8_t red[16];
            decode_bc4(Block8{stored, 8}, red);
            return spread(red, 1, rgba);
        }
        case Format::Bc4Snorm: {
            std::int8_t red[16];
            std::uint8_t moved[16];
            decode_bc4_signed(Block8{stored, 8}, red);
            std::transform(std::begin(red), std::end(red), moved, shown_signed);
            return spread(moved, 1, rgba);
        }
        case Format::Bc5Unorm: {
            std::uint8_t rg[32];
            decode_bc5(whole(), rg);
            return spread(rg, 2, rgba);
        }
        case Format::Bc5Snorm: {
            std::int8_t rg[32];
            std::uint8_t moved[32];
            decode_bc5_signed(whole(), rg);
            std::transform(std::begin(rg), std::end(rg), moved, shown_signed);
            return spread(moved, 2, rgba);
        }
        case Format::Bc6hUfloat:
        case Format::Bc6hSfloat: {
            std::uint16_t rgb[48];
            decode_bc6h(whole(), info_->format == Format::Bc6hSfloat, rgb);
            for (unsigned i = 0; i < 64; ++i)
                rgba[i] = i % 4 == 3 ? 255 : shown(float_of_half(rgb[i / 4 * 3 + i % 4]), is_light_);
            return;
        }
        case Format::Bc7Unorm:
        case Format::Bc7Srgb:
            return decode_bc7(whole(), rgba);
        default:
            return decode_bc1(Block8{stored, 8}, rgba);
    }
}

}  // namespace sinter::cli
