// SPDX-License-Identifier: Apache-2.0
#include "images.hpp"

namespace sinter::test {
namespace {

void append_text(ByteVector& out, std::string_view text) {
    out.insert(out.end(), text.begin(), text.end());
}
void append_big_u16(ByteVector& out, std::uint32_t value) {
    out.push_back(static_cast<std::uint8_t>(value >> 8));
    out.push_back(static_cast<std::uint8_t>(value));
}

/// Rows in the order wanted, blue before red.
void append_bgr(ByteVector& out, std::uint32_t width, std::uint32_t height, std::size_t channels,
                const ByteVector& texels, bool from_top, std::size_t row_alignment) {
    for (std::uint32_t i = 0; i < height; ++i) {
        const std::size_t y = from_top ? i : height - 1 - i;
        for (std::size_t x = 0; x < width; ++x) {
            const auto* texel = &texels[(y * width + x) * channels];
            for (std::size_t c = 0; c < channels; ++c)
                out.push_back(texel[channels >= 3 && c < 3 ? 2 - c : c]);
        }
        for (std::size_t size = width * channels; size % row_alignment != 0; ++size) out.push_back(0);
    }
}

void append_entry(ByteVector& out, std::uint16_t tag, std::uint16_t type, std::uint32_t count,
                  std::uint32_t value) {
    append_u16(out, tag);
    append_u16(out, type);
    append_u32(out, count);
    append_u32(out, value);
}

}  // namespace

ByteVector sample_texels(std::size_t channels) {
    ByteVector out(3 * 2 * channels);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<std::uint8_t>(10 * i + 5);
    return out;
}

ByteVector tga_file(std::uint16_t width, std::uint16_t height, std::uint8_t channels,
                    const ByteVector& texels, bool from_top) {
    ByteVector out = {0, 0, static_cast<std::uint8_t>(channels < 3 ? 3 : 2), 0, 0, 0, 0, 0, 0, 0, 0, 0};
    append_u16(out, width);
    append_u16(out, height);
    out.push_back(static_cast<std::uint8_t>(channels * 8));
    out.push_back(
        static_cast<std::uint8_t>((from_top ? 0x20 : 0) | (channels == 4 || channels == 2 ? 8 : 0)));
    append_bgr(out, width, height, channels, texels, from_top, 1);
    return out;
}

ByteVector bmp_file(std::uint32_t width, std::uint32_t height, std::uint8_t channels,
                    const ByteVector& texels, bool has_alpha_mask) {
    const std::uint32_t header = has_alpha_mask ? 108 : 40;
    ByteVector out;
    append_text(out, "BM");
    append_u32(out, 0);
    append_u32(out, 0);
    append_u32(out, 14 + header);
    append_u32(out, header);
    append_u32(out, width);
    append_u32(out, height);
    append_u16(out, 1);
    append_u16(out, static_cast<std::uint16_t>(channels * 8));
    append_u32(out, has_alpha_mask ? 3 : 0);
    for (int i = 0; i < 5; ++i) append_u32(out, 0);
    if (has_alpha_mask) {
        for (const std::uint32_t mask : {0xff0000u, 0xff00u, 0xffu, 0xff000000u}) append_u32(out, mask);
        out.resize(14 + header);
    }
    append_bgr(out, width, height, channels, texels, false, 4);
    set_u32(out, 2, static_cast<std::uint32_t>(out.size()));
    return out;
}

ByteVector tiff_file(std::uint32_t width, std::uint32_t height, std::uint16_t channels,
                     const ByteVector& texels, std::uint16_t orientation, std::uint16_t extra) {
    ByteVector out = {'I', 'I', 42, 0};
    const auto bits_at = static_cast<std::uint32_t>(8 + texels.size() + texels.size() % 2);
    append_u32(out, bits_at + 8);
    out.insert(out.end(), texels.begin(), texels.end());
    out.resize(bits_at);
    for (int i = 0; i < 4; ++i) append_u16(out, 8);
    const bool has_extra = channels == 4;
    append_u16(out, static_cast<std::uint16_t>(has_extra ? 11 : 10));
    append_entry(out, 256, 4, 1, width);
    append_entry(out, 257, 4, 1, height);
    append_entry(out, 258, 3, channels, channels <= 2 ? (channels == 2 ? 0x80008u : 8u) : bits_at);
    append_entry(out, 259, 3, 1, 1);
    append_entry(out, 262, 3, 1, channels >= 3 ? 2 : 1);
    append_entry(out, 273, 4, 1, 8);
    append_entry(out, 274, 3, 1, orientation);
    append_entry(out, 277, 3, 1, channels);
    append_entry(out, 278, 4, 1, height);
    append_entry(out, 279, 4, 1, static_cast<std::uint32_t>(texels.size()));
    if (has_extra) append_entry(out, 338, 3, 1, extra);
    append_u32(out, 0);
    return out;
}

ByteVector sgi_file(std::uint16_t width, std::uint16_t height, std::uint16_t channels,
                    const ByteVector& texels) {
    ByteVector out = {0x01, 0xDA, 0, 1};
    append_big_u16(out, 3);
    append_big_u16(out, width);
    append_big_u16(out, height);
    append_big_u16(out, channels);
    out.resize(512);
    for (std::size_t c = 0; c < channels; ++c)
        for (std::size_t y = height; y-- > 0;)
            for (std::size_t x = 0; x < width; ++x) out.push_back(texels[(y * width + x) * channels + c]);
    return out;
}

ByteVector pic_file(std::uint16_t width, std::uint16_t height, const ByteVector& texels) {
    ByteVector out = {0x53, 0x80, 0xF6, 0x34};
    out.resize(88);
    append_text(out, "PICT");
    append_big_u16(out, width);
    append_big_u16(out, height);
    out.resize(100);
    append_big_u16(out, 3);
    out.resize(104);
    for (const int byte : {1, 8, 2, 0xE0, 0, 8, 1, 0x10}) out.push_back(static_cast<std::uint8_t>(byte));
    for (std::size_t y = 0; y < height; ++y) {
        const auto* row = &texels[y * width * 4];
        // One texel by itself as a run of one, the others plain.
        out.push_back(128);
        append_big_u16(out, 1);
        out.insert(out.end(), row, row + 3);
        out.push_back(static_cast<std::uint8_t>(width - 2));
        for (std::size_t x = 1; x < width; ++x) out.insert(out.end(), row + x * 4, row + x * 4 + 3);
        for (std::size_t x = 0; x < width; ++x) {
            out.push_back(1);
            out.push_back(row[x * 4 + 3]);
        }
    }
    return out;
}

ByteVector ico_file(const std::vector<IconImage>& images) {
    ByteVector out = {0, 0, 1, 0};
    append_u16(out, static_cast<std::uint16_t>(images.size()));
    auto at = static_cast<std::uint32_t>(6 + 16 * images.size());
    for (const auto& image : images) {
        out.insert(out.end(), {image.width, image.height, 0, 0, 1, 0, 32, 0});
        append_u32(out, static_cast<std::uint32_t>(image.bytes.size()));
        append_u32(out, at);
        at += static_cast<std::uint32_t>(image.bytes.size());
    }
    for (const auto& image : images) out.insert(out.end(), image.bytes.begin(), image.bytes.end());
    return out;
}

ByteVector icon_dib(std::uint32_t width, std::uint32_t height, const ByteVector& rgba) {
    ByteVector out;
    append_u32(out, 40);
    append_u32(out, width);
    append_u32(out, height * 2);
    append_u16(out, 1);
    append_u16(out, 32);
    for (int i = 0; i < 6; ++i) append_u32(out, 0);
    append_bgr(out, width, height, 4, rgba, false, 4);
    out.resize(out.size() + std::size_t{(width + 31) / 32 * 4} * height);
    return out;
}

}  // namespace sinter::test
