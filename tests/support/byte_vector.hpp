// SPDX-License-Identifier: Apache-2.0
// ByteVector: a file in memory, and what writes one by hand; numbers are little endian.
#pragma once

#include <cstdint>
#include <cstring>
#include <vector>

namespace sinter::test {

using ByteVector = std::vector<std::uint8_t>;

inline void append_bytes(ByteVector& bytes, const void* data, std::size_t size) {
    const auto* first = static_cast<const std::uint8_t*>(data);
    bytes.insert(bytes.end(), first, first + size);
}
inline void append_u16(ByteVector& bytes, std::uint16_t value) {
    append_bytes(bytes, &value, sizeof(value));
}
inline void append_u32(ByteVector& bytes, std::uint32_t value) {
    append_bytes(bytes, &value, sizeof(value));
}
inline void append_u64(ByteVector& bytes, std::uint64_t value) {
    append_bytes(bytes, &value, sizeof(value));
}
inline void set_u32(ByteVector& bytes, std::size_t offset, std::uint32_t value) {
    std::memcpy(&bytes.at(offset + 3) - 3, &value, sizeof(value));
}
inline void set_u64(ByteVector& bytes, std::size_t offset, std::uint64_t value) {
    std::memcpy(&bytes.at(offset + 7) - 7, &value, sizeof(value));
}

/// `size` bytes, each different from its neighbours.
inline ByteVector counting_bytes(std::size_t size) {
    ByteVector out(size);
    for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<std::uint8_t>(i * 7 + i / 256);
    return out;
}

}  // namespace sinter::test
