// SPDX-License-Identifier: Apache-2.0
#include "ktx2_writer.hpp"

#include <array>
#include <string>

#include <zstd.h>

#include "byte_writer.hpp"

namespace sinter::samples {
namespace {

constexpr std::array<std::uint8_t, 12> Identifier{0xAB, 'K',  'T',  'X',  ' ',  '2',
                                                  '0',  0xBB, '\r', '\n', 0x1A, '\n'};
constexpr std::size_t HeaderBytes = 80;
constexpr std::size_t LevelIndexBytes = 24;
constexpr std::uint32_t ChannelAlpha = 15;
constexpr std::uint32_t QualifierLinear = 0x10;
constexpr std::uint32_t QualifierSignedFloat = 0xC0;

/// One channel, or one part of a block, in the descriptor (Khronos Data Format 1.3, section 5).
struct Sample {
    std::uint32_t bit_offset, bits, channel, lower, upper;
};

std::vector<Sample> samples_of(const TexelFormat& format) {
    constexpr std::uint32_t AllBits = 0xFFFFFFFF;
    switch (format.model) {
        case 1:
            break;
        case 130:
            return {{0, 64, ChannelAlpha | (format.srgb ? QualifierLinear : 0), 0, AllBits},
                    {64, 64, 0, 0, AllBits}};
        case 132:
            return {{0, 64, 0, 0, AllBits}, {64, 64, 1, 0, AllBits}};
        case 161:
            return {{0, 64, 2, 0, AllBits}};
        default:
            return {{0, format.block_bytes * 8, 0, 0, AllBits}};
    }
    if (format.type_size == 4) return {{0, 32, QualifierSignedFloat, 0xBF800000, 0x3F800000}};
    std::vector<Sample> out;
    for (std::uint32_t c = 0; c < format.block_bytes; ++c) {
        const std::uint32_t channel = c < 3 ? c : ChannelAlpha | (format.srgb ? QualifierLinear : 0);
        out.push_back({8 * c, 8, channel, 0, 255});
    }
    return out;
}

Bytes descriptor(const TexelFormat& format) {
    constexpr std::uint32_t PrimariesBt709 = 1;
    const std::vector<Sample> samples = samples_of(format);
    const auto block_size = static_cast<std::uint32_t>(24 + 16 * samples.size());
    ByteWriter out;
    out.u32(block_size + 4);
    out.u32(0);
    out.u16(2);
    out.u16(block_size);
    out.u8(format.model);
    out.u8(PrimariesBt709);
    out.u8(format.srgb ? 2 : 1);
    out.u8(0);
    out.u8(format.block_edge - 1), out.u8(format.block_edge - 1), out.u8(0), out.u8(0);
    out.u8(format.block_bytes);
    out.zeros(7);
    for (const Sample& sample : samples) {
        out.u16(sample.bit_offset);
        out.u8(sample.bits - 1);
        out.u8(sample.channel);
        out.u32(0);
        out.u32(sample.lower);
        out.u32(sample.upper);
    }
    return out.take();
}

Bytes key_values() {
    constexpr std::string_view Entry{"KTXwriter\0sinter-samples\0", 25};
    ByteWriter out;
    out.u32(static_cast<std::uint32_t>(Entry.size()));
    out.text(Entry);
    out.pad_to(4);
    return out.take();
}

Result<Bytes> compressed(const Bytes& level) {
    Bytes out(ZSTD_compressBound(level.size()));
    const std::size_t size = ZSTD_compress(out.data(), out.size(), level.data(), level.size(), 5);
    if (ZSTD_isError(size) != 0)
        return {Code::Internal, std::string("KTX2: zstd: ") + ZSTD_getErrorName(size)};
    out.resize(size);
    return out;
}

}  // namespace

Result<Bytes> write_ktx2(const TextureData& texture, Supercompression scheme) {
    std::vector<Bytes> stored;
    for (const Bytes& level : texture.levels) {
        Result<Bytes> bytes = scheme == Supercompression::Zstd ? compressed(level) : Result<Bytes>(level);
        if (!bytes) return bytes;
        stored.push_back(std::move(*bytes));
    }
    const Bytes dfd = descriptor(texture.format);
    const Bytes kvd = key_values();
    const std::size_t dfd_at = HeaderBytes + LevelIndexBytes * stored.size();
    const std::size_t kvd_at = dfd_at + dfd.size();
    // Levels are aligned to the least common multiple of 4 and the block size, a power of two here; 1 when
    // compressed.
    const std::size_t alignment =
        scheme == Supercompression::Zstd ? 1 : std::max<std::size_t>(texture.format.block_bytes, 4);
    std::vector<std::size_t> offsets(stored.size());
    std::size_t end = kvd_at + kvd.size();
    for (std::size_t level = stored.size(); level-- > 0;) {
        offsets[level] = (end + alignment - 1) / alignment * alignment;
        end = offsets[level] + stored[level].size();
    }

    ByteWriter out;
    out.bytes(Identifier);
    out.u32(texture.format.vk);
    out.u32(texture.format.type_size);
    out.u32(texture.width), out.u32(texture.height), out.u32(texture.depth);
    out.u32(texture.layers), out.u32(texture.faces);
    out.u32(static_cast<std::uint32_t>(stored.size()));
    out.u32(static_cast<std::uint32_t>(scheme));
    out.u32(static_cast<std::uint32_t>(dfd_at)), out.u32(static_cast<std::uint32_t>(dfd.size()));
    out.u32(static_cast<std::uint32_t>(kvd_at)), out.u32(static_cast<std::uint32_t>(kvd.size()));
    out.u64(0), out.u64(0);
    for (std::size_t level = 0; level < stored.size(); ++level) {
        out.u64(offsets[level]);
        out.u64(stored[level].size());
        out.u64(texture.levels[level].size());
    }
    out.bytes(dfd);
    out.bytes(kvd);
    for (std::size_t level = stored.size(); level-- > 0;) {
        out.pad_to(alignment);
        out.bytes(stored[level]);
    }
    return out.take();
}

}  // namespace sinter::samples
