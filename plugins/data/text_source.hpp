// SPDX-License-Identifier: Apache-2.0
// TextSource: a text file and its places, as diagnostics name them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <sinter/status.hpp>

namespace data_plugin {

/// Where a value stands, as small as its reader gives it: JSON: line 0 and a byte offset; TOML: a line and a
/// column in characters, both from 1.
struct Place {
    std::uint32_t line = 0;
    std::uint32_t column = 0;  ///< line 0: byte offset
    auto operator<=>(const Place&) const = default;
};

/// Lifetime: `text` is a view and must outlive it.
struct TextSource {
    std::string path;           ///< logical; for relative paths in the text
    bool is_job_source = true;  ///< then diagnostics need not name it
    std::string_view text;

    /// Line and column (bytes), as an editor shows them, and the offset. A byte order mark is no column.
    [[nodiscard]] sinter::Where at(Place place) const;
};

/// Text of a hostile file as a diagnostic shows it: in quotation marks, 64 bytes at most, without control
/// characters.
[[nodiscard]] std::string quoted(std::string_view text);
/// Shortest form that reads back equal: 0.5, 65504.
[[nodiscard]] std::string to_text(double number);
/// The text holds a character below U+0020, or U+007F.
[[nodiscard]] bool has_control(std::string_view text) noexcept;

inline constexpr std::string_view ByteOrderMark = "\xef\xbb\xbf";

}  // namespace data_plugin
