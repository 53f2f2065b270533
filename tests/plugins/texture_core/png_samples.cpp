// SPDX-License-Identifier: Apache-2.0
#include "png_samples.hpp"

#include <png.h>
#include <zlib.h>

#include <boost/test/unit_test.hpp>

#include <csetjmp>
#include <cstring>

namespace sinter::test {
namespace {

void append_written(png_structp png, png_bytep data, png_size_t size) {
    auto& out = *static_cast<ByteVector*>(png_get_io_ptr(png));
    out.insert(out.end(), data, data + size);
}

struct Source {
    std::span<const std::uint8_t> bytes;
    std::size_t at = 0;
};
void read_source(png_structp png, png_bytep data, png_size_t size) {
    auto& source = *static_cast<Source*>(png_get_io_ptr(png));
    if (size > source.bytes.size() - source.at) png_error(png, "end");
    std::memcpy(data, source.bytes.data() + source.at, size);
    source.at += size;
}
[[noreturn]] void on_error(png_structp png, png_const_charp) {
    png_longjmp(png, 1);
}
void on_warning(png_structp, png_const_charp) {}

void write_facts(png_structp png, png_infop info, const PngSample& sample) {
    if (sample.gamma) png_set_gAMA(png, info, *sample.gamma);
    if (sample.says_srgb) png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
    if (sample.color_type == PNG_COLOR_TYPE_PALETTE) {
        png_color palette[256];
        png_byte alpha[256];
        const int count = 1 << sample.bit_depth;
        for (int i = 0; i < count; ++i) {
            palette[i] = {static_cast<png_byte>(i * 3), static_cast<png_byte>(255 - i),
                          static_cast<png_byte>(i * 7)};
            alpha[i] = static_cast<png_byte>(i * 5);
        }
        png_set_PLTE(png, info, palette, count);
        if (sample.has_transparency) png_set_tRNS(png, info, alpha, count / 2, nullptr);
    } else if (sample.has_transparency) {
        // A key that occurs: the texel at (1, 0).
        png_color_16 key{};
        key.gray = sample.bit_depth == 16 ? 0x0e15 : sample.bit_depth == 8 ? 7 : 1;
        key.red = sample.bit_depth == 16 ? 0x2a31 : 21;
        key.green = sample.bit_depth == 16 ? 0x383f : 28;
        key.blue = sample.bit_depth == 16 ? 0x464d : 35;
        png_set_tRNS(png, info, nullptr, 0, &key);
    }
}

/// Everything of libpng's that may jump.
bool read_rows(png_structp png, png_infop info, PngImage& out, std::vector<png_bytep>& rows) {
    if (setjmp(png_jmpbuf(png)) != 0) return false;
    png_read_info(png, info);
    const bool gray = (png_get_color_type(png, info) & PNG_COLOR_MASK_COLOR) == 0;
    const bool alpha = (png_get_color_type(png, info) & PNG_COLOR_MASK_ALPHA) != 0 ||
                       png_get_valid(png, info, PNG_INFO_tRNS) != 0;
    png_set_expand(png);
    png_set_swap(png);
    if (gray && alpha) png_set_gray_to_rgb(png);
    png_set_interlace_handling(png);
    png_read_update_info(png, info);
    out.width = png_get_image_width(png, info);
    out.height = png_get_image_height(png, info);
    out.channels = png_get_channels(png, info);
    out.bits = png_get_bit_depth(png, info);
    const auto pitch = png_get_rowbytes(png, info);
    out.texels.resize(pitch * out.height);
    rows.resize(out.height);
    for (std::size_t y = 0; y < rows.size(); ++y) rows[y] = out.texels.data() + y * pitch;
    png_read_image(png, rows.data());
    return true;
}

}  // namespace

ByteVector deflated(std::span<const std::uint8_t> bytes) {
    uLongf size = compressBound(bytes.size());
    ByteVector out(size);
    BOOST_REQUIRE(compress(out.data(), &size, bytes.data(), bytes.size()) == Z_OK);
    out.resize(size);
    return out;
}

ByteVector encode_png(const PngSample& sample) {
    ByteVector out;
    auto* png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    auto* info = png_create_info_struct(png);
    png_set_write_fn(png, &out, &append_written, nullptr);
    png_set_IHDR(png, info, sample.width, sample.height, sample.bit_depth, sample.color_type,
                 sample.interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    png_set_filter(png, 0, PNG_ALL_FILTERS);
    write_facts(png, info, sample);
    png_write_info(png, info);
    const auto pitch = png_get_rowbytes(png, info);
    auto texels = counting_bytes(pitch * sample.height);
    std::vector<png_bytep> rows(sample.height);
    for (std::size_t y = 0; y < rows.size(); ++y) rows[y] = texels.data() + y * pitch;
    png_write_image(png, rows.data());
    png_write_end(png, nullptr);
    png_destroy_write_struct(&png, &info);
    if (!sample.profile_name.empty()) {
        // By hand: libpng checks a profile, and this one has no content.
        ByteVector chunk{sample.profile_name.begin(), sample.profile_name.end()};
        chunk.insert(chunk.end(), {0, 0});
        const auto profile = deflated(counting_bytes(200));
        chunk.insert(chunk.end(), profile.begin(), profile.end());
        insert_chunk(out, "IDAT", "iCCP", chunk);
    }
    return out;
}

std::optional<PngImage> read_with_libpng(std::span<const std::uint8_t> file) {
    Source source{file};
    PngImage out;
    std::vector<png_bytep> rows;
    auto* png = png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, &on_error, &on_warning);
    auto* info = png_create_info_struct(png);
    png_set_read_fn(png, &source, &read_source);
    const bool good = read_rows(png, info, out, rows);
    png_destroy_read_struct(&png, &info, nullptr);
    return good ? std::optional{std::move(out)} : std::nullopt;
}

std::size_t find_chunk(const ByteVector& file, const char* type) {
    for (std::size_t at = 8; at + 12 <= file.size();) {
        if (std::memcmp(file.data() + at + 4, type, 4) == 0) return at;
        at += 12 + (std::size_t{file[at]} << 24 | std::size_t{file[at + 1]} << 16 |
                    std::size_t{file[at + 2]} << 8 | file[at + 3]);
    }
    BOOST_FAIL("no chunk " << type);
    return 0;
}

void insert_chunk(ByteVector& file, const char* before, const char* type,
                  std::span<const std::uint8_t> data) {
    const auto append_big = [](ByteVector& bytes, std::size_t value) {
        for (int shift = 24; shift >= 0; shift -= 8)
            bytes.push_back(static_cast<std::uint8_t>(value >> shift));
    };
    ByteVector chunk;
    append_big(chunk, data.size());
    chunk.insert(chunk.end(), type, type + 4);
    chunk.insert(chunk.end(), data.begin(), data.end());
    append_big(chunk, crc32(0, chunk.data() + 4, static_cast<uInt>(chunk.size() - 4)));
    file.insert(file.begin() + static_cast<std::ptrdiff_t>(find_chunk(file, before)), chunk.begin(),
                chunk.end());
}

}  // namespace sinter::test
