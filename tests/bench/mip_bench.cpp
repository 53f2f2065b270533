// SPDX-License-Identifier: Apache-2.0
// Mip chains of the plugin texture_process against OpenImageIO, in one run on one thread.
//
//     mip_bench [<path of texture_process.so>] [<edge in texels>] [<repetitions>]
//
// Workload: an 8-bit sRGB texture of edge x edge texels (2048), smooth shapes with noise, full chain in
// linear light. Ours includes the host's memory for the result and the copy of level 0. OpenImageIO:
// colorconvert to linear floats, resize from level to level, colorconvert back and bytes of each. Figures:
// median of the repetitions, megatexels of level 0 per second.
#include <OpenImageIO/imagebuf.h>
#include <OpenImageIO/imagebufalgo.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>

#include "os/buffer_pool.hpp"
#include "plugins/texture_process/texture_step.hpp"

namespace {

using namespace sinter;

std::vector<std::uint8_t> make_image(int edge, int channels) {
    std::vector<std::uint8_t> out(static_cast<std::size_t>(edge) * edge * channels);
    std::uint32_t noise = 1;
    std::size_t at = 0;
    for (int y = 0; y < edge; ++y)
        for (int x = 0; x < edge; ++x)
            for (int c = 0; c < channels; ++c) {
                noise = noise * 1664525u + 1013904223u;
                const double wave = 100 + 90 * std::sin(x * 0.011 * (c + 1)) * std::cos(y * 0.017);
                // Alpha: a disc with a soft border, so that all ways through the filter are walked.
                const double from_centre = std::hypot(x - edge / 2.0, y - edge / 2.0) / edge;
                const double value = c == 3 ? (0.5 - from_centre) * 2000 : wave + (noise >> 27);
                out[at++] = static_cast<std::uint8_t>(std::clamp(value, 0.0, 255.0));
            }
    return out;
}

double median_ms(int repetitions, const std::function<void()>& body) {
    std::vector<double> all;
    for (int i = 0; i < repetitions; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        body();
        all.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    std::sort(all.begin(), all.end());
    return all[all.size() / 2];
}

void oiio_chain(const std::vector<std::uint8_t>& image, int edge, int channels, const std::string& filter) {
    using namespace OIIO;
    const ImageBuf bytes{ImageSpec(edge, edge, channels, TypeDesc::UINT8),
                         const_cast<std::uint8_t*>(image.data())};
    ImageBuf level;
    ImageBufAlgo::colorconvert(level, bytes, "sRGB", "linear", false, "", "", nullptr, ROI(), 1);
    std::vector<std::uint8_t> out(image.size());
    for (int size = edge / 2; size >= 1; size /= 2) {
        const ROI roi{0, size, 0, size, 0, 1, 0, channels};
        ImageBuf smaller = ImageBufAlgo::resize(level, filter, 0, roi, 1), encoded;
        ImageBufAlgo::colorconvert(encoded, smaller, "linear", "sRGB", false, "", "", nullptr, ROI(), 1);
        encoded.get_pixels(roi, TypeDesc::UINT8, out.data());
        level = std::move(smaller);
    }
}

}  // namespace

int main(int count, char** arguments) {
    const sinter::BufferPool::Work as_on_a_turn;
    const std::string library = count > 1 ? arguments[1] : SINTER_TEXTURE_PROCESS;
    const int edge = count > 2 ? std::atoi(arguments[2]) : 2048;
    const int repetitions = count > 3 ? std::atoi(arguments[3]) : 7;
    if (edge < 1 || edge > 16384 || repetitions < 1) {
        std::fprintf(stderr, "usage: mip_bench [texture_process.so] [edge 1..16384] [repetitions]\n");
        return 2;
    }
    OIIO::attribute("threads", 1);
    const test::TextureStep mipmaps{library, SINTER_TEXTURE_PROCESS_MANIFEST, "mipmaps"};
    const double megatexels = static_cast<double>(edge) * edge / 1e6;
    std::printf("mip chains, %dx%d sRGB, one thread, median of %d\n%-34s %9s %9s\n", edge, edge, repetitions,
                "", "ms", "MPix/s");
    const auto show = [&](const std::string& what, double ms) {
        std::printf("%-34s %9.2f %9.1f", what.c_str(), ms, megatexels / ms * 1e3);
        return ms;
    };
    const struct {
        const char* name;
        Format format;
        AlphaMode alpha;
        int channels;
    } kinds[] = {{"RGBA8, alpha-weighted", Format::Rgba8Srgb, AlphaMode::Straight, 4},
                 {"RGB8", Format::Rgb8Srgb, AlphaMode::None, 3}};
    for (const auto& kind : kinds) {
        const auto image = make_image(edge, kind.channels);
        TextureDesc desc;
        desc.width = desc.height = static_cast<std::uint32_t>(edge);
        desc.format = kind.format;
        desc.alpha_mode = kind.alpha;
        desc.color_space = ColorSpace::Srgb;
        const auto asset = test::new_texture(desc, image);
        const auto view = asset.view();
        for (const std::string filter : {"box", "kaiser"}) {
            const auto ours =
                show(std::string{"sinter "} + filter + ", " + kind.name, median_ms(repetitions, [&] {
                         const auto result = mipmaps.run(view.abi(), {{"filter", Value{filter}}});
                         if (!result.status || result.products.empty()) std::abort();
                     }));
            std::printf("\n");
            const std::string theirs = filter == "box" ? "box" : "lanczos3";
            const auto oiio = show("OpenImageIO " + theirs, median_ms(std::min(repetitions, 3), [&] {
                                       oiio_chain(image, edge, kind.channels, theirs);
                                   }));
            std::printf("   sinter is %.1fx as fast\n", oiio / ours);
        }
    }
    return 0;
}
