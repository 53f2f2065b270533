// SPDX-License-Identifier: Apache-2.0
// PNG and JPEG: the plugin texture_core, through the real host, against OpenImageIO, on the same files in the
// same run.
//
//     decode_bench texture_core.so FILE...
//
// Files are read into memory first. Both sides take turns file by file, round by round, on one thread; a
// file's time is the median of its rounds. OpenImageIO reads by its reader's name through an IOProxy, with
// threads=1 and without multiplying by alpha, into fresh memory, as the plugin does.
#include <dlfcn.h>

#include <OpenImageIO/filesystem.h>
#include <OpenImageIO/imageio.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include <sinter/texture.hpp>

#include "os/buffer_pool.hpp"
#include "plugin/job.hpp"

namespace {

using Clock = std::chrono::steady_clock;
using ByteVector = std::vector<std::uint8_t>;
constexpr int Rounds = 15;

struct File {
    std::string decoder;
    ByteVector bytes;
    double pixels = 0;
    std::vector<double> ours, theirs;  // seconds
};

/// Pixels decoded; 0: refused.
double decode_ours(const sinter_decoder_v0& table, void* self, const File& file) {
    sinter::Values settings;
    settings["color_space"] = std::string{"auto"};
    const sinter::Values platform;
    sinter::JobInput input;
    input.step = file.decoder;
    input.path = "file";
    input.source = file.bytes;
    input.settings = &settings;
    input.platform = &platform;
    const auto result = sinter::run_decoder(table, self, input);
    if (!result.status) return 0;
    const sinter::Texture texture{result.products.front().asset.view()};
    return double{1} * texture.width() * texture.height();
}

double decode_theirs(const File& file) {
    OIIO::Filesystem::IOMemReader proxy{const_cast<std::uint8_t*>(file.bytes.data()), file.bytes.size()};
    const auto input = OIIO::ImageInput::create(file.decoder == "png" ? "png" : "jpeg");
    if (!input) return 0;
    OIIO::ImageSpec config, spec;
    config["oiio:UnassociatedAlpha"] = 1;
    void* pointer = &proxy;
    config.attribute("oiio:ioproxy", OIIO::TypeDesc::PTR, &pointer);
    if (!input->open("file." + file.decoder, spec, config)) return 0;
    const auto size = spec.image_bytes(true);
    const std::unique_ptr<std::uint8_t[]> pixels{new std::uint8_t[size]};
    if (!input->read_image(0, 0, 0, spec.nchannels, spec.format, pixels.get())) return 0;
    return double{1} * spec.width * spec.height;
}

template <class Body>
double seconds(Body&& body) {
    const auto begin = Clock::now();
    body();
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                     values.end());
    return values[values.size() / 2];
}

struct Sum {
    int files = 0;
    double pixels = 0, ours = 0, theirs = 0;
};

}  // namespace

int main(int count, char** arguments) {
    const sinter::BufferPool::Work as_on_a_turn;
    if (count < 3) {
        std::fprintf(stderr, "usage: decode_bench texture_core.so FILE...\n");
        return 2;
    }
    void* library = dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        std::fprintf(stderr, "%s\n", dlerror());
        return 2;
    }
    const auto* entry = static_cast<const sinter_entry_v0*>(dlsym(library, SINTER_ENTRY_SYMBOL));
    OIIO::attribute("threads", 1);

    std::map<std::string, Sum> sums;
    for (int i = 2; i < count; ++i) {
        const std::string path = arguments[i];
        File file;
        file.decoder = path.ends_with(".png") ? "png" : "jpeg";
        std::ifstream stream{path, std::ios::binary};
        file.bytes.assign(std::istreambuf_iterator<char>{stream}, {});
        const auto& table = *static_cast<const sinter_decoder_v0*>(
            entry->get(sinter::to_abi(SINTER_DECODER_ID), sinter::to_abi(file.decoder)));
        void* self = table.create();
        file.pixels = decode_ours(table, self, file);
        if (file.pixels > 0 && decode_theirs(file) == file.pixels) {
            for (int round = 0; round < Rounds; ++round) {
                file.ours.push_back(seconds([&] { decode_ours(table, self, file); }));
                file.theirs.push_back(seconds([&] { decode_theirs(file); }));
            }
            auto& sum = sums[file.decoder + (file.pixels >= 512 * 512   ? " >= 512x512"
                                             : file.pixels >= 128 * 128 ? " >= 128x128"
                                                                        : " small")];
            ++sum.files;
            sum.pixels += file.pixels;
            sum.ours += median(file.ours);
            sum.theirs += median(file.theirs);
        }
        table.destroy(self);
    }
    std::printf("%-18s %6s %8s  %12s %12s  %6s\n", "", "files", "MPix", "ours MPix/s", "OIIO MPix/s",
                "ratio");
    for (const auto& [name, sum] : sums)
        std::printf("%-18s %6d %8.2f  %12.1f %12.1f  %6.2f\n", name.c_str(), sum.files, sum.pixels / 1e6,
                    sum.pixels / 1e6 / sum.ours, sum.pixels / 1e6 / sum.theirs, sum.theirs / sum.ours);
    return sums.empty() ? 1 : 0;
}
