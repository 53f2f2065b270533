// SPDX-License-Identifier: Apache-2.0
#include "text_source.hpp"

#include <algorithm>
#include <charconv>

namespace data_plugin {
namespace {

bool continues(char c) {
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

/// Byte offset of a line and a column in characters; the text's size when it has no such place.
std::size_t offset_of(std::string_view text, Place place) {
    std::size_t at = text.starts_with(ByteOrderMark) ? ByteOrderMark.size() : 0;
    for (std::uint32_t line = 1; line < place.line; ++line) {
        const auto end = text.find('\n', at);
        if (end == std::string_view::npos) return text.size();
        at = end + 1;
    }
    for (std::uint32_t column = 1; column < place.column && at < text.size(); ++column) do
            ++at;
        while (at < text.size() && continues(text[at]));
    return at;
}

}  // namespace

sinter::Where TextSource::at(Place place) const {
    const std::size_t offset =
        place.line == 0 ? std::min<std::size_t>(place.column, text.size()) : offset_of(text, place);
    const auto before = text.substr(0, offset);
    const auto newline = before.rfind('\n');
    std::size_t line_start = newline == std::string_view::npos ? 0 : newline + 1;
    // An editor does not show the byte order mark: the first column is the one behind it.
    if (line_start == 0 && before.starts_with(ByteOrderMark)) line_start = ByteOrderMark.size();
    sinter::Where where;
    if (!is_job_source) where.path = path;
    where.offset = offset;
    where.line = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n') + 1);
    where.column = static_cast<std::uint32_t>(offset - line_start + 1);
    return where;
}

std::string quoted(std::string_view text) {
    constexpr std::size_t MaxShown = 64;
    const bool cut = text.size() > MaxShown;
    if (cut) {
        std::size_t size = MaxShown;
        while (size > 0 && continues(text[size])) --size;
        text = text.substr(0, size);
    }
    std::string out = "\"";
    for (const char c : text) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
    return out + (cut ? "…\"" : "\"");
}

std::string to_text(double number) {
    char buffer[40];
    return {buffer, std::to_chars(buffer, buffer + sizeof buffer, number).ptr};
}

bool has_control(std::string_view text) noexcept {
    return std::ranges::any_of(text,
                               [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

}  // namespace data_plugin
