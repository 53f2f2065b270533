// SPDX-License-Identifier: Apache-2.0
#include "preview_png.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <new>
#include <random>

#include <spng.h>

namespace sinter::cli {
namespace {

/// 0, or libspng's error.
int encode(const Picture& picture, std::FILE* file) {
    const std::unique_ptr<spng_ctx, decltype(&spng_ctx_free)> context{spng_ctx_new(SPNG_CTX_ENCODER),
                                                                      spng_ctx_free};
    if (!context) return SPNG_EMEM;
    const std::size_t channels = picture.has_alpha ? 4 : 3;
    spng_ihdr header{};
    header.width = picture.width;
    header.height = picture.height;
    header.bit_depth = 8;
    header.color_type = picture.has_alpha ? SPNG_COLOR_TYPE_TRUECOLOR_ALPHA : SPNG_COLOR_TYPE_TRUECOLOR;
    constexpr std::uint8_t Perceptual = 0;
    int error = spng_set_png_file(context.get(), file);
    if (error == 0) error = spng_set_ihdr(context.get(), &header);
    if (error == 0) error = spng_set_srgb(context.get(), Perceptual);
    if (error == 0)
        error = spng_encode_image(context.get(), nullptr, 0, SPNG_FMT_PNG,
                                  SPNG_ENCODE_PROGRESSIVE | SPNG_ENCODE_FINALIZE);
    std::vector<std::uint8_t> line(picture.width * channels);
    for (std::uint32_t y = 0; y < picture.height && error == 0; ++y) {
        const std::uint8_t* texel = picture.rgba.data() + std::size_t{y} * picture.width * 4;
        for (std::size_t x = 0; x < picture.width; ++x)
            std::copy_n(texel + x * 4, channels, line.data() + x * channels);
        error = spng_encode_row(context.get(), line.data(), line.size());
    }
    return error == SPNG_EOI ? 0 : error;
}

Status failed(const char* what, int number) {
    return {Code::Io, std::string{"preview: "} + what + " (" + std::generic_category().message(number) + ")"};
}

}  // namespace

Status write_png(const Picture& picture, const std::string& file) {
    const std::string unfinished = file + "." + std::to_string(std::random_device{}()) + ".tmp";
    std::FILE* out = std::fopen(unfinished.c_str(), "wbx");
    if (!out) return failed("cannot be written", errno);
    errno = 0;
    int error = 0;
    try {
        error = encode(picture, out);
    } catch (const std::bad_alloc&) {
        error = SPNG_EMEM;
    }
    int number = errno != 0 ? errno : EIO;
    if (std::fclose(out) != 0 && error == 0) {
        error = SPNG_IO_ERROR;
        number = errno;
    }
    std::error_code rename_error;
    if (error == 0) std::filesystem::rename(unfinished, file, rename_error);
    if (error == 0 && !rename_error) return {};
    std::error_code ignored;
    std::filesystem::remove(unfinished, ignored);
    if (error == 0) return failed("cannot be written", rename_error.value());
    if (error == SPNG_EMEM) return {Code::OutOfMemory, "preview: no memory to write the picture"};
    if (error == SPNG_IO_ERROR) return failed("cannot be written", number);
    return {Code::Internal, std::string{"preview: libspng refused ("} + spng_strerror(error) + ")"};
}

}  // namespace sinter::cli
