// SPDX-License-Identifier: Apache-2.0
// Appends little-endian numbers and bytes: how the container writers lay down their headers.
#pragma once

#include <span>
#include <string_view>
#include <utility>

#include "image.hpp"

namespace sinter::samples {

class ByteWriter {
  public:
    void u8(std::uint32_t v) { bytes_.push_back(static_cast<std::uint8_t>(v)); }
    void u16(std::uint32_t v) { u8(v), u8(v >> 8); }
    void u32(std::uint32_t v) { u16(v), u16(v >> 16); }
    void u64(std::uint64_t v) {
        u32(static_cast<std::uint32_t>(v));
        u32(static_cast<std::uint32_t>(v >> 32));
    }
    void text(std::string_view v) { bytes_.insert(bytes_.end(), v.begin(), v.end()); }
    void bytes(std::span<const std::uint8_t> v) { bytes_.insert(bytes_.end(), v.begin(), v.end()); }
    void zeros(std::size_t count) { bytes_.resize(bytes_.size() + count); }
    /// Zero bytes up to a multiple of `alignment`.
    void pad_to(std::size_t alignment) { zeros((alignment - bytes_.size() % alignment) % alignment); }

    [[nodiscard]] std::size_t size() const { return bytes_.size(); }
    [[nodiscard]] Bytes take() { return std::move(bytes_); }

  private:
    Bytes bytes_;
};

}  // namespace sinter::samples
