// SPDX-License-Identifier: Apache-2.0
// Silicon Graphics images ("The SGI Image File Format", version 1.00): planes of rows from the bottom, plain
// or in run lengths, 1 or 2 bytes per number, big endian.
#include <algorithm>

#include "decoders.hpp"
#include "magic.hpp"
#include "own_texture.hpp"

namespace sinter::texture_oiio {
namespace {

using namespace std::literals;

constexpr std::uint64_t HeaderSize = 512;

struct SgiFile {
    Bytes source;
    bool is_packed;
    std::uint32_t number_size;  ///< bytes: 1 or 2
    std::uint32_t width, height, channels;

    [[nodiscard]] std::uint64_t row_size() const { return std::uint64_t{width} * number_size; }
};

Result<SgiFile> read_header(Bytes source) {
    if (auto fits = expect_magic(source, "SGI", {"\x01\xDA"sv}); !fits) return std::move(fits).error();
    if (!holds(source, 0, HeaderSize)) return {Code::Corrupt, "SGI: the file is shorter than its header"};
    SgiFile file{source,
                 source[2] == 1,
                 source[3],
                 big<std::uint16_t>(source, 6),
                 big<std::uint16_t>(source, 8),
                 big<std::uint16_t>(source, 10)};
    const auto dimension = big<std::uint16_t>(source, 4);
    if (dimension < 3) file.channels = 1;
    if (dimension < 2) file.height = 1;
    if (dimension < 1 || dimension > 3 || source[2] > 1 || file.number_size < 1 || file.number_size > 2 ||
        file.width == 0 || file.height == 0 || file.channels == 0)
        return {Code::Corrupt, "SGI: an impossible header"};
    if (big<std::uint32_t>(source, 104) != 0)
        return {Code::Unsupported, "SGI: dithered images and colour maps are not handled"};
    const std::uint64_t rows = std::uint64_t{file.height} * file.channels;  // <= 2^32
    const auto needed = file.is_packed ? rows * 8 : rows * file.row_size();
    if (!holds(source, HeaderSize, needed)) return {Code::Corrupt, "SGI: the file is shorter than its image"};
    return file;
}

/// One row of run lengths to numbers as the file has them. False: it does not hold a row.
bool unpack_row(Bytes packed, std::uint32_t number_size, std::span<std::uint8_t> out) {
    std::size_t in = 0, done = 0;
    while (done < out.size()) {
        if (in + number_size > packed.size()) return false;
        const auto code = packed[in + number_size - 1];  // the low byte of a big-endian number
        in += number_size;
        const std::size_t bytes = std::size_t{code & 0x7fu} * number_size;
        const bool is_plain = (code & 0x80) != 0;
        if (bytes == 0 || bytes > out.size() - done) return false;
        if (in + (is_plain ? bytes : number_size) > packed.size()) return false;
        for (std::size_t i = 0; i < bytes; ++i) out[done + i] = packed[in + (is_plain ? i : i % number_size)];
        in += is_plain ? bytes : number_size;
        done += bytes;
    }
    return true;
}

/// Row `y` from the top of a channel; unpacked to `scratch` where needed. Empty: it is damaged.
Bytes row_of(const SgiFile& file, std::uint32_t channel, std::uint32_t y, std::span<std::uint8_t> scratch) {
    const std::uint64_t index = std::uint64_t{channel} * file.height + (file.height - 1 - y);
    if (!file.is_packed) return part(file.source, HeaderSize + index * file.row_size(), file.row_size());
    const std::uint64_t rows = std::uint64_t{file.height} * file.channels;
    const auto offset = big<std::uint32_t>(file.source, HeaderSize + index * 4);
    const auto size = big<std::uint32_t>(file.source, HeaderSize + (rows + index) * 4);
    if (!holds(file.source, offset, size)) return {};
    return unpack_row(part(file.source, offset, size), file.number_size, scratch) ? Bytes{scratch} : Bytes{};
}

/// Numbers of a row to every texel's number at `out`, `step` bytes apart, in native order.
void spread(Bytes row, std::uint32_t number_size, std::uint8_t* out, std::size_t step) {
    for (std::size_t at = 0; at < row.size(); at += number_size, out += step) {
        if (number_size == 1) {
            *out = row[at];
        } else {
            const auto value = big<std::uint16_t>(row, at);
            std::memcpy(out, &value, sizeof(value));
        }
    }
}

}  // namespace

Status SgiDecoder::decode(DecodeJob& job) {
    auto header = read_header(job.source());
    if (!header) return std::move(header).error();
    const auto& file = *header;
    // Gray with alpha becomes RGBA, so that alpha lies where alpha is sought.
    OwnImage image;
    image.width = file.width;
    image.height = file.height;
    image.channels = file.channels == 2 ? 4 : std::min(file.channels, 4u);
    image.element = file.number_size == 1 ? Element::U8 : Element::U16;
    image.has_alpha = image.channels == 4;
    if (file.channels > 4)
        job.warn("SGI: only four of " + std::to_string(file.channels) + " channels are decoded");
    auto texture = own_texture(job, "SGI", image);
    if (!texture) return std::move(texture).error();
    auto scratch = job.allocate(file.row_size());
    if (!scratch) return std::move(scratch).error();

    const auto mip = texture->mip(0);
    const std::size_t texel = std::size_t{image.channels} * file.number_size;
    for (std::uint32_t y = 0; y < file.height; ++y) {
        if (y % 64 == 0 && !job.checkpoint(static_cast<float>(y) / static_cast<float>(file.height)))
            return Job::cancelled();
        for (std::uint32_t c = 0; c < image.channels; ++c) {
            const auto channel = file.channels == 2 ? (c == 3 ? 1 : 0) : c;
            const auto row = row_of(file, channel, y, scratch->bytes());
            if (row.empty()) return {Code::Corrupt, "SGI: row " + std::to_string(y) + " is damaged"};
            spread(row, file.number_size, mip.bytes.data() + y * mip.row_pitch + c * file.number_size, texel);
        }
    }
    return job.emit(texture->output());
}

}  // namespace sinter::texture_oiio
