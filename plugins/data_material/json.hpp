// SPDX-License-Identifier: Apache-2.0
// Json: the values of a small JSON text, each with the place where it stands.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <sinter/status.hpp>

namespace data_material {

/// No text is longer (bytes), deeper, or has more values: a material needs a hundredth of that, and what a
/// hostile file can cost stays far below the job's declared memory.
inline constexpr std::size_t MaxJsonBytes = 256 * 1024;
inline constexpr std::size_t MaxJsonDepth = 8;
inline constexpr std::size_t MaxJsonValues = 1024;

struct JsonMember;

/// A value and the byte at which it begins.
struct Json {
    enum class Kind : std::uint8_t { Null, Bool, Number, String, Array, Object };
    Kind kind = Kind::Null;
    bool boolean = false;
    double number = 0;  ///< finite
    std::uint64_t offset = 0;
    std::string text;                 ///< of a String: valid UTF-8, may hold control characters
    std::vector<Json> items;          ///< of an Array
    std::vector<JsonMember> members;  ///< of an Object, in the order of the text; names differ
};

struct JsonMember {
    std::string name;
    std::uint64_t offset = 0;  ///< of the name's quotation mark
    Json value;
};

/// A JSON text and its file: turns byte offsets into lines and columns.
/// Lifetime: `text` is a view and must outlive it.
struct JsonText {
    std::string path;  ///< as diagnostics name it; empty: the job's own source
    std::string_view text;
    [[nodiscard]] sinter::Where at(std::uint64_t offset) const;
};

/// Parses RFC 8259 JSON in UTF-8; a byte order mark in front is skipped.
/// Errors: Corrupt (not JSON, not UTF-8), Invalid (a name twice in one object), TooLarge (over the limits
/// above), all with byte, line and column.
[[nodiscard]] sinter::Result<Json> parse_json(const JsonText& source);

/// Text of a hostile file as a diagnostic shows it: in quotation marks, 64 bytes at most, without control
/// characters.
[[nodiscard]] std::string quoted(std::string_view text);
/// "a string", "an object": for "… wanted, … given".
[[nodiscard]] std::string_view name_of(Json::Kind kind) noexcept;

}  // namespace data_material
