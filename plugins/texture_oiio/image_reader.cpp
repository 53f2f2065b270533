// SPDX-License-Identifier: Apache-2.0
#include "image_reader.hpp"

#include <algorithm>

#include "library.hpp"

namespace sinter::texture_oiio {
namespace {

constexpr std::uint32_t MaxEdge = 65536;
/// Bytes of pixels read between two checkpoints: a few milliseconds of the slower codecs.
constexpr std::uint64_t StripBytes = 1 << 20;
/// No codec here packs better, but for empty images, and those up to the first number.
constexpr std::uint64_t SmallImage = std::uint64_t{64} << 20, MaxExpansion = 4096;

std::string extent_text(const OIIO::ImageSpec& spec) {
    return std::to_string(spec.width) + "x" + std::to_string(spec.height) + ", " +
           std::to_string(spec.nchannels) + " channels";
}

}  // namespace

Result<ImageReader> ImageReader::open(const Kind& kind, Bytes source) {
    ImageReader reader{kind, source};
    const auto opened = library_call(kind.name, [&]() -> Status {
        reader.input_ = OIIO::ImageInput::create(kind.reader, false, nullptr, nullptr, "");
        if (!reader.input_ || !reader.input_->supports("ioproxy"))
            return {Code::Unsupported,
                    std::string{kind.name} + ": this build of OpenImageIO does not read it from memory"};
        OIIO::ImageSpec found, wanted;
        wanted.attribute("oiio:UnassociatedAlpha", 1);
        reader.input_->set_ioproxy(reader.source_.get());
        if (!reader.input_->open("source", found, wanted))
            return library_failure(kind.name, reader.problem());
        return reader.check();
    });
    if (!opened) return opened.error();
    return reader;
}

bool ImageReader::seek(int index, int level) {
    return input_->seek_subimage(index, level);
}

std::string ImageReader::problem() {
    return input_->geterror();
}

Status ImageReader::check() const {
    const auto& spec = this->spec();
    const std::string who{kind_->name};
    if (spec.deep)
        return {Code::Unsupported, who + ": deep images (several samples per texel) have no texture"};
    if (spec.depth != 1)
        return {Code::Unsupported,
                who + ": volumes are not handled (depth " + std::to_string(spec.depth) + ")"};
    if (spec.width < 1 || spec.height < 1 || spec.nchannels < 1)
        return {Code::Corrupt, who + ": an empty image (" + extent_text(spec) + ")"};
    if (static_cast<std::uint32_t>(spec.width) > MaxEdge ||
        static_cast<std::uint32_t>(spec.height) > MaxEdge || spec.nchannels > MaxChannels)
        return {Code::TooLarge,
                who + ": more than 65536 texels along an edge, or 256 channels (" + extent_text(spec) + ")"};
    const auto bytes = static_cast<std::uint64_t>(spec.width) * static_cast<std::uint64_t>(spec.height) *
                       spec.pixel_bytes(true);  // <= 2^32 * 256 * 8
    if (bytes > std::uint64_t{MaxImageMib} << 20)
        return {Code::TooLarge, who + ": an image of more than " + std::to_string(MaxImageMib) + " MiB (" +
                                    extent_text(spec) + ")"};
    if (bytes > SmallImage && bytes / MaxExpansion > size_)
        return {Code::TooLarge,
                who + ": " + std::to_string(size_) + " bytes cannot hold " + extent_text(spec)};
    if (spec.tile_width < 0 || spec.tile_height < 0 || spec.tile_depth > 1 ||
        static_cast<std::uint32_t>(spec.tile_width) > MaxEdge ||
        static_cast<std::uint32_t>(spec.tile_height) > MaxEdge ||
        (spec.tile_width != 0 && spec.tile_bytes(true) > std::uint64_t{MaxImageMib} << 20))
        return {Code::TooLarge, who + ": tiles of " + std::to_string(spec.tile_width) + "x" +
                                    std::to_string(spec.tile_height) + " texels"};
    return {};
}

std::uint32_t ImageReader::rows_at_once() const noexcept {
    const auto& spec = this->spec();
    // Whole blocks of the codecs that pack 16 or 32 rows together.
    const auto block = spec.tile_width != 0 ? static_cast<std::uint64_t>(std::max(spec.tile_height, 1)) : 32u;
    const auto row = std::max<std::uint64_t>(spec.scanline_bytes(true), 1);
    const auto rows = std::max<std::uint64_t>(StripBytes / row / block, 1) * block;
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(rows, static_cast<std::uint64_t>(spec.height)));
}

Status ImageReader::read_rows(int index, int level, std::uint32_t first, std::uint32_t count,
                              std::span<std::uint8_t> out) {
    return library_call(kind_->name, [&]() -> Status {
        const auto& spec = this->spec();
        const int begin = spec.y + static_cast<int>(first), end = begin + static_cast<int>(count);
        const int channels = spec.nchannels;
        const bool read =
            spec.tile_width != 0
                ? input_->read_tiles(index, level, spec.x, spec.x + spec.width, begin, end, spec.z,
                                     spec.z + 1, 0, channels, OIIO::TypeUnknown, out.data())
                : input_->read_scanlines(index, level, begin, end, spec.z, 0, channels, OIIO::TypeUnknown,
                                         out.data());
        if (!read) return library_failure(kind_->name, problem());
        return {};
    });
}

}  // namespace sinter::texture_oiio
