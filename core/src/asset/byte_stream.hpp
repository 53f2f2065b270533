// SPDX-License-Identifier: Apache-2.0
// ByteWriter and ByteReader: the plain binary form of the kernel's own small records.
#pragma once

#include <cstring>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace sinter {

/// Appends fixed-width numbers (little endian) and strings (u32 length, bytes).
class ByteWriter {
  public:
    template <class T>
    requires std::is_arithmetic_v<T> || std::is_enum_v<T>
    void put(T value) {
        const auto* bytes = reinterpret_cast<const std::uint8_t*>(&value);
        bytes_.insert(bytes_.end(), bytes, bytes + sizeof value);
    }
    void put(std::string_view text) {
        put(static_cast<std::uint32_t>(text.size()));
        bytes_.insert(bytes_.end(), text.begin(), text.end());
    }
    /// u32 size, bytes.
    void put_bytes(std::span<const std::uint8_t> bytes) {
        put(static_cast<std::uint32_t>(bytes.size()));
        bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    }
    [[nodiscard]] const std::vector<std::uint8_t>& bytes() const noexcept { return bytes_; }

  private:
    std::vector<std::uint8_t> bytes_;
};

/// Reads what ByteWriter wrote. Past the end, everything reads as zero and `good` turns false: read a whole
/// record, then ask once.
class ByteReader {
  public:
    explicit ByteReader(std::span<const std::uint8_t> bytes) : rest_(bytes) {}

    template <class T>
    requires std::is_arithmetic_v<T> || std::is_enum_v<T>
    [[nodiscard]] T get() {
        T value{};
        if (rest_.size() < sizeof value) {
            good_ = false;
            rest_ = {};
            return value;
        }
        std::memcpy(&value, rest_.data(), sizeof value);
        rest_ = rest_.subspan(sizeof value);
        return value;
    }
    /// A view of the next `size` bytes of what is read.
    [[nodiscard]] std::span<const std::uint8_t> bytes(std::uint32_t size) {
        if (size > rest_.size()) {
            good_ = false;
            rest_ = {};
            return {};
        }
        const auto out = rest_.first(size);
        rest_ = rest_.subspan(size);
        return out;
    }
    [[nodiscard]] std::string text() {
        const auto view = bytes(get<std::uint32_t>());
        return {reinterpret_cast<const char*>(view.data()), view.size()};
    }
    /// A number of items of at least `minimum_bytes` each; 0 when so many cannot follow.
    [[nodiscard]] std::uint32_t count(std::size_t minimum_bytes) {
        const auto number = get<std::uint32_t>();
        if (number > rest_.size() / minimum_bytes) {
            good_ = false;
            return 0;
        }
        return number;
    }
    [[nodiscard]] bool good() const noexcept { return good_; }
    [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }

  private:
    std::span<const std::uint8_t> rest_;
    bool good_ = true;
};

}  // namespace sinter
