// SPDX-License-Identifier: Apache-2.0
#include "dib.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <optional>

namespace sinter::texture_oiio {
namespace {

constexpr std::uint32_t MaxEdge = 65536, SmallestHeader = 40, Rgb = 0, BitFields = 3;

std::uint64_t pitch_of(std::uint64_t width, std::uint64_t bits) {
    return (width * bits + 31) / 32 * 4;
}

/// The bits of `mask` as 0..255; `without` when the mask is empty.
std::uint8_t field(std::uint32_t texel, std::uint32_t mask, std::uint8_t without) {
    if (mask == 0) return without;
    const auto shift = std::countr_zero(mask);
    const std::uint64_t largest = mask >> shift, value = (texel & mask) >> shift;
    return static_cast<std::uint8_t>((value * 255 + largest / 2) / largest);
}

bool is_opaque_bit(const Dib& dib, std::uint32_t stored_row, std::uint32_t x) {
    const auto byte = dib.mask[stored_row * pitch_of(dib.width, 1) + x / 8];
    return (byte >> (7 - x % 8) & 1) == 0;
}

void row_to_rgba(const Dib& dib, Bytes row, std::uint8_t* out) {
    for (std::uint32_t x = 0; x < dib.width; ++x, out += 4) {
        out[3] = 255;
        if (dib.bits <= 8) {
            const auto per_byte = 8 / dib.bits;
            const auto shift = 8 - dib.bits * (x % per_byte + 1);
            const std::uint64_t index = row[x / per_byte] >> shift & ((1u << dib.bits) - 1);
            // An index behind the palette is black.
            if (!holds(dib.palette, index * 4, 4)) continue;
            for (std::uint64_t c = 0; c < 3; ++c) out[c] = dib.palette[index * 4 + 2 - c];
        } else if (dib.bits == 24) {
            for (std::size_t c = 0; c < 3; ++c) out[c] = row[std::size_t{x} * 3 + 2 - c];
        } else {
            const std::uint32_t texel = dib.bits == 16 ? little<std::uint16_t>(row, std::uint64_t{x} * 2)
                                                       : little<std::uint32_t>(row, std::uint64_t{x} * 4);
            for (int c = 0; c < 3; ++c) out[c] = field(texel, dib.masks[c], 0);
            out[3] = field(texel, dib.masks[3], 255);
        }
    }
}

/// The masks of 16 and 32 bits: the usual ones, or three or four inside the later headers or behind the first
/// one. Returns the bytes they take behind the header; nothing: they are missing.
std::optional<std::uint64_t> read_masks(Bytes bytes, std::uint32_t header, bool has_fields, Dib& out) {
    constexpr std::uint32_t masks_of_16[] = {0x7c00, 0x3e0, 0x1f, 0};
    constexpr std::uint32_t masks_of_32[] = {0xff0000, 0xff00, 0xff, 0xff000000};
    std::copy_n(out.bits == 16 ? masks_of_16 : masks_of_32, 4, out.masks);
    if (!has_fields) return 0;
    const std::uint64_t count = header >= 56 ? 4 : 3;
    if (!holds(bytes, SmallestHeader, count * 4)) return {};
    for (std::uint64_t i = 0; i < count; ++i)
        out.masks[i] = little<std::uint32_t>(bytes, SmallestHeader + i * 4);
    if (count == 3) out.masks[3] = 0;
    return header == SmallestHeader ? count * 4 : 0;
}

/// Finds texels and mask of the size in `dib` from `at` on. False: texels are missing.
bool find_texels(Bytes bytes, std::uint64_t at, bool has_mask, Dib& dib) {
    if (dib.width == 0 || dib.height == 0 || dib.width > MaxEdge || dib.height > MaxEdge) return false;
    const auto size = pitch_of(dib.width, dib.bits) * dib.height;  // <= 2^18 * 2^16
    if (!holds(bytes, at, size)) return false;
    dib.texels = part(bytes, at, size);
    at += size;
    const auto mask_size = pitch_of(dib.width, 1) * dib.height;
    if (has_mask && holds(bytes, at, mask_size)) dib.mask = part(bytes, at, mask_size);
    return true;
}

}  // namespace

Result<Dib> Dib::read(Bytes bytes, std::uint32_t directory_width, std::uint32_t directory_height) {
    if (!holds(bytes, 0, SmallestHeader)) return {Code::Corrupt, "ICO: an image is shorter than its header"};
    Dib out;
    const auto header = little<std::uint32_t>(bytes, 0);
    const auto stored_height = static_cast<std::int32_t>(little<std::uint32_t>(bytes, 8));
    const auto compression = little<std::uint32_t>(bytes, 16);
    out.bits = little<std::uint16_t>(bytes, 14);
    out.is_top_down = stored_height < 0;
    if (header < SmallestHeader || !holds(bytes, 0, header))
        return {Code::Corrupt, "ICO: an image with an impossible header"};
    if (out.bits != 1 && out.bits != 4 && out.bits != 8 && out.bits != 16 && out.bits != 24 && out.bits != 32)
        return {Code::Corrupt, "ICO: " + std::to_string(out.bits) + " bits per texel"};
    const bool has_fields = compression == BitFields && (out.bits == 16 || out.bits == 32);
    if (compression != Rgb && !has_fields)
        return {Code::Unsupported, "ICO: a compressed bitmap (" + std::to_string(compression) + ")"};
    const auto mask_bytes = read_masks(bytes, header, has_fields, out);
    if (!mask_bytes) return {Code::Corrupt, "ICO: the masks are missing"};
    std::uint64_t at = header + *mask_bytes;
    if (out.bits <= 8) {
        const std::uint64_t used = little<std::uint32_t>(bytes, 32), most = std::uint64_t{1} << out.bits;
        const auto colors = used == 0 ? most : std::min(used, most);
        if (!holds(bytes, at, colors * 4)) return {Code::Corrupt, "ICO: the palette is truncated"};
        out.palette = part(bytes, at, colors * 4);
        at += colors * 4;
    }
    // The height counts the mask, too; some writers forget both.
    const auto rows = static_cast<std::uint32_t>(std::abs(std::int64_t{stored_height}));
    const bool has_mask = rows != directory_height;
    out.width = little<std::uint32_t>(bytes, 4);
    out.height = has_mask ? rows / 2 : rows;
    if (find_texels(bytes, at, has_mask, out)) return out;
    out.width = directory_width;
    out.height = directory_height;
    out.is_mended = true;
    if (find_texels(bytes, at, true, out)) return out;
    return {Code::Corrupt, "ICO: texels are missing"};
}

void Dib::to_rgba(std::span<std::uint8_t> out) const {
    const auto pitch = pitch_of(width, bits);
    const auto out_pitch = std::size_t{width} * 4;
    bool has_alpha = false;
    for (std::uint32_t y = 0; y < height; ++y) {
        const auto stored = is_top_down ? y : height - 1 - y;
        auto* const row = out.data() + y * out_pitch;
        row_to_rgba(*this, part(texels, stored * pitch, pitch), row);
        if (bits == 32)
            for (std::uint32_t x = 0; x < width && !has_alpha; ++x)
                has_alpha = row[std::size_t{x} * 4 + 3] != 0;
    }
    // 32 bits without any alpha are of a writer that only knew the mask.
    if (bits == 32 && has_alpha) return;
    for (std::uint32_t y = 0; y < height; ++y)
        for (std::uint32_t x = 0; x < width; ++x)
            out[y * out_pitch + std::size_t{x} * 4 + 3] =
                mask.empty() || is_opaque_bit(*this, is_top_down ? y : height - 1 - y, x) ? 255 : 0;
}

}  // namespace sinter::texture_oiio
