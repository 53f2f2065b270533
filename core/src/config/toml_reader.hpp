// SPDX-License-Identifier: Apache-2.0
// TomlReader: reads the keys of one table strictly, so that nothing a user wrote is silently ignored.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/toml_document.hpp"
#include "config/value.hpp"

namespace sinter {

/// Something read, and where it stood.
template <class T>
struct Located {
    T value;
    const TomlNode* node = nullptr;
};

/// Reads one table of a file: each getter names a known key; `finish` reports the keys nobody asked for, with
/// the nearest known one. Nothing stops at the first mistake: every getter adds its problem to the list and
/// gives nothing.
/// Threads: one. Lifetime: within the document's and the list's.
class TomlReader {
  public:
    /// `who` names the table in diagnostics: "[limits]". `table` is a table.
    TomlReader(const std::string& file, const TomlNode& table, std::string who, std::vector<Error>& problems);

    [[nodiscard]] std::optional<bool> boolean(std::string_view key);
    /// `minimum` and `maximum` are inclusive.
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key, std::int64_t minimum,
                                                      std::int64_t maximum);
    /// Integers are numbers too. Never infinite or not a number.
    [[nodiscard]] std::optional<double> number(std::string_view key, double minimum, double maximum);
    [[nodiscard]] std::optional<std::string> string(std::string_view key);
    [[nodiscard]] std::optional<std::string> choice(std::string_view key,
                                                    std::span<const std::string_view> choices);
    /// An array of strings; one string is an array of one.
    [[nodiscard]] std::optional<std::vector<Located<std::string>>> strings(std::string_view key);
    /// A table; nullptr when absent or wrong.
    [[nodiscard]] const TomlNode* table(std::string_view key);
    /// An array of tables ([[key]]); empty when absent or wrong.
    [[nodiscard]] std::vector<const TomlNode*> tables(std::string_view key);
    /// Whatever stands there; nullptr when absent.
    [[nodiscard]] const TomlNode* any(std::string_view key);
    /// Marks every key as known: the table's keys are the user's own names.
    [[nodiscard]] const TomlNode::Table& all();

    [[nodiscard]] bool has(std::string_view key) const;
    /// Reports that `key` is missing, at the table's own position.
    void require(std::string_view key);
    /// Reports unknown keys, the first 32 of them. Call once, last.
    void finish();

    /// Adds "who: text" at `at`.
    void problem(const TomlNode& at, std::string_view text);
    [[nodiscard]] Where where(const TomlNode& at) const;
    [[nodiscard]] const std::string& who() const noexcept { return who_; }

  private:
    const TomlEntry* find(std::string_view key);
    void wrong_type(const TomlEntry& entry, std::string_view wanted);

    const std::string& file_;
    const TomlNode& table_;
    std::string who_;
    std::vector<Error>& problems_;
    std::vector<bool> used_;
    std::vector<std::string_view> known_;
    bool all_ = false;
};

/// A scalar or an array of strings as a Value; nothing for tables, dates and other arrays.
[[nodiscard]] std::optional<Value> to_value(const TomlNode& node);

/// Sorts by file order: line, then column, then text.
void sort_by_place(std::vector<Error>& problems);

}  // namespace sinter
