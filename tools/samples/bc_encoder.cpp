// SPDX-License-Identifier: Apache-2.0
#include "bc_encoder.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace sinter::samples {
namespace {

using Texel = std::array<std::int32_t, 4>;
using Block = std::array<Texel, 16>;

/// The two ends of the line that a block's texels are put on.
struct Line {
    Texel low{};
    Texel high{};
};

/// Corners of the bounding box, those between which the texels really lie: a channel that falls while the
/// widest channel rises has its ends exchanged.
Line fit(const Block& block, std::size_t channels) {
    Line line{block[0], block[0]};
    Texel sum{};
    for (const Texel& texel : block) {
        for (std::size_t c = 0; c < channels; ++c) {
            line.low[c] = std::min(line.low[c], texel[c]);
            line.high[c] = std::max(line.high[c], texel[c]);
            sum[c] += texel[c];
        }
    }
    std::size_t widest = 0;
    for (std::size_t c = 1; c < channels; ++c) {
        if (line.high[c] - line.low[c] > line.high[widest] - line.low[widest]) widest = c;
    }
    for (std::size_t c = 0; c < channels; ++c) {
        std::int32_t together = 0;
        for (const Texel& texel : block) {
            together += (16 * texel[c] - sum[c]) / 16 * ((16 * texel[widest] - sum[widest]) / 16);
        }
        if (together < 0) std::swap(line.low[c], line.high[c]);
    }
    return line;
}

/// Where a texel lies between the line's ends, in `steps` equal steps, rounded.
std::int32_t project(const Texel& texel, const Line& line, std::size_t channels, std::int32_t steps) {
    std::int64_t along = 0;
    std::int64_t length = 0;
    for (std::size_t c = 0; c < channels; ++c) {
        const std::int32_t d = line.high[c] - line.low[c];
        along += std::int64_t{d} * (texel[c] - line.low[c]);
        length += std::int64_t{d} * d;
    }
    if (length == 0) return 0;
    return static_cast<std::int32_t>(
        std::clamp<std::int64_t>((2 * along * steps + length) / (2 * length), 0, steps));
}

void put_bytes(std::uint8_t* to, std::uint64_t value, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) to[i] = static_cast<std::uint8_t>(value >> (8 * i));
}

std::uint32_t to_565(const Texel& t) {
    const auto scaled = [](std::int32_t v, std::int32_t top) {
        return static_cast<std::uint32_t>((v * top + 127) / 255);
    };
    return scaled(t[0], 31) << 11 | scaled(t[1], 63) << 5 | scaled(t[2], 31);
}

Texel from_565(std::uint32_t v) {
    const std::uint32_t r = v >> 11;
    const std::uint32_t g = v >> 5 & 63;
    const std::uint32_t b = v & 31;
    return {static_cast<std::int32_t>(r << 3 | r >> 2), static_cast<std::int32_t>(g << 2 | g >> 4),
            static_cast<std::int32_t>(b << 3 | b >> 2), 255};
}

void encode_bc1(const Block& block, std::uint8_t* out) {
    const Line fitted = fit(block, 3);
    std::uint32_t first = to_565(fitted.high);
    std::uint32_t second = to_565(fitted.low);
    // The larger number first selects the mode of four colours, without transparency.
    if (first < second) std::swap(first, second);
    std::uint32_t indices = 0;
    if (first != second) {
        constexpr std::array<std::uint32_t, 4> Order{0, 2, 3, 1};
        const Line line{from_565(first), from_565(second)};
        for (std::size_t i = 0; i < 16; ++i) {
            indices |= Order[static_cast<std::size_t>(project(block[i], line, 3, 3))] << (2 * i);
        }
    }
    put_bytes(out, first, 2);
    put_bytes(out + 2, second, 2);
    put_bytes(out + 4, indices, 4);
}

void encode_bc4(const Block& block, std::size_t channel, std::uint8_t* out) {
    std::int32_t low = 255;
    std::int32_t high = 0;
    for (const Texel& texel : block) {
        low = std::min(low, texel[channel]);
        high = std::max(high, texel[channel]);
    }
    std::uint64_t indices = 0;
    if (high != low) {
        constexpr std::array<std::uint64_t, 8> Order{0, 2, 3, 4, 5, 6, 7, 1};
        const Line line{{high, 0, 0, 0}, {low, 0, 0, 0}};
        for (std::size_t i = 0; i < 16; ++i) {
            const Texel value{block[i][channel], 0, 0, 0};
            indices |= Order[static_cast<std::size_t>(project(value, line, 1, 7))] << (3 * i);
        }
    }
    out[0] = static_cast<std::uint8_t>(high);
    out[1] = static_cast<std::uint8_t>(low);
    put_bytes(out + 2, indices, 6);
}

