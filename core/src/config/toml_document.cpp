// SPDX-License-Identifier: Apache-2.0
// The only file that sees toml++.
#include "config/toml_document.hpp"

#include <algorithm>
#include <tuple>

#include <toml++/toml.h>
#include <sinter/text/toml_nesting.hpp>

#include "config/quote.hpp"

namespace sinter {
namespace {

constexpr std::string_view ByteOrderMark = "\xEF\xBB\xBF";

/// Turns the parser's columns, which count characters, into columns that count bytes.
class Lines {
  public:
    explicit Lines(std::string_view text) : text_(text) {
        first_character_.push_back(0);
        for (std::size_t i = 0; i < text.size(); ++i) {
            if ((static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) continue;
            offsets_.push_back(static_cast<std::uint32_t>(i));
            if (text[i] == '\n') first_character_.push_back(static_cast<std::uint32_t>(offsets_.size()));
        }
        offsets_.push_back(static_cast<std::uint32_t>(text.size()));
    }

    /// Byte offset of a position; the text's size for one that lies outside.
    [[nodiscard]] std::size_t offset(std::uint32_t line, std::uint32_t column) const {
        if (line == 0 || column == 0 || line > first_character_.size()) return text_.size();
        const std::size_t character = std::size_t{first_character_[line - 1]} + column - 1;
        return character < offsets_.size() ? offsets_[character] : text_.size();
    }
    [[nodiscard]] std::uint32_t column(std::uint32_t line, std::uint32_t character_column) const {
        if (line == 0 || line > first_character_.size()) return character_column;
        const std::size_t start =
            offsets_[std::min<std::size_t>(first_character_[line - 1], offsets_.size() - 1)];
        return static_cast<std::uint32_t>(offset(line, character_column) - start + 1);
    }
    [[nodiscard]] std::string_view text() const { return text_; }

  private:
    std::string_view text_;
    std::vector<std::uint32_t> offsets_;          // of each character
    std::vector<std::uint32_t> first_character_;  // of each line
};

/// From toml++'s tree to ours.
class Converter {
  public:
    explicit Converter(const Lines& lines) : lines_(lines) {}

    [[nodiscard]] TomlNode node(const toml::node& from) const {
        TomlNode out;
        out.line = from.source().begin.line;
        out.column = lines_.column(from.source().begin.line, from.source().begin.column);
        if (const auto* value = from.as_boolean()) {
            out.value = value->get();
        } else if (const auto* integer = from.as_integer()) {
            out.value = integer->get();
        } else if (const auto* number = from.as_floating_point()) {
            out.value = number->get();
        } else if (const auto* text = from.as_string()) {
            out.value = text->get();
            const std::size_t start = lines_.offset(from.source().begin.line, from.source().begin.column) + 1;
            if (start <= lines_.text().size() &&
                lines_.text().substr(start, text->get().size()) == text->get() &&
                text->get().find('\n') == std::string::npos)
                out.text_column = out.column + 1;
        } else if (const auto* array = from.as_array()) {
            auto& items = out.value.emplace<TomlNode::Array>();
            for (const auto& item : *array) items.push_back(node(item));
        } else if (const auto* table = from.as_table()) {
            out.value = entries(*table);
        }
        return out;
    }

  private:
    [[nodiscard]] TomlNode::Table entries(const toml::table& from) const {
        TomlNode::Table out;
        for (const auto& [key, value] : from) {
            const auto at = key.source().begin;
            out.push_back({std::string{key.str()}, at.line, lines_.column(at.line, at.column), node(value)});
        }
        std::ranges::sort(out, {}, [](const TomlEntry& entry) {
            return std::tuple{entry.line, entry.column, std::string_view{entry.key}};
        });
        return out;
    }

    const Lines& lines_;
};

Error nesting_error(std::string_view text, std::size_t offset, std::string file) {
    const auto before = text.substr(0, offset);
    const auto line = static_cast<std::uint32_t>(std::ranges::count(before, '\n') + 1);
    const auto start = before.rfind('\n');
    const auto column =
        static_cast<std::uint32_t>(start == std::string_view::npos ? offset + 1 : offset - start);
    return {Code::Corrupt,
            "TOML: nested more than " + std::to_string(TomlDocument::MaxNesting) + " deep",
            {std::move(file), Where::UnknownOffset, line, column}};
}

}  // namespace

std::string_view kind_text(const TomlNode& node) noexcept {
    constexpr std::string_view texts[] = {"a date or time", "a boolean", "an integer", "a float",
                                          "a string",       "an array",  "a table"};
    return texts[node.value.index()];
}

Result<TomlDocument> TomlDocument::parse(std::string_view text, std::string file) {
    if (text.size() > MaxBytes)
        return {Code::TooLarge,
                "TOML: " + std::to_string(text.size()) + " bytes; allowed are " + std::to_string(MaxBytes),
                {file, Where::UnknownOffset, 0, 0}};
    if (text.starts_with(ByteOrderMark)) text.remove_prefix(ByteOrderMark.size());
    if (const auto deep = find_deep_nesting(text, MaxNesting))
        return nesting_error(text, *deep, std::move(file));
    const Lines lines{text};
    TomlDocument out;
    // The system's toml++ is built with exceptions; this is where they end.
    try {
        const toml::table root = toml::parse(text);
        out.root_ = Converter{lines}.node(root);
    } catch (const toml::parse_error& error) {
        const auto at = error.source().begin;
        return {Code::Corrupt,
                "TOML: " + clipped(error.description()),
                {std::move(file), Where::UnknownOffset, at.line, lines.column(at.line, at.column)}};
    }
    out.file_ = std::move(file);
    return out;
}

}  // namespace sinter
