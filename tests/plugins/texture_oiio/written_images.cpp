// SPDX-License-Identifier: Apache-2.0
#include "written_images.hpp"

#include <libheif/heif.h>
#include <webp/encode.h>
#include <webp/mux.h>

#include <boost/test/unit_test.hpp>

#include <cstring>
#include <fstream>
#include <iterator>

#include <sinter/abi/abi.h>

#include "support/temp_folder.hpp"

// The encoder of HEIC samples never frees its tables. Known to the leak sanitizer by this name.
SINTER_EXTERN_C SINTER_EXPORT const char* __lsan_default_suppressions();
const char* __lsan_default_suppressions() {
    return "leak:libx265";
}

namespace sinter::test {
namespace {

/// The file that `mux` makes; deletes `mux`.
ByteVector assembled(WebPMux* mux) {
    WebPData data{};
    BOOST_REQUIRE(WebPMuxAssemble(mux, &data) == WEBP_MUX_OK);
    const ByteVector out{data.bytes, data.bytes + data.size};
    WebPDataClear(&data);
    WebPMuxDelete(mux);
    return out;
}

}  // namespace

ByteVector write_images(const std::string& writer, const std::vector<WrittenImage>& images) {
    OIIO::attribute("threads", 1);
    OIIO::attribute("exr_threads", -1);
    // Through a file: several of the writers know no other way.
    const TempFolder folder;
    const auto path = (folder.path() / ("image." + (writer == "jpeg2000" ? "jp2" : writer))).string();
    const auto file = OIIO::ImageOutput::create(writer);
    BOOST_REQUIRE(file);
    std::vector<OIIO::ImageSpec> specs;
    for (const auto& image : images) specs.push_back(image.spec);
    const bool counts_first = images.size() > 1 && file->supports("multiimage") && writer == "openexr";
    for (std::size_t i = 0; i < images.size(); ++i) {
        const bool opened = i != 0         ? file->open(path, specs[i], OIIO::ImageOutput::AppendSubimage)
                            : counts_first ? file->open(path, static_cast<int>(specs.size()), specs.data())
                                           : file->open(path, specs[0]);
        BOOST_REQUIRE_MESSAGE(opened, file->geterror());
        BOOST_REQUIRE_MESSAGE(file->write_image(specs[i].format, images[i].pixels.data()), file->geterror());
    }
    BOOST_REQUIRE(file->close());
    std::ifstream written{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{written}, {}};
}

ByteVector heif_file(int width, int height, const std::array<std::uint8_t, 4>& rgba, bool is_avif) {
    ByteVector out;
    heif_context* context = heif_context_alloc();
    heif_encoder* encoder = nullptr;
    const auto format = is_avif ? heif_compression_AV1 : heif_compression_HEVC;
    if (heif_context_get_encoder_for_format(context, format, &encoder).code == heif_error_Ok) {
        heif_encoder_set_lossy_quality(encoder, 95);
        heif_image* image = nullptr;
        heif_image_create(width, height, heif_colorspace_RGB, heif_chroma_interleaved_RGBA, &image);
        heif_image_add_plane(image, heif_channel_interleaved, width, height, 8);
        int stride = 0;
        auto* plane = heif_image_get_plane(image, heif_channel_interleaved, &stride);
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) std::memcpy(plane + y * stride + x * 4, rgba.data(), 4);
        if (heif_context_encode_image(context, image, encoder, nullptr, nullptr).code == heif_error_Ok) {
            heif_writer writer{1, [](heif_context*, const void* data, std::size_t size, void* user) {
                                   const auto* first = static_cast<const std::uint8_t*>(data);
                                   static_cast<ByteVector*>(user)->assign(first, first + size);
                                   return heif_error{heif_error_Ok, heif_suberror_Unspecified, ""};
                               }};
            heif_context_write(context, &writer, &out);
        }
        heif_image_release(image);
        heif_encoder_release(encoder);
    }
    heif_context_free(context);
    return out;
}

ByteVector webp_file(int width, int height, const ByteVector& rgba) {
    WebPConfig config;
    WebPPicture picture;
    WebPMemoryWriter writer;
    BOOST_REQUIRE(WebPConfigInit(&config) && WebPPictureInit(&picture));
    WebPMemoryWriterInit(&writer);
    config.lossless = 1;
    config.exact = 1;  // also colours without alpha
    picture.use_argb = 1;
    picture.width = width;
    picture.height = height;
    picture.writer = WebPMemoryWrite;
    picture.custom_ptr = &writer;
    BOOST_REQUIRE(WebPPictureImportRGBA(&picture, rgba.data(), width * 4));
    BOOST_REQUIRE(WebPEncode(&config, &picture));
    WebPPictureFree(&picture);
    const ByteVector out{writer.mem, writer.mem + writer.size};
    WebPMemoryWriterClear(&writer);
    return out;
}

ByteVector webp_with_exif(const ByteVector& file, const ByteVector& exif) {
    const WebPData still{file.data(), file.size()}, chunk{exif.data(), exif.size()};
    WebPMux* mux = WebPMuxCreate(&still, 1);
    BOOST_REQUIRE(mux);
    BOOST_REQUIRE(WebPMuxSetChunk(mux, "EXIF", &chunk, 1) == WEBP_MUX_OK);
    return assembled(mux);
}

ByteVector webp_animation(int width, int height, const std::vector<ByteVector>& frames, int milliseconds) {
    WebPMux* mux = WebPMuxNew();
    for (const auto& texels : frames) {
        const auto still = webp_file(width, height, texels);
        WebPMuxFrameInfo frame{};
        frame.bitstream = {still.data(), still.size()};
        frame.duration = milliseconds;
        frame.id = WEBP_CHUNK_ANMF;
        frame.dispose_method = WEBP_MUX_DISPOSE_NONE;
        frame.blend_method = WEBP_MUX_NO_BLEND;
        BOOST_REQUIRE(WebPMuxPushFrame(mux, &frame, 1) == WEBP_MUX_OK);
    }
    const WebPMuxAnimParams params{0, 0};
    BOOST_REQUIRE(WebPMuxSetAnimationParams(mux, &params) == WEBP_MUX_OK);
    return assembled(mux);
}

}  // namespace sinter::test
