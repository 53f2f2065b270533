// SPDX-License-Identifier: Apache-2.0
// DDS → its texels, untouched; only the order changes, from face by face to level by level.
#include <algorithm>
#include <bit>
#include <cstring>

#include "bytes.hpp"
#include "dds_format.hpp"
#include "decoders.hpp"
#include "facts.hpp"

namespace sinter::texture_core {
namespace {

constexpr std::uint64_t HeaderEnd = 128, Dx10End = 148;
constexpr std::uint32_t CapsCubemap = 0x200, CapsFaces = 0xfc00, CapsVolume = 0x200000;
constexpr std::uint32_t FirstFace = 0x400;
constexpr std::uint32_t FlagMipCount = 0x20000;
constexpr std::uint32_t Dx10Cube = 0x4;

/// The header in our terms.
struct Header {
    DdsFormat format;
    TextureDesc desc;
    std::uint32_t faces = 0x3f;  ///< bit n: face n is in the file
    std::uint64_t data = HeaderEnd;
};

Where at(std::uint64_t offset) {
    return {.path = {}, .offset = offset};
}

Status corrupt(std::string text, std::uint64_t offset) {
    return {Code::Corrupt, "DDS: " + std::move(text), at(offset)};
}

/// The format, from the DX10 header or the legacy pixel format.
Status read_format(Bytes file, Header& header, bool& is_dx10) {
    const DdsPixelFormat pixel_format{.flags = little<std::uint32_t>(file, 80),
                                      .four_cc = little<std::uint32_t>(file, 84),
                                      .bits = little<std::uint32_t>(file, 88),
                                      .red = little<std::uint32_t>(file, 92),
                                      .green = little<std::uint32_t>(file, 96),
                                      .blue = little<std::uint32_t>(file, 100),
                                      .alpha = little<std::uint32_t>(file, 104)};
    is_dx10 = (pixel_format.flags & DdsPixelFormat::FourCc) != 0 && pixel_format.four_cc == four_cc("DX10");
    if (!is_dx10) {
        const auto format = dds_format_of_legacy(pixel_format);
        if (!format)
            return {Code::Unsupported,
                    "DDS: pixel format (flags " + std::to_string(pixel_format.flags) + ", FourCC " +
                        std::to_string(pixel_format.four_cc) + ", " + std::to_string(pixel_format.bits) +
                        " bits)",
                    at(76)};
        header.format = *format;
        return {};
    }
    if (!holds(file, HeaderEnd, Dx10End - HeaderEnd))
        return corrupt("the DX10 header is truncated", file.size());
    header.data = Dx10End;
    const auto number = little<std::uint32_t>(file, 128);
    const auto format = dds_format_of_dxgi(number);
    if (!format) return {Code::Unsupported, "DDS: DXGI format " + std::to_string(number), at(128)};
    header.format = *format;
    return {};
}

/// A legacy file says volume and cube in its second capabilities.
Status read_legacy_shape(Bytes file, Header& header) {
    const auto caps = little<std::uint32_t>(file, 112);
    auto& desc = header.desc;
    if ((caps & CapsCubemap) != 0 && (caps & CapsVolume) != 0)
        return corrupt("both a cube and a volume", 112);
    if ((caps & CapsVolume) != 0) {
        desc.shape = TextureShape::Volume;
        desc.depth = little<std::uint32_t>(file, 24);
    }
    if ((caps & CapsCubemap) != 0) {
        desc.shape = TextureShape::Cube;
        header.faces = (caps & CapsFaces) / FirstFace;
        if (header.faces == 0) return corrupt("a cube without faces", 112);
    }
    return {};
}

Status read_dx10_shape(Bytes file, Header& header) {
    const auto dimension = little<std::uint32_t>(file, 132);
    const bool is_cube = (little<std::uint32_t>(file, 136) & Dx10Cube) != 0;
    auto& desc = header.desc;
    desc.layers = little<std::uint32_t>(file, 140);
    desc.is_array = desc.layers > 1;
    switch (dimension) {
        case 2:
            desc.shape = TextureShape::Line;
            desc.height = 1;
            break;
        case 3:
            desc.shape = is_cube ? TextureShape::Cube : TextureShape::Plane;
            break;
        case 4:
            desc.shape = TextureShape::Volume;
            desc.depth = little<std::uint32_t>(file, 24);
            break;
        default:
            return corrupt("resource dimension " + std::to_string(dimension), 132);
    }
    if (is_cube && dimension != 3) return corrupt("a cube that is not 2D", 136);
    if (dimension == 4 && desc.layers > 1) return corrupt("an array of volumes", 140);
    return {};
}

AlphaMode alpha_of(Bytes file, const Header& header, bool is_dx10) {
    if (!header.format.has_alpha) return AlphaMode::None;
    if (header.format.is_premultiplied) return AlphaMode::Premultiplied;
    switch (is_dx10 ? little<std::uint32_t>(file, 144) & 7u : 0u) {  // DDS_ALPHA_MODE
        case 2:
            return AlphaMode::Premultiplied;
        case 3:
            return AlphaMode::None;
        default:
            return AlphaMode::Straight;
    }
}

Status read_header(Bytes file, Header& header) {
    if (file.size() < 4 || std::memcmp(file.data(), "DDS ", 4) != 0) return corrupt("no DDS signature", 0);
    if (file.size() < HeaderEnd) return corrupt("the header is truncated", file.size());
    if (little<std::uint32_t>(file, 4) != 124 || little<std::uint32_t>(file, 76) != 32)
        return corrupt("the header's sizes are wrong", 4);
    bool is_dx10 = false;
    if (auto format = read_format(file, header, is_dx10); !format) return format;

    auto& desc = header.desc;
    desc.height = little<std::uint32_t>(file, 12);
    desc.width = little<std::uint32_t>(file, 16);
    const bool counts_mips = (little<std::uint32_t>(file, 8) & FlagMipCount) != 0;
    desc.mips = std::max(1u, counts_mips ? little<std::uint32_t>(file, 28) : 1u);
    if (auto shape = is_dx10 ? read_dx10_shape(file, header) : read_legacy_shape(file, header); !shape)
        return shape;

    desc.format = header.format.format;
    desc.block_width = header.format.block_width;
    desc.block_height = header.format.block_height;
    desc.block_bytes = header.format.block_bytes;
    desc.channels = header.format.channels;
    desc.color_space = header.format.color_space;
    desc.alpha_mode = alpha_of(file, header, is_dx10);
    return {};
}

/// Fills the texture from `data`, which holds all its levels: of each layer each face, of each face each
/// level.
Status copy_levels(DecodeJob& job, const Header& header, const NewTexture& texture, Bytes data) {
    const auto& row = texture.row();
    std::uint64_t from = 0, next_step = StepBytes;
    for (std::uint32_t layer = 0; layer < row.layers; ++layer) {
        for (std::uint32_t face = 0; face < row.faces; ++face) {
            if ((header.faces >> face & 1u) == 0) continue;
            for (std::uint32_t level = 0; level < row.mips; ++level) {
                const auto mip = texture.mip(level);
                const std::uint64_t size = mip.bytes.size() / row.layers / row.faces;
                const std::uint64_t to = (std::uint64_t{layer} * row.faces + face) * size;
                for (std::uint64_t done = 0; done < size;) {
                    const auto step = std::min(size - done, StepBytes);
                    std::memcpy(mip.bytes.data() + to + done, data.data() + from, step);
                    done += step;
                    from += step;
                    if (from < next_step) continue;
                    next_step = from + StepBytes;
                    if (!job.checkpoint(static_cast<float>(from) / static_cast<float>(data.size())))
                        return Job::cancelled();
                }
            }
        }
    }
    return {};
}

}  // namespace

Status DdsDecoder::decode(DecodeJob& job) {
    const auto file = job.source();
    Header header;
    if (auto read = read_header(file, header); !read) return read;
    const auto layout = layout_texture(header.desc);
    if (!layout) return file_error("DDS", layout.error());

    // Before the host is asked for memory: what a short file claims is not believed.
    std::uint64_t size = 0;
    for (const auto& mip : layout->mips) size += mip.size;
    const auto faces = static_cast<std::uint64_t>(std::popcount(header.faces));
    if (layout->row.faces == 6) size = size / 6 * faces;
    if (!holds(file, header.data, size))
        return corrupt("texels are truncated (" + std::to_string(size) + " bytes wanted, " +
                           std::to_string(file.size() - header.data) + " there)",
                       file.size());

    auto texture = new_texture(job, header.desc);
    if (!texture) return file_error("DDS", std::move(texture).error());
    if (auto copied = copy_levels(job, header, *texture, part(file, header.data, size)); !copied)
        return copied;
    if (!header.format.remark.empty()) job.warn("DDS: " + std::string{header.format.remark});
    if (layout->row.faces == 6 && faces != 6)
        job.warn("DDS: the cube has only " + std::to_string(faces) + " of 6 faces; the others are left zero");
    warn_of_rest(job, "DDS", header.data + size);
    return job.emit(texture->output());
}

}  // namespace sinter::texture_core
