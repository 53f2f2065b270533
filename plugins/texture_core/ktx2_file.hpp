// SPDX-License-Identifier: Apache-2.0
// Header, index and level index of a KTX 2.0 file, checked (Khronos KTX File Format 2.0, section 3).
#pragma once

#include <vector>

#include <sinter/texture.hpp>

#include "bytes.hpp"

namespace sinter::texture_core {

enum class Ktx2Scheme : std::uint32_t { None = 0, BasisLz = 1, Zstd = 2, Zlib = 3 };

struct Ktx2Level {
    Bytes bytes;  ///< as stored
    std::uint64_t uncompressed_size = 0;
};

/// Views into the file; every one lies inside it.
struct Ktx2File {
    std::uint32_t vk_format = 0;
    std::uint32_t type_size = 0;
    std::uint32_t width = 0, height = 0, depth = 0, layers = 0,
                  faces = 0;        ///< as in the header: 0 means "no such dimension"
    std::uint32_t level_count = 0;  ///< as in the header; 0: one level, of which others are to be made
    std::uint32_t scheme = 0;
    Bytes descriptor;               ///< the data format descriptor, with its total size
    Bytes metadata;                 ///< keys and values
    Bytes global_data;              ///< of the supercompression
    std::vector<Ktx2Level> levels;  ///< [0] is the finest
    std::uint64_t end = 0;          ///< bytes of the file that are used
    std::uint64_t descriptor_offset = 0, metadata_offset = 0;
};

/// A vendor's scheme is no error: its levels are carried. Errors: Corrupt (what contradicts the
/// specification), TooLarge.
[[nodiscard]] Result<Ktx2File> read_ktx2_file(Bytes file);

}  // namespace sinter::texture_core
