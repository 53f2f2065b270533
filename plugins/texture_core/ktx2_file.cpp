// SPDX-License-Identifier: Apache-2.0
#include "ktx2_file.hpp"

#include <cstring>

namespace sinter::texture_core {
namespace {

constexpr std::uint8_t Identifier[12] = {0xAB, 'K', 'T', 'X', ' ', '2', '0', 0xBB, '\r', '\n', 0x1A, '\n'};
constexpr std::uint64_t IndexEnd = 80, LevelSize = 24;
constexpr std::uint32_t FirstVendorScheme = 0x10000, LastVendorScheme = 0x1ffff, LastScheme = 4;

Error corrupt(std::string text, std::uint64_t offset) {
    return {Code::Corrupt, "KTX2: " + std::move(text), {.path = {}, .offset = offset}};
}

/// Multi-planar and scaled formats have no place in KTX 2.0 (section 3.2, "prohibited formats").
bool is_prohibited(std::uint32_t format) {
    constexpr std::uint32_t scaled[] = {11, 12, 18, 19, 25, 26, 32, 33, 39, 40, 46, 47, 53,
                                        54, 60, 61, 66, 67, 72, 73, 79, 80, 86, 87, 93, 94};
    for (const auto one : scaled)
        if (format == one) return true;
    const auto between = [&](std::uint32_t first, std::uint32_t last) {
        return format >= first && format <= last;
    };
    return between(1000156002, 1000156006) || between(1000156012, 1000156016) ||
           between(1000156022, 1000156026) || between(1000156029, 1000156033) ||
           between(1000330000, 1000330003);
}

/// A number that Vulkan could have given: core formats end at 184, extensions have a thousand numbers each.
bool is_format_number(std::uint32_t format) {
    return format <= 184 || (format >= 1000000000 && format < 1001000000);
}

Status check_extents(const Ktx2File& out) {
    if (!is_format_number(out.vk_format))
        return corrupt("VkFormat " + std::to_string(out.vk_format) + " does not exist", 12);
    if (is_prohibited(out.vk_format))
        return corrupt("VkFormat " + std::to_string(out.vk_format) + " is prohibited", 12);
    if (out.width == 0) return corrupt("width is 0", 20);
    if (out.height == 0 && out.depth != 0) return corrupt("depth without height", 28);
    if (out.faces != 1 && out.faces != 6) return corrupt(std::to_string(out.faces) + " faces", 36);
    if (out.faces == 6 && out.depth != 0) return corrupt("a cube with depth", 28);
    if (out.faces == 6 && out.width != out.height)
        return corrupt(
            "a cube whose faces are " + std::to_string(out.width) + "x" + std::to_string(out.height), 20);
    if (out.width > MaxTextureExtent || out.height > MaxTextureExtent || out.depth > MaxTextureExtent ||
        out.layers > MaxTextureLayers)
        return {Code::TooLarge,
                "KTX2: larger than 65536 along an edge, or more layers",
                {.path = {}, .offset = 20}};
    if (out.level_count > full_mip_count(out.width, out.height, out.depth))
        return corrupt(std::to_string(out.level_count) + " levels are more than the size has", 40);
    const bool is_vendor = out.scheme >= FirstVendorScheme && out.scheme <= LastVendorScheme;
    if (out.scheme > LastScheme && !is_vendor)
        return corrupt("supercompression scheme " + std::to_string(out.scheme) + " does not exist", 44);
    return {};
}

/// Descriptor, metadata and global data follow the level index without gaps (section 3.9).
Status read_index(Bytes file, Ktx2File& out) {
    const std::uint64_t dfd = little<std::uint32_t>(file, 48), dfd_size = little<std::uint32_t>(file, 52);
    const std::uint64_t kvd = little<std::uint32_t>(file, 56), kvd_size = little<std::uint32_t>(file, 60);
    const std::uint64_t sgd = little<std::uint64_t>(file, 64), sgd_size = little<std::uint64_t>(file, 72);
    const auto level_rows = std::max(1u, out.level_count);
    std::uint64_t end = IndexEnd + level_rows * LevelSize;
    if (!holds(file, 0, end)) return corrupt("the level index is truncated", file.size());

    if (dfd == 0 || dfd_size == 0) return corrupt("there is no data format descriptor", 48);
    if (dfd != end) return corrupt("the data format descriptor is not at " + std::to_string(end), 48);
    if (!holds(file, dfd, dfd_size)) return corrupt("the data format descriptor is truncated", dfd);
    out.descriptor = part(file, dfd, dfd_size);
    out.descriptor_offset = dfd;
    end = dfd + dfd_size;

    if (kvd_size == 0 ? kvd != 0 : kvd != end)
        return corrupt("the metadata is not at " + std::to_string(end), 56);
    if (!holds(file, kvd, kvd_size)) return corrupt("the metadata is truncated", kvd);
    out.metadata = part(file, kvd, kvd_size);
    out.metadata_offset = kvd;
    if (kvd_size != 0) end = kvd + kvd_size;

    const bool wants_global = out.scheme == static_cast<std::uint32_t>(Ktx2Scheme::BasisLz);
    if (wants_global && sgd_size == 0) return corrupt("BasisLZ without its global data", 72);
    if (sgd_size == 0 ? sgd != 0 : sgd != ((end + 7) & ~std::uint64_t{7}))
        return corrupt("the global data is not at " + std::to_string((end + 7) & ~std::uint64_t{7}), 64);
    if (sgd_size != 0 && (out.scheme == 0 || out.scheme == static_cast<std::uint32_t>(Ktx2Scheme::Zstd) ||
                          out.scheme == static_cast<std::uint32_t>(Ktx2Scheme::Zlib)))
        return corrupt("global data for a scheme that has none", 72);
    if (!holds(file, sgd, sgd_size)) return corrupt("the global data is truncated", 64);
    out.global_data = part(file, sgd, sgd_size);
    out.end = sgd_size != 0 ? sgd + sgd_size : end;
    return {};
}

/// The coarsest level lies first in the file, and no two overlap.
Status read_levels(Bytes file, Ktx2File& out) {
    out.levels.resize(std::max(1u, out.level_count));
    for (std::size_t i = out.levels.size(); i-- > 0;) {
        const auto row = IndexEnd + i * LevelSize;
        const auto offset = little<std::uint64_t>(file, row), size = little<std::uint64_t>(file, row + 8);
        const auto name = "level " + std::to_string(i);
        if (size == 0) return corrupt(name + " is empty", row + 8);
        if (offset < out.end) return corrupt(name + " overlaps what lies before it", row);
        if (!holds(file, offset, size)) return corrupt(name + " is truncated", row);
        out.levels[i] = {part(file, offset, size), little<std::uint64_t>(file, row + 16)};
        out.end = offset + size;
    }
    return {};
}

}  // namespace

Result<Ktx2File> read_ktx2_file(Bytes file) {
    if (file.size() < sizeof(Identifier) || std::memcmp(file.data(), Identifier, sizeof(Identifier)) != 0)
        return corrupt("no KTX 2.0 identifier", 0);
    if (!holds(file, 0, IndexEnd)) return corrupt("the header is truncated", file.size());
    Ktx2File out;
    out.vk_format = little<std::uint32_t>(file, 12);
    out.type_size = little<std::uint32_t>(file, 16);
    out.width = little<std::uint32_t>(file, 20);
    out.height = little<std::uint32_t>(file, 24);
    out.depth = little<std::uint32_t>(file, 28);
    out.layers = little<std::uint32_t>(file, 32);
    out.faces = little<std::uint32_t>(file, 36);
    out.level_count = little<std::uint32_t>(file, 40);
    out.scheme = little<std::uint32_t>(file, 44);
    if (auto extents = check_extents(out); !extents) return std::move(extents).error();
    if (auto index = read_index(file, out); !index) return std::move(index).error();
    if (auto levels = read_levels(file, out); !levels) return std::move(levels).error();
    return out;
}

}  // namespace sinter::texture_core
