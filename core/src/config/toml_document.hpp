// SPDX-License-Identifier: Apache-2.0
// TomlDocument: a TOML file as a tree of our own that remembers where everything stands.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <sinter/status.hpp>

namespace sinter {

struct TomlEntry;

/// A value of a TOML file. Lines and columns (bytes) count from 1.
struct TomlNode {
    using Array = std::vector<TomlNode>;
    using Table = std::vector<TomlEntry>;  ///< in the order of the file

    /// std::monostate stands for dates and times, which no key of ours takes.
    std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Table> value;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    /// Column of a string's first byte when the file spells it without escapes on one line; else 0.
    std::uint32_t text_column = 0;
};

struct TomlEntry {
    std::string key;
    std::uint32_t line = 0;  ///< of the key
    std::uint32_t column = 0;
    TomlNode node;
};

/// "a string", "an integer" …: what a node is, for diagnostics.
[[nodiscard]] std::string_view kind_text(const TomlNode& node) noexcept;

/// A parsed TOML 1.0 file.
/// Threads: any, one at a time. Lifetime: owns all it gives; the text is not kept.
class TomlDocument {
  public:
    static constexpr std::size_t MaxBytes = std::size_t{1} << 20;
    /// Brackets within brackets, and dots within one key.
    static constexpr std::size_t MaxNesting = 16;

    /// `file` is named in diagnostics. A byte order mark at the start is accepted.
    /// Errors: TooLarge (over MaxBytes), Corrupt (not UTF-8, not TOML, nested deeper than MaxNesting): line,
    /// column.
    [[nodiscard]] static Result<TomlDocument> parse(std::string_view text, std::string file);

    [[nodiscard]] const std::string& file() const noexcept { return file_; }
    /// Always a table.
    [[nodiscard]] const TomlNode& root() const noexcept { return root_; }

  private:
    std::string file_;
    TomlNode root_;
};

}  // namespace sinter
