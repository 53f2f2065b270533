// SPDX-License-Identifier: Apache-2.0
// Icons and cursors: a directory of bitmaps and PNGs.
#include <algorithm>
#include <tuple>
#include <vector>

#include "decode_image.hpp"
#include "decoders.hpp"
#include "dib.hpp"
#include "magic.hpp"
#include "own_texture.hpp"

namespace sinter::texture_oiio {
namespace {

using namespace std::literals;

constexpr Kind PngInside{"ICO", "png"};
constexpr std::uint64_t HeaderSize = 6, EntrySize = 16;

struct Entry {
    std::uint32_t width, height;  ///< as the directory has them
    std::uint32_t bits;           ///< 0 in cursors
    std::uint64_t offset, size;
};

std::vector<Entry> entries_of(Bytes source) {
    std::vector<Entry> out;
    const bool is_cursor = source[2] == 2;
    const std::uint64_t count = little<std::uint16_t>(source, 4);
    for (std::uint64_t i = 0; i < count && holds(source, HeaderSize + i * EntrySize, EntrySize); ++i) {
        const auto at = HeaderSize + i * EntrySize;
        // 0 stands for 256.
        out.push_back({source[at] == 0 ? 256u : source[at], source[at + 1] == 0 ? 256u : source[at + 1],
                       is_cursor ? 0u : little<std::uint16_t>(source, at + 6),
                       little<std::uint32_t>(source, at + 12), little<std::uint32_t>(source, at + 8)});
    }
    // The largest first, of the same size the one with the most colours.
    std::stable_sort(out.begin(), out.end(), [](const Entry& a, const Entry& b) {
        return std::tuple{a.width * a.height, a.bits} > std::tuple{b.width * b.height, b.bits};
    });
    return out;
}

std::string size_label(std::uint32_t width, std::uint32_t height) {
    return std::to_string(width) + "x" + std::to_string(height);
}

Status decode_png(DecodeJob& job, Bytes bytes, bool is_main, Labels& labels) {
    auto reader = ImageReader::open(PngInside, bytes);
    if (!reader) return std::move(reader).error();
    ImageOptions options;
    options.planes = picture_planes(reader->spec(), false);
    if (options.planes.empty()) return {Code::Unsupported, "ICO: numbers of a type that no texture holds"};
    options.color = color_facts(reader->spec(), ColorSpace::Srgb);
    if (!is_main)
        options.label = size_label(static_cast<std::uint32_t>(reader->spec().width),
                                   static_cast<std::uint32_t>(reader->spec().height));
    return decode_image(job, *reader, 0, options, labels);
}

Status decode_dib(DecodeJob& job, Bytes bytes, const Entry& entry, bool is_main, Labels& labels) {
    auto dib = Dib::read(bytes, entry.width, entry.height);
    if (!dib) return std::move(dib).error();
    if (dib->is_mended) job.warn("ICO: an image of an impossible size is taken as the directory has it");
    if (!job.checkpoint(is_main ? 0.0f : 0.5f)) return Job::cancelled();
    OwnImage image;
    image.width = dib->width;
    image.height = dib->height;
    image.channels = 4;
    image.has_alpha = true;
    image.color.space = ColorSpace::Srgb;
    auto texture = own_texture(job, "ICO", image);
    if (!texture) return std::move(texture).error();
    dib->to_rgba(texture->mip(0).bytes);
    return job.emit(texture->output(),
                    labels.take(is_main ? std::string{} : size_label(dib->width, dib->height)));
}

Status decode_entry(DecodeJob& job, Bytes source, const Entry& entry, bool is_main, Labels& labels) {
    // A last image that is a little short is common; its own header says what it needs.
    if (entry.offset >= source.size())
        return {Code::Corrupt, "ICO: an image begins behind the end of the file"};
    const auto bytes = part(source, entry.offset, std::min(entry.size, source.size() - entry.offset));
    return has_text(bytes, 0, "\x89PNG"sv) ? decode_png(job, bytes, is_main, labels)
                                           : decode_dib(job, bytes, entry, is_main, labels);
}

}  // namespace

Status IcoDecoder::decode(DecodeJob& job) {
    const Bytes source = job.source();
    if (auto fits = expect_magic(source, "ICO", {"\0\0\1\0"sv, "\0\0\2\0"sv}); !fits) return fits;
    if (!holds(source, 0, HeaderSize)) return {Code::Corrupt, "ICO: the file is shorter than its header"};
    return library_call("ICO", [&]() -> Status {
        const auto entries = entries_of(source);
        if (entries.empty()) return {Code::Corrupt, "ICO: there is no image in it"};
        Labels labels;
        if (auto done = decode_entry(job, source, entries.front(), true, labels); !done) return done;
        if (job.setting_string("products") == "main") return {};
        for (std::size_t i = 1; i < entries.size(); ++i) {
            const auto done = decode_entry(job, source, entries[i], false, labels);
            if (done) continue;
            if (done.code() != Code::Corrupt && done.code() != Code::Unsupported &&
                done.code() != Code::TooLarge)
                return done;
            job.warn("an image of " + size_label(entries[i].width, entries[i].height) +
                     " is left out: " + done.error().text);
        }
        return {};
    });
}

}  // namespace sinter::texture_oiio
