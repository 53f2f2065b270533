// SPDX-License-Identifier: Apache-2.0
#include "config/toml_reader.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <tuple>

#include <sinter/text/suggest.hpp>

#include "config/quote.hpp"

namespace sinter {
namespace {

constexpr std::size_t MostUnknownKeys = 32;  // reported of one table

}  // namespace

TomlReader::TomlReader(const std::string& file, const TomlNode& table, std::string who,
                       std::vector<Error>& problems)
    : file_(file), table_(table), who_(std::move(who)), problems_(problems) {
    assert(std::holds_alternative<TomlNode::Table>(table.value) && "TomlReader: not a table");
    used_.resize(std::get<TomlNode::Table>(table.value).size());
}

const TomlEntry* TomlReader::find(std::string_view key) {
    if (std::ranges::find(known_, key) == known_.end()) known_.push_back(key);
    const auto& entries = std::get<TomlNode::Table>(table_.value);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (entries[i].key != key) continue;
        used_[i] = true;
        return &entries[i];
    }
    return nullptr;
}

bool TomlReader::has(std::string_view key) const {
    return std::ranges::any_of(std::get<TomlNode::Table>(table_.value),
                               [&](const TomlEntry& entry) { return entry.key == key; });
}

Where TomlReader::where(const TomlNode& at) const {
    return {file_, Where::UnknownOffset, at.line, at.column};
}

void TomlReader::problem(const TomlNode& at, std::string_view text) {
    problems_.push_back({Code::Invalid, who_ + ": " + std::string{text}, where(at)});
}

void TomlReader::wrong_type(const TomlEntry& entry, std::string_view wanted) {
    problem(entry.node,
            entry.key + " must be " + std::string{wanted} + ", not " + std::string{kind_text(entry.node)});
}

std::optional<bool> TomlReader::boolean(std::string_view key) {
    const auto* entry = find(key);
    if (!entry) return {};
    if (const auto* value = std::get_if<bool>(&entry->node.value)) return *value;
    wrong_type(*entry, "true or false");
    return {};
}

std::optional<std::int64_t> TomlReader::integer(std::string_view key, std::int64_t minimum,
                                                std::int64_t maximum) {
    const auto* entry = find(key);
    if (!entry) return {};
    const auto* value = std::get_if<std::int64_t>(&entry->node.value);
    if (!value) {
        wrong_type(*entry, "an integer");
        return {};
    }
    if (*value >= minimum && *value <= maximum) return *value;
    problem(entry->node, std::string{key} + " is out of range: " + std::to_string(*value) + "; allowed is " +
                             std::to_string(minimum) + " to " + std::to_string(maximum));
    return {};
}

std::optional<double> TomlReader::number(std::string_view key, double minimum, double maximum) {
    const auto* entry = find(key);
    if (!entry) return {};
    double value = 0;
    if (const auto* number = std::get_if<double>(&entry->node.value)) {
        value = *number;
    } else if (const auto* integer = std::get_if<std::int64_t>(&entry->node.value)) {
        value = static_cast<double>(*integer);
    } else {
        wrong_type(*entry, "a number");
        return {};
    }
    if (value >= minimum && value <= maximum && std::isfinite(value)) return value;
    problem(entry->node, std::string{key} + " is out of range: " + to_text(value) + "; allowed is " +
                             to_text(minimum) + " to " + to_text(maximum));
    return {};
}

std::optional<std::string> TomlReader::string(std::string_view key) {
    const auto* entry = find(key);
    if (!entry) return {};
    if (const auto* value = std::get_if<std::string>(&entry->node.value)) return *value;
    wrong_type(*entry, "a string");
    return {};
}

std::optional<std::string> TomlReader::choice(std::string_view key,
                                              std::span<const std::string_view> choices) {
    const auto text = string(key);
    if (!text || std::ranges::find(choices, *text) != choices.end()) return text;
    std::string list;
    for (const auto one : choices) list += (list.empty() ? "" : ", ") + in_quotes(one);
    problem(find(key)->node,
            std::string{key} + ": " + shown(*text) + " is none of " + list + did_you_mean(*text, choices));
    return {};
}

