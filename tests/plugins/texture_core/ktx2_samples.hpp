// SPDX-License-Identifier: Apache-2.0
// KTX2 files written by hand from the specification (Khronos KTX File Format 2.0, section 3).
#pragma once

#include <string>
#include <utility>

#include "support/byte_vector.hpp"

namespace sinter::test {

/// What a sample is to be: RGBA8 unless told otherwise.
struct Ktx2Sample {
    std::uint32_t vk_format = 37, type_size = 1;
    std::uint32_t width = 4, height = 4, depth = 0, layers = 0, faces = 1, level_count = 1, scheme = 0;
    std::uint8_t model = 1, transfer = 1, flags = 0;
    std::uint8_t block_width = 1, block_height = 1, block_depth = 1, block_bytes = 4;
    std::vector<std::uint32_t> samples = {0x00070000, 0x01070008, 0x02070010,
                                          0x0f070018};               ///< first word of each
    std::vector<std::pair<std::string, std::string>> metadata = {};  ///< values without NUL
    ByteVector global_data = {};
    std::vector<ByteVector> levels = {};           ///< as stored; [0] is the finest
    std::vector<std::uint64_t> uncompressed = {};  ///< empty: the sizes as stored
};

/// Offsets of fields, for tests that damage them.
struct Ktx2Offsets {
    static constexpr std::size_t VkFormat = 12, TypeSize = 16, Width = 20, Height = 24, Depth = 28,
                                 Layers = 32, Faces = 36, LevelCount = 40, Scheme = 44, Dfd = 48,
                                 DfdSize = 52, Kvd = 56, KvdSize = 60, Sgd = 64, SgdSize = 72, Levels = 80;
};

ByteVector make_ktx2(const Ktx2Sample& sample);
ByteVector zstd_packed(const ByteVector& bytes);
ByteVector zlib_packed(const ByteVector& bytes);

}  // namespace sinter::test
