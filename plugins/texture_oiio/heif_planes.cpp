// SPDX-License-Identifier: Apache-2.0
#include "heif_planes.hpp"

#include <cstring>
#include <memory>

namespace sinter::texture_oiio {
namespace {

struct ReleaseImage {
    void operator()(heif_image* image) const noexcept { heif_image_release(image); }
};

/// For files whose container does not say how the numbers are meant.
void set_colors(const HeifPicture& picture, heif_image* image) {
    std::unique_ptr<heif_color_profile_nclx, decltype(&heif_nclx_color_profile_free)> colors{
        heif_nclx_color_profile_alloc(), &heif_nclx_color_profile_free};
    if (!colors) return;
    colors->full_range_flag = picture.is_full_range ? 1 : 0;
    heif_nclx_color_profile_set_color_primaries(colors.get(), static_cast<std::uint16_t>(picture.primaries));
    heif_nclx_color_profile_set_transfer_characteristics(colors.get(),
                                                         static_cast<std::uint16_t>(picture.transfer));
    heif_nclx_color_profile_set_matrix_coefficients(colors.get(), static_cast<std::uint16_t>(picture.matrix));
    heif_image_set_nclx_color_profile(image, colors.get());
}

}  // namespace

heif_error copy_to_heif(const HeifPicture& picture, heif_image** out) {
    const bool is_gray = picture.chroma == heif_chroma_monochrome;
    const auto& luma = picture.planes[0];
    heif_image* made = nullptr;
    const auto error = heif_image_create(luma.width, luma.height,
                                         is_gray ? heif_colorspace_monochrome : heif_colorspace_YCbCr,
                                         picture.chroma, &made);
    if (error.code != heif_error_Ok) return error;
    std::unique_ptr<heif_image, ReleaseImage> image{made};
    constexpr heif_channel channels[] = {heif_channel_Y, heif_channel_Cb, heif_channel_Cr};
    for (int c = 0; c < (is_gray ? 1 : 3); ++c) {
        const auto& plane = picture.planes[c];
        if (!plane.rows || plane.width <= 0 || plane.height <= 0 || plane.bits < 8 || plane.bits > 16)
            return {heif_error_Decoder_plugin_error, heif_suberror_Unspecified, "a picture without planes"};
        const auto added =
            heif_image_add_plane(image.get(), channels[c], plane.width, plane.height, plane.bits);
        if (added.code != heif_error_Ok) return added;
        int stride = 0;
        auto* const rows = heif_image_get_plane(image.get(), channels[c], &stride);
        const auto row_size = static_cast<std::size_t>(plane.width) * (plane.bits > 8 ? 2 : 1);
        for (int y = 0; y < plane.height; ++y)
            std::memcpy(rows + static_cast<std::ptrdiff_t>(y) * stride, plane.rows + y * plane.stride,
                        row_size);
    }
    set_colors(picture, image.get());
    *out = image.release();
    return {heif_error_Ok, heif_suberror_Unspecified, "Success"};
}

}  // namespace sinter::texture_oiio
