// SPDX-License-Identifier: Apache-2.0
// SourceValue: what a JSON or TOML text says, each value with the place where it stands.
#pragma once

#include <vector>

#include "text_source.hpp"

namespace data_plugin {

/// No text is longer (bytes), deeper, or has more values; so what a hostile file can cost stays below the
/// declared memory. The depth is that of the tables (SINTER_DATA_MAX_DEPTH).
inline constexpr std::size_t MaxJsonBytes = std::size_t{16} << 20;
inline constexpr std::size_t MaxTomlBytes = std::size_t{4} << 20;
inline constexpr std::size_t MaxDepth = 64;
inline constexpr std::size_t MaxValues = std::size_t{1} << 18;

struct SourceMember;

struct SourceValue {
    enum class Kind : std::uint8_t { Null, Bool, Integer, Number, String, Time, Array, Object };
    Kind kind = Kind::Null;
    bool boolean = false;
    std::int64_t integer = 0;
    double number = 0;  ///< also of an Integer; of a Number in JSON finite
    Place place;
    std::string text;                   ///< String: valid UTF-8; Time: RFC 3339
    std::vector<SourceValue> items;     ///< Array
    std::vector<SourceMember> members;  ///< Object, in the order of the text; names differ

    /// nullptr when there is none of that name.
    [[nodiscard]] inline const SourceMember* find(std::string_view name) const;
};

struct SourceMember {
    std::string name;
    Place place;  ///< of the name
    SourceValue value;
};

inline const SourceMember* SourceValue::find(std::string_view name) const {
    for (const auto& member : members)
        if (member.name == name) return &member;
    return nullptr;
}

/// A whole text.
struct SourceDocument {
    /// A name that stood twice in one object; the last one counted.
    struct Duplicate {
        Place place;  ///< of the last one
        std::string name;
    };
    SourceValue root;
    std::vector<Duplicate> duplicates;  ///< in the order of the text
};

/// "a string", "an object": for "… is wanted (… given)".
[[nodiscard]] std::string_view name_of(SourceValue::Kind kind) noexcept;

}  // namespace data_plugin