std::optional<std::vector<Located<std::string>>> TomlReader::strings(std::string_view key) {
    const auto* entry = find(key);
    if (!entry) return {};
    std::vector<Located<std::string>> out;
    if (const auto* one = std::get_if<std::string>(&entry->node.value)) {
        out.push_back({*one, &entry->node});
        return out;
    }
    const auto* array = std::get_if<TomlNode::Array>(&entry->node.value);
    if (!array) {
        wrong_type(*entry, "a string or an array of strings");
        return {};
    }
    for (const auto& item : *array) {
        const auto* text = std::get_if<std::string>(&item.value);
        if (!text) {
            problem(item, std::string{key} + " must hold strings only, not " + std::string{kind_text(item)});
            return {};
        }
        out.push_back({*text, &item});
    }
    return out;
}

const TomlNode* TomlReader::table(std::string_view key) {
    const auto* entry = find(key);
    if (!entry) return nullptr;
    if (std::holds_alternative<TomlNode::Table>(entry->node.value)) return &entry->node;
    wrong_type(*entry, "a table");
    return nullptr;
}

std::vector<const TomlNode*> TomlReader::tables(std::string_view key) {
    const auto* entry = find(key);
    if (!entry) return {};
    std::vector<const TomlNode*> out;
    const auto* array = std::get_if<TomlNode::Array>(&entry->node.value);
    if (array && std::ranges::all_of(*array, [](const TomlNode& item) {
            return std::holds_alternative<TomlNode::Table>(item.value);
        })) {
        for (const auto& item : *array) out.push_back(&item);
        return out;
    }
    problem(entry->node,
            std::string{key} + " must be an array of tables: write [[" + std::string{key} + "]]");
    return out;
}

const TomlNode* TomlReader::any(std::string_view key) {
    const auto* entry = find(key);
    return entry ? &entry->node : nullptr;
}

const TomlNode::Table& TomlReader::all() {
    all_ = true;
    return std::get<TomlNode::Table>(table_.value);
}

void TomlReader::require(std::string_view key) {
    if (!has(key)) problem(table_, std::string{key} + " is missing");
}

void TomlReader::finish() {
    if (all_) return;
    const auto& entries = std::get<TomlNode::Table>(table_.value);
    std::size_t unknown = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (used_[i]) continue;
        // A file of nothing but unknown keys is not a configuration: the first tell enough.
        if (++unknown > MostUnknownKeys) return;
        problems_.push_back(
            {Code::Invalid,
             who_ + ": unknown key " + shown(entries[i].key) + did_you_mean(entries[i].key, known_),
             {file_, Where::UnknownOffset, entries[i].line, entries[i].column}});
    }
}

std::optional<Value> to_value(const TomlNode& node) {
    std::optional<Value> out;
    if (const auto* boolean = std::get_if<bool>(&node.value)) {
        out.emplace(*boolean);
    } else if (const auto* integer = std::get_if<std::int64_t>(&node.value)) {
        out.emplace(*integer);
    } else if (const auto* number = std::get_if<double>(&node.value)) {
        out.emplace(*number);
    } else if (const auto* text = std::get_if<std::string>(&node.value)) {
        out.emplace(*text);
    } else if (const auto* array = std::get_if<TomlNode::Array>(&node.value)) {
        std::vector<std::string> texts;
        for (const auto& item : *array) {
            const auto* one = std::get_if<std::string>(&item.value);
            if (!one) return out;
            texts.push_back(*one);
        }
        out.emplace(std::move(texts));
    }
    return out;
}

void sort_by_place(std::vector<Error>& problems) {
    std::ranges::stable_sort(problems, [](const Error& a, const Error& b) {
        return std::tie(a.where.line, a.where.column, a.text) <
               std::tie(b.where.line, b.where.column, b.text);
    });
}

}  // namespace sinter
