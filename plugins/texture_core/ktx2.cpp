// SPDX-License-Identifier: Apache-2.0
// KTX2 → its levels; Zstandard and ZLIB undone, other supercompression kept with what its reader needs.
#include <algorithm>
#include <cstring>

#include "decoders.hpp"
#include "facts.hpp"
#include "inflate.hpp"
#include "ktx2_descriptor.hpp"
#include "ktx2_file.hpp"
#include "ktx2_metadata.hpp"
#include "ktx2_tables.hpp"

namespace sinter::texture_core {
namespace {

TextureDesc desc_of(const Ktx2File& file, const Ktx2Descriptor& descriptor) {
    TextureDesc desc;
    desc.width = file.width;
    desc.height = std::max(1u, file.height);
    desc.depth = std::max(1u, file.depth);
    desc.layers = std::max(1u, file.layers);
    desc.is_array = file.layers > 0;
    desc.mips = std::max(1u, file.level_count);
    desc.format = static_cast<Format>(file.vk_format);
    desc.shape = file.faces == 6    ? TextureShape::Cube
                 : file.depth > 0   ? TextureShape::Volume
                 : file.height == 0 ? TextureShape::Line
                                    : TextureShape::Plane;
    desc.color_space = descriptor.color_space;
    const auto* info = format_info(desc.format);
    if (info ? info->may_have_alpha : descriptor.has_alpha)
        desc.alpha_mode = descriptor.is_premultiplied ? AlphaMode::Premultiplied : AlphaMode::Straight;
    desc.channels = info ? 0 : descriptor.channels;
    desc.block_width = descriptor.block_width;
    desc.block_height = descriptor.block_height;
    desc.block_depth = descriptor.block_depth;
    // BasisLZ says nothing of its blocks, which are ETC1S: 8 bytes in any format they become.
    desc.block_bytes = descriptor.block_bytes != 0 ? descriptor.block_bytes : 8;
    return desc;
}

Status check_blocks(const Ktx2File& file, const TextureDesc& desc) {
    const auto wrong = [](std::string text) {
        return Status{Code::Corrupt, "KTX2: " + std::move(text), {.path = {}, .offset = 20}};
    };
    if (desc.block_depth > 1 && file.depth == 0) return wrong("blocks with depth in a texture without");
    if (desc.block_height > 1 && file.level_count == 0)
        return wrong("levels of blocks cannot be made by the reader");
    return {};
}

/// What the descriptor says cannot be said by a format's number: it goes along.
Status add_descriptor(const Ktx2File& file, Output output) {
    auto words = output.add_table<std::uint32_t>(Ktx2DescriptorTable, 1,
                                                 static_cast<std::uint32_t>(file.descriptor.size() / 4));
    if (!words) return std::move(words).error();
    std::memcpy(words->data(), file.descriptor.data(), file.descriptor.size());
    return {};
}

/// Copies in steps, so that a large level can be left.
Status copy(DecodeJob& job, Bytes in, std::span<std::uint8_t> out, float begin, float end) {
    for (std::size_t done = 0; done < in.size();) {
        const auto step = std::min<std::size_t>(in.size() - done, StepBytes);
        std::memcpy(out.data() + done, in.data() + done, step);
        done += step;
        const auto share = static_cast<float>(done) / static_cast<float>(in.size());
        if (!job.checkpoint(begin + (end - begin) * share)) return Job::cancelled();
    }
    return {};
}

Status decode_plain(DecodeJob& job, const Ktx2File& file, const TextureDesc& desc) {
    const auto layout = layout_texture(desc);
    if (!layout) return file_error("KTX2", layout.error());
    const auto scheme = static_cast<Ktx2Scheme>(file.scheme);
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < file.levels.size(); ++i) {
        const auto& level = file.levels[i];
        const auto wanted = layout->mips[i].size;
        total += wanted;
        const auto size = scheme == Ktx2Scheme::None ? level.bytes.size() : level.uncompressed_size;
        if (size != wanted || level.uncompressed_size != wanted)
            return {Code::Corrupt, "KTX2: level " + std::to_string(i) + " has " + std::to_string(size) +
                                       " bytes (its uncompressed size says " +
                                       std::to_string(level.uncompressed_size) + "), its extents want " +
                                       std::to_string(wanted)};
    }
    auto texture = new_texture(job, desc);
    if (!texture) return file_error("KTX2", std::move(texture).error());
    if (desc.format == Format::Undefined)
        if (auto added = add_descriptor(file, texture->output()); !added) return added;
    std::uint64_t done = 0;
    for (std::size_t i = file.levels.size(); i-- > 0;) {
        const auto out = texture->mip(static_cast<std::uint32_t>(i)).bytes;
        const auto begin = static_cast<float>(done) / static_cast<float>(total);
        done += out.size();
        const auto end = static_cast<float>(done) / static_cast<float>(total);
        const auto in = file.levels[i].bytes;
        auto status = scheme == Ktx2Scheme::Zstd   ? inflate_zstd(job, in, out, begin, end)
                      : scheme == Ktx2Scheme::Zlib ? inflate_zlib(job, in, out, begin, end)
                                                   : copy(job, in, out, begin, end);
        if (!status) return status;
    }
    return job.emit(texture->output());
}

/// Levels as stored, one chunk each, behind the global data.
Status carry_supercompressed(DecodeJob& job, const Ktx2File& file, const TextureDesc& desc) {
    const auto layout = layout_texture(desc);
    if (!layout) return file_error("KTX2", layout.error());
    auto output = job.new_asset(AssetType::Texture);
    if (!output) return std::move(output).error();
    auto rows = output->add_table<sinter_texture_row>(SINTER_TEXTURE_TABLE, SINTER_TEXTURE_VERSION, 1);
    if (!rows) return std::move(rows).error();
    auto& row = (*rows)[0] = layout->row;
    row.flags |= SINTER_TEXTURE_SUPERCOMPRESSED;
    row.supercompression = file.scheme;
    auto mips =
        output->add_table<sinter_texture_mip_row>(SINTER_TEXTURE_MIP_TABLE, SINTER_TEXTURE_VERSION, row.mips);
    if (!mips) return std::move(mips).error();
    if (auto added = add_descriptor(file, *output); !added) return added;

    std::uint32_t chunk = 0;
    const auto add = [&](std::uint32_t tag, Bytes bytes) -> Status {
        auto made = output->add_chunk(tag, bytes.size());
        if (!made) return std::move(made).error();
        ++chunk;
        return copy(job, bytes, *made, 0, 1);
    };
    if (!file.global_data.empty())
        if (auto added = add(Ktx2GlobalDataChunk, file.global_data); !added) return added;
    for (std::uint32_t i = row.mips; i-- > 0;) {
        auto& mip = (*mips)[i] = layout->mips[i];
        const auto bytes = file.levels[i].bytes;
        mip.chunk = chunk;
        mip.offset = 0;
        mip.size = bytes.size();
        mip.row_pitch = mip.slice_pitch = 0;
        if (auto added = add(SINTER_TEXTURE_CHUNK, bytes); !added) return added;
    }
    return job.emit(*output);
}

/// Metadata as a diagnostic may show it: these values are a few ASCII letters, unless the file is hostile.
std::string shown(std::string_view value) {
    constexpr std::size_t MaxShown = 16;
    std::string out{value.substr(0, MaxShown)};
    for (char& c : out)
        if (c < ' ' || c > '~') c = '?';
    return value.size() > MaxShown ? out + "…" : out;
}

void warn_of_meaning(DecodeJob& job, const Ktx2File& file, const Ktx2Descriptor& descriptor,
                     const Ktx2Metadata& metadata) {
    constexpr std::string_view usual = "rdi";
    const auto dimensions = file.depth > 0 ? 3u : file.height > 0 ? 2u : 1u;
    if (!metadata.orientation.empty() && metadata.orientation != usual.substr(0, dimensions))
        job.warn("KTX2: the orientation \"" + shown(metadata.orientation) + "\" is not applied");
    if (!metadata.swizzle.empty() && metadata.swizzle != "rgba")
        job.warn("KTX2: the swizzle \"" + shown(metadata.swizzle) + "\" is not applied");
    if (metadata.is_incomplete_cube) job.warn("KTX2: an incomplete cube; its faces become layers");
    if (descriptor.block_height > 1 && file.height == 0)
        job.warn("KTX2: blocks in a 1D texture, which no graphics API takes");
    if (file.depth > 0 && file.layers > 0) job.warn("KTX2: an array of volumes, which no graphics API takes");
    warn_of_rest(job, "KTX2", file.end);
}

}  // namespace

Status Ktx2Decoder::decode(DecodeJob& job) {
    const auto file = read_ktx2_file(job.source());
    if (!file) return file.status();
    const auto descriptor = read_ktx2_descriptor(*file);
    if (!descriptor) return descriptor.status();
    const auto metadata = read_ktx2_metadata(*file);
    if (!metadata) return metadata.status();
    const auto desc = desc_of(*file, *descriptor);
    if (auto blocks = check_blocks(*file, desc); !blocks) return blocks;
    warn_of_meaning(job, *file, *descriptor, *metadata);

    switch (static_cast<Ktx2Scheme>(file->scheme)) {
        case Ktx2Scheme::None:
        case Ktx2Scheme::Zstd:
        case Ktx2Scheme::Zlib:
            return decode_plain(job, *file, desc);
        default:
            return carry_supercompressed(job, *file, desc);
    }
}

}  // namespace sinter::texture_core