/// Appends bits to 16 bytes, lowest first.
struct BitSink {
    std::uint8_t* bytes;
    std::size_t at = 0;

    void put(std::uint32_t value, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i, ++at) {
            bytes[at / 8] = static_cast<std::uint8_t>(bytes[at / 8] | (value >> i & 1) << (at % 8));
        }
    }
};

/// 7 bits per channel and one shared lowest bit: the value of that bit which loses less.
std::uint32_t best_low_bit(const Texel& end) {
    std::uint32_t odd = 0;
    for (const std::int32_t value : end) odd += static_cast<std::uint32_t>(value & 1);
    // Opaque stays exactly opaque.
    return odd >= 2 || end[3] == 255 ? 1 : 0;
}

Texel rounded_to(const Texel& end, std::uint32_t low_bit) {
    Texel out{};
    for (std::size_t c = 0; c < 4; ++c) {
        const std::int32_t seven = std::clamp((end[c] - static_cast<std::int32_t>(low_bit) + 1) / 2, 0, 127);
        out[c] = 2 * seven + static_cast<std::int32_t>(low_bit);
    }
    return out;
}

void encode_bc7(const Block& block, std::uint8_t* out) {
    const Line fitted = fit(block, 4);
    std::array<std::uint32_t, 2> low_bits{best_low_bit(fitted.low), best_low_bit(fitted.high)};
    Line line{rounded_to(fitted.low, low_bits[0]), rounded_to(fitted.high, low_bits[1])};
    // The first index is stored without its highest bit, so it must lie in the lower half.
    if (project(block[0], line, 4, 15) > 7) {
        std::swap(line.low, line.high);
        std::swap(low_bits[0], low_bits[1]);
    }
    BitSink bits{out};
    bits.put(1U << 6, 7);
    for (std::size_t c = 0; c < 4; ++c) {
        bits.put(static_cast<std::uint32_t>(line.low[c]) >> 1, 7);
        bits.put(static_cast<std::uint32_t>(line.high[c]) >> 1, 7);
    }
    bits.put(low_bits[0], 1);
    bits.put(low_bits[1], 1);
    for (std::size_t i = 0; i < 16; ++i) {
        // The weights are 64/15 apart within one part in 64: equal steps are near enough.
        std::int32_t index = project(block[i], line, 4, 15);
        if (i == 0) index = std::min(index, 7);
        bits.put(static_cast<std::uint32_t>(index), i == 0 ? 3 : 4);
    }
}

Block block_at(const Image& rgba, std::uint32_t left, std::uint32_t top) {
    Block block{};
    for (std::uint32_t i = 0; i < 16; ++i) {
        const std::uint8_t* texel =
            rgba.at(std::min(left + i % 4, rgba.width - 1), std::min(top + i / 4, rgba.height - 1));
        for (std::size_t c = 0; c < 4; ++c) block[i][c] = texel[c];
    }
    return block;
}

}  // namespace

Bytes encode_blocks(const Image& rgba, BlockFormat format) {
    const std::size_t block_bytes = format == BlockFormat::Bc1 || format == BlockFormat::Bc4 ? 8 : 16;
    const std::size_t blocks = std::size_t{(rgba.width + 3) / 4} * ((rgba.height + 3) / 4);
    Bytes out(blocks * block_bytes);
    std::uint8_t* to = out.data();
    for (std::uint32_t y = 0; y < rgba.height; y += 4) {
        for (std::uint32_t x = 0; x < rgba.width; x += 4, to += block_bytes) {
            const Block block = block_at(rgba, x, y);
            switch (format) {
                case BlockFormat::Bc1:
                    encode_bc1(block, to);
                    break;
                case BlockFormat::Bc3:
                    encode_bc4(block, 3, to);
                    encode_bc1(block, to + 8);
                    break;
                case BlockFormat::Bc4:
                    encode_bc4(block, 0, to);
                    break;
                case BlockFormat::Bc5:
                    encode_bc4(block, 0, to);
                    encode_bc4(block, 1, to + 8);
                    break;
                case BlockFormat::Bc7:
                    encode_bc7(block, to);
                    break;
            }
        }
    }
    return out;
}

}  // namespace sinter::samples
