// SPDX-License-Identifier: Apache-2.0
#include "config/setting.hpp"

#include <algorithm>
#include <cmath>

#include <sinter/text/suggest.hpp>

#include "config/quote.hpp"

namespace sinter {
namespace {

constexpr std::size_t MostChoicesListed = 16;  // in a diagnostic

std::string_view wanted_type(const Value& value) {
    constexpr std::string_view texts[] = {"true or false", "an integer", "a number", "a string",
                                          "an array of strings"};
    return texts[value.index()];
}

/// A value in a sentence; lists may be long and are only named.
std::string found_text(const Value& value) {
    if (std::holds_alternative<std::vector<std::string>>(value)) return "an array of strings";
    const auto* text = std::get_if<std::string>(&value);
    return text ? shown(*text) : to_text(value);
}

Status out_of_range(const SettingDecl& decl, const Value& value) {
    const auto bound = [&](double number) {
        return std::holds_alternative<std::int64_t>(decl.default_value)
                   ? to_text(static_cast<std::int64_t>(number))
                   : to_text(number);
    };
    std::string range;
    if (decl.minimum && decl.maximum)
        range = bound(*decl.minimum) + " to " + bound(*decl.maximum);
    else if (decl.minimum)
        range = bound(*decl.minimum) + " or more";
    else if (decl.maximum)
        range = bound(*decl.maximum) + " or less";
    else
        range = "a finite number";
    return {Code::Invalid, decl.name + ": out of range: " + to_text(value) + "; allowed is " + range};
}

Status fits_range(const SettingDecl& decl, const Value& value, double number) {
    const bool inside = std::isfinite(number) && (!decl.minimum || number >= *decl.minimum) &&
                        (!decl.maximum || number <= *decl.maximum);
    return inside ? Status{} : out_of_range(decl, value);
}

Status fits_choice(const SettingDecl& decl, std::string_view text) {
    if (decl.choices.empty() || std::ranges::find(decl.choices, text) != decl.choices.end()) return {};
    const std::vector<std::string_view> choices(decl.choices.begin(), decl.choices.end());
    std::string list;
    if (choices.size() > MostChoicesListed)
        list = "the " + std::to_string(choices.size()) + " names allowed";
    else
        for (const auto choice : choices) list += (list.empty() ? "" : ", ") + in_quotes(choice);
    return {Code::Invalid,
            decl.name + ": " + shown(text) + " is none of " + list + did_you_mean(text, choices)};
}

struct Fits {
    const SettingDecl& decl;
    const Value& value;
    Status operator()(bool) const { return {}; }
    Status operator()(std::int64_t number) const {
        return fits_range(decl, value, static_cast<double>(number));
    }
    Status operator()(double number) const { return fits_range(decl, value, number); }
    Status operator()(const std::string& text) const { return fits_choice(decl, text); }
    Status operator()(const std::vector<std::string>& texts) const {
        for (const auto& text : texts)
            if (auto status = fits_choice(decl, text); !status) return status;
        return {};
    }
};

}  // namespace

Result<Value> fit(const SettingDecl& decl, Value value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value);
        integer && std::holds_alternative<double>(decl.default_value))
        value = static_cast<double>(*integer);
    if (value.index() != decl.default_value.index()) {
        return {Code::Invalid, decl.name + ": wanted is " + std::string{wanted_type(decl.default_value)} +
                                   ", not " + found_text(value)};
    }
    if (auto status = std::visit(Fits{decl, value}, value); !status) return std::move(status).error();
    return value;
}

}  // namespace sinter
