// SPDX-License-Identifier: Apache-2.0
#include "ktx2_descriptor.hpp"

#include <bit>

namespace sinter::texture_core {
namespace {

constexpr std::uint64_t BlockStart = 4, BasicSize = 24, SampleSize = 16;
enum ColorModel : std::uint8_t {
    Rgbsda = 1,
    Bc1 = 128,
    Bc2 = 129,
    Bc3 = 130,
    Bc7 = 134,
    Etc2 = 161,
    Astc = 162,
    Etc1s = 163,
    Uastc = 166
};
enum Transfer : std::uint8_t { LinearTransfer = 1, SrgbTransfer = 2, LastTransfer = 19 };
constexpr std::uint8_t LastPrimaries = 11;
constexpr std::uint32_t AlphaChannel = 15;

struct Reader {
    const Ktx2File& file;
    Bytes bytes;
    [[nodiscard]] Error corrupt(std::string text, std::uint64_t offset) const {
        return {Code::Corrupt,
                "KTX2: " + std::move(text),
                {.path = {}, .offset = file.descriptor_offset + offset}};
    }
};

/// Alpha is channel 15 of colour samples; the models that are one sample per block say it otherwise.
bool model_has_alpha(std::uint8_t model, std::uint32_t first_channel) {
    switch (model) {
        case Bc1:
            return first_channel == 1;  // BC1 with punch-through alpha
        case Bc2:
        case Bc3:
        case Bc7:
        case Astc:
            return true;
        case Uastc:
            return first_channel == 3;  // RGBA
        default:
            return false;
    }
}

Status read_samples(const Reader& reader, std::uint8_t model, Ktx2Descriptor& out) {
    const auto& bytes = reader.bytes;
    const std::uint64_t count = (little<std::uint16_t>(bytes, BlockStart + 6) - BasicSize) / SampleSize;
    if (count == 0) return reader.corrupt("the descriptor has no samples", BlockStart + 6);
    if (out.block_bytes == 0 && reader.file.scheme == 0)
        return reader.corrupt("the descriptor says no block size", BlockStart + 16);
    std::uint32_t seen = 0, first = 0;
    std::uint64_t last_bit = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto word = little<std::uint32_t>(bytes, BlockStart + BasicSize + i * SampleSize);
        const std::uint32_t channel = word >> 24 & 0xf;
        last_bit = std::max<std::uint64_t>(last_bit, (word & 0xffff) + (word >> 16 & 0xff) + 1);
        seen |= 1u << channel;
        if (i == 0) first = channel;
    }
    const auto bits = std::uint64_t{out.block_bytes} * 8;
    if (out.block_bytes != 0 && last_bit > bits)
        return reader.corrupt(
            "a sample ends at bit " + std::to_string(last_bit) + " of a block of " + std::to_string(bits),
            BlockStart + BasicSize);
    // Bytes of the planes may be zero where the data is supercompressed: then the samples tell.
    if (out.block_bytes == 0 && model != Etc1s)
        out.block_bytes = static_cast<std::uint32_t>((last_bit + 7) / 8);
    out.has_alpha = (seen >> AlphaChannel & 1) != 0 || model_has_alpha(model, first);
    if (model == Rgbsda) out.channels = static_cast<std::uint32_t>(std::popcount(seen));
    if (out.channels > 4) out.channels = 0;
    return {};
}

/// Bytes of the numbers that texels are made of; 0: several.
std::uint32_t type_size_of(Numeric numeric) {
    switch (numeric) {
        case Numeric::Unorm8:
        case Numeric::Block:
            return 1;
        case Numeric::Unorm16:
        case Numeric::Half:
            return 2;
        case Numeric::Float:
            return 4;
        default:
            return 0;
    }
}

/// Names and descriptor agree on block size, on the size of numbers and on sRGB.
Status check_format(const Reader& reader, const Ktx2Descriptor& out, std::uint8_t transfer) {
    const auto format = static_cast<Format>(reader.file.vk_format);
    const auto* info = format_info(format);
    if (!info) return {};
    if (out.block_width != info->block_width || out.block_height != info->block_height ||
        out.block_depth != 1 || (out.block_bytes != info->block_bytes))
        return reader.corrupt("the block size contradicts VkFormat " + std::string{info->name},
                              BlockStart + 12);
    if (const auto size = type_size_of(info->numeric); size != 0 && reader.file.type_size != size)
        return {Code::Corrupt,
                "KTX2: a type size of " + std::to_string(reader.file.type_size) + " for VkFormat " +
                    std::string{info->name},
                {.path = {}, .offset = 16}};
    if (info->srgb != (transfer == SrgbTransfer) && (info->srgb || with_srgb(format, true) != format))
        return reader.corrupt("the transfer function contradicts VkFormat " + std::string{info->name},
                              BlockStart + 10);
    return {};
}

}  // namespace

Result<Ktx2Descriptor> read_ktx2_descriptor(const Ktx2File& file) {
    const Reader reader{file, file.descriptor};
    const auto& bytes = reader.bytes;
    if (bytes.size() % 4 != 0 || bytes.size() < BlockStart + BasicSize)
        return reader.corrupt("the data format descriptor has " + std::to_string(bytes.size()) + " bytes", 0);
    if (little<std::uint32_t>(bytes, 0) != bytes.size())
        return reader.corrupt("the descriptor's sizes disagree", 0);
    if (little<std::uint32_t>(bytes, BlockStart) != 0)
        return reader.corrupt("the first descriptor block is not the basic one", 4);
    const std::uint64_t block_size = little<std::uint16_t>(bytes, BlockStart + 6);
    if (little<std::uint16_t>(bytes, BlockStart + 4) != 2)
        return reader.corrupt("a descriptor of another version than 2", 8);
    if (block_size < BasicSize || (block_size - BasicSize) % SampleSize != 0 ||
        !holds(bytes, BlockStart, block_size))
        return reader.corrupt("a basic descriptor block of " + std::to_string(block_size) + " bytes", 10);

    const auto model = bytes[BlockStart + 8], primaries = bytes[BlockStart + 9],
               transfer = bytes[BlockStart + 10];
    if (primaries > LastPrimaries)
        return reader.corrupt("colour primaries " + std::to_string(primaries), BlockStart + 9);
    if (transfer > LastTransfer)
        return reader.corrupt("transfer function " + std::to_string(transfer), BlockStart + 10);
    Ktx2Descriptor out;
    out.block_width = bytes[BlockStart + 12] + 1u;
    out.block_height = bytes[BlockStart + 13] + 1u;
    out.block_depth = bytes[BlockStart + 14] + 1u;
    if (bytes[BlockStart + 15] != 0) return reader.corrupt("blocks of four dimensions", BlockStart + 15);
    out.block_bytes = bytes[BlockStart + 16];
    for (std::uint64_t plane = 1; plane < 8; ++plane)
        if (bytes[BlockStart + 16 + plane] != 0)
            return {Code::Unsupported,
                    "KTX2: texels in several planes",
                    {.path = {}, .offset = file.descriptor_offset + BlockStart + 16}};
    out.is_premultiplied = (bytes[BlockStart + 11] & 1) != 0;
    if (transfer == SrgbTransfer) out.color_space = ColorSpace::Srgb;
    if (transfer == LinearTransfer) out.color_space = ColorSpace::Linear;
    if (auto samples = read_samples(reader, model, out); !samples) return std::move(samples).error();
    if (auto format = check_format(reader, out, transfer); !format) return std::move(format).error();
    return out;
}

}  // namespace sinter::texture_core
