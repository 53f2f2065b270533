// SPDX-License-Identifier: Apache-2.0
// Runs the decoders of the built plugin, through the real host, on bytes in memory.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include <sinter/texture.hpp>

#include "plugin/job.hpp"

namespace sinter {

// How Boost.Test prints them.
inline std::ostream& operator<<(std::ostream& out, Code code) {
    return out << name_of(code);
}
inline std::ostream& operator<<(std::ostream& out, Format format) {
    return out << name_of(format);
}
inline std::ostream& operator<<(std::ostream& out, TextureShape shape) {
    return out << name_of(shape);
}
inline std::ostream& operator<<(std::ostream& out, ColorSpace space) {
    return out << name_of(space);
}
inline std::ostream& operator<<(std::ostream& out, AlphaMode mode) {
    return out << name_of(mode);
}

}  // namespace sinter

namespace sinter::test {

using ByteVector = std::vector<std::uint8_t>;

struct DecodeOptions {
    std::string color_space = "auto";
    std::int64_t max_megatexels = 256;
    std::uint64_t memory_limit = std::uint64_t{1} << 30;
    int checkpoints_before_cancel = -1;  ///< negative: never cancelled
};

/// Decodes `source` with the plugin's decoder of that name.
JobResult decode(std::string_view decoder, std::span<const std::uint8_t> source,
                 const DecodeOptions& options = {});

/// The only product, as a texture. Requires a good result; views `result`.
Texture texture_of(const JobResult& result);
/// Bytes of a level of the only product.
ByteVector level_of(const JobResult& result, std::uint32_t level = 0);
/// Texts of the warnings.
std::vector<std::string> warnings_of(const JobResult& result);
/// Whether a warning contains `part`.
bool warns_of(const JobResult& result, std::string_view part);

void append_u16(ByteVector& bytes, std::uint16_t value);
void append_u32(ByteVector& bytes, std::uint32_t value);
void append_u64(ByteVector& bytes, std::uint64_t value);
void set_u32(ByteVector& bytes, std::size_t offset, std::uint32_t value);
void set_u64(ByteVector& bytes, std::size_t offset, std::uint64_t value);
/// `size` bytes, each different from its neighbours.
ByteVector counting_bytes(std::size_t size);

}  // namespace sinter::test
