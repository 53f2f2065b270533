// SPDX-License-Identifier: Apache-2.0
#include "comments.hpp"

#include <charconv>

#include "utf8.hpp"

namespace sinter {
namespace {

std::optional<std::uint64_t> frame_number(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number > (std::uint64_t{1} << 48))
        return std::nullopt;
    return number;
}

/// Upper case, without "_" and "-".
std::string plain(std::string_view key) {
    std::string out;
    for (const char c : key)
        if (c != '_' && c != '-') out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return out;
}

}  // namespace

void Comments::add(std::string_view comment) {
    const auto equals = comment.find('=');
    if (equals == std::string_view::npos || equals == 0) return;
    add(comment.substr(0, equals), comment.substr(equals + 1));
}

void Comments::add(std::string_view key, std::string_view value) {
    if (!is_utf8_text(key) || !is_utf8_text(value)) return;
    texts_.add_tag(key, value);
    const auto name = plain(key);
    if (name == "LOOPSTART") start_ = frame_number(value);
    if (name == "LOOPLENGTH") length_ = frame_number(value);
    if (name == "LOOPEND") end_ = frame_number(value);
}

void Comments::add_block(std::span<const std::uint8_t> block) {
    const auto number = [&]() -> std::optional<std::uint32_t> {
        if (block.size() < 4) return std::nullopt;
        std::uint32_t value = 0;
        std::memcpy(&value, block.data(), 4);
        block = block.subspan(4);
        return value;
    };
    const auto text = [&]() -> std::optional<std::string_view> {
        const auto size = number();
        if (!size || *size > block.size()) return std::nullopt;
        const std::string_view out{reinterpret_cast<const char*>(block.data()), *size};
        block = block.subspan(*size);
        return out;
    };
    if (!text()) return;
    const auto count = number();
    for (std::uint32_t i = 0; count && i < *count; ++i) {
        const auto comment = text();
        if (!comment) return;
        add(*comment);
    }
}

std::optional<Comments::Loop> Comments::loop() const {
    if (!start_ && !length_ && !end_) return std::nullopt;
    const auto start = start_.value_or(0);
    if (length_) return Loop{start, start + *length_};
    return Loop{start, end_};
}

}  // namespace sinter
