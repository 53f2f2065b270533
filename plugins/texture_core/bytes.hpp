// SPDX-License-Identifier: Apache-2.0
// Fields of a hostile file, read from a view of its bytes.
#pragma once

#include <cassert>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace sinter {

using Bytes = std::span<const std::uint8_t>;

/// Whether [offset, offset + size) lies inside, for any numbers.
constexpr bool holds(Bytes bytes, std::uint64_t offset, std::uint64_t size) noexcept {
    return offset <= bytes.size() && size <= bytes.size() - offset;
}

/// A part of which `holds` is true.
inline Bytes part(Bytes bytes, std::uint64_t offset, std::uint64_t size) noexcept {
    assert(holds(bytes, offset, size) && "part: outside the bytes");
    return bytes.subspan(static_cast<std::size_t>(offset), static_cast<std::size_t>(size));
}

/// Whether `text` stands at `offset`.
inline bool has_text(Bytes bytes, std::uint64_t offset, std::string_view text) noexcept {
    return holds(bytes, offset, text.size()) &&
           std::memcmp(bytes.data() + offset, text.data(), text.size()) == 0;
}

/// Little and big endian numbers at `offset`, of which `holds` is true.
template <std::unsigned_integral T>
constexpr T little(Bytes bytes, std::uint64_t offset) noexcept {
    assert(holds(bytes, offset, sizeof(T)) && "little: outside the bytes");
    std::uint64_t value = 0;
    for (std::size_t i = sizeof(T); i-- > 0;) value = (value << 8) | bytes[offset + i];
    return static_cast<T>(value);
}
template <std::unsigned_integral T>
constexpr T big(Bytes bytes, std::uint64_t offset) noexcept {
    assert(holds(bytes, offset, sizeof(T)) && "big: outside the bytes");
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) value = (value << 8) | bytes[offset + i];
    return static_cast<T>(value);
}

}  // namespace sinter
