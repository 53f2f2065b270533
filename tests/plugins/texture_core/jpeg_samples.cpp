// SPDX-License-Identifier: Apache-2.0
#include "jpeg_samples.hpp"

#include <cstdlib>

namespace sinter::test {
namespace {

ByteVector exif_block(std::uint32_t orientation, bool big) {
    ByteVector out{'E', 'x', 'i', 'f', 0, 0};
    const auto u16 = [&](std::uint32_t value) {
        const auto high = static_cast<std::uint8_t>(value >> 8), low = static_cast<std::uint8_t>(value);
        out.push_back(big ? high : low);
        out.push_back(big ? low : high);
    };
    const auto u32 = [&](std::uint32_t value) {
        u16(big ? value >> 16 : value & 0xffff);
        u16(big ? value & 0xffff : value >> 16);
    };
    out.insert(out.end(), 2, big ? 'M' : 'I');
    u16(42);
    u32(8);
    u16(2);                                        // entries
    u16(0x010f), u16(2), u32(4), u32(0x20202020);  // a maker, to be passed over
    u16(0x0112), u16(3), u32(1), u16(orientation), u16(0);
    u32(0);
    return out;
}

}  // namespace

ByteVector encode_jpeg(const JpegSample& sample) {
    jpeg_compress_struct info{};
    jpeg_error_mgr errors{};
    info.err = jpeg_std_error(&errors);
    jpeg_create_compress(&info);
    unsigned char* data = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&info, &data, &size);
    info.image_width = sample.width;
    info.image_height = sample.height;
    info.in_color_space = sample.color_space;
    info.input_components = sample.color_space == JCS_GRAYSCALE ? 1 : sample.color_space == JCS_RGB ? 3 : 4;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, 90, TRUE);
    if (sample.progressive) jpeg_simple_progression(&info);
    jpeg_start_compress(&info, TRUE);
    if (sample.orientation != 0) {
        const auto exif = exif_block(sample.orientation, sample.big_endian_exif);
        jpeg_write_marker(&info, JPEG_APP0 + 1, exif.data(), static_cast<unsigned>(exif.size()));
    }
    if (!sample.profile.empty())
        jpeg_write_icc_profile(&info, sample.profile.data(), static_cast<unsigned>(sample.profile.size()));
    const auto channels = static_cast<std::uint32_t>(info.input_components);
    ByteVector row(std::size_t{sample.width} * channels);
    for (std::uint32_t y = 0; y < sample.height; ++y) {
        for (std::uint32_t x = 0; x < sample.width; ++x)
            for (std::uint32_t c = 0; c < channels; ++c)
                row[x * channels + c] = static_cast<std::uint8_t>((x * 9 + y * (5 + c * 3) + c * 60) % 256);
        auto* rows = row.data();
        jpeg_write_scanlines(&info, &rows, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    ByteVector out{data, data + size};
    std::free(data);
    return out;
}

ByteVector read_with_libjpeg(const ByteVector& file, std::uint32_t& width, std::uint32_t& height) {
    jpeg_decompress_struct info{};
    jpeg_error_mgr errors{};
    info.err = jpeg_std_error(&errors);
    jpeg_create_decompress(&info);
    jpeg_mem_src(&info, file.data(), static_cast<unsigned long>(file.size()));
    jpeg_read_header(&info, TRUE);
    jpeg_start_decompress(&info);
    width = info.output_width;
    height = info.output_height;
    const std::size_t pitch = std::size_t{width} * static_cast<std::size_t>(info.output_components);
    ByteVector out(pitch * height);
    while (info.output_scanline < height) {
        auto* row = out.data() + info.output_scanline * pitch;
        jpeg_read_scanlines(&info, &row, 1);
    }
    jpeg_finish_decompress(&info);
    jpeg_destroy_decompress(&info);
    return out;
}

ByteVector profile_named(std::string_view name, int version) {
    ByteVector out(128);
    const auto u32 = [&](std::size_t value) {
        for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(value >> shift));
    };
    const auto text = [&](std::string_view four) { out.insert(out.end(), four.begin(), four.end()); };
    u32(2);  // tags: one to be passed over, and the description
    text("wtpt"), u32(156), u32(20);
    text("desc"), u32(176), u32(version == 2 ? 12 + name.size() + 1 : 28 + 2 * name.size());
    out.resize(176);
    if (version == 2) {
        text("desc"), u32(0), u32(name.size() + 1), text(name);
        out.push_back(0);
    } else {
        text("mluc"), u32(0), u32(1), u32(12), text("enUS"), u32(2 * name.size()), u32(28);
        for (const char c : name) out.push_back(0), out.push_back(static_cast<std::uint8_t>(c));
    }
    return out;
}

}  // namespace sinter::test
