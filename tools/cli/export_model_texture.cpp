// SPDX-License-Identifier: Apache-2.0
#include "export_model_texture.hpp"

#include <cmath>
#include <cstdlib>
#include <memory>

#include <spng.h>

#include <sinter/texture.hpp>

#include "preview.hpp"

namespace sinter::cli {
namespace {

/// The finest level, as it is: a plain picture of 8 bits a channel.
std::optional<Picture> exact_picture(const Texture& texture) {
    const auto row = texture.row();
    const auto* info = format_info(static_cast<Format>(row.format));
    if (!info || info->block_bytes != info->channels || info->block_width != 1 ||
        texture.shape() != TextureShape::Plane)
        return std::nullopt;
    const auto level = texture.mip(0);
    const std::size_t channels = info->channels;
    if (level.bytes.size() < std::size_t{level.height} * level.row_pitch || level.bytes.empty())
        return std::nullopt;
    Picture out{level.width, level.height, channels == 4 && row.alpha_mode != SINTER_ALPHA_NONE, {}};
    out.rgba.resize(std::size_t{level.width} * level.height * 4, 255);
    for (std::uint32_t y = 0; y < level.height; ++y)
        for (std::uint32_t x = 0; x < level.width; ++x) {
            const auto* from = level.bytes.data() + y * level.row_pitch + x * channels;
            auto* to = out.rgba.data() + (std::size_t{y} * level.width + x) * 4;
            for (std::size_t k = 0; k < 4; ++k) {
                const std::size_t source = channels == 1 && k < 3 ? 0 : k;
                if (source < channels)
                    to[k] = from[source];
                else if (k < 3)
                    to[k] = 0;
            }
            if (info->bgr) std::swap(to[0], to[2]);
        }
    return out;
}

/// z of a unit vector whose x and y are there.
void complete_normals(Picture& picture) {
    for (std::size_t i = 0; i + 4 <= picture.rgba.size(); i += 4) {
        const float x = static_cast<float>(picture.rgba[i]) / 127.5F - 1,
                    y = static_cast<float>(picture.rgba[i + 1]) / 127.5F - 1;
        const float z = std::sqrt(std::max(1 - x * x - y * y, 0.0F));
        picture.rgba[i + 2] = static_cast<std::uint8_t>((z * 0.5F + 0.5F) * 255 + 0.5F);
    }
}

Result<std::vector<std::uint8_t>> encode(const Picture& picture) {
    const std::unique_ptr<spng_ctx, decltype(&spng_ctx_free)> context{spng_ctx_new(SPNG_CTX_ENCODER),
                                                                      spng_ctx_free};
    if (!context) return {Code::OutOfMemory, "export: no memory for a PNG"};
    const std::size_t channels = picture.has_alpha ? 4 : 3;
    spng_ihdr header{};
    header.width = picture.width;
    header.height = picture.height;
    header.bit_depth = 8;
    header.color_type = picture.has_alpha ? SPNG_COLOR_TYPE_TRUECOLOR_ALPHA : SPNG_COLOR_TYPE_TRUECOLOR;
    std::vector<std::uint8_t> texels;
    texels.reserve(std::size_t{picture.width} * picture.height * channels);
    for (std::size_t i = 0; i + 4 <= picture.rgba.size(); i += 4)
        texels.insert(texels.end(), picture.rgba.begin() + static_cast<std::ptrdiff_t>(i),
                      picture.rgba.begin() + static_cast<std::ptrdiff_t>(i + channels));
    int error = spng_set_option(context.get(), SPNG_ENCODE_TO_BUFFER, 1);
    if (error == 0) error = spng_set_ihdr(context.get(), &header);
    if (error == 0)
        error = spng_encode_image(context.get(), texels.data(), texels.size(), SPNG_FMT_PNG,
                                  SPNG_ENCODE_FINALIZE);
    std::size_t size = 0;
    const std::unique_ptr<void, decltype(&std::free)> bytes{
        error == 0 ? spng_get_png_buffer(context.get(), &size, &error) : nullptr, std::free};
    if (!bytes)
        return {Code::Internal,
                std::string{"export: a PNG could not be written ("} + spng_strerror(error) + ")"};
    const auto* first = static_cast<const std::uint8_t*>(bytes.get());
    return std::vector<std::uint8_t>(first, first + size);
}

}  // namespace

Result<std::vector<std::uint8_t>> png_of_texture(const AssetView& asset, bool is_normal) {
    const Texture texture{asset};
    if (!texture.valid()) return {Code::Corrupt, "export: the tables of a texture do not agree"};
    auto picture = exact_picture(texture);
    if (!picture) {
        auto drawn = draw_texture(asset);
        if (!drawn) return std::move(drawn).error();
        picture = std::move(*drawn);
    }
    if (is_normal && texture.row().channels == 2) complete_normals(*picture);
    return encode(*picture);
}

}  // namespace sinter::cli
