// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string>

#include "icons.hpp"
#include "jpeg_writer.hpp"
#include "pictures.hpp"
#include "png_writer.hpp"
#include "project.hpp"
#include "surface.hpp"

namespace sinter::samples {
namespace {

/// Gray in 2^bits levels, by Bayer's ordered dither of 4x4.
Image dithered(const Image& gray, std::uint32_t bits) {
    constexpr std::array<std::uint32_t, 16> Bayer{0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5};
    const std::uint32_t top = (1U << bits) - 1;
    Image out(gray.width, gray.height, 1);
    for (std::uint32_t y = 0; y < gray.height; ++y) {
        for (std::uint32_t x = 0; x < gray.width; ++x) {
            const std::uint32_t threshold = (2 * Bayer[y % 4 * 4 + x % 4] + 1) * 255 / 32;
            *out.at(x, y) = static_cast<std::uint8_t>((*gray.at(x, y) * top + threshold) / 255);
        }
    }
    return out;
}

/// RGB in 6 x 7 x 6 colours, and those colours.
Image indexed(const Image& rgb, PngOptions& options) {
    for (std::uint32_t i = 0; i < 252; ++i) {
        options.palette.push_back({static_cast<std::uint8_t>(i / 42 * 51),
                                   static_cast<std::uint8_t>(i / 6 % 7 * 255 / 6),
                                   static_cast<std::uint8_t>(i % 6 * 51), 255});
    }
    Image out(rgb.width, rgb.height, 1);
    for (std::size_t i = 0; i < out.samples.size(); ++i) {
        const std::uint8_t* t = rgb.samples.data() + 3 * i;
        const auto level = [](std::uint32_t v, std::uint32_t top) { return (v * top + 127) / 255; };
        out.samples[i] = static_cast<std::uint8_t>(level(t[0], 5) * 42 + level(t[1], 6) * 6 + level(t[2], 5));
    }
    return out;
}

/// An icon in 16 shades of 16 opacities.
Image indexed_icon(const Icon& icon, std::uint32_t size, PngOptions& options) {
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::array<std::uint8_t, 4> entry{};
        put(entry.data(), mix(icon.top, icon.bottom, static_cast<float>(i / 16) / 15));
        entry[3] = static_cast<std::uint8_t>(i % 16 * 17);
        options.palette.push_back(entry);
    }
    const Image rgba = paint_icon(icon, size);
    Image out(size, size, 1);
    for (std::uint32_t y = 0; y < size; ++y) {
        for (std::uint32_t x = 0; x < size; ++x) {
            const std::uint32_t opacity = (rgba.at(x, y)[3] + 8U) / 17;
            *out.at(x, y) = static_cast<std::uint8_t>(y * 16 / size * 16 + opacity);
        }
    }
    return out;
}

/// 16 bits from the whole range, smoother than 8 could be.
Image16 deepened(const Image& image) {
    Image16 out(image.width, image.height, image.channels);
    for (std::uint32_t y = 0; y < image.height; ++y) {
        for (std::uint32_t x = 0; x < image.width; ++x) {
            for (std::uint32_t c = 0; c < image.channels; ++c) {
                // The lower byte continues the slope to the right neighbour, so it is not a copy of the upper
                // one.
                const std::uint32_t next = image.at(x + 1 < image.width ? x + 1 : x, y)[c];
                out.at(x, y)[c] =
                    static_cast<std::uint16_t>(image.at(x, y)[c] * 256U + (image.at(x, y)[c] + next) / 2);
            }
        }
    }
    return out;
}

Image gray_and_alpha(const Image& rgba) {
    const Image gray = gray_of(rgba);
    Image out(rgba.width, rgba.height, 2);
    for (std::size_t i = 0; i < gray.samples.size(); ++i) {
        out.samples[2 * i] = gray.samples[i];
        out.samples[2 * i + 1] = rgba.samples[4 * i + 3];
    }
    return out;
}

void add_pngs(OutputFolder& out, const Image& photo) {
    const auto add = [&](std::string_view name, const auto& image, const PngOptions& options = {}) {
        out.add("assets/formats/png/" + std::string(name) + ".png", write_png(image, options));
    };
    const Image card = paint_test_card(320, 240);
    const Image gray = gray_of(photo);
    add("rgb", photo);
    add("rgba", card);
    add("gray", gray);
    add("gray_alpha", gray_and_alpha(card));
    add("rgb_16", deepened(photo));
    add("gray_16_interlaced", deepened(gray), {.interlaced = true});
    add("rgb_interlaced", photo, {.interlaced = true});
    add("srgb", photo, {.srgb = true});
    add("gamma_22", photo, {.gamma = 1 / 2.2});
    add("gamma_linear", photo, {.gamma = 1});
    add("icc_gamma_18", photo, {.icc = make_icc_profile(1.8), .icc_name = "Sinter sample"});
    add("gray_1bit", dithered(gray, 1), {.bits = 1});
    add("gray_2bit", dithered(gray, 2), {.bits = 2});
    PngOptions palette;
    add("palette", indexed(photo, palette), palette);
    PngOptions translucent;
    add("palette_alpha", indexed_icon(icons()[4], 200, translucent), translucent);
    PngOptions sepia{.interlaced = true, .bits = 4};
    for (std::uint32_t i = 0; i < 16; ++i) {
        std::array<std::uint8_t, 4> entry{0, 0, 0, 255};
        put(entry.data(),
            mix(Color{0.16F, 0.09F, 0.05F}, Color{1.0F, 0.94F, 0.80F}, static_cast<float>(i) / 15));
        sepia.palette.push_back(entry);
    }
    add("palette_4bit_interlaced", dithered(gray, 4), sepia);
    add("odd_size", paint_test_card(333, 77));
    add("one_texel", paint_icon(icons()[0], 1));
}

void add_jpegs(OutputFolder& out, const Image& photo) {
    using Colors = JpegOptions::Colors;
    const auto add = [&](std::string_view name, const Image& image, const JpegOptions& options) {
        out.add("assets/formats/jpeg/" + std::string(name) + ".jpg", write_jpeg(image, options));
    };
    add("baseline_420", photo, {});
    add("full_444", photo, {.colors = Colors::Full444, .quality = 95});
    add("progressive", photo, {.progressive = true});
    add("gray", photo, {.colors = Colors::Gray});
    add("cmyk", photo, {.colors = Colors::Cmyk, .quality = 90});
    // The camera was held upright: what is stored lies on its side until the orientation is applied.
    add("exif_orientation_6", turned_back(photo), {.orientation = 6});
}

}  // namespace

void add_image_formats(OutputFolder& out) {
    const Image photo = paint_landscape(480, 320, 42);
    add_pngs(out, photo);
    add_jpegs(out, photo);
}

}  // namespace sinter::samples
